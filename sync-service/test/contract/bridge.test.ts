// The bridge over real HTTP: residual 0 for every account of the demo world and of a world of 20,000 accounts, and a
// record that is deleted, or hidden from us, shows exactly. What the report counts is checked against the org's own count.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { demoWorld } from '../../../scripts/stand-ins/world/demo.ts';
import { compose, type Service } from '../../src/compose.ts';
import type { AccountBridge } from '../../src/run/bridge-account.ts';
import { type Bridge, makeBridge } from '../../src/run/bridge.ts';
import type { OrgPort } from '../../src/run/ports.ts';
import { readSettings } from '../../src/settings.ts';

const ROOT = join(import.meta.dirname, '../../..');
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const signal = new AbortController().signal;
/** Before everything that Outreach holds in these worlds. */
const LONG_AGO = Date.parse('2025-08-01T00:00:00Z');

/** Both stand-ins on a world, and the service over them with its mirror loaded. */
async function serve(world: Parameters<typeof startStandIns>[0]['world']): Promise<[StandIns, Service]> {
  const standIns = await startStandIns({ world, sfPort: 0, outreachPort: 0 });
  const { settings, problems } = readSettings(standIns.environment, ROOT);
  if (settings === null) throw new Error(JSON.stringify(problems));
  const service = await compose(settings, QUIET);
  await service.outreach?.refreshMirror(LONG_AGO, signal);
  return [standIns, service];
}

function bridgeOf(service: Service, accountId: string | null, org: OrgPort = service.org): Promise<Bridge> {
  const needs = { org, outreach: service.outreach, mirror: service.ledger.mirror, partitionSize: 5_000 };
  return makeBridge(needs, accountId, () => undefined, signal);
}

const openOnes = ({ accounts }: Bridge): AccountBridge[] =>
  accounts.filter((it) => it.residual !== 0 || it.unexplained.length > 0);
const sum = (accounts: readonly AccountBridge[], of: (account: AccountBridge) => number): number =>
  accounts.reduce((total, it) => total + of(it), 0);
const stepsOf = (account: AccountBridge): number => account.steps.reduce((total, { count }) => total + count, 0);

/** What the org itself counts for an account in the window of the bridge. */
function countedByOrg(standIns: StandIns, accountId: string): number {
  const viewer = standIns.salesforce.org.viewer(standIns.salesforce.org.integrationUser.id);
  const counts = ['Task', 'Event'].map((object) => {
    const soql = `SELECT COUNT() FROM ${object} WHERE AccountId = '${accountId}' AND ActivityDate = LAST_N_DAYS:90`;
    return standIns.salesforce.org.query(soql, viewer).totalSize();
  });
  return counts.reduce((total, count) => total + count, 0);
}

describe('the demo world', () => {
  let standIns: StandIns;
  let service: Service;
  let all: Bridge;

  beforeAll(async () => {
    [standIns, service] = await serve(demoWorld());
    all = await bridgeOf(service, null);
  });
  afterAll(async () => {
    await service.close();
    await standIns.close();
  });

  test('every account has residual 0, and each bridge leads from its report to its Active TPs', () => {
    expect(all.problems).toEqual([]);
    expect(all.accounts.length).toBeGreaterThan(1_900);
    expect(openOnes(all)).toEqual([]);
    for (const account of all.accounts) expect(account.report + stepsOf(account)).toBe(account.activeTouchpoints);
    expect(new Set(all.accounts.flatMap(({ steps }) => steps.map(({ reason }) => reason))).size).toBeGreaterThan(12);
  });

  test('the companies of the story have the Active TPs that their story tells', () => {
    const path = join(ROOT, 'scripts/stand-ins/world/story-expectations.json');
    const told = JSON.parse(readFileSync(path, 'utf8')) as { accountId: string; activeTouchpoints: number }[];
    const found = new Map(all.accounts.map((account) => [account.accountId, account.activeTouchpoints]));
    expect(told.length).toBeGreaterThan(40);
    expect(told.map(({ accountId }) => [accountId, found.get(accountId)])).toEqual(
      told.map(({ accountId, activeTouchpoints }) => [accountId, activeTouchpoints]),
    );
  });

  test('the report counts what the org counts by its own date literal', () => {
    const busiest = [...all.accounts].sort((a, b) => b.report - a.report).slice(0, 25);
    for (const { accountId, report } of busiest) expect(countedByOrg(standIns, accountId)).toBe(report);
  });

  test('one account by itself is bridged as among all others', async () => {
    const [account] = all.accounts.filter(({ steps }) => steps.length > 3);
    const { accounts } = await bridgeOf(service, account?.accountId.slice(0, 15) ?? '');
    expect(accounts).toEqual([account]);
  });

  test('an activity that is deleted between two bridges is all that differs', async () => {
    // One that counts: of an account all of whose report's records count.
    const plain = all.accounts.find(({ report, steps }) => report > 2 && steps.length === 0);
    if (!plain) throw new Error('the demo world has no account whose report needs no step');
    const { org } = standIns.salesforce;
    const viewer = org.viewer(org.integrationUser.id);
    const soql = `SELECT Id FROM Task WHERE AccountId = '${plain.accountId}' AND ActivityDate = LAST_N_DAYS:90 LIMIT 1`;
    const victim = String([...org.query(soql, viewer).records(0, 1)][0]?.['Id']);
    org.putRows('Task', [{ Id: victim, IsDeleted: true }]);
    const after = await bridgeOf(service, null);
    org.putRows('Task', [{ Id: victim, IsDeleted: false }]);
    expect(openOnes(after)).toEqual([]);
    const changed = after.accounts.filter((it, at) => JSON.stringify(it) !== JSON.stringify(all.accounts[at]));
    expect(changed).toEqual([
      {
        ...plain,
        report: plain.report - 1,
        activeTouchpoints: plain.activeTouchpoints - 1,
        deleted: [...plain.deleted, victim].sort(),
      },
    ]);
  });

  test('an activity that our reading does not see is named, and nothing else is', async () => {
    const accountId = all.accounts.find(({ report }) => report > 2)?.accountId ?? '';
    const hidden = await firstActivityOf(accountId);
    const org: OrgPort = {
      ...service.org,
      readRange: async (...given) => {
        const reading = await service.org.readRange(...given);
        return { ...reading, activities: reading.activities.filter(({ activity }) => activity.id !== hidden) };
      },
    };
    const open = openOnes(await bridgeOf(service, accountId, org));
    expect(open).toMatchObject([{ accountId, unexplained: [hidden] }]);
    expect(Math.abs(open[0]?.residual ?? 0)).toBe(1);
  });

  test('what the org holds and no report shows has its reason: archived, without a date, private, of another account', async () => {
    const account = all.accounts.find(({ report, steps }) => report === 0 && steps.length === 0);
    const { org } = standIns.salesforce;
    const viewer = org.viewer(org.integrationUser.id);
    const AccountId = account?.accountId;
    const busiest = [...all.accounts].sort((a, b) => b.report - a.report)[0]?.accountId ?? '';
    const soql = `SELECT Id FROM Contact WHERE AccountId = '${busiest}' LIMIT 1`;
    const contact = [...org.query(soql, viewer).records(0, 1)][0];
    const done = { Status: 'Completed', IsClosed: true, ActivityDate: '2026-02-20', Subject: 'Placed by a test' };
    const [archived, shared] = ['00T000000000001AAA', '00T000000000002AAA'];
    const [undated, hers] = ['00U000000000001AAA', '00U000000000002AAA'];
    const day = { StartDateTime: '2026-02-20T00:00:00.000Z', EndDateTime: '2026-02-20T00:00:00.000Z' };
    org.putRows('Task', [
      { Id: archived, ...done, AccountId, IsArchived: true },
      { Id: shared, ...done, AccountId, WhoId: contact?.['Id'] },
    ]);
    org.putRows('Event', [
      {
        Id: undated,
        AccountId,
        WhoId: contact?.['Id'],
        Subject: 'Fair',
        IsAllDayEvent: true,
        ActivityDate: null,
        ...day,
      },
      // The integration user sees its own private event, and so does its report.
      {
        Id: hers,
        AccountId,
        Subject: 'Dentist',
        IsPrivate: true,
        OwnerId: org.integrationUser.id,
        ActivityDate: '2026-02-20',
      },
    ]);
    const bridged = [AccountId ?? '', busiest].map((id) => bridgeOf(service, id));
    const [own, other] = (await Promise.all(bridged)).map(({ accounts }) => accounts[0]);
    expect(own).toMatchObject({ report: 2, activeTouchpoints: 3, residual: 0, unexplained: [] });
    expect(own?.steps).toEqual([
      { reason: 'private', count: -1, records: [] },
      { reason: 'undated', count: 1, records: [undated] },
      { reason: 'archived', count: 1, records: [archived] },
    ]);
    expect(other).toMatchObject({ residual: 0, unexplained: [] });
    expect(other?.steps.find(({ reason }) => reason === 'shared activity')?.records).toEqual([shared, undated]);
  });

  async function firstActivityOf(accountId: string): Promise<string> {
    const found = await service.org.readReported({ ids: [accountId] }, all.window.from, all.window.to, signal);
    return found.map(({ id }) => id).sort()[0] ?? '';
  }
});

describe('a world of 20,000 accounts', () => {
  test('every account has residual 0', async () => {
    const [standIns, service] = await serve('accounts=20000,seed=41,activities=2');
    try {
      const all = await bridgeOf(service, null);
      expect(all.problems).toEqual([]);
      // Person accounts and deleted ones are not in the book.
      expect(all.accounts.length).toBeGreaterThan(19_500);
      expect(openOnes(all)).toEqual([]);
      expect(sum(all.accounts, ({ report }) => report)).toBeGreaterThan(10_000);
      expect(sum(all.accounts, stepsOf)).toBeLessThan(0);
    } finally {
      await service.close();
      await standIns.close();
    }
  });
});
