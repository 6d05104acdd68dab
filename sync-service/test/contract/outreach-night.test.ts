// What a night costs in requests, by the stand-in's own log: a tenant of five representatives, a day of theirs, and a week.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantDay, tenantResources, TENANT_TYPES } from '../../../scripts/stand-ins/world/tenant.ts';
import { SINCE, Tenant } from './outreach-tenant.ts';

const SIZE = { reps: 5, days: 5, today: '2026-03-02' };
const never = new AbortController().signal;
let it: Tenant;
beforeAll(async () => {
  it = await Tenant.start(TENANT_TYPES.flatMap((type) => [...tenantResources(SIZE, type)]));
});
afterAll(() => it.close());

test('the night after a day of work asks once for each thousand records that changed, and for nothing else', async () => {
  const all = await it.port().refreshMirror(SINCE, never);
  // 15,000 prospects, 1,750 accounts, 300 steps, and five days of 375 mails, 350 calls and 200 states; eight counts.
  expect(all.requests).toBe(15 + 2 + 1 + 1 + 1 + 2 + 2 + 1 + 8);

  // The first load was made at noon of the tenant's today; this is the day after it.
  const changed = [...tenantDay(SIZE, SIZE.days + 1)];
  for (const type of new Set(changed.map((one) => one.type)))
    await it.put(
      type,
      changed.filter((one) => one.type === type),
    );
  await it.setToday('2026-03-04');
  await it.forgetRequests();
  const night = await it.port().refreshMirror(SINCE, never);
  expect(night).toMatchObject({ requests: 6, firstLoad: false, remarks: [] });
  expect(night.records).toMatchObject({ mailing: 750, call: 350, sequenceState: 500, prospect: 250, account: 50 });
  for (const list of ['accounts', 'prospects', 'sequences', 'sequenceStates', 'mailings', 'calls'])
    expect(await it.answered(`/api/v2/${list}`, 200)).toBe(1);
  for (const list of ['sequenceSteps', 'callDispositions', 'users'])
    expect(await it.answered(`/api/v2/${list}`)).toBe(0);
});

test('a first load that is killed goes on where it was', async () => {
  await it.ledger.mirror.bindTo('nobody');
  const stop = new AbortController();
  it.fault({ match: 'prospects', kind: 'slow', delayMs: 60_000, after: 9 });
  const killed = it.port().refreshMirror(SINCE, stop.signal);
  // Of fifteen pages eight are stored when it is killed, which is told after the one request that counts.
  const stored = () => it.ledger.mirror.count('prospect', 0, Date.parse('2027-01-01'));
  await expect.poll(stored, { timeout: 20_000 }).toBe(8000);
  stop.abort(new Error('killed'));
  await expect(killed).rejects.toThrow('killed');
  it.standIn.control.faults.clear();
  await it.forgetRequests();
  const rest = await it.port().refreshMirror(SINCE, never);
  expect(rest).toMatchObject({ firstLoad: true });
  // The seven that are left, what lies ten minutes before them, and the counting.
  expect(await it.answered('/api/v2/prospects', 200)).toBe(9);
  expect(rest.records['prospect']).toBeLessThan(8000);
  expect(await stored()).toBe(15_000);
});
