import { describe, expect, it } from 'vitest';
import { TODAY, assessOn, mailing, engagementOf, noon, task, taskId } from '../../test/builders.ts';
import type { AccountFields } from './account-fields.ts';
import { differingFields, isMaterial, roundTo, scoreOn } from './account-fields.ts';

const scored: AccountFields = assessOn({
  activities: [1, 2, 3].map((n) => task({ id: taskId(n), subject: `Step ${n}`, activityDate: TODAY - n })),
  engagements: [engagementOf(mailing({ repliedAt: noon(TODAY - 2) }))],
}).fields;
const with_ = (given: Partial<AccountFields>): AccountFields => ({ ...scored, ...given });

describe('a material change', () => {
  it.each<[string, Partial<AccountFields>]>([
    ['the tier', { tierScored: 'None' }],
    ['an exclusion', { excludedBecause: 'Account type: Customer' }],
    ['another policy', { policyFingerprint: 'fedcba9876543210' }],
    ['a count', { activeTouchpoints: 5 }],
    ['a number that becomes unknown', { avgRecipientsPerSeries: 1.5 }],
    ['a date', { lastTouch: TODAY }],
    ['an exit', { exitsOn: null }],
    ['the first day of the stay', { enteredOn: TODAY }],
    ['a source', { sources: ['Task'] }],
    ['partial evidence', { evidence: 'Partial' }],
    ['a half-life', { halfLife: 20 }],
    ['a record of the story', { story: scored.story?.replace('mailing:1', 'mailing:2') ?? null }],
    ['a strength that moves the score by a point', { strength: (scored.strength ?? 0) + 1 }],
  ])('is %s', (_name, given) => {
    expect(isMaterial(scored, with_(given))).toBe(true);
    expect(isMaterial(with_(given), scored)).toBe(true);
  });

  it.each<[string, Partial<AccountFields>]>([
    ['the same again', {}],
    ['a new date of scoring with the strength that follows', aged(1)],
    ['ten days later', aged(10)],
    ['a strength that moves the score by half a point', { strength: (scored.strength ?? 0) + 0.18 }],
    ['another date to look again', { nextRescoreOn: null }],
    ['another rank alone', { rank: 1 }],
    [
      'other words in the story about the same records',
      { story: scored.story?.replace('"version":1', '"version":2') ?? null },
    ],
  ])('is not %s', (_name, given) => {
    expect(isMaterial(scored, with_(given))).toBe(false);
  });

  it('is the first scoring', () => {
    const blank = Object.fromEntries(Object.keys(scored).map((field) => [field, field === 'sources' ? [] : null]));
    expect(isMaterial(blank as unknown as AccountFields, scored)).toBe(true);
  });
});

function aged(days: number): Partial<AccountFields> {
  return { scoredOn: TODAY + days, scoredAt: noon(TODAY + days), strength: (scored.strength ?? 0) * 2 ** (-days / 30) };
}

describe('differing fields', () => {
  it('are named one by one, sources compared by value', () => {
    expect(differingFields(scored, with_({ sources: [...scored.sources] }))).toEqual([]);
    expect(differingFields(scored, with_({ sources: [], lastTouch: null }))).toEqual(['lastTouch', 'sources']);
  });
});

describe('numbers', () => {
  it('are rounded half up at the field’s scale', () => {
    expect([1.25, 1.35, 2.5 / 3, 1.005].map((value, n) => roundTo(value, n === 3 ? 2 : 1))).toEqual([
      1.3, 1.4, 0.8, 1.01,
    ]);
    expect(roundTo(-2.5, 0)).toBe(-2);
  });

  it('show the score as the org’s formula does: decayed from the day scored, never grown', () => {
    const half = { ...scored, strength: 30, scale: 30, halfLife: 30, scoredOn: TODAY };
    expect(scoreOn(half, TODAY)).toBeCloseTo(63.212, 3);
    expect(scoreOn(half, TODAY + 30)).toBeCloseTo(39.347, 3);
    expect(scoreOn(half, TODAY - 5)).toBeCloseTo(63.212, 3);
    expect(scoreOn({ ...half, strength: null }, TODAY)).toBeNull();
  });
});
