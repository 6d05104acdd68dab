// The commands of the pages, executed as written and in order, as in one terminal: what one of them exports, the next sees.
// Which commands, and what a reader fills in, is told in scripts/documents/documented-commands.ts.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { STEPS, type Step } from '../../../scripts/documents/documented-commands.ts';
import { readerOf } from './org-reader.ts';
import { start, type Running } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchpoint-pages-'));
// Without this, curl takes an answer that says 404 for a success.
writeFileSync(join(folder, '.curlrc'), 'fail-with-body\nsilent\nshow-error\nmax-time = 20\n');

const staying: Running[] = [];
let terminal: Record<string, string> = { CURL_HOME: folder, HTTP_PORT: '0' };
let said = '';

afterAll(async () => {
  for (const running of staying.reverse()) await stopped(running);
  rmSync(folder, { recursive: true, force: true });
});

describe('as the pages say', () => {
  it.each(STEPS)('$command', async (step) => {
    const command = await filledIn(step);
    if (step.until !== undefined) return last(step, command, step.until);
    const environment = join(folder, 'environment');
    const running = start('sh', ['-c', `${command}\ncode=$?; env -0 >'${environment}'; exit $code`], terminal);
    const { code, stdout, stderr } = await running.finished;
    expect(code, `${command}\n${stdout}\n${stderr}`).toBe(step.exit ?? 0);
    said += stdout;
    const variables = readFileSync(environment, 'utf8').split('\0').filter(Boolean);
    terminal = Object.fromEntries(variables.map((line) => line.split(/=(.*)/s, 2) as [string, string]));
  });
});

async function last({ stays }: Step, command: string, until: string): Promise<void> {
  const running = start('sh', ['-c', command], terminal, true);
  staying.push(running);
  await running.said(until);
  if (stays !== true) await stopped(running);
}

/** Ctrl-C: the signal reaches all that the command started. What does not end within 20 s is a failure. */
async function stopped({ child, finished }: Running): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), name);
  };
  signal('SIGINT');
  const late = setTimeout(() => signal('SIGKILL'), 20_000);
  const { stderr } = await finished;
  clearTimeout(late);
  expect(child.signalCode, stderr).not.toBe('SIGKILL');
}

async function filledIn({ command, instead = {} }: Step): Promise<string> {
  let filled = command;
  for (const [written, wanted] of Object.entries(instead)) {
    expect(filled).toContain(written);
    filled = filled.replaceAll(written, wanted);
  }
  for (const [token, look] of Object.entries(FOUND)) {
    if (filled.includes(`{${token}}`)) filled = filled.replaceAll(`{${token}}`, await look());
  }
  return filled;
}

/** What a reader would look up before typing. */
const FOUND: Readonly<Record<string, () => string | Promise<string>>> = {
  folder: () => folder,
  account: () => idOf('SELECT Id FROM Account WHERE High_Signal__c = true LIMIT 1'),
  contact: () => idOf('SELECT Id FROM Contact LIMIT 1'),
  run: () => [...said.matchAll(/\bRun (\S+): /g)].at(-1)?.[1] ?? 'no run was seen',
  async viewer() {
    const viewers = (await control('GET', 'viewers')) as { userId: string }[];
    return viewers[0]?.userId ?? '';
  },
  async session() {
    const body = { userId: await FOUND['viewer']?.() };
    return ((await control('POST', 'sessions', body)) as { accessToken: string }).accessToken;
  },
  async outreach() {
    const {
      OUTREACH_URL = '',
      OUTREACH_CLIENT_ID = '',
      OUTREACH_CLIENT_SECRET = '',
      OUTREACH_REFRESH_TOKEN = '',
    } = terminal;
    const form = {
      grant_type: 'refresh_token',
      client_id: OUTREACH_CLIENT_ID,
      client_secret: OUTREACH_CLIENT_SECRET,
      refresh_token: OUTREACH_REFRESH_TOKEN,
    };
    const answer = await fetch(new URL('/oauth/token', OUTREACH_URL), {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  },
};

async function idOf(query: string): Promise<string> {
  const [row] = await (await readerOf(terminal)).query(query);
  return row?.['Id'] as string;
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${terminal['SF_DOMAIN'] ?? ''}/__control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
}
