import { describe, expect, it } from 'vitest';
import { TODAY, assessOn, engagementOf, mailing, noon, task, taskId, type EvidenceParts } from '../../test/builders.ts';

const tasks = (...daysAgo: number[]) =>
  daysAgo.map((ago, n) => task({ id: taskId(n + 1), subject: `Step ${n}`, activityDate: TODAY - ago }));
const changes = (parts: EvidenceParts) => assessOn(parts).changes;

describe('what would change the verdict', () => {
  it('of a high account without an answer', () => {
    expect(changes({ activities: tasks(1, 2, 3, 4) })).toEqual([
      { what: 'exits', on: TODAY + 14, because: 'last touch' },
      { what: 'response needed' },
    ]);
  });

  it('of a high account that leaves because a touchpoint leaves the window', () => {
    expect(changes({ activities: tasks(1, 2, 3, 88) })[0]).toEqual({
      what: 'exits',
      on: TODAY + 3,
      because: 'touchpoints',
    });
  });

  it('of a high account whose only answer leaves the window first', () => {
    const engagements = [engagementOf(mailing({ repliedAt: noon(TODAY - 85) }))];
    expect(changes({ activities: tasks(1, 2, 3, 4), engagements })).toEqual([
      { what: 'exits', on: TODAY + 14, because: 'last touch' },
      { what: 'engaged until', on: TODAY + 6 },
    ]);
  });

  it('of a near account: how many touchpoints, and until when it stays near', () => {
    expect(changes({ activities: tasks(1, 2, 3) })).toEqual([
      { what: 'touchpoints needed', count: 1 },
      { what: 'near until', on: TODAY + 14 },
    ]);
    expect(changes({ activities: tasks(18, 20, 21, 22, 23) })).toEqual([
      { what: 'touchpoints needed', count: 1 },
      { what: 'near until', on: TODAY + 4 },
    ]);
  });

  it('of a quiet account', () => {
    expect(changes({})).toEqual([{ what: 'touchpoints needed', count: 4 }]);
  });

  it('names the obstacles first', () => {
    const account = { type: 'Competitor', openOpportunities: 2, snoozedUntil: TODAY + 3 };
    expect(changes({ account, activities: tasks(1, 2, 3, 4) })).toEqual([
      { what: 'excluded', because: 'Account type: Competitor' },
      { what: 'snoozed', until: TODAY + 3 },
      { what: 'open opportunity', count: 2 },
      { what: 'exits', on: TODAY + 14, because: 'last touch' },
    ]);
  });
});
