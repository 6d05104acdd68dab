import { describe, expect, it } from 'vitest';
import { account, assessOn, engagementOf, mailing, noon, POLICY, task, taskId, TODAY } from '../../test/builders.ts';
import type { AccountFields } from './account-fields.ts';
import { isVerdictChange } from './verdict-change.ts';

/** What an account holds that was scored today with so many Tasks, the first of them a day ago; a reply is two-way. */
const scored = (tasks: number, replied = false): AccountFields =>
  assessOn({
    activities: Array.from({ length: tasks }, (_, n) =>
      task({ id: taskId(n + 1), subject: `Step ${n}`, activityDate: TODAY - n - 1 }),
    ),
    engagements: replied ? [engagementOf(mailing({ deliveredAt: null, repliedAt: noon(TODAY - 2) }))] : [],
  }).fields;
const changes = (before: AccountFields, after: AccountFields, facts = account(), day = TODAY) =>
  isVerdictChange(facts, before, after, POLICY, day);

describe('a verdict that people would see change', () => {
  it('is one for an account that was never scored', () => {
    expect(changes({ ...scored(0), scoredOn: null }, scored(0))).toBe(true);
  });

  it('is another tier or another day of leaving', () => {
    expect(changes(scored(3), scored(4))).toBe(true);
    expect(changes(scored(4), scored(3))).toBe(true);
    expect(changes(scored(4), scored(4, true))).toBe(true);
    const held = scored(4);
    expect(changes(held, { ...held, exitsOn: (held.exitsOn ?? 0) + 1 })).toBe(true);
  });

  it('is an exclusion that comes or goes', () => {
    const held = scored(1);
    expect(changes(held, { ...held, excludedBecause: 'Account type: Customer' })).toBe(true);
  });
});

describe('no verdict that people would see change', () => {
  it('is one more touchpoint of an account far from high-signal', () => {
    expect(changes(scored(0), scored(1))).toBe(false);
  });

  it('is what the org shows by itself: an opportunity, a snooze, a date that came', () => {
    const held = scored(4);
    expect(changes(held, held, account({ openOpportunities: 1 }))).toBe(false);
    expect(changes(held, held, account({ snoozedUntil: TODAY }))).toBe(false);
    const lapsed = { ...held, exitsOn: null, nearUntil: null };
    expect(changes({ ...lapsed, nearUntil: TODAY }, lapsed)).toBe(false);
  });
});
