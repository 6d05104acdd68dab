// The contract of OrgPort over real HTTP: every method, and every fault that Salesforce is known for. Against the
// stand-in org; nothing here looks behind its API but to order faults and to place rows.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { ConfigurationFailure, FatalFailure, RetriableFailure } from '../../src/run/failures.ts';
import type { RangeReading, RunRecord } from '../../src/run/ports.ts';
import type { SalesforceConfig } from '../../src/salesforce/config.ts';
import { createOrg, type SalesforceOrg } from '../../src/salesforce/org.ts';
import { dayFromIso } from '../../src/scoring/calendar.ts';
import type { TaskActivity } from '../../src/scoring/evidence.ts';
import { shippedPolicy } from '../shipped-policy.ts';
import { configOf } from './stand-in-org.ts';

const WORLD = 'accounts=120,seed=5,today=2026-03-02';
const SINCE = dayFromIso('2025-09-03');
const EVERYTHING = { from: null, to: null };
const POLICY = shippedPolicy();
const signal = new AbortController().signal;

let standIns: StandIns;
let config: SalesforceConfig;
let org: SalesforceOrg;
const opened: SalesforceOrg[] = [];

const open = (other: Partial<SalesforceConfig> = {}) => {
  const made = createOrg({ ...config, ...other });
  opened.push(made);
  return made;
};
const fault = (order: Record<string, unknown>) => standIns.salesforce.faults.add(order);
const read = (from: SalesforceOrg = org) => from.readRange(EVERYTHING, POLICY, SINCE, signal);
const shapeOf = ({ accounts, contacts, activities }: RangeReading) => ({
  accounts: accounts.map(({ facts }) => facts.id).sort(),
  contacts: contacts.map(({ id }) => id).sort(),
  activities: activities.map(({ activity }) => activity.id).sort(),
});
const put = (object: string, rows: Record<string, unknown>[]) => {
  standIns.salesforce.org.putRows(object, rows);
};

beforeAll(async () => {
  // Small pages, so that an ordinary query has several.
  standIns = await startStandIns({ world: WORLD, sfPort: 0, outreachPort: 0, bulkPageSize: 150 });
  const timeouts = { attempt: 3_000, request: 6_000, page: 6_000, stuckJob: 1_000 };
  config = { ...configOf(standIns.environment), timeouts };
  org = open();
});

afterEach(() => {
  standIns.salesforce.faults.clear();
});

afterAll(async () => {
  for (const each of opened) await each.close();
  await standIns.close();
});

describe('what the org says', () => {
  test('identify names org, zone, user and the clock of the org', async () => {
    const identity = await org.identify();
    expect(identity).toMatchObject({ timeZone: 'America/New_York', username: config.username });
    expect(identity.orgId).toBe(standIns.salesforce.org.id);
    expect(identity.integrationUserId).toBe(standIns.salesforce.org.integrationUser.id);
    expect(new Date(identity.now).toISOString()).toMatch(/^2026-03-02/);
  });

  test('the shipped permission set leaves nothing to complain about', async () => {
    expect(await org.findAccessProblems()).toEqual([]);
  });

  test('the policy read from the org is the shipped one', async () => {
    const { policy, fingerprint } = await org.readPolicy();
    expect(policy.rules.map(({ name }) => name)).toEqual(POLICY.rules.map(({ name }) => name));
    expect(policy).toEqual(POLICY);
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test('the book is sorted and complete, and its parts are the whole', async () => {
    const book = await org.readBook(signal);
    expect(book).toEqual([...new Set(book)].sort());
    const whole = await read();
    expect(shapeOf(whole).accounts).toEqual(book);
    const [low, high] = [book[59] ?? '', book[60] ?? ''];
    const parts = [
      await org.readRange({ from: null, to: low }, POLICY, SINCE, signal),
      await org.readRange({ from: high, to: null }, POLICY, SINCE, signal),
    ];
    expect(parts.flatMap(({ accounts }) => accounts.map(({ facts }) => facts.id)).sort()).toEqual(book);
    const ids = new Set(parts.flatMap(({ activities }) => activities.map(({ activity }) => activity.id)));
    expect([...ids].sort()).toEqual(shapeOf(whole).activities);
    expect(whole.problems).toEqual([]);
  });

  test('contacts, tasks and names are found by Id, and what does not exist is said not to', async () => {
    const { contacts, activities } = await read();
    const contact = contacts[0]!;
    const tasks = activities.map(({ activity }) => activity).filter((it): it is TaskActivity => it.kind === 'task');
    const [live, gone] = [tasks.find((it) => !it.isDeleted)!, tasks.find((it) => it.isDeleted)!];
    const nobody = '003000000000000AAA';
    expect(await org.findContacts([contact.id, nobody, 'nonsense'], signal)).toEqual(new Map([[contact.id, contact]]));
    const found = await org.findTasks([live.id, gone.id, '00T000000000000AAA', 'nonsense'], signal);
    expect([...found.values()]).toEqual(['elsewhere', 'deleted', 'unknown', 'unknown']);
    expect((await org.findNames([contact.id, nobody], signal)).get(contact.id)).toMatch(/\w/);
  });

  test('doctor finds nothing wrong and changes nothing', async () => {
    const before = JSON.stringify((await read()).accounts);
    const findings = await org.diagnose();
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ check }) => check)).toContain('dry write');
    expect(JSON.stringify((await read()).accounts)).toBe(before);
  });
});

describe('which activities belong to a range', () => {
  test('a task elsewhere or nowhere that names a contact of the range is read with it, once', async () => {
    const book = await org.readBook(signal);
    const whole = await read();
    const contact = whole.contacts.find(({ accountId }) => accountId < (book[60] ?? ''))!;
    const base = {
      Status: 'Completed',
      IsClosed: true,
      ActivityDate: '2026-02-20',
      CreatedDate: '2026-02-20T12:00:00.000Z',
      Subject: 'Placed by a test',
      WhoId: contact.id,
    };
    const [nowhere, elsewhere, old] = ['00T000000000001AAA', '00T000000000002AAA', '00T000000000003AAA'];
    put('Task', [
      { ...base, Id: nowhere, AccountId: null },
      { ...base, Id: elsewhere, AccountId: book.at(-1) },
      { ...base, Id: old, AccountId: book.at(-1), ActivityDate: '2024-01-01' },
    ]);
    const low = await org.readRange({ from: null, to: book[59] ?? null }, POLICY, SINCE, signal);
    const ids = low.activities.map(({ activity }) => activity.id);
    expect(ids.filter((id) => id === nowhere || id === elsewhere).sort()).toEqual([nowhere, elsewhere]);
    expect(ids).not.toContain(old);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a row that cannot be understood holds back the account of the contact it names', async () => {
    const book = await org.readBook(signal);
    const contact = (await read()).contacts.find(({ accountId }) => accountId < (book[60] ?? ''))!;
    const odd = { Id: '00T000000000004AAA', AccountId: book.at(-1), WhoId: contact.id, Subject: 'Placed by a test' };
    put('Task', [{ ...odd, Status: 'Completed', IsClosed: true, ActivityDate: '2026-02-20', CreatedDate: 'soon' }]);
    const { problems } = await org.readRange({ from: null, to: book[59] ?? null }, POLICY, SINCE, signal);
    expect(problems).toMatchObject([{ recordId: odd.Id, accountId: contact.accountId }]);
    put('Task', [{ ...odd, IsDeleted: true, ActivityDate: '2024-01-01', CreatedDate: '2024-01-01T12:00:00.000Z' }]);
  });

  test('the vendor of a recording is taken from the description of a call', async () => {
    const { accounts } = await read();
    const base = {
      AccountId: accounts[0]!.facts.id,
      Status: 'Completed',
      IsClosed: true,
      ActivityDate: '2026-02-20',
      CreatedDate: '2026-02-20T12:00:00.000Z',
      TaskSubtype: 'Call',
      Subject: 'Call',
    };
    put('Task', [
      { ...base, Id: '00T000000000011AAA', Description: 'Recording: https://app.orum.com/r/1' },
      { ...base, Id: '00T000000000012AAA', Description: 'see https://forum.com/r/1' },
      { ...base, Id: '00T000000000013AAA', TaskSubtype: 'Email', Description: 'https://app.orum.com/r/1' },
    ]);
    const { activities } = await read();
    const vendors = ['11', '12', '13'].map((end) => {
      const found = activities.find(({ activity }) => activity.id === `00T0000000000${end}AAA`)?.activity;
      return found?.kind === 'task' ? found.recordingVendor : 'missing';
    });
    expect(vendors).toEqual(['Orum', null, null]);
  });
});

describe('writing', () => {
  const changesOf = (ids: readonly string[], activeTouchpoints: number | null) =>
    ids.map((accountId) => ({
      accountId,
      fields: { activeTouchpoints, sources: ['Orum Call', 'Task'], story: '{"a":"b, \\"c\\""}', lastTouch: SINCE },
    }));
  const heldBy = async (id: string) => (await read()).accounts.find(({ facts }) => facts.id === id)?.held;

  test('values arrive, null clears, and a row that cannot be written is told from the others', async () => {
    const book = await org.readBook(signal);
    const nobody = '001000000000000AAA';
    const outcomes = await org.writeAccounts(changesOf([...book, nobody], 7), signal);
    expect(outcomes).toHaveLength(book.length + 1);
    expect(outcomes.filter(({ problem }) => problem).map(({ accountId }) => accountId)).toEqual([nobody]);
    expect(outcomes.find(({ problem }) => problem)?.problem?.fix).toMatch(/\w/);
    expect(await heldBy(book[0]!)).toMatchObject({
      activeTouchpoints: 7,
      sources: ['Orum Call', 'Task'],
      story: '{"a":"b, \\"c\\""}',
      lastTouch: SINCE,
    });
    await org.writeAccounts([{ accountId: book[0]!, fields: { activeTouchpoints: null, sources: [] } }], signal);
    expect(await heldBy(book[0]!)).toMatchObject({ activeTouchpoints: null, sources: [], lastTouch: SINCE });
  });

  test('locked rows are written in the end, and only they are repeated', async () => {
    const book = await org.readBook(signal);
    fault({ match: 'collections', kind: 'lock', times: 2 });
    const outcomes = await org.writeAccounts(changesOf(book, 8), signal);
    expect(outcomes.map(({ accountId }) => accountId)).toEqual(book);
    expect(outcomes.every(({ problem }) => problem === null)).toBe(true);
  });

  test('a write whose answer was cut is repeated', async () => {
    const book = await org.readBook(signal);
    fault({ match: 'collections', kind: 'drop', times: 1 });
    const outcomes = await org.writeAccounts(changesOf(book.slice(0, 5), 9), signal);
    expect(outcomes.every(({ problem }) => problem === null)).toBe(true);
  });

  test('many changes go as one upload, with one outcome each', async () => {
    const ids = Array.from({ length: 2_100 }, (_, index) => `001TB${String(index).padStart(10, '0')}`);
    const rows = ids.map((id) => ({ Id: id, Name: `Company ${id}`, CreatedDate: '2025-01-01T00:00:00.000Z' }));
    put('Account', rows);
    const placed = (await org.readBook(signal)).filter((id) => id.startsWith('001TB'));
    expect(placed).toHaveLength(2_100);
    standIns.salesforce.requests.clear();
    const nobody = '001000000000000AAA';
    fault({ match: 'ingest', kind: 'lock', times: 1 });
    const outcomes = await org.writeAccounts(changesOf([...placed, nobody], 3), signal);
    expect(outcomes.map(({ accountId }) => accountId)).toEqual([nobody, ...placed]);
    expect(outcomes.filter(({ problem }) => problem)).toHaveLength(1);
    expect(standIns.salesforce.requests.list().some(({ path }) => path.includes('/jobs/ingest'))).toBe(true);
    expect(await heldBy(placed[0]!)).toMatchObject({ activeTouchpoints: 3, story: '{"a":"b, \\"c\\""}' });
    const cleared = placed.map((accountId) => ({ accountId, fields: { activeTouchpoints: null } }));
    expect((await org.writeAccounts(cleared, signal)).every(({ problem }) => problem === null)).toBe(true);
    expect(await heldBy(placed[0]!)).toMatchObject({ activeTouchpoints: null, lastTouch: SINCE });
  });

  test('the record of a run is created once, however often that is repeated', async () => {
    const { now } = await org.identify();
    const record: RunRecord = {
      runKey: 'contract-1',
      mode: 'full',
      startedAt: now,
      finishedAt: null,
      verdict: 'running',
      asOf: now,
      policyFingerprint: '0123456789abcdef',
      policyJson: '{}',
      accounts: 1,
      evaluated: null,
      changed: null,
      failed: null,
      poolSize: null,
      entered: null,
      leavingThisWeek: null,
      touchpointsBySource: null,
      coveragePercent: null,
      bridgeResidual: null,
      apiCalls: null,
      message: null,
    };
    const id = await org.saveRunRecord(null, record);
    expect(await org.saveRunRecord(null, record)).toBe(id);
    expect(await org.saveRunRecord(id, { ...record, verdict: 'ok', finishedAt: now })).toBe(id);
  });
});

describe('faults', () => {
  const passing = [
    { match: 'query', kind: 'drop', times: 2 },
    { match: 'query', kind: 'truncate', times: 2 },
    { match: 'bulk', kind: 'drop', times: 2 },
    { match: 'bulk', kind: 'truncate', times: 2 },
    { match: 'bulk-job', kind: 'drop', times: 1 },
    { match: 'query', kind: 'expire', times: 1 },
    { match: 'bulk', kind: 'expire', times: 1, after: 3 },
    { match: 'query', kind: 'status', status: 503, times: 2 },
    { match: 'query', kind: 'status', status: 500, times: 1 },
    { match: 'bulk', kind: 'status', status: 429, times: 2, headers: { 'retry-after': '1' } },
    { match: 'describe', kind: 'status', status: 502, times: 1 },
    { match: 'query', kind: 'slow', delayMs: 500, times: 2 },
  ];
  test.each(passing)('$match $kind $status: the reading is the same', async (order) => {
    const right = shapeOf(await read());
    fault(order);
    expect(shapeOf(await read(open()))).toEqual(right);
  });

  test.each([
    [{ match: 'bulk', kind: 'truncate', times: -1 }, RetriableFailure],
    [{ match: 'bulk', kind: 'drop', times: -1 }, RetriableFailure],
    [{ match: 'query', kind: 'truncate', times: -1 }, RetriableFailure],
    [{ match: 'query', kind: 'status', status: 503, times: -1 }, RetriableFailure],
    [{ match: 'query', kind: 'slow', delayMs: 60_000, times: -1 }, RetriableFailure],
    [{ match: 'bulk', kind: 'stuck', times: -1 }, RetriableFailure],
    [{ match: 'bulk', kind: 'fail', times: -1 }, RetriableFailure],
    [{ match: 'query|bulk', kind: 'expire', times: -1 }, FatalFailure],
    [{ match: 'bulk', kind: 'limit', times: -1 }, FatalFailure],
  ])('%o: a clear failure and no reading', { timeout: 40_000 }, async (order, expected) => {
    const broken = open();
    await broken.identify();
    fault(order);
    const startedAt = Date.now();
    const failure: unknown = await read(broken).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(expected);
    expect((failure as RetriableFailure).actions.join('')).not.toBe('');
    expect(Date.now() - startedAt).toBeLessThan(30_000);
  });

  test('a run that is stopped stops reading', async () => {
    fault({ match: 'bulk', kind: 'stuck', times: -1 });
    const stop = new AbortController();
    const reading = org.readRange(EVERYTHING, POLICY, SINCE, stop.signal);
    setTimeout(() => {
      stop.abort(new Error('shutting down'));
    }, 200);
    await expect(reading).rejects.toThrow('shutting down');
  });

  test.each([
    [{ consumerKey: 'wrong' }, 'SF_CONSUMER_KEY'],
    [{ username: 'nobody@example.com' }, 'SF_USERNAME'],
  ])('a login with %o names the setting', async (wrong, setting) => {
    const failure: unknown = await open(wrong)
      .identify()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationFailure);
    expect((failure as ConfigurationFailure).problems.map(({ where }) => where).join()).toContain(setting);
  });
});
