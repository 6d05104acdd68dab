// The ordered rules, one by one. The traps among them are the labelled set's (test/contract/labelled-*.ts).
import { describe, expect, it } from 'vitest';
import {
  INTEGRATION_USER,
  POLICY,
  TODAY,
  asOf,
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
import type { Policy } from './policy.ts';

const MINUTE = 60_000;
const OUT = '[Outreach] [Email] [Out] Plan';
const IN = '[Outreach] [Email] [In] Re: Plan';
const DIAL = '[Outreach] [Call] [Outbound] Ada';
const sentAt = (minutes: number, id = 1) =>
  mailing({ id, subject: 'plan', deliveredAt: noon(TODAY) + minutes * MINUTE });
const dialledAt = (minutes: number, id = 1) =>
  call({ id, dialedAt: noon(TODAY) + minutes * MINUTE, outcome: 'Answered' });

/** Task Id → engagement, rule and fact. */
function joined(parts: EvidenceParts, policy: Policy = POLICY) {
  const { byTask } = assessOn(parts, TODAY, policy).matching;
  return Object.fromEntries(
    [...byTask].map(([id, { of, rule, fact }]) => [id, [`${of.engagement.kind}:${of.engagement.id}`, rule, fact]]),
  );
}

describe('rule 1, the data connection', () => {
  it('comes before everything else, and a Task has one engagement', () => {
    const activities = [task({ subject: OUT })];
    const engagements = [
      engagementOf(sentAt(0, 7)),
      engagementOf({ ...sentAt(900, 8), taskIds: [taskId(1)] }),
      engagementOf({ ...sentAt(900, 9), taskIds: [taskId(1)] }),
    ];
    expect(joined({ activities, engagements })).toEqual({ [taskId(1)]: ['mailing:8', 'data connection', 'sent'] });
  });

  it('tells which fact a Task stands for, and that an opening stands for none', () => {
    const subjects = [OUT, IN, '[Outreach] [Email] [Opened] Plan', '[Email] [Bounced] Plan'];
    const activities = subjects.map((subject, n) => task({ id: taskId(n + 1), subject }));
    const of = engagementOf({ ...sentAt(0), taskIds: activities.map(({ id }) => id) });
    expect(Object.values(joined({ activities, engagements: [of] })).map(([, , fact]) => fact)).toEqual([
      'sent',
      'reply',
      null,
      null,
    ]);
  });
});

describe('rule 2, the field with the Outreach id', () => {
  const withField: Policy = { ...POLICY, outreachIdField: 'Outreach_Id__c' };
  const both = [engagementOf(sentAt(600, 12)), engagementOf(dialledAt(600, 12)), engagementOf(sentAt(0, 13))];
  const named = (value: string, subject = OUT, policy = withField) =>
    joined({ activities: [task({ subject, fields: { Outreach_Id__c: value } })], engagements: both }, policy)[
      taskId(1)
    ];

  it.each([
    ['12', OUT, 'mailing:12'],
    [' 12.0 ', OUT, 'mailing:12'],
    ['12', DIAL, 'call:12'],
    ['mailing:12', DIAL, 'mailing:12'],
    ['Call 12', OUT, 'call:12'],
    ['https://web.outreach.io/calls/12/?tab=1', OUT, 'call:12'],
    ['13', 'Prepare the review', 'mailing:13'],
  ])('reads "%s" on "%s" as %s', (value, subject, record) => {
    expect(named(value, subject)?.slice(0, 2)).toEqual([record, 'Outreach Id field']);
  });

  it.each(['', '99', 'prospect:12', 'https://web.outreach.io/prospects/12', 'mailing 12 and 13', '1.5'])(
    'takes nothing from "%s": what subject and time say decides',
    (value) => {
      expect(named(value)).toEqual(['mailing:13', 'same e-mail', 'sent']);
    },
  );

  it('takes no bare number that two kinds of records have when the Task tells of neither', () => {
    expect(named('12', 'Prepare the review')).toBeUndefined();
  });

  it('is off until the policy names the field', () => {
    expect(named('12', OUT, POLICY)).toEqual(['mailing:13', 'same e-mail', 'sent']);
  });
});

describe('rule 3, alike', () => {
  it('joins by person, direction, subject and time, and says so', () => {
    const activities = [task({ id: taskId(1), subject: OUT }), task({ id: taskId(2), subject: IN })];
    const mail = { ...sentAt(4), repliedAt: noon(TODAY) - 3 * MINUTE };
    expect(joined({ activities, engagements: [engagementOf(mail)] })).toEqual({
      [taskId(1)]: ['mailing:1', 'same e-mail', 'sent'],
      [taskId(2)]: ['mailing:1', 'same e-mail', 'reply'],
    });
  });

  it('gives the nearest pair of all first, whatever the order of Ids', () => {
    const activities = [0, 3].map((minute, n) =>
      task({ id: taskId(n + 1), subject: DIAL, completedAt: noon(TODAY) + minute * MINUTE }),
    );
    // The first Task is as near to the second call as it gets; the first call is left for nobody but it.
    const engagements = [engagementOf(dialledAt(-4, 1)), engagementOf(dialledAt(1, 2))];
    expect(joined({ activities, engagements })).toEqual({ [taskId(1)]: ['call:2', 'same call', 'call'] });
  });

  it('breaks ties by the smaller engagement, then by the smaller Task', () => {
    const activities = [1, 2].map((n) => task({ id: taskId(n), subject: OUT }));
    const engagements = [engagementOf(sentAt(5, 9)), engagementOf(sentAt(-5, 8))];
    expect(joined({ activities, engagements })).toEqual({
      [taskId(1)]: ['mailing:8', 'same e-mail', 'sent'],
      [taskId(2)]: ['mailing:9', 'same e-mail', 'sent'],
    });
  });

  it('takes the limits from the policy', () => {
    const narrow: Policy = { ...POLICY, emailMatchMinutes: 3, callMatchMinutes: 2 };
    const activities = [task({ id: taskId(1), subject: OUT }), task({ id: taskId(2), subject: DIAL })];
    const at = (minutes: number) => ({
      activities,
      engagements: [engagementOf(sentAt(minutes + 1)), engagementOf(dialledAt(minutes))],
    });
    expect(Object.keys(joined(at(2), narrow))).toHaveLength(2);
    expect(Object.keys(joined(at(3), narrow))).toHaveLength(0);
  });

  it.each([
    ['an open Task', task({ subject: OUT, isClosed: false })],
    ['a skipped Task', task({ subject: OUT, status: 'Skipped' })],
    ['a Task of ours', task({ subject: OUT, ownerId: INTEGRATION_USER })],
    ['a Task that is still to come', task({ subject: OUT, activityDate: TODAY + 1, completedAt: null })],
    ['a Task about nobody', task({ subject: OUT, people: [] })],
    ['an opening', task({ subject: '[Email] [Opened] Plan' })],
  ])('never takes %s for the log of a mail', (_name, activity) => {
    expect(joined({ activities: [activity], engagements: [engagementOf(sentAt(0))] })).toEqual({});
  });

  it('knows nothing of what happened after the moment that is judged', () => {
    const later = mailing({ subject: 'plan', deliveredAt: asOf().instant + 1 });
    const activities = [task({ subject: OUT, completedAt: null })];
    expect(joined({ activities, engagements: [engagementOf(later)] })).toEqual({});
  });
});

describe('what is matched to nothing', () => {
  it('is listed, engagement by engagement, when no Task is known of it', () => {
    const engagements = [
      engagementOf(sentAt(0, 1)),
      engagementOf({ ...sentAt(0, 2), taskIds: [taskId(1)] }, contactId(1), { [taskId(1)]: 'elsewhere' }),
      engagementOf({ ...sentAt(0, 3), taskIds: [taskId(2)] }, contactId(1), { [taskId(2)]: 'unknown' }),
      engagementOf(mailing({ id: 4 })),
      { ...engagementOf(sentAt(0, 5)), ofAccount: false },
      engagementOf(call({ id: 6, completed: false })),
      engagementOf(dialledAt(0, 7)),
    ];
    const { withoutTask } = assessOn({ engagements }).matching;
    expect(withoutTask.map(({ engagement }) => `${engagement.kind}:${engagement.id}`)).toEqual([
      'call:7',
      'mailing:1',
      'mailing:3',
    ]);
  });
});

describe('an account with many records of one subject', () => {
  it('is matched pair by pair', () => {
    const many = Array.from({ length: 1500 }, (_, n) => n);
    const activities = many.map((n) =>
      task({
        id: taskId(n + 1),
        subject: OUT,
        activityDate: TODAY - (n % 90),
        completedAt: noon(TODAY - (n % 90)) + Math.floor(n / 90) * MINUTE,
      }),
    );
    const engagements = many.map((n) =>
      engagementOf(
        mailing({ id: n + 1, subject: 'plan', deliveredAt: noon(TODAY - (n % 90)) + Math.floor(n / 90) * MINUTE }),
      ),
    );
    const found = joined({ activities, engagements });
    expect(many.filter((n) => found[taskId(n + 1)]?.[0] !== `mailing:${n + 1}`)).toEqual([]);
  });

  it('loses each mail that came back to its own bounce, without looking at every other mail', () => {
    const many = Array.from({ length: 3000 }, (_, n) => n + 1);
    const activities = many.flatMap((n) => [
      task({ id: taskId(n), subject: OUT, people: [contactId(n)] }),
      task({ id: taskId(n + 10_000), subject: '[Email] [Bounced] Plan', people: [contactId(n)] }),
    ]);
    const { touchpoints, leftOut } = assessOn({ activities });
    expect(touchpoints).toEqual([]);
    expect(leftOut.filter(({ record, because }) => because === taskId(Number(record.slice(-8)) + 10_000))).toHaveLength(
      3000,
    );
  });
});
