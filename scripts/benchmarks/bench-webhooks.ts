// Fifty replies a second on the running service: how long until each is in the mirror and on its account. The world is
// reply-world.ts, the figures' form webhook-figures.ts.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { standInsOnly } from '../stand-ins-only.ts';
import type { Bench } from './bench-world.ts';
import { measure } from './measured-process.ts';
import { type Reply, writeReplyWorld } from './reply-world.ts';
import { serveWorld } from './served.ts';
import { latencyOf, type WebhookFigures } from './webhook-figures.ts';

const TOUCHPOINT = join(import.meta.dirname, '../../sync-service/bin/touchpoint');
const SECRET = 'bench';
const PER_SECOND = 50;
/** After the last webhook; what is not there by then is missing. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 50;

export async function benchWebhooks(seconds: number, { say, signal }: Bench): Promise<WebhookFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-bench-'));
  const many = PER_SECOND * seconds;
  say(`Opening a world of ${many} accounts, each one reply short of high-signal …`);
  const replies = writeReplyWorld(folder, many);
  const standIns = await serveWorld(folder);
  try {
    const environment: Record<string, string> = {
      ...standInsOnly(standIns.first.environment),
      OUTREACH_WEBHOOK_SECRET: SECRET,
      HTTP_PORT: '0',
    };
    await measure({
      command: TOUCHPOINT,
      arguments: ['run', '--inline', '--json'],
      environment,
      limitMs: 600_000,
      signal,
    });
    const rows = replies.map(({ mailing }) => mailing);
    await order(environment['OUTREACH_URL'] ?? '', 'rows', { object: 'mailing', rows });
    const service = spawn(TOUCHPOINT, ['start'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      const url = await addressOf(service);
      say(`  the service listens; ${PER_SECOND} webhooks a second for ${seconds} s`);
      return await load(replies, url, environment, signal);
    } finally {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
  } finally {
    await standIns.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(
  replies: readonly Reply[],
  url: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<WebhookFigures> {
  const org = await readerOf(environment['SF_DOMAIN'] ?? '', replies[0]?.accountId ?? '');
  const sent = new Map<number, number>();
  const [answered, mirrored] = [new Map<number, number>(), new Map<number, number>()];
  const mirror = new DatabaseSync(join(environment['LEDGER_URL'] ?? '', 'ledger.sqlite'), { readOnly: true });
  const seen = mirror.prepare('select id from mailing where "repliedAt" is not null');
  const look = (): void => {
    for (const { id } of seen.all()) if (!mirrored.has(Number(id))) mirrored.set(Number(id), Date.now());
  };
  const began = Date.now();
  const under: Promise<void>[] = [];
  for (const [at, { mailing }] of replies.entries()) {
    const due = began + (at * 1000) / PER_SECOND;
    await sleep(Math.max(0, due - Date.now()), undefined, { signal });
    sent.set(mailing.id, Date.now());
    under.push(webhook(url, mailing.id).then(() => void answered.set(mailing.id, Date.now())));
    if (at % 5 === 0) look();
  }
  await Promise.all(under);
  for (const end = Date.now() + PATIENCE_MS; mirrored.size < replies.length && Date.now() < end;) {
    await sleep(LOOK_EVERY_MS, undefined, { signal });
    look();
  }
  mirror.close();
  let written = await org.highSince();
  for (const end = Date.now() + PATIENCE_MS; written.size < replies.length && Date.now() < end;) {
    await sleep(500, undefined, { signal });
    written = await org.highSince();
  }
  const times = <K>(when: ReadonlyMap<K, number>, keyOf: (reply: Reply) => K) =>
    latencyOf(
      replies.map((reply) => {
        const [from, to] = [sent.get(reply.mailing.id), when.get(keyOf(reply))];
        return from === undefined || to === undefined ? null : to - from;
      }),
    );
  return {
    ...{ sent: replies.length, perSecond: PER_SECOND },
    answered: times(answered, ({ mailing }) => mailing.id),
    mirror: times(mirrored, ({ mailing }) => mailing.id),
    account: times(written, ({ accountId }) => accountId),
  };
}

async function webhook(url: string, id: number): Promise<void> {
  const meta = { deliveredAt: new Date().toISOString(), eventName: 'mailing.replied' };
  const body = JSON.stringify({ data: { type: 'mailing', id }, meta });
  const headers = {
    'content-type': 'application/vnd.api+json',
    'outreach-webhook-event-id': randomUUID(),
    'outreach-webhook-signature': createHmac('sha256', SECRET).update(body).digest('hex'),
  };
  const { status } = await fetch(`${url}/webhooks/outreach`, { method: 'POST', headers, body });
  if (status !== 202) throw new Error(`The service answered a webhook with ${status}.`);
}

async function addressOf(service: ChildProcess): Promise<string> {
  let said = '';
  service.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (;;) {
    const found = /"url":"(http[^"]+)"/.exec(said)?.[1];
    if (found !== undefined) return found;
    if (service.exitCode !== null) throw new Error(`The service ended with ${service.exitCode}:\n${said}`);
    await sleep(50);
  }
}

async function order(server: string, name: string, body: object): Promise<unknown> {
  const answer = await fetch(`${server}/__control/${name}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`control ${name}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Reads accounts as an administrator; `probe` is one that is touched to learn how far the org's clock is ahead. */
async function readerOf(org: string, probe: string) {
  const viewers = (await (await fetch(`${org}/__control/viewers`)).json()) as { userId: string; role: string }[];
  const userId = viewers.find(({ role }) => role === 'administrator')?.userId ?? viewers[0]?.userId;
  const { accessToken } = (await order(org, 'sessions', { userId })) as { accessToken: string };
  const query = async (soql: string): Promise<{ Id: string; SystemModstamp: string }[]> => {
    const found: { Id: string; SystemModstamp: string }[] = [];
    for (
      let next: string | undefined = `/services/data/v66.0/query?q=${encodeURIComponent(soql)}`;
      next !== undefined;
    ) {
      const response: Response = await fetch(org + next, { headers: { authorization: `Bearer ${accessToken}` } });
      if (!response.ok) throw new Error(`${soql}: ${response.status} ${await response.text()}`);
      const page = (await response.json()) as { records: typeof found; nextRecordsUrl?: string };
      found.push(...page.records);
      next = page.nextRecordsUrl;
    }
    return found;
  };
  await order(org, 'rows', { object: 'Account', rows: [{ Id: probe, Website: 'https://probe.example' }] });
  // The row was stamped a little earlier, so that latencies come out a little too long and never too short.
  const now = Date.now();
  const [touched] = await query(`SELECT Id, SystemModstamp FROM Account WHERE Id = '${probe}'`);
  const ahead = Date.parse(touched?.SystemModstamp ?? '') - now;
  return {
    /** When each account that is high-signal was saved, by this machine's clock. */
    highSince: async (): Promise<ReadonlyMap<string, number>> => {
      const rows = await query("SELECT Id, SystemModstamp FROM Account WHERE Signal_Tier__c = 'High-Engaged'");
      return new Map(rows.map((row) => [row.Id, Date.parse(row.SystemModstamp) - ahead]));
    },
  };
}
