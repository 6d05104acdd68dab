// What looks off and what does not, number by number. D is the Monday of the builders, so that yesterday is a Sunday.
import { describe, expect, it } from 'vitest';
import { ALERT_BOUNDS, TODAY } from '../../test/builders.ts';
import { DRIFT_DAYS, type Drift, NO_DRIFT } from './drift.ts';
import { signOfCoverage, signOfPool, signsOfDrift } from './drift-signs.ts';

/** `count` on every day, and what is said for some of them (0 is yesterday). */
const days = (count: number, given: Readonly<Record<number, number>> = {}) =>
  Array.from({ length: DRIFT_DAYS }, (_, at) => given[at] ?? count);

function stateOf(drift: Partial<Drift>, key: string): string {
  return signsOfDrift({ ...NO_DRIFT, ...drift }, TODAY).find((sign) => sign.key === key)?.state ?? 'not said';
}

describe('volume', () => {
  const volume = (yesterday: number, usual: readonly number[], rest = 30) => {
    const [a = 0, b = 0, c = 0, d = 0] = usual;
    return stateOf({ touchpoints: { Task: days(rest, { 0: yesterday, 7: a, 14: b, 21: c, 28: d }) } }, 'volume:Task');
  };
  it.each([
    [100, [100, 90, 110, 100], 'well', 'a day like the others'],
    [52, [100, 90, 110, 100], 'well', 'fewer, but more than half'],
    [48, [100, 90, 110, 100], 'firing', 'less than half'],
    [40, [100, 30, 110, 100], 'well', 'more than on one of the four days before'],
    [0, [21, 20, 22, 20], 'firing', 'none where there were twenty'],
    [5, [21, 20, 22, 20], 'well', 'a fourth of twenty, which chance can do'],
    [0, [12, 9, 14, 11], 'unknown', 'none where there were a dozen'],
    [300, [100, 90, 110, 100], 'firing', 'three times as many'],
    [290, [100, 90, 110, 100], 'well', 'more, but less than three times'],
    [65, [10, 12, 9, 11], 'firing', 'six times as many as a few'],
    [500, [0, 0, 0, 0], 'unknown', 'a weekday that had none before'],
  ] as const)('%i after %j is %s: %s', (yesterday, usual, state, _because) => {
    expect(volume(yesterday, usual)).toBe(state);
  });

  it('is well again for a source that nobody used for five weeks', () => {
    expect(stateOf({ touchpoints: { Task: days(0) } }, 'volume:Task')).toBe('well');
  });

  it('is one message when every source is low, as on a holiday, and says so', () => {
    const touchpoints = { Task: days(100, { 0: 3 }), 'Orum Call': days(60, { 0: 0 }), Event: days(2) };
    expect(stateOf({ touchpoints }, 'volume:Task')).toBe('unknown');
    const [together] = signsOfDrift({ ...NO_DRIFT, touchpoints }, TODAY);
    expect(together).toMatchObject({
      ...{ key: 'volume', state: 'firing' },
      detail:
        '2026-03-01 against the same weekday of the four weeks before: Orum Call: 0, usually 60, 60, 60, 60; Task: 3, usually 100, 100, 100, 100. A public holiday looks like this.',
    });
  });

  it('is a message of its own for the one source that is low', () => {
    const touchpoints = { Task: days(100), 'Orum Call': days(60, { 0: 0 }) };
    expect(['volume', 'volume:Task', 'volume:Orum Call'].map((key) => stateOf({ touchpoints }, key))).toEqual([
      'well',
      'well',
      'firing',
    ]);
  });
});

describe('shares of the last week against the four weeks before', () => {
  /** `now` of 100 a day in the last seven days, `before` in the others. */
  const share = (now: number, before: number) => Array.from({ length: DRIFT_DAYS }, (_, at) => (at < 7 ? now : before));
  const touchpoints = { Task: days(100) };
  it.each([
    ['two-way-share', 'twoWay', 10, 30, 'firing'],
    ['two-way-share', 'twoWay', 30, 10, 'firing'],
    ['two-way-share', 'twoWay', 25, 30, 'well'],
    ['two-way-share', 'twoWay', 1, 4, 'well'],
    ['unmapped-types', 'unmapped', 20, 5, 'firing'],
    ['unmapped-types', 'unmapped', 5, 20, 'well'],
    ['duplicates', 'doubles', 40, 5, 'firing'],
    ['duplicates', 'doubles', 0, 30, 'firing'],
  ] as const)('%s: %s of %i a day after %i is %s', (key, part, now, before, state) => {
    expect(stateOf({ touchpoints, [part]: share(now, before) }, key)).toBe(state);
  });

  it('say nothing of a hundred touchpoints or fewer', () => {
    expect(stateOf({ touchpoints: { Task: days(2) }, twoWay: share(0, 2) }, 'two-way-share')).toBe('unknown');
  });

  it('say nothing of a few more where chance can do it', () => {
    const few = { Task: days(15) };
    expect(stateOf({ touchpoints: few, twoWay: share(3, 2) }, 'two-way-share')).toBe('well');
  });
});

describe('the pool', () => {
  const before = { id: 'r1', pool: 100, policyFingerprint: 'p' };
  it.each([
    [130, 'p', before, 'well'],
    [131, 'p', before, 'firing'],
    [69, 'p', before, 'firing'],
    [69, 'another policy', before, 'well'],
    [2, 'p', { ...before, pool: 6 }, 'well'],
    [0, 'p', { ...before, pool: 5 }, 'firing'],
    [0, 'p', null, 'unknown'],
  ] as const)('%i under %s after %o is %s', (pool, fingerprint, then, state) => {
    expect(signOfPool(pool, fingerprint, then, ALERT_BOUNDS).state).toBe(state);
  });
});

it('coverage is judged by its bound, and not at all without Outreach', () => {
  expect([89.9, 90, null].map((percent) => signOfCoverage(percent, ALERT_BOUNDS).state)).toEqual([
    'firing',
    'well',
    'unknown',
  ]);
});
