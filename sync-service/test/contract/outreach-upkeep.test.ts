// The contract of keeping the mirror of Outreach at little cost, over real HTTP: what a night asks for, what a week does, what
// a year allows. Requests are counted by the stand-in.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigurationFailure, FatalFailure } from '../../src/run/failures.ts';
import { mailing, SINCE, tenant, Tenant } from './outreach-tenant.ts';

const never = new AbortController().signal;
const MAILINGS = 2500;

let it: Tenant;
beforeAll(async () => {
  it = await Tenant.start(tenant(MAILINGS));
});
afterAll(() => it.close());

const step = (id: number, stepType: string) => ({
  type: 'sequenceStep',
  id,
  attributes: { stepType, createdAt: '2024-01-01T00:00:00Z', updatedAt: '2024-01-01T00:00:00Z' },
});

describe('a mirror through its first weeks', () => {
  test('the first load says beforehand what it will take, and counts what it took', async () => {
    const refresh = await it.port().refreshMirror(SINCE, never);
    expect(refresh).toMatchObject({ firstLoad: true, requests: 18, remarks: [] });
    expect(it.told).toContainEqual([
      'outreach.first-load.began',
      expect.objectContaining({ requests: 10, mailing: MAILINGS, account: 1 }),
    ]);
    expect(await it.requestsOf('first load')).toBe(18);
    expect(await it.requestsOf('night')).toBe(0);
  });

  test('a night asks for what changed, and for look-ups only when one is unknown', async () => {
    await it.forgetRequests();
    expect(await it.port().refreshMirror(SINCE, never)).toMatchObject({ requests: 6, firstLoad: false });
    await it.put('sequenceStep', [step(8, 'manual_email')]);
    const relationships = { ...mailing(1).relationships, sequenceStep: { data: { type: 'sequenceStep', id: 8 } } };
    await it.put('mailing', [{ ...mailing(MAILINGS + 1), attributes: {}, relationships }]);
    expect(await it.port().refreshMirror(SINCE, never)).toMatchObject({ requests: 7 });
    expect((await it.reading()).mailings.find(({ id }) => id === MAILINGS + 1)?.stepType).toBe('manual_email');
    expect(await it.answered('/api/v2/sequenceSteps')).toBe(1);
    expect(await it.answered('/api/v2/callDispositions')).toBe(0);
    expect(await it.requestsOf('night')).toBe(13);
  });

  test('after a week the sweep drops what vanished, reading ids only where the counts differ', async () => {
    await it.vanish('mailing', [7, 1234]);
    expect(await it.port().refreshMirror(SINCE, never)).toMatchObject({ requests: 6, remarks: [] });
    expect((await it.reading()).mailings).toHaveLength(MAILINGS + 1);
    await it.setToday('2026-03-10');
    await it.forgetRequests();
    const refresh = await it.port().refreshMirror(SINCE, never);
    expect(refresh.remarks).toEqual([
      { message: 'The weekly sweep dropped what Outreach no longer has: 2 records.', degrades: false },
    ]);
    const ids = (await it.reading()).mailings.map(({ id }) => id);
    expect(ids).toHaveLength(MAILINGS - 1);
    expect(ids).not.toContain(7);
    expect(ids).not.toContain(1234);
    // A night with its look-ups, and for the sweep a count a kind; the mailings are halved, and two slices read.
    expect(refresh.requests).toBeLessThan(8 + 5 + 8);
    expect(await it.port().refreshMirror(SINCE, never)).toMatchObject({ requests: 6, remarks: [] });
  });

  test('a sweep that would drop much drops nothing, degrades the run and says what to do', async () => {
    const many = Array.from({ length: 400 }, (_mailing, place) => 100 + place);
    await it.vanish('mailing', many);
    await it.setToday('2026-03-18');
    const { remarks } = await it.port().refreshMirror(SINCE, never);
    expect(remarks).toEqual([
      {
        message: expect.stringMatching(
          /2,499 mailing records.*nothing was dropped.*OUTREACH_DROP_PERCENT=100/,
        ) as string,
        degrades: true,
      },
    ]);
    expect((await it.reading()).mailings).toHaveLength(MAILINGS - 1);
    const agreed = await it.port({ settings: { dropShare: 1 } }).refreshMirror(SINCE, never);
    expect(agreed.remarks[0]?.message).toBe('The weekly sweep dropped what Outreach no longer has: 400 records.');
    expect((await it.reading()).mailings).toHaveLength(MAILINGS - 401);
  });

  test('a year that is used up leaves out the sweep and warns, and the night is still read', async () => {
    await it.setToday('2026-03-26');
    const { requests, remarks } = await it.port({ settings: { yearlyRequests: 60 } }).refreshMirror(SINCE, never);
    expect(requests).toBe(8);
    expect(remarks.map(({ degrades }) => degrades)).toEqual([false, false]);
    expect(remarks[0]?.message).toContain('sweep for deleted Outreach records was left out');
    expect(remarks[1]?.message).toMatch(/pass the 60 of a year: .* What to do: Set OUTREACH_YEARLY_REQUESTS/);
    const { year } = await it.port({ settings: { yearlyRequests: 60 } }).probe();
    expect(year.used).toBeGreaterThan(60);
    expect(year.projected).toBeGreaterThan(year.used);
  });

  test('a first load that a year does not allow is refused before anything of it is read', async () => {
    await it.forgetRequests();
    const bearer = { kind: 'bearer', token: it.standIn.developmentBearer } as const;
    const refresh = it.port({ credentials: bearer, settings: { yearlyRequests: 60 } }).refreshMirror(SINCE, never);
    await expect(refresh).rejects.toThrow(ConfigurationFailure);
    await expect(refresh).rejects.toMatchObject({ problems: [{ where: 'OUTREACH_YEARLY_REQUESTS' }] });
    expect(await it.answered('/api/v2/mailings')).toBe(1);
  });
});

describe('pages that repeat themselves', () => {
  const pageOf = (next: string) =>
    JSON.stringify({ data: Array.from({ length: 1000 }, (_mailing, place) => mailing(place + 1)), links: { next } });

  test('ten thousand duplicates over pages change nothing, and the list goes on behind them', async () => {
    const again = await Tenant.start(tenant(1500));
    try {
      const list = `${again.standIn.url}/api/v2/mailings?sort=updatedAt&page%5Bsize%5D=1000`;
      again.fault({ match: 'mailings', kind: 'status', status: 200, body: '{"data":[],"meta":{"count":1500}}' });
      for (let page = 1; page <= 10; page += 1) {
        const body = pageOf(page < 10 ? `${list}&page%5Bafter%5D=again${page}` : list);
        again.fault({ match: 'mailings', kind: 'status', status: 200, body });
      }
      const { records } = await again.port().refreshMirror(SINCE, never);
      expect(records['mailing']).toBe(1500);
      expect((await again.reading()).mailings).toHaveLength(1500);
    } finally {
      await again.close();
    }
  });

  test('pages that go round in circles end in a failure that names them', async () => {
    const round = await Tenant.start(tenant(3));
    try {
      const list = `${round.standIn.url}/api/v2/mailings?page%5Bafter%5D=round`;
      round.fault({ match: 'mailings', kind: 'status', status: 200, body: pageOf(list), times: -1, after: 1 });
      const refresh = round.port().refreshMirror(SINCE, never);
      await expect(refresh).rejects.toThrow(FatalFailure);
      await expect(refresh).rejects.toMatchObject({ code: 'OUTREACH_PAGING_LOOP' });
    } finally {
      await round.close();
    }
  });
});
