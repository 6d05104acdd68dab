import { describe, expect, it } from 'vitest';
import { POLICY, TODAY, account, contactId } from '../../test/builders.ts';
import { touchpoint } from '../../test/touchpoints.ts';
import type { AccountFacts } from './evidence.ts';
import type { Policy } from './policy.ts';
import { countWindow, excludedBecause, isSnoozed, outlook, tierOn } from './verdict.ts';

/** Touchpoints so many days ago; negative numbers are two-way ones. */
const ago = (...days: number[]) =>
  days.map((day, n) => touchpoint(n + 1, { day: TODAY - Math.abs(day), type: day < 0 ? 'reply' : 'email_automated' }));

function tier(days: readonly number[], facts: Partial<AccountFacts> = {}, policy: Policy = POLICY) {
  return tierOn(account(facts), outlook(ago(...days), policy, TODAY), policy, TODAY);
}

function dates(days: readonly number[], policy: Policy = POLICY) {
  const found = outlook(ago(...days), policy, TODAY);
  const from = (day: number | null) => (day === null ? null : day - TODAY);
  return { exits: from(found.exitsOn), near: from(found.nearUntil), engaged: from(found.engagedUntil) };
}

describe('counts', () => {
  it('take both ends of the window in: 91 dates', () => {
    expect(countWindow(ago(0, 90, 91), POLICY, TODAY)).toMatchObject({ active: 2, lastTouch: TODAY });
  });

  it('look back from the day they are asked for', () => {
    expect(countWindow(ago(0, 5), POLICY, TODAY - 3)).toMatchObject({ active: 1, lastTouch: TODAY - 5 });
  });

  it('of nothing have no last touch', () => {
    expect(countWindow(ago(91), POLICY, TODAY)).toEqual({
      active: 0,
      twoWay: 0,
      lastTouch: null,
      lastTwoWay: null,
      people: 0,
      channels: 0,
      sources: [],
    });
  });

  it('of people and channels take two-way touchpoints only, sources take all', () => {
    const list = [
      touchpoint(1, { type: 'reply', people: [contactId(1), contactId(2)] }),
      touchpoint(2, { type: 'reply_negative', people: [contactId(1)] }),
      touchpoint(3, { type: 'call_connected', people: [], source: 'Orum Call' }),
      touchpoint(4, { type: 'social', people: [contactId(3)], source: 'Task' }),
    ];
    expect(countWindow(list, POLICY, TODAY)).toMatchObject({
      active: 4,
      twoWay: 3,
      people: 2,
      channels: 2,
      sources: ['Orum Call', 'Outreach Email', 'Task'],
    });
  });
});

describe('the tier', () => {
  it.each([
    ['four touchpoints, the last 14 days ago', [14, 20, 30, 90], 'High-Effort'],
    ['the same with an answer in the window', [14, 20, 30, -90], 'High-Engaged'],
    ['the fourth just left the window', [14, 20, 30, 91], 'Near'],
    ['four touchpoints, the last 15 days ago', [15, 20, 30, 40], 'Near'],
    ['four touchpoints, the last 21 days ago', [21, 22, 30, 40], 'Near'],
    ['four touchpoints, the last 22 days ago', [22, 23, 30, 40], 'None'],
    ['three touchpoints, the last 14 days ago', [14, 20, 30], 'Near'],
    ['three touchpoints, the last 15 days ago', [15, 20, 30], 'None'],
    ['two touchpoints today', [0, 0], 'None'],
    ['an answer that left the window', [1, 2, 3, 4, -91], 'High-Effort'],
    ['nothing', [], 'None'],
  ])('with %s', (_name, days, expected) => {
    expect(tier(days)).toBe(expected);
  });

  it('is None with an open opportunity, near or high', () => {
    expect(tier([1, 2, 3, 4], { openOpportunities: 1 })).toBe('None');
    expect(tier([1, 2, 3], { openOpportunities: 2 })).toBe('None');
  });

  it('is Suppressed before anything else when excluded or snoozed', () => {
    expect(tier([1, 2, 3, 4], { type: 'Customer - Direct', openOpportunities: 1 })).toBe('Suppressed');
    expect(tier([], { snoozedUntil: TODAY })).toBe('Suppressed');
    expect(tier([1, 2, 3, 4], { snoozedUntil: TODAY - 1 })).toBe('High-Effort');
  });

  it('follows the policy', () => {
    const easy = { ...POLICY, minTouchpoints: 1, lastTouchMaxDays: 0, nearExtraDays: 0 };
    expect([tier([0], {}, easy), tier([1], {}, easy), tier([], {}, easy)]).toEqual(['High-Effort', 'None', 'None']);
  });
});

describe('the outlook', () => {
  it.each([
    // The last touch gets too old: L + 1 days after it, near for seven more.
    [[1, 2, 3, 4], { exits: 14, near: 21, engaged: null }],
    // The fourth latest leaves the window first; the third keeps the account near as long as the last touch is recent.
    [[1, 5, 50, 88], { exits: 3, near: 14, engaged: null }],
    [[14, 20, 30, 85], { exits: 1, near: 6, engaged: null }],
    // A fifth one takes the fourth's place.
    [[1, 5, 50, 80, 88], { exits: 11, near: 14, engaged: null }],
    [[0, -1, 2, -3], { exits: 15, near: 22, engaged: 90 }],
    // Not high today: no exit, whatever the future.
    [[15, 20, 30, 88], { exits: null, near: 3, engaged: null }],
    [[3, 20, 89], { exits: null, near: 2, engaged: null }],
    [[-30], { exits: null, near: null, engaged: 61 }],
    [[], { exits: null, near: null, engaged: null }],
  ])('of touchpoints %j days ago', (days, expected) => {
    expect(dates(days)).toEqual(expected);
  });
});

describe('an account', () => {
  it.each([
    ['Customer', 'Account type: Customer'],
    ['customer - direct', 'Account type: customer - direct'],
    ['Channel Partner / Reseller', 'Account type: Channel Partner / Reseller'],
    ['Installation Partner', 'Account type: Installation Partner'],
    ['Technology Partner', 'Account type: Technology Partner'],
    ['Competitor', 'Account type: Competitor'],
    ['Prospect', null],
    ['Former Customer', null],
    ['', null],
  ])('of type "%s" is excluded because: %s', (type, because) => {
    expect(excludedBecause(account({ type }), POLICY)).toBe(because);
  });

  it('is told the reason in the 80 characters of its field', () => {
    expect(excludedBecause(account({ type: `Customer ${'x'.repeat(200)}` }), POLICY)).toHaveLength(80);
  });

  it('is snoozed through the date, that date included', () => {
    const until = account({ snoozedUntil: TODAY });
    expect([TODAY, TODAY + 1].map((day) => isSnoozed(until, day))).toEqual([true, false]);
    expect(isSnoozed(account(), TODAY)).toBe(false);
  });
});
