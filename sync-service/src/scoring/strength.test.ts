// The score: each part of its formula by hand, then what must hold for any touchpoints.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICY, TODAY, contactId, people } from '../../test/builders.ts';
import { anyTouchpoint, anyTouchpoints, touchpoint } from '../../test/touchpoints.ts';
import type { Interaction } from './interaction.ts';
import { leadPerson, seniorityBy, strengthOn } from './strength.ts';

const TITLES = people({
  [contactId(1)]: 'CEO',
  [contactId(2)]: 'VP Sales',
  [contactId(3)]: 'Director',
  [contactId(4)]: 'Manager',
  [contactId(5)]: 'Developer',
});
const seniority = seniorityBy(TITLES, POLICY);
const on = (touchpoints: readonly Interaction[], day = TODAY) => strengthOn(touchpoints, seniority, POLICY, day);
const R = (touchpoints: readonly Interaction[], day = TODAY): number => on(touchpoints, day).strength;

describe('strength', () => {
  const two = (n: number, given: Partial<Interaction> = {}) => touchpoint(n, { type: 'reply', people: [], ...given });

  it('halves every 30 days', () => {
    const reply = [two(1)];
    expect([0, 30, 60, 180].map((days) => R(reply, TODAY + days))).toEqual([6, 3, 1.5, 6 / 64]);
  });

  it('ends with the look-back', () => {
    expect(R([two(1, { day: TODAY - 180 })])).toBeCloseTo(6 / 64, 10);
    expect(R([two(1, { day: TODAY - 181 })])).toBe(0);
  });

  it('discounts one-way touchpoints together, strongest first', () => {
    const list = [
      touchpoint(1, { type: 'email_automated', people: [contactId(8)] }),
      touchpoint(2, { type: 'call_attempt', people: [contactId(9)] }),
      touchpoint(3, { type: 'social', people: [] }),
    ];
    expect(R(list)).toBeCloseTo(1 + 0.6 * 0.7 + 0.4 * 0.49, 10);
  });

  it('discounts two-way touchpoints in the bucket of each lead person', () => {
    const list = [
      two(1, { people: [contactId(8)] }),
      two(2, { people: [contactId(8)], day: TODAY - 30 }),
      two(3, { people: [contactId(9)] }),
    ];
    expect(R(list)).toBeCloseTo(1.1 * (6 + 3 * 0.85 + 6), 10);
  });

  it('adds a tenth for each further person up to four, and for each further channel up to two', () => {
    const replies = (count: number) =>
      Array.from({ length: count }, (_, n) => two(n + 1, { people: [contactId(n + 50)] }));
    expect([1, 2, 5, 6, 9].map((count) => R(replies(count)) / (6 * count)).map((b) => b.toFixed(2))).toEqual([
      '1.00',
      '1.10',
      '1.40',
      '1.40',
      '1.40',
    ]);
    const channels = [two(1), two(2, { type: 'call_connected' }), two(3, { type: 'meeting_held' })];
    expect(R(channels)).toBeCloseTo(1.2 * (12 + 8 * 0.85 + 6 * 0.85 ** 2), 10);
  });

  it('counts people and channels of the window only, but every person of a touchpoint', () => {
    const old = two(2, { people: [contactId(9)], day: TODAY - 91, type: 'meeting_held' });
    const both = two(1, { people: [contactId(8), contactId(7)] });
    expect(R([both, old])).toBeCloseTo(1.1 * (6 + 12 * 2 ** (-91 / 30)), 10);
  });

  it('counts the people of what collapsed', () => {
    const list = [two(1, { people: [contactId(8)] }), two(2, { people: [contactId(8), contactId(9)] })];
    expect(R(list)).toBeCloseTo(1.1 * 6, 10);
  });

  it('collapses the same lead person, type and date into the smallest Id, in the score only', () => {
    const list = [2, 1, 3].map((n) => two(n, { people: [contactId(8)] }));
    const { strength, contributions } = on(list);
    expect(strength).toBe(6);
    expect([...contributions].filter(([, value]) => value > 0).map(([id]) => id)).toEqual([touchpoint(1).id]);
    expect(R([...list.slice(1), two(2, { people: [contactId(8)], day: TODAY - 30 })])).toBeCloseTo(6 + 3 * 0.85, 10);
  });

  it('never collapses touchpoints without a person, and gives them one bucket', () => {
    expect(R([two(1), two(2)])).toBeCloseTo(6 + 6 * 0.85, 10);
  });

  it.each([
    [1, 1.5],
    [2, 1.3],
    [3, 1.15],
    [4, 1],
    [5, 0.9],
    [6, 1],
  ])('weighs person %i by seniority %f, two-way only', (person, factor) => {
    expect(R([two(1, { people: [contactId(person)] })])).toBeCloseTo(6 * factor, 10);
    expect(R([touchpoint(1, { type: 'call_attempt', people: [contactId(person)] })])).toBe(1);
  });

  it('adds up to its contributions', () => {
    const list = [two(1), two(2, { type: 'meeting_held', people: [contactId(1)] }), touchpoint(3)];
    const { strength, contributions } = on(list);
    expect([...contributions.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(strength, 10);
  });

  it('of nothing is 0, with no rank', () => {
    expect(on([])).toMatchObject({ strength: 0, score: 0, rank: null });
  });
});

describe('the lead person', () => {
  it('has the highest seniority, then the smallest Id', () => {
    const lead = (...ids: string[]) => leadPerson(touchpoint(1, { people: ids }), seniority);
    expect(lead(contactId(4), contactId(2), contactId(3))).toBe(contactId(2));
    expect(lead(contactId(8), contactId(6), contactId(7))).toBe(contactId(6));
    expect(lead(contactId(5), contactId(6))).toBe(contactId(6));
    expect(lead()).toBeNull();
  });
});

describe('for any touchpoints', () => {
  const settings = { seed: 2, numRuns: 300 };
  const NEARLY = 1e-9;

  it('one more never lowers the strength', () => {
    fc.assert(
      fc.property(anyTouchpoints, anyTouchpoint, (list, one) => {
        const more = [...list, { ...one, id: `${one.id}x` }];
        expect(R(more)).toBeGreaterThanOrEqual(R(list) - NEARLY);
      }),
      settings,
    );
  });

  it('their order does not matter', () => {
    fc.assert(
      fc.property(
        anyTouchpoints.chain((list) => fc.tuple(fc.constant(list), shuffled(list))),
        ([list, mixed]) => {
          expect(on(mixed)).toEqual({ ...on(list), contributions: on(list).contributions });
          expect(R(mixed)).toBe(R(list));
        },
      ),
      settings,
    );
  });

  it('what is dated after D changes nothing', () => {
    fc.assert(
      fc.property(anyTouchpoints, anyTouchpoint, fc.integer({ min: 1, max: 400 }), (list, one, days) => {
        expect(R([...list, { ...one, id: 'later', day: TODAY + days }])).toBe(R(list));
      }),
      settings,
    );
  });

  it('one-way activity alone stays below 100·(1−e^(−1/9))', () => {
    fc.assert(
      fc.property(fc.array(anyTouchpoint, { maxLength: 300 }), (list) => {
        const oneWay = list
          .filter((it) => POLICY.types[it.type]?.twoWay === false)
          .map((it, n) => ({ ...it, id: String(n) }));
        expect(on(oneWay).score).toBeLessThanOrEqual(100 * (1 - Math.exp(-1 / 9)) + NEARLY);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('the score stays below 100 and the rank orders as the strength does', () => {
    fc.assert(
      fc.property(anyTouchpoints, anyTouchpoints, (a, b) => {
        const [one, other] = [on(a), on(b)];
        expect(one.score).toBeLessThan(100);
        if (one.rank !== null && other.rank !== null && Math.abs(one.strength - other.strength) > NEARLY)
          expect(one.rank > other.rank).toBe(one.strength > other.strength);
      }),
      settings,
    );
  });
});

function shuffled<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
}
