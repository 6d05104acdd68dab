// Coverage: which facts of Outreach are found in Salesforce, case by case, through the same door as a run.
import { describe, expect, test } from 'vitest';
import {
  TODAY,
  assessOn,
  call,
  contactId,
  engagementOf,
  mailing,
  noon,
  task,
  taskId,
  type EvidenceParts,
} from '../../test/builders.ts';
import { addCoverage, coveragePercent, NO_COVERAGE, percentOf } from './coverage.ts';

const SENT = taskId(1);
const REPLY = taskId(2);
const delivered = mailing({ deliveredAt: noon(TODAY), taskIds: [SENT] });
const sentTask = task({ id: SENT, subject: '[Outreach] [Email] [Out] Hello' });
const replyTask = task({ id: REPLY, subject: '[Outreach] [Email] [In] Re: Hello' });

const coverageOf = (parts: EvidenceParts) => assessOn(parts).coverage;
const placesOf = (parts: EvidenceParts) => assessOn(parts).facts.map(({ fact, place }) => `${fact} ${place}`);

describe('an engagement', () => {
  test('whose Task is among the account’s is found', () => {
    const parts = { activities: [sentTask], engagements: [engagementOf(delivered)] };
    expect(coverageOf(parts)).toEqual({ deliveries: { total: 1, found: 1 }, calls: { total: 0, found: 0 } });
  });

  test('whose Task lies at another account is found as well', () => {
    const engagements = [engagementOf(delivered, contactId(1), { [SENT]: 'elsewhere' })];
    expect(placesOf({ engagements })).toEqual(['sent found']);
  });

  test('whose Task lies elsewhere has that for the mail, whatever another tool logged here', () => {
    const answered = { ...delivered, subject: 'hello', repliedAt: noon(TODAY) };
    const addIn = task({ id: REPLY, subject: 'Hello', fields: { TaskSubtype: 'Email' } });
    const engagements = [engagementOf(answered, contactId(1), { [SENT]: 'elsewhere' })];
    expect(placesOf({ activities: [addIn], engagements })).toEqual(['sent found', 'reply never synced']);
  });

  test('is not found when its Task is deleted, here or elsewhere, and the place says so', () => {
    const here = { activities: [{ ...sentTask, isDeleted: true }], engagements: [engagementOf(delivered)] };
    expect(placesOf(here)).toEqual(['sent deleted']);
    expect(coverageOf(here).deliveries).toEqual({ total: 1, found: 0 });
    expect(placesOf({ engagements: [engagementOf(delivered, contactId(1), { [SENT]: 'deleted' })] })).toEqual([
      'sent deleted',
    ]);
  });

  test('that names a Task the org does not hold is lost; one that names none was never synced', () => {
    expect(placesOf({ engagements: [engagementOf(delivered, contactId(1), { [SENT]: 'unknown' })] })).toEqual([
      'sent lost',
    ]);
    expect(placesOf({ engagements: [engagementOf({ ...delivered, taskIds: [] })] })).toEqual(['sent never synced']);
  });

  test('is found with a Task that is still open: what exists is in Salesforce, whether it counts or not', () => {
    const open = { ...sentTask, isClosed: false, status: 'Not Started', completedAt: null };
    expect(coverageOf({ activities: [open], engagements: [engagementOf(delivered)] }).deliveries.found).toBe(1);
  });

  test('of a person of another account is counted there, not here', () => {
    const engagements = [{ ...engagementOf(delivered), ofAccount: false }];
    expect(coverageOf({ activities: [sentTask], engagements })).toEqual(NO_COVERAGE);
  });
});

describe('a mailing with a reply', () => {
  const answered = { ...delivered, repliedAt: noon(TODAY), taskIds: [SENT, REPLY] };

  test('is a delivery and a reply, each with its own Task, and only the delivery is part of coverage', () => {
    const both = { activities: [sentTask, replyTask], engagements: [engagementOf(answered)] };
    expect(placesOf(both)).toEqual(['sent found', 'reply found']);
    expect(coverageOf(both).deliveries).toEqual({ total: 1, found: 1 });
  });

  test('of which only the reply was synced lacks its delivery', () => {
    const engagements = [engagementOf(answered, contactId(1), { [SENT]: 'unknown' })];
    expect(placesOf({ activities: [replyTask], engagements })).toEqual(['sent lost', 'reply found']);
  });

  test('is not found by a Task that says it was opened', () => {
    const opened = task({ id: SENT, subject: '[Outreach] [Email] [Opened] Hello' });
    expect(placesOf({ activities: [opened], engagements: [engagementOf(delivered)] })).toEqual(['sent never synced']);
  });
});

describe('no part of coverage', () => {
  test('is a mail that bounced, one not delivered yet, one outside the window, and a call that did not take place', () => {
    const engagements = [
      engagementOf(mailing({ id: 1, deliveredAt: noon(TODAY), bouncedAt: noon(TODAY) })),
      engagementOf(mailing({ id: 2 })),
      engagementOf(mailing({ id: 3, deliveredAt: noon(TODAY - 91) })),
      engagementOf(call({ id: 4, completed: false })),
      engagementOf(call({ id: 5, dialedAt: null })),
    ];
    expect(coverageOf({ engagements })).toEqual(NO_COVERAGE);
  });

  test('the first date of the window is', () => {
    const engagements = [engagementOf(mailing({ deliveredAt: noon(TODAY - 90) })), engagementOf(call({ id: 2 }))];
    expect(coverageOf({ engagements })).toEqual({ deliveries: { total: 1, found: 0 }, calls: { total: 1, found: 0 } });
  });
});

describe('the figure', () => {
  test('is deliveries and calls together', () => {
    const a = { deliveries: { total: 6, found: 5 }, calls: { total: 4, found: 4 } };
    const b = { deliveries: { total: 0, found: 0 }, calls: { total: 10, found: 9 } };
    expect(coveragePercent(addCoverage(a, b))).toBe(90);
  });

  test('is none when there is nothing to find, and 100 only when nothing is missing', () => {
    expect(coveragePercent(NO_COVERAGE)).toBeNull();
    expect(percentOf({ total: 100_000, found: 99_999 })).toBe(99.9);
    expect(percentOf({ total: 3, found: 2 })).toBe(66.7);
    expect(percentOf({ total: 3, found: 0 })).toBe(0);
  });
});
