// A day in half a minute: the service by a schedule of seconds, a night that fails, a stop in the middle of one, and what
// people, probes and Prometheus are told. The org's own records say whether two runs overlapped.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { readerOf } from './org-reader.ts';
import { lastLine, type Running, startService, startStandIns, touchpoint } from './processes.ts';

const TOKEN = 'the-token-of-the-dashboard';
/** Three partitions, one after another. */
const NIGHTS = { RUN_CRON: '*/4 * * * * *', PARTITION_ACCOUNTS: '20', WORKER_CONCURRENCY: '1', PATIENCE_SECONDS: '5' };
const FAILING = { match: 'bulk', kind: 'fail', times: -1 };
const SLOW = { match: 'bulk', kind: 'slow', delayMs: 250, times: -1 };
/** A night that is still on when another process has begun and seen that it is, on a machine with more to do. */
const LONG = { ...SLOW, delayMs: 750 };
/** Nothing comes due while the test looks at what there is. */
const NO_MORE_NIGHTS = { RUN_CRON: '0 8 1 1 *' };

/** What Slack would be told, in order. */
async function startSlack(): Promise<{ url: string; told: string[] }> {
  const told: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push((JSON.parse(Buffer.concat(chunks).toString()) as { text: string }).text);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/day`, told };
}

interface Event {
  readonly event: string;
  readonly run?: string;
  readonly verdict?: string;
}

function eventsOf(service: Running): readonly Event[] {
  const lines = service
    .output()
    .stderr.split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'));
  return lines.map((line) => JSON.parse(line) as Event);
}

/** Waits for an event that fits. */
async function seen(service: Running, fits: (event: Event) => boolean): Promise<Event> {
  let found: Event | undefined;
  await expect.poll(() => (found = eventsOf(service).find(fits)), { timeout: 45_000, interval: 25 }).toBeDefined();
  return found!;
}
const opened = (nth: number) => {
  const ids = new Set<string>();
  return ({ event, run = '' }: Event): boolean => event === 'run.opened' && ids.add(run).size === nth;
};
const closed = (service: Running, verdict: string) =>
  seen(service, (event) => event.event === 'run.closed' && event.verdict === verdict);

async function stop({ child, finished }: Running): Promise<void> {
  const asked = performance.now();
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
  // What most platforms leave a process before they kill it.
  expect(performance.now() - asked).toBeLessThan(30_000);
}

it('three nights, one of them failed and one stopped in the middle: told once, cleared once, nothing overlaps', async () => {
  const [standIns, slack] = [await startStandIns('accounts=60,seed=21,today=2026-03-02'), await startSlack()];
  const told = { SLACK_WEBHOOK_URL: slack.url, QUEUES_TOKEN: TOKEN };
  const environment = { ...standIns.environment, ...NIGHTS, ...told };
  const order = (fault: object) => standIns.control('salesforce', 'POST', 'faults', fault);
  const withdraw = () => standIns.control('salesforce', 'DELETE', 'faults');
  const first = await startService(environment);
  await closed(first.service, 'ok');

  // The next night opens, and then nothing can be read any more.
  await order(SLOW);
  await seen(first.service, opened(2));
  await order(FAILING);
  const failed = await closed(first.service, 'failed');
  await expect.poll(() => slack.told.length, { timeout: 10_000 }).toBe(1);

  // While the one after it is under way nobody else may run; then it is stopped, with some of it scored.
  await withdraw();
  await order(LONG);
  const isAfter = ({ event, run = '' }: Event): boolean => event === 'run.opened' && run > (failed.run ?? '');
  const { run } = await seen(first.service, isAfter);
  const other = await touchpoint(['run', '--inline', '--json'], environment);
  expect(lastLine(other)).toMatchObject({ error: { code: 'RUN_OVERLAP' } });
  await seen(first.service, (event) => event.event === 'partition.scored' && event.run === run);
  const stopped = stop(first.service);
  await withdraw();
  await stopped;
  expect(eventsOf(first.service).filter((event) => event.event === 'run.closed' && event.run === run)).toEqual([]);

  // Restarted, the service goes on with it, and people hear that all is well.
  const second = await startService({ ...environment, ...NO_MORE_NIGHTS });
  expect(await seen(second.service, (event) => event.event === 'run.closed')).toMatchObject({ run, verdict: 'ok' });
  const scored = [first.service, second.service].flatMap(eventsOf).filter((event) => event.run === run);
  expect(scored.filter(({ event }) => event === 'partition.scored')).toHaveLength(3);
  await expect.poll(() => slack.told.length, { timeout: 10_000 }).toBe(2);
  expect(slack.told.map((text) => text.split('\n')[0])).toEqual([
    'Touchpoint Intelligence: A run failed',
    expect.stringContaining('A run failed') as string,
  ]);

  const [ready, metrics] = [await fetch(`${second.url}/ready`), await fetch(`${second.url}/metrics`)];
  expect([ready.status, await ready.json()]).toEqual([200, { ok: true, problems: [] }]);
  const figures = await metrics.text();
  await expectDashboard(second.url);
  await stop(second.service);
  const records = await recordsOf(environment);
  expect(records.map(({ verdict }) => verdict).join(' ')).toMatch(/^(ok )+(failed )+ok( ok)*$/);
  // The org's own times: each ended before the next began.
  for (const [at, { startedAt }] of records.entries())
    if (at > 0) expect(startedAt >= (records[at - 1]?.finishedAt ?? '')).toBe(true);
  for (const verdict of ['ok', 'failed']) {
    const count = records.filter((record) => record.verdict === verdict).length;
    expect(figures).toContain(`touchpoint_runs_total{mode="full",verdict="${verdict}"} ${count}\n`);
  }
  expect(figures).toMatch(/^touchpoint_last_run_verdict\{verdict="ok"\} 1$/m);
  expect(figures).toMatch(/^touchpoint_alerts_firing\{runbook="run-failed"\} 0$/m);
  expect(figures).toMatch(/^touchpoint_queue_jobs\{queue="touchpoint-runs",state="delayed"\} [1-9]/m);
});

interface RunRow {
  readonly verdict: string;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** The records of runs in the org, the oldest first. */
async function recordsOf(environment: Record<string, string>): Promise<readonly RunRow[]> {
  const reader = await readerOf(environment);
  const soql = 'SELECT Verdict__c, Started_At__c, Finished_At__c FROM Touchpoint_Run__c ORDER BY Run_Key__c';
  return (await reader.query(soql)).map((row) => ({
    verdict: String(row['Verdict__c']),
    startedAt: String(row['Started_At__c']),
    finishedAt: String(row['Finished_At__c']),
  }));
}

/** The dashboard is there for who has the token, loads nothing from elsewhere, and cannot change anything. */
async function expectDashboard(url: string): Promise<void> {
  const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
    fetch(`${url}/queues${path}`, { headers, method });
  const known = { authorization: `Basic ${Buffer.from(`anybody:${TOKEN}`).toString('base64')}` };
  expect((await ask('', {})).status).toBe(401);
  const page = await ask('', known);
  const html = await page.text();
  expect([page.status, page.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining("default-src 'none'") as string,
  ]);
  expect(html).toContain('<base href="/queues/" />');
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  const script = /src="(static[^"]+)"/.exec(html)?.[1] ?? '';
  expect((await ask(`/${script}`, known)).headers.get('content-type')).toContain('javascript');
  const queues = (await (await ask('/api/queues', { authorization: `Bearer ${TOKEN}` })).json()) as {
    queues: { name: string; readOnlyMode: boolean }[];
  };
  expect(queues.queues.map(({ name, readOnlyMode }) => `${name} ${readOnlyMode}`).sort()).toEqual([
    'touchpoint-changes true',
    'touchpoint-partitions true',
    'touchpoint-runs true',
  ]);
  expect((await ask('/api/queues/touchpoint-runs/pause', known, 'PUT')).status).toBe(405);
}
