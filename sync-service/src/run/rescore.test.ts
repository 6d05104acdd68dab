// Scoring single accounts over a reading made by hand and a real ledger: who is written, who waits, and for what.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ALERT_BOUNDS, accountId, asOf, INTEGRATION_USER, POLICY, task, taskId, TODAY } from '../../test/builders.ts';
import { accountReading, mirrorOf, orgOf, rangeReading } from '../../test/readings.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import type { AccountFields } from '../scoring/account-fields.ts';
import { TELLING_KINDS } from './changes.ts';
import type { AccountChange, OrgPort, OutreachPort, RangeReading } from './ports.ts';
import { createRescorer, type RescoreDependencies } from './rescore.ts';

const MINUTE = 60_000;
const AUTHOR = { by: 'somebody', core: 'c0de' };
const { signal } = new AbortController();
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-rescore-'));
  ledger = await openLedger(folder);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

/** An org whose account 1 has so many Tasks; what is written to it is what it holds from then on. */
class TryOrg {
  tasks = 0;
  now = asOf().instant;
  runs = 0;
  changed: readonly string[] = [];
  used = 0;
  askedSince: number | null = null;
  readonly written: AccountChange[] = [];
  #held: AccountFields = accountReading(1).held;

  readonly port: Partial<OrgPort> = {
    ...orgOf(),
    identify: () =>
      Promise.resolve({
        ...{ orgId: 'org', timeZone: 'UTC', username: '', url: '' },
        integrationUserId: INTEGRATION_USER,
        now: this.now,
      }),
    readPolicy: () => Promise.resolve({ policy: POLICY, fingerprint: '0123456789abcdef', alertBounds: ALERT_BOUNDS }),
    readRange: () => Promise.resolve(this.#reading()),
    writeAccounts: (changes) => {
      for (const change of changes) {
        this.written.push(change);
        this.#held = { ...this.#held, ...change.fields };
      }
      return Promise.resolve(changes.map(({ accountId: id }) => ({ accountId: id, problem: null })));
    },
    usage: () => ({ used: this.used, limit: 1000, ours: 0 }),
    findChanges: (since) => {
      this.askedSince = since;
      return Promise.resolve(this.changed);
    },
  };

  #reading(): RangeReading {
    const activities = Array.from({ length: this.tasks }, (_, n) => ({
      activity: task({ id: taskId(n + 1), subject: `Step ${n}`, activityDate: TODAY - n }),
      accountId: accountId(1),
    }));
    return rangeReading({ accounts: [{ ...accountReading(1), held: this.#held }], contacts: [], activities });
  }
}

function trying() {
  const org = new TryOrg();
  const dependencies: RescoreDependencies = {
    ...{ org: org.port as OrgPort, outreach: null, mirror: mirrorOf({}), log: quiet },
    ...{ trails: ledger.trails, memory: ledger.changes, trail: ledger.trail, author: AUTHOR },
    isRunInProgress: () => Promise.resolve((org.runs -= 1) >= 0),
  };
  const rescorer = createRescorer(dependencies);
  const look = (tasks: number, minutes = 0) => {
    org.tasks = tasks;
    org.now += minutes * MINUTE;
    return rescorer.rescore({ records: [], accountIds: [accountId(1)] }, signal);
  };
  return { org, rescorer, look };
}

test('an account is written when its verdict changes, with every field, and not when a number does', async () => {
  const { org, look } = trying();
  expect(await look(0)).toMatchObject({ accounts: 1, written: 1, waiting: [] });
  expect(await look(1, 20)).toMatchObject({ written: 0, postponed: 0 });
  expect(await look(4, 20)).toMatchObject({ written: 1 });
  expect(org.written.at(-1)?.fields).toMatchObject({ activeTouchpoints: 4, tierScored: 'High-Effort' });
  expect(await look(4, 20)).toMatchObject({ written: 0 });
});

test('a verdict that changes again within a quarter of an hour waits for its end, unless it changes back', async () => {
  const { org, rescorer, look } = trying();
  await look(4);
  expect(await look(0, 5)).toMatchObject({ written: 0, postponed: 1 });
  await ledger.changes.noteReadUpTo(org.now);
  org.now += 9 * MINUTE;
  expect((await rescorer.poll(signal)).accountIds).toEqual([]);
  org.now += MINUTE;
  expect((await rescorer.poll(signal)).accountIds).toEqual([accountId(1)]);
  expect(await look(4)).toMatchObject({ written: 0, postponed: 0 });
  expect((await rescorer.poll(signal)).accountIds).toEqual([]);
});

test('nothing is asked or written while the org has few requests left, and nothing of it is lost', async () => {
  const { org, rescorer, look } = trying();
  await ledger.changes.noteReadUpTo(org.now);
  org.changed = [accountId(1)];
  org.used = 901;
  expect(await look(4)).toMatchObject({ accounts: 0, waiting: [] });
  const poll = await rescorer.poll(signal);
  await poll.done();
  expect([poll.accountIds, org.askedSince, org.written]).toEqual([[], null, []]);
  org.used = 900;
  expect((await rescorer.poll(signal)).accountIds).toEqual([accountId(1)]);
  expect(await look(4)).toMatchObject({ written: 1 });
});

test('while a run is in progress nothing is written and the account waits for its end', async () => {
  const { org, look } = trying();
  org.runs = 1;
  expect(await look(4)).toMatchObject({ accounts: 0, waiting: [accountId(1)] });
  expect(org.written).toEqual([]);
  expect(await look(4)).toMatchObject({ written: 1, waiting: [] });
});

test('nothing is written from a mirror that was never read to its end', async () => {
  const { org } = trying();
  const outreach = { refreshRecords: () => Promise.resolve({ requests: 0, kept: 0, dropped: 0 }) };
  const rescorer = createRescorer({
    ...{ org: org.port as OrgPort, outreach: outreach as unknown as OutreachPort, mirror: mirrorOf({}), log: quiet },
    ...{ trails: ledger.trails, memory: ledger.changes, trail: ledger.trail, author: AUTHOR },
    isRunInProgress: () => Promise.resolve(false),
  });
  const news = { records: [], accountIds: [accountId(1)] };
  org.tasks = 4;
  expect(await rescorer.rescore(news, signal)).toMatchObject({ accounts: 0, waiting: [] });
  expect(org.written).toEqual([]);
  for (const kind of TELLING_KINDS)
    await ledger.mirror.upsert(kind, [], { readUpTo: org.now, complete: true, loadedFrom: null });
  expect(await rescorer.rescore(news, signal)).toMatchObject({ accounts: 1, written: 1 });
});

test('a run that begins while an account is read keeps it from being written', async () => {
  const { org, look } = trying();
  // The first look at the lock, before the reading, finds no run; the second, before the write, does.
  const answers = [false, true];
  const rescorer = createRescorer({
    ...{ org: org.port as OrgPort, outreach: null, mirror: mirrorOf({}), log: quiet },
    ...{ trails: ledger.trails, memory: ledger.changes, trail: ledger.trail, author: AUTHOR },
    isRunInProgress: () => Promise.resolve(answers.shift() ?? false),
  });
  org.tasks = 4;
  const found = await rescorer.rescore({ records: [], accountIds: [accountId(1)] }, signal);
  expect(found).toMatchObject({ written: 0, waiting: [accountId(1)] });
  expect(org.written).toEqual([]);
  expect(await look(4)).toMatchObject({ written: 1 });
});

test('a poll begins a quarter of an hour before the last one began, and only once a run ended well', async () => {
  const { org, rescorer } = trying();
  const first = await rescorer.poll(signal);
  await first.done();
  expect([first.accountIds, org.askedSince, await ledger.changes.readUpTo()]).toEqual([[], null, null]);
  await ledger.changes.noteReadUpTo(org.now);
  const began = org.now;
  org.now += 5 * MINUTE;
  org.changed = [accountId(1)];
  const { accountIds, done } = await rescorer.poll(signal);
  expect([accountIds, org.askedSince]).toEqual([[accountId(1)], began - 15 * MINUTE]);
  // Killed before the accounts were noted, the next poll asks for the same again.
  expect(await ledger.changes.readUpTo()).toBe(began);
  await done();
  expect(await ledger.changes.readUpTo()).toBe(org.now);
});

test('more changes than news can be are left to the run', async () => {
  const { org, rescorer } = trying();
  await ledger.changes.noteReadUpTo(org.now);
  org.changed = Array.from({ length: 2001 }, (_, n) => accountId(n + 1));
  expect((await rescorer.poll(signal)).accountIds).toEqual([]);
});
