// One fixture for each row of "What is one touchpoint" in which Outreach or Orum has a part and a data connection decides; each
// group of tests has the name of its row.
import { describe, expect, it } from 'vitest';
import {
  NEW_YORK,
  POLICY,
  TODAY,
  UTC,
  asOf,
  call,
  contactId,
  engagementOf,
  mailing,
  noon,
  task,
  taskId,
} from '../../test/builders.ts';
import { find } from '../../test/found.ts';

const MINUTE = 60_000;
const EMAIL_OUT = '[Outreach] [Email] [Out] Plan';
const EMAIL_IN = '[Outreach] [Email] [In] Re: Plan';
const DIAL = '[Outreach] [Call] [Outbound] Ada';

describe('Outreach mailing or call ↔ Salesforce Task, by data connection', () => {
  const delivered = noon(TODAY - 5);

  it('is one touchpoint: Salesforce stays the record shown, Outreach gives the outcome', () => {
    const found = find({
      activities: [task({ subject: EMAIL_OUT, activityDate: TODAY - 4 })],
      engagements: [engagementOf(mailing({ id: 12, deliveredAt: delivered, manual: true, taskIds: [taskId(1)] }))],
    });
    expect(found.touchpoints).toMatchObject([
      { id: taskId(1), type: 'email_manual', day: TODAY - 4, records: [taskId(1), 'mailing:12'] },
    ]);
    expect(found.all).toEqual([]);
  });

  it('makes a sent and a replied Task of one mailing one e-mail and one reply, each on its own date', () => {
    const found = find({
      activities: [
        task({ id: taskId(1), subject: EMAIL_OUT, activityDate: TODAY - 5 }),
        task({ id: taskId(2), subject: EMAIL_IN, activityDate: TODAY - 2 }),
      ],
      engagements: [
        engagementOf(
          mailing({
            deliveredAt: delivered,
            repliedAt: noon(TODAY - 2),
            sentiment: 'positive',
            taskIds: [taskId(1), taskId(2)],
          }),
        ),
      ],
    });
    expect(found.touchpoints).toMatchObject([
      { id: taskId(1), type: 'email_automated', day: TODAY - 5 },
      { id: taskId(2), type: 'reply_positive', day: TODAY - 2 },
    ]);
  });

  it('adds the reply that only Outreach knows to a sent mail that Salesforce has', () => {
    const found = find({
      activities: [task({ subject: EMAIL_OUT, activityDate: TODAY - 5 })],
      engagements: [
        engagementOf(mailing({ deliveredAt: delivered, repliedAt: noon(TODAY - 1), taskIds: [taskId(1)] })),
      ],
    });
    expect(found.ids).toEqual([taskId(1), 'mailing:1:reply']);
    expect(found.touchpoints[1]).toMatchObject({ day: TODAY - 1, type: 'reply', records: ['mailing:1'] });
  });

  it('counts two Tasks of one sent mail, or of one call, once', () => {
    const mails = find({
      activities: [task({ id: taskId(1), subject: EMAIL_OUT }), task({ id: taskId(2), subject: EMAIL_OUT })],
      engagements: [engagementOf(mailing({ deliveredAt: delivered, taskIds: [taskId(1), taskId(2)] }))],
    });
    expect(mails.all).toEqual([{ record: taskId(2), reason: 'same engagement', insteadOf: taskId(1) }]);
    expect(mails.ids).toEqual([taskId(1)]);
  });

  it('lets one Task stand for at most one engagement', () => {
    const found = find({
      activities: [task({ subject: EMAIL_OUT })],
      engagements: [8, 7].map((id) => engagementOf(mailing({ id, deliveredAt: delivered, taskIds: [taskId(1)] }))),
    });
    expect(found.ids).toEqual([taskId(1), 'mailing:8:sent']);
    expect(found.touchpoints[0]?.records).toEqual([taskId(1), 'mailing:7']);
  });

  it('counts the mail, its answer or the call that was never synced', () => {
    const found = find({
      engagements: [
        engagementOf(mailing({ id: 1, deliveredAt: delivered, repliedAt: noon(TODAY - 1) })),
        engagementOf(call({ id: 2, outcome: 'Answered' })),
      ],
    });
    expect(found.touchpoints).toMatchObject([
      { id: 'call:2', type: 'call_connected', source: 'Outreach Call', people: [contactId(1)] },
      { id: 'mailing:1:reply', type: 'reply', source: 'Outreach Email', direction: 'in' },
      { id: 'mailing:1:sent', type: 'email_automated', source: 'Outreach Email', direction: 'out' },
    ]);
  });

  it('takes the date in the org’s zone', () => {
    const sent = mailing({ deliveredAt: Date.parse('2026-02-11T02:00:00Z') });
    const [inNewYork] = find({ engagements: [engagementOf(sent)] }, POLICY, asOf(TODAY, NEW_YORK)).touchpoints;
    expect(inNewYork?.day).toBe(UTC.dayOf(Date.parse('2026-02-10T12:00:00Z')));
  });

  it('a call that never took place is none', () => {
    const planned = call({ completed: false, outcome: '' });
    expect(find({ engagements: [engagementOf(planned)] })).toMatchObject({ ids: [], leftOut: { 'call:1': 'open' } });
  });

  it('leaves what is not this account’s to its own account', () => {
    const foreign = { ...engagementOf(mailing({ deliveredAt: delivered })), ofAccount: false };
    expect(find({ engagements: [foreign] }).ids).toEqual([]);
  });

  it('uses the outcome of another account’s prospect for a Task of this account', () => {
    const foreign = { ...engagementOf(call({ outcome: 'Answered', taskIds: [taskId(1)] })), ofAccount: false };
    expect(find({ activities: [task({ subject: DIAL })], engagements: [foreign] }).types).toEqual(['call_connected']);
  });
});

describe('An engagement whose Task is deleted or not counted', () => {
  const sent = mailing({ deliveredAt: noon(TODAY - 5), taskIds: [taskId(1)] });

  it.each([
    ['deleted', task({ subject: EMAIL_OUT, isDeleted: true }), 'deleted'],
    ['open', task({ subject: EMAIL_OUT, isClosed: false }), 'open'],
    ['cancelled', task({ subject: EMAIL_OUT, status: 'Cancelled' }), 'cancelled'],
  ])('is not counted either: %s', (_name, activity, reason) => {
    const found = find({ activities: [activity], engagements: [engagementOf(sent)] });
    expect(found).toMatchObject({ ids: [], leftOut: { [taskId(1)]: reason, 'mailing:1': 'task not counted' } });
  });

  it('is treated so too when the Task is known only as deleted, or is another account’s', () => {
    for (const state of ['deleted', 'elsewhere'] as const) {
      const found = find({ engagements: [engagementOf(sent, contactId(1), { [taskId(1)]: state })] });
      expect(found).toMatchObject({ ids: [], leftOut: { 'mailing:1': 'task not counted' } });
    }
  });

  it('counts as Outreach-only when its Task was never found', () => {
    const found = find({ engagements: [engagementOf(sent, contactId(1), { [taskId(1)]: 'unknown' })] });
    expect(found).toMatchObject({ ids: ['mailing:1:sent'], all: [] });
  });

  it('is not named as left out when its answer counts', () => {
    const answered = engagementOf({ ...sent, repliedAt: noon(TODAY - 1) });
    const found = find({ activities: [task({ subject: EMAIL_OUT, isDeleted: true })], engagements: [answered] });
    expect(found).toMatchObject({ ids: ['mailing:1:reply'], leftOut: { [taskId(1)]: 'deleted' } });
    expect(found.all).toHaveLength(1);
  });

  it('two Tasks elsewhere stand for the mail and its answer', () => {
    const both = mailing({ deliveredAt: noon(TODAY - 5), repliedAt: noon(TODAY), taskIds: [taskId(1), taskId(2)] });
    const states = { [taskId(1)]: 'elsewhere', [taskId(2)]: 'elsewhere' } as const;
    expect(find({ engagements: [engagementOf(both, contactId(1), states)] }).ids).toEqual([]);
  });
});

describe('Opens, clicks, bounces logged as Tasks', () => {
  it('are recognised and not counted', () => {
    const activities = ['Opened', 'Clicked', 'Bounced'].map((what, n) =>
      task({ id: taskId(n + 1), subject: `[Outreach] [Email] [${what}] Plan` }),
    );
    expect(find({ activities })).toMatchObject({
      ids: [],
      leftOut: { [taskId(1)]: 'not counted type', [taskId(2)]: 'not counted type', [taskId(3)]: 'bounce' },
    });
  });

  it('do not stand for the mail they speak of', () => {
    const opened = task({ subject: '[Outreach] [Email] [Opened] Plan' });
    const sent = mailing({ deliveredAt: noon(TODAY - 5), taskIds: [taskId(1)] });
    expect(find({ activities: [opened], engagements: [engagementOf(sent)] }).ids).toEqual(['mailing:1:sent']);
  });

  it('a bounce retracts the sent e-mail: by subject and person, the latest before it', () => {
    const activities = [
      task({ id: taskId(1), subject: EMAIL_OUT, activityDate: TODAY - 6 }),
      task({ id: taskId(2), subject: EMAIL_OUT, activityDate: TODAY - 3 }),
      task({ id: taskId(3), subject: EMAIL_OUT, activityDate: TODAY - 1 }),
      task({ id: taskId(4), subject: EMAIL_OUT, activityDate: TODAY - 3, people: [contactId(2)] }),
      task({ id: taskId(5), subject: '[Email] [Bounced] Re: Plan', activityDate: TODAY - 2 }),
    ];
    const found = find({ activities });
    expect(found.ids).toEqual([taskId(1), taskId(3), taskId(4)]);
    expect(found.leftOut).toEqual({ [taskId(2)]: 'bounced', [taskId(5)]: 'bounce' });
  });

  it('a bounce that is matched or known to Outreach retracts the mail of its mailing', () => {
    const bounce = task({ id: taskId(2), subject: '[Outreach] [Email] [Bounced] Other words' });
    const sent = mailing({ deliveredAt: noon(TODAY - 5), taskIds: [taskId(1), taskId(2)] });
    const mail = task({ id: taskId(1), subject: EMAIL_OUT });
    const byTask = find({ activities: [mail, bounce], engagements: [engagementOf(sent)] });
    expect(byTask).toMatchObject({ ids: [], leftOut: { [taskId(1)]: 'bounced' } });
    const returned = mailing({ ...sent, bouncedAt: noon(TODAY - 5), taskIds: [taskId(1)] });
    expect(find({ activities: [mail], engagements: [engagementOf(returned)] }).leftOut).toEqual({
      [taskId(1)]: 'bounced',
    });
    const unsynced = mailing({ ...returned, taskIds: [] });
    expect(find({ engagements: [engagementOf(unsynced)] }).leftOut).toEqual({ 'mailing:1': 'bounced' });
  });

  it('one bounce retracts one mail, also when it was read twice, and none before its date', () => {
    const mails = [1, 2].map((n) => task({ id: taskId(n), subject: EMAIL_OUT, activityDate: TODAY - n }));
    const bounce = task({ id: taskId(3), subject: '[Email] [Bounced] Plan' });
    expect(find({ activities: [...mails, bounce, bounce] }).ids).toEqual([taskId(2)]);
    const tomorrow = task({ ...bounce, activityDate: TODAY + 1, completedAt: null });
    expect(find({ activities: [...mails, tomorrow] }).ids).toEqual([taskId(1), taskId(2)]);
  });

  it('a bounce that tells again what the mailing says takes back no second mail', () => {
    const returned = mailing({
      subject: 'plan',
      deliveredAt: noon(TODAY),
      bouncedAt: noon(TODAY),
      taskIds: [taskId(2)],
    });
    const activities = [
      task({ id: taskId(1), subject: EMAIL_OUT }),
      task({ id: taskId(2), subject: EMAIL_OUT }),
      task({ id: taskId(3), subject: '[Email] [Bounced] Plan' }),
    ];
    const found = find({ activities, engagements: [engagementOf(returned)] });
    expect(found.ids).toEqual([taskId(1)]);
    expect(found.all).toContainEqual({ record: taskId(2), reason: 'bounced', because: taskId(3) });
  });

  it('a bounce finds the mail that only Outreach has by its subject', () => {
    const unsynced = mailing({ subject: 'plan', deliveredAt: noon(TODAY - 1) });
    const found = find({
      activities: [task({ subject: '[Email] [Bounced] Plan' })],
      engagements: [engagementOf(unsynced)],
    });
    expect(found.leftOut).toEqual({ [taskId(1)]: 'bounce', 'mailing:1': 'bounced' });
  });

  it('two bounces that compete for a mail give the same result in any order', () => {
    const both = [contactId(1), contactId(2)];
    const activities = [
      task({ id: taskId(1), subject: EMAIL_OUT, activityDate: TODAY - 5, people: [contactId(1)] }),
      task({ id: taskId(2), subject: EMAIL_OUT, activityDate: TODAY - 6, people: [contactId(2)] }),
      task({ id: taskId(3), subject: '[Email] [Bounced] Plan', people: both }),
      task({ id: taskId(4), subject: '[Email] [Bounced] Plan', people: [contactId(1)] }),
    ];
    expect(find({ activities: [...activities].reverse() }).all).toEqual(find({ activities }).all);
  });
});

describe('Two e-mail Tasks from different tools', () => {
  const outreach = task({ id: taskId(1), subject: EMAIL_OUT });
  const logged = (given = {}) =>
    task({ id: taskId(2), subject: 'RE: plan', fields: { TaskSubtype: 'Email' }, ...given });

  it('by different rules, same person and bare subject, at most 15 minutes apart, are one', () => {
    const found = find({ activities: [outreach, logged({ completedAt: noon(TODAY) + 15 * MINUTE })] });
    expect(found.ids).toEqual([taskId(1)]);
    expect(found.all).toEqual([{ record: taskId(2), reason: 'same e-mail', insteadOf: taskId(1) }]);
  });

  it('are one on the same date when only dates are known', () => {
    expect(find({ activities: [outreach, logged({ completedAt: null })] }).ids).toEqual([taskId(1)]);
    const nextDay = logged({ activityDate: TODAY - 1, completedAt: null });
    expect(find({ activities: [outreach, nextDay] }).ids).toHaveLength(2);
  });

  it.each([
    ['16 minutes apart', { completedAt: noon(TODAY) + 16 * MINUTE }],
    ['to other people', { people: [contactId(2)] }],
    ['with another subject', { subject: 'Other plan' }],
    ['of another direction', { subject: EMAIL_IN }],
    ['by the same rule', { subject: EMAIL_OUT }],
    ['about nobody', { people: [] }],
  ])('are two when they are %s', (_name, given) => {
    expect(find({ activities: [outreach, logged(given)] }).ids).toHaveLength(2);
  });

  it('pair off one by one, the nearest first', () => {
    const second = task({ ...outreach, id: taskId(3), completedAt: noon(TODAY) + 10 * MINUTE });
    const twins = [logged(), logged({ id: taskId(4), completedAt: noon(TODAY) + 10 * MINUTE })];
    const found = find({ activities: [outreach, second, ...twins] });
    expect(found.ids).toEqual([taskId(1), taskId(3)]);
    expect(found.all.map((it) => it.insteadOf)).toEqual([taskId(1), taskId(3)]);
  });
});

describe('Orum call seen as Outreach call, as an Orum Task, or both', () => {
  const orumTask = task({ id: taskId(2), subject: '[Orum] Call - Connected' });
  const outreachTask = task({ id: taskId(1), subject: DIAL });

  it('is one Orum Call however it is seen', () => {
    const byCall = call({ vendor: 'Orum', outcome: 'completed' });
    const one = { type: 'call_connected', source: 'Orum Call' };
    expect(find({ activities: [orumTask] }).touchpoints).toMatchObject([one]);
    expect(find({ engagements: [engagementOf(byCall)] }).touchpoints).toMatchObject([one]);
    const both = engagementOf({ ...byCall, taskIds: [taskId(1)] });
    expect(find({ activities: [outreachTask], engagements: [both] }).touchpoints).toMatchObject([one]);
  });

  it('is one Orum Call when both tools logged it, also if Outreach does not know the vendor', () => {
    const both = engagementOf(call({ taskIds: [taskId(1), taskId(2)] }));
    const found = find({ activities: [outreachTask, orumTask], engagements: [both] });
    expect(found.touchpoints).toMatchObject([{ id: taskId(2), source: 'Orum Call', records: [taskId(2), 'call:1'] }]);
    expect(found.leftOut).toEqual({ [taskId(1)]: 'same engagement' });
  });
});

describe('Power-dial bursts', () => {
  const dial = (n: number, minutes: number, given = {}) =>
    task({ id: taskId(n), subject: DIAL, completedAt: noon(TODAY) + minutes * MINUTE, ...given });

  it('of one-way calls within 30 minutes after the first are that one', () => {
    const found = find({ activities: [dial(1, 0), dial(2, 15), dial(3, 30), dial(4, 31), dial(5, 60)] });
    expect(found.ids).toEqual([taskId(1), taskId(4)]);
    expect(found.all).toEqual([
      { record: taskId(2), reason: 'burst', insteadOf: taskId(1) },
      { record: taskId(3), reason: 'burst', insteadOf: taskId(1) },
      { record: taskId(5), reason: 'burst', insteadOf: taskId(4) },
    ]);
  });

  it('go by the number where it is known, by the person where it is not', () => {
    expect(find({ activities: [dial(1, 0), dial(2, 5, { people: [contactId(2)] })] }).ids).toHaveLength(2);
    const numbered = (id: number, number: string, person: number) =>
      engagementOf(call({ id, number, dialedAt: noon(TODAY) + id * MINUTE }), contactId(person));
    expect(find({ engagements: [numbered(1, '15550001', 1), numbered(2, '15550001', 2)] }).ids).toEqual(['call:1']);
    expect(find({ engagements: [numbered(1, '15550001', 1), numbered(2, '15550002', 1)] }).ids).toHaveLength(2);
  });

  it('never swallow a conversation, a call that came in, or a call whose time is not known', () => {
    const others = [
      dial(2, 5, { disposition: 'Connected' }),
      dial(3, 6, { subject: '[Call] [Inbound] Ada' }),
      dial(4, 7, { activityDate: TODAY - 1 }),
    ];
    expect(find({ activities: [dial(1, 0), ...others] }).ids).toHaveLength(4);
  });
});
