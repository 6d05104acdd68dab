// One fixture for each row of "What is one touchpoint" that Salesforce data alone decides; each group of tests has the name of
// its row. Rows that Outreach has a part in are touchpoints-outreach.test.ts.
import { describe, expect, it } from 'vitest';
import {
  POLICY,
  TODAY,
  assessOn,
  attendee,
  contactId,
  engagementOf,
  event,
  eventId,
  leadId,
  mailing,
  noon,
  task,
  taskId,
  userId,
} from '../../test/builders.ts';
import { find } from '../../test/found.ts';

describe('Open, future, cancelled, skipped', () => {
  it.each([
    ['an open task', task({ isClosed: false, status: 'In Progress' }), 'open'],
    ['an open task that was due long ago', task({ isClosed: false, activityDate: TODAY - 50 }), 'open'],
    ['a deferred task, although the org calls it closed', task({ status: 'Deferred' }), 'cancelled'],
    ['a cancelled task', task({ status: 'Cancelled' }), 'cancelled'],
    ['a canceled task', task({ status: 'Canceled' }), 'cancelled'],
    ['a skipped task', task({ status: 'skipped' }), 'cancelled'],
    ['a task of tomorrow', task({ activityDate: TODAY + 1, completedAt: null }), 'future'],
    ['a meeting of tomorrow', event({ day: TODAY + 1 }), 'future'],
    ['a cancelled meeting', event({ subject: 'Canceled: Demo' }), 'cancelled'],
    ['a meeting canceled by its tool', event({ subject: 'Meeting Canceled - Demo' }), 'cancelled'],
  ])('%s is not counted', (_name, activity, reason) => {
    const found = find({ activities: [activity] });
    expect(found).toMatchObject({ ids: [], leftOut: { [activity.id]: reason } });
  });

  it('a task that is closed under any other name counts', () => {
    expect(find({ activities: [task({ status: 'Done and dusted' })] }).ids).toHaveLength(1);
  });
});

describe('Past event, attendance unknown', () => {
  it('counts as unverified, and as held when somebody external accepted', () => {
    const activities = [
      event({ id: eventId(1), attendees: [attendee({ status: 'New' })] }),
      event({ id: eventId(2), attendees: [attendee({ status: 'Accepted' })] }),
    ];
    expect(find({ activities }).types).toEqual(['meeting_unverified', 'meeting_held']);
  });

  it('is excluded when every external invitee declined', () => {
    const attendees = [attendee({ status: 'Declined' }), attendee({ id: userId(2), status: 'Accepted' })];
    expect(find({ activities: [event({ attendees })] }).leftOut).toEqual({ [eventId(1)]: 'declined' });
  });
});

describe('Internal events', () => {
  it('without contact, lead or external invitee do not count', () => {
    const activities = [event({ attendees: [attendee({ id: userId(1) }), attendee({ id: userId(2) })] })];
    expect(find({ activities }).leftOut).toEqual({ [eventId(1)]: 'internal' });
  });

  it('count with a contact who is no invitee, and name only those from outside', () => {
    const attendees = [attendee({ isInvitee: false, status: '' }), attendee({ id: userId(1) })];
    expect(find({ activities: [event({ attendees })] }).touchpoints).toMatchObject([{ people: [contactId(1)] }]);
  });
});

describe('Recurring', () => {
  it('each past occurrence counts, series masters do not', () => {
    const activities = [
      event({ id: eventId(1), isSeriesMaster: true, day: TODAY - 20 }),
      ...[14, 7, 0].map((days, n) => event({ id: eventId(n + 2), day: TODAY - days })),
      event({ id: eventId(9), day: TODAY + 7 }),
      task({ id: taskId(1), isSeriesMaster: true }),
      task({ id: taskId(2), subject: 'Weekly check' }),
    ];
    const found = find({ activities });
    expect(found.ids).toEqual([taskId(2), eventId(2), eventId(3), eventId(4)]);
    expect(found.leftOut).toEqual({
      [eventId(1)]: 'series master',
      [taskId(1)]: 'series master',
      [eventId(9)]: 'future',
    });
  });
});

describe('Invitee copies', () => {
  it('never count', () => {
    const activities = [event({ id: eventId(1) }), event({ id: eventId(2), isChild: true, ownerId: userId(2) })];
    expect(find({ activities })).toMatchObject({ ids: [eventId(1)], leftOut: { [eventId(2)]: 'invitee copy' } });
  });
});

describe('Group tasks', () => {
  const copy = (n: number, seconds: number, given = {}) =>
    task({ id: taskId(n), ownerId: userId(n), createdAt: noon(TODAY) + seconds * 1000, subject: 'Invite', ...given });

  it('with the same subject, people and creator, created within a minute for different owners, are one', () => {
    const found = find({ activities: [copy(1, 0), copy(2, 30), copy(3, 60)] });
    expect(found.ids).toEqual([taskId(1)]);
    expect(found.all).toEqual([
      { record: taskId(2), reason: 'group copy', insteadOf: taskId(1) },
      { record: taskId(3), reason: 'group copy', insteadOf: taskId(1) },
    ]);
  });

  it.each([
    ['another subject', { subject: 'Invitation' }],
    ['other people', { people: [contactId(2)] }],
    ['another creator', { createdById: userId(7) }],
    ['the same owner', { ownerId: userId(1) }],
    ['a creation 61 seconds later', { createdAt: noon(TODAY) + 61_000 }],
  ])('with %s are two', (_name, given) => {
    expect(find({ activities: [copy(1, 0), copy(2, 30, given)] }).ids).toHaveLength(2);
  });

  it('made in two rounds within a minute are two', () => {
    const rounds = [copy(1, 0), copy(2, 5), copy(3, 20, { ownerId: userId(1) }), copy(4, 25, { ownerId: userId(2) })];
    expect(find({ activities: rounds }).ids).toEqual([taskId(1), taskId(3)]);
  });

  it('name their people in any order', () => {
    const both = [contactId(1), contactId(2)];
    const activities = [copy(1, 0, { people: both }), copy(2, 1, { people: [...both].reverse() })];
    expect(find({ activities }).ids).toEqual([taskId(1)]);
  });
});

describe('Several contacts on one activity', () => {
  it('are one touchpoint, with all people credited', () => {
    const both = [contactId(1), contactId(2)];
    const { fields } = assessOn({
      activities: [
        task({ people: both, subject: '[Email] [In] Hello' }),
        event({ attendees: both.map((id) => attendee({ id })) }),
      ],
    });
    expect(fields).toMatchObject({ activeTouchpoints: 2, peopleEngaged: 2, channelsEngaged: 2 });
  });
});

describe('Private events', () => {
  it('are never counted and never cited', () => {
    const found = find({ activities: [event({ isPrivate: true })] });
    expect(found).toMatchObject({ ids: [], all: [] });
  });
});

describe('Auto-replies', () => {
  it('are no interaction, and the mailing they answer has no reply', () => {
    const automatic = task({ subject: '[Outreach] [Email] [In] Automatic reply: Plan' });
    const answered = mailing({ deliveredAt: noon(TODAY - 1), repliedAt: noon(TODAY), taskIds: [taskId(1)] });
    const found = find({ activities: [automatic], engagements: [engagementOf(answered)] });
    expect(found).toMatchObject({ ids: ['mailing:1:sent'], leftOut: { [taskId(1)]: 'auto-reply' } });
  });
});

describe('Deleted, undeleted', () => {
  it('follow Salesforce', () => {
    const gone = find({ activities: [task({ isDeleted: true }), event({ isDeleted: true })] });
    expect(gone).toMatchObject({ ids: [], leftOut: { [taskId(1)]: 'deleted', [eventId(1)]: 'deleted' } });
    expect(find({ activities: [task({ isDeleted: false })] }).ids).toEqual([taskId(1)]);
  });
});

describe('Converted leads', () => {
  it('a lead on an activity of the account is a person of it', () => {
    expect(find({ activities: [task({ people: [leadId(1)] })] }).touchpoints).toMatchObject([{ people: [leadId(1)] }]);
  });
});

describe('A type', () => {
  it('that an admin switched off does not count', () => {
    const off = {
      ...POLICY,
      types: { ...POLICY.types, task_other: { ...POLICY.types['task_other']!, active: false } },
    };
    expect(find({ activities: [task()] }, off).leftOut).toEqual({ [taskId(1)]: 'type switched off' });
  });

  it('case and note are switched off as shipped', () => {
    expect([POLICY.types['case']?.active, POLICY.types['note']?.active]).toEqual([false, false]);
  });
});

describe('The look-back', () => {
  it('takes both ends in', () => {
    const days = [0, 90, 91, 180, 181];
    const activities = days.map((ago, n) =>
      task({ id: taskId(n + 1), subject: `Call ${n}`, activityDate: TODAY - ago }),
    );
    expect(find({ activities }).ids).toEqual([1, 2, 3, 4].map(taskId));
    expect(assessOn({ activities }).fields.activeTouchpoints).toBe(2);
  });
});
