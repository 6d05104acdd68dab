// What is counted of which day, from evidence to counts.
import { expect, it } from 'vitest';
import {
  assessOn,
  contactId,
  engagementOf,
  mailing,
  noon,
  task,
  taskId,
  TODAY,
  yardstick,
} from '../../test/builders.ts';
import { addDrift, allTouchpoints, driftOf, NO_DRIFT } from './drift.ts';

const assessment = assessOn({
  activities: [
    task({ id: taskId(1), activityDate: TODAY }),
    task({ id: taskId(2), activityDate: TODAY - 1, subject: 'Prepare the offer' }),
    task({ id: taskId(3), activityDate: TODAY - 35, subject: '[Email] [In] Re: plan' }),
    task({ id: taskId(4), activityDate: TODAY - 36 }),
    // One mail by two Tasks.
    ...[5, 6].map((n) =>
      task({
        id: taskId(n),
        activityDate: TODAY - 2,
        subject: '[Outreach] [Email] [Out] Hello',
        people: [contactId(1)],
      }),
    ),
  ],
  engagements: [
    engagementOf(mailing({ id: 1, deliveredAt: noon(TODAY - 2), subject: 'Hello', taskIds: [taskId(5), taskId(6)] })),
  ],
});
const drift = driftOf([assessment], yardstick());

it('counts yesterday and the five weeks before today, by source', () => {
  expect(drift.touchpoints['Task']?.[0]).toBe(1);
  expect(drift.touchpoints['Outreach Email']?.[1]).toBe(1);
  expect(drift.touchpoints['Outreach Email']?.[34]).toBe(1);
  expect(allTouchpoints(drift).reduce((sum, count) => sum + count, 0)).toBe(3);
});

it('knows two-way touchpoints, tasks that only the last rule took, and records that tell the same', () => {
  expect([drift.twoWay[34], drift.twoWay[1]]).toEqual([1, 0]);
  expect([drift.unmapped[0], drift.unmapped[1]]).toEqual([1, 0]);
  expect([drift.doubles[0], drift.doubles[1]]).toEqual([0, 1]);
});

it('adds up over partitions, whatever sources each has', () => {
  const sum = addDrift(addDrift(NO_DRIFT, drift), driftOf([assessment, assessment], yardstick()));
  expect(sum.touchpoints['Task']?.[0]).toBe(3);
  expect(sum.doubles[1]).toBe(3);
});
