// Every fault that Salesforce and Outreach are known for, injected into a whole run: it ends in a retried success or a clear
// failure, and no account ever holds anything but its right values or those it held before. Service and stand-ins share this
// process and one world, and talk over real HTTP; what a person sees of a fault is in faults.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { compose } from '../../src/compose.ts';
import { ConfigurationFailure, Failure } from '../../src/run/failures.ts';
import { readSettings } from '../../src/settings.ts';
import { CASES, type FaultCase, outreach } from './fault-cases.ts';
import { type OrgReader, type OrgRow, readerOf, writtenFields } from './org-reader.ts';

const WORLD = 'accounts=60,seed=11,today=2026-03-02';
/** A fault ends within twice the patience. Where nothing but giving up is right, there is little to wait for. */
const PATIENCE_MS = 8000;
const LITTLE_PATIENCE_MS = 3000;
const LIMIT_MS = 120_000;
const SOQL = `SELECT ${['Id', ...writtenFields()].join(', ')} FROM Account ORDER BY Id`;

let standIns: StandIns;
let org: OrgReader;
let right: readonly OrgRow[];
const folder = mkdtempSync(join(tmpdir(), 'run-faults-'));

beforeAll(async () => {
  standIns = await startStandIns({
    ...{ world: WORLD, sfPort: 0, outreachPort: 0, bulkPageSize: 150 },
    outreach: { tokens: { mintSeconds: 0, refresh: 'reusable' } },
  });
  org = await readerOf(standIns.environment);
  expect(await run('undisturbed', PATIENCE_MS)).toMatchObject({ verdict: 'ok' });
  right = await org.query(SOQL);
}, LIMIT_MS);
afterAll(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly verdict: 'ok' | 'degraded' | 'failed' | 'configuration';
  /** What a person is told: messages of the run, or of the failure with what to do. */
  readonly told: string;
}

/** A run with a ledger of that name; another name is a first run. */
async function run(ledger: string, patienceMs: number): Promise<Ended> {
  const environment = { ...standIns.environment, LEDGER_URL: join(folder, ledger) };
  const { settings, problems } = readSettings(environment, folder);
  if (settings === null) throw new Error(JSON.stringify(problems));
  const quiet = () => undefined;
  const service = await compose({ ...settings, patienceMs }, { info: quiet, warn: quiet, error: quiet });
  try {
    const request = { mode: 'full', dryRun: false, asOf: '2026-03-02' } as const;
    const { verdict, messages } = await service.runInline(request, quiet, new AbortController().signal);
    return { verdict, told: messages.join('\n') };
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    const told = `${problem.message} What to do: ${problem.actions.join(' ')}`;
    return { verdict: problem instanceof ConfigurationFailure ? 'configuration' : 'failed', told };
  } finally {
    await service.close();
  }
}

/** Leaves the accounts as they were before the first run. */
async function forgetRuns(): Promise<void> {
  const blank = Object.fromEntries(writtenFields().map((field) => [field, null]));
  await put(
    'salesforce',
    'Account',
    right.map(({ Id }) => ({ Id, ...blank })),
  );
  const [first] = await org.query(SOQL);
  expect(first).toEqual({ Id: right[0]?.['Id'], ...blank });
}

async function put(server: 'salesforce' | 'outreach', object: string, rows: readonly unknown[]): Promise<void> {
  const order = { method: 'POST', body: JSON.stringify({ object, rows }) };
  const answer = await fetch(`${standIns[server].url}/__control/rows`, order);
  expect(answer.status, await answer.text()).toBe(200);
}

async function withFault<T>({ server, fault }: FaultCase, action: () => Promise<T>): Promise<T> {
  const { faults } = standIns[server];
  faults.add(fault);
  try {
    return await action();
  } finally {
    faults.clear();
  }
}

describe('a first run that meets a fault', () => {
  it.each(CASES)(
    '$server: $name',
    async (fault) => {
      await forgetRuns();
      const patience = fault.ends.includes('ok') ? PATIENCE_MS : LITTLE_PATIENCE_MS;
      const ended = await withFault(fault, () => run(fault.name.replaceAll(' ', '-'), patience));
      expect(fault.ends, ended.told).toContain(ended.verdict);
      if (ended.verdict !== 'ok') expect(ended.told).toMatch(/What to do: \S/);
      const now = await org.query(SOQL);
      const blank = (row: OrgRow): boolean => row['Touchpoint_Scored_On__c'] === null;
      expect(now.filter((row, at) => !blank(row) && JSON.stringify(row) !== JSON.stringify(right[at]))).toEqual([]);
      if (ended.verdict === 'ok') expect(now).toEqual(right);
    },
    LIMIT_MS,
  );
});

describe('a night that meets a fault of Outreach keeps the last good values', () => {
  const NIGHTS: readonly (readonly [FaultCase, RegExp])[] = [
    [outreach('down', { match: 'read', kind: 'status', status: 503, times: -1 }, 'failed'), /status page of Outreach/],
    [
      outreach(
        'a token that is revoked',
        { match: 'read|token', kind: 'status', status: 401, times: -1 },
        'configuration',
      ),
      /OUTREACH_CLIENT_ID|authorise the Outreach app again/i,
    ],
    [
      outreach(
        'a rate limit hit in the middle of the run',
        {
          ...{ match: 'mailings', kind: 'status', status: 429, times: -1 },
          headers: { 'Retry-After': '1800', 'X-RateLimit-Remaining': '0, 19988' },
        },
        'failed',
      ),
      /rate limit is used up.*Run again when the limit has been reset/,
    ],
    [
      outreach(
        'a page that is none',
        { match: 'calls', kind: 'status', status: 200, body: '{"data":7}', times: -1 },
        'failed',
      ),
      /calls is malformed.*Check that OUTREACH_URL is the API itself/,
    ],
    [
      outreach(
        'a connection that is refused its whole length',
        { match: 'prospects', kind: 'drop', times: -1 },
        'failed',
      ),
      /connection to Outreach broke.*Run again later/,
    ],
  ];

  it.each(NIGHTS)(
    '$name',
    async (fault, told) => {
      expect(await run('night', PATIENCE_MS)).toMatchObject({ verdict: 'ok' });
      const ended = await withFault(fault, () => run('night', LITTLE_PATIENCE_MS));
      expect(fault.ends, ended.told).toContain(ended.verdict);
      expect(ended.told.replaceAll('\n', ' ')).toMatch(told);
      expect(await org.query(SOQL)).toEqual(right);
    },
    LIMIT_MS,
  );

  it('a record that makes no sense degrades every run until it is read well', async () => {
    await put('outreach', 'mailing', [{ id: 4_000_001, attributes: { mailingType: 5 } }]);
    for (let night = 1; night <= 2; night += 1) {
      const ended = await run('night', PATIENCE_MS);
      expect(ended.verdict).toBe('degraded');
      expect(ended.told).toMatch(/mailing 4000001 .*What to do: Look at them in Outreach/);
    }
    await put('outreach', 'mailing', [{ id: 4_000_001, attributes: { mailingType: 'single' } }]);
    expect(await run('night', PATIENCE_MS)).toMatchObject({ verdict: 'ok' });
    expect(await org.query(SOQL)).toEqual(right);
  });
});
