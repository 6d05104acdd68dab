// The demo world's files, written by its own command, counted by the judge: every named company must come to what its story says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countWorld, type AccountCount } from './independent-count.ts';

const WORLD = join(import.meta.dirname, '../../../scripts/stand-ins/world');
/** Writing and counting 2,000 accounts takes seconds, more when every core is busy; milliseconds. */
const PATIENCE = 120_000;
const NOON = new Date('2026-03-02T17:00:00.000Z');

interface Expectation {
  accountId: string;
  name: string;
  tier: string;
  high: boolean;
  activeTouchpoints: number;
  twoWayTouchpoints: number;
  lastTouch: string | null;
  accountAgeDays: number;
  avgRecipientsPerSeries: number | null;
  exitsOn: string | null;
}
const expectations = JSON.parse(readFileSync(join(WORLD, 'story-expectations.json'), 'utf8')) as Expectation[];

let folder = '';
let counts = new Map<string, AccountCount>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-story-'));
  execFileSync(process.execPath, [join(WORLD, 'write.ts'), '--demo', folder]);
  counts = await countWorld(folder, NOON);
}, PATIENCE);
afterAll(() => rmSync(folder, { recursive: true }));

test.each(expectations.map((expectation) => [expectation.name, expectation] as const))(
  '%s comes to what its story says',
  (_name, said) => {
    const { name, activeTouchpoints, twoWayTouchpoints, lastTouch, accountAgeDays, avgRecipientsPerSeries, exitsOn } =
      said;
    expect(counts.get(said.accountId)).toMatchObject({
      name,
      activeTouchpoints,
      twoWayTouchpoints,
      lastTouch,
      accountAgeDays,
      avgRecipientsPerSeries,
      exitsOn,
    });
  },
);

test('tiers of the story agree with the counts: high needs Exits On, near needs Near Until', () => {
  for (const { accountId, name, tier, high } of expectations) {
    const counted = counts.get(accountId);
    if (high) expect(counted?.exitsOn, name).not.toBeNull();
    expect(high, name).toBe(tier.startsWith('High'));
    if (high) expect((counted?.twoWayTouchpoints ?? 0) > 0, name).toBe(tier === 'High-Engaged');
    if (tier === 'Near') expect([counted?.exitsOn, counted?.nearUntil === null], name).toEqual([null, false]);
  }
});

test('no count changes in the following week but by time: nothing new becomes visible', async () => {
  const later = await countWorld(folder, new Date('2026-03-09T16:00:00.000Z'));
  for (const [id, now] of counts) {
    const then = later.get(id);
    expect(
      then?.records.filter((record) => !now.records.includes(record)),
      now.name,
    ).toEqual([]);
  }
});

test('the org has about 2,000 accounts and a believable share of them in the counting clauses', () => {
  expect(counts.size).toBeGreaterThan(1950);
  const high = [...counts.values()].filter(({ exitsOn }) => exitsOn !== null).length;
  expect(high).toBeGreaterThan(60);
  expect(high).toBeLessThan(250);
});
