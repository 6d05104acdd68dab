// Dates and the mapping rules of the shipped policy, one record at a time.
import { describe, expect, it } from 'vitest';
import {
  INTEGRATION_USER,
  NEW_YORK,
  POLICY,
  TODAY,
  asOf,
  at,
  call,
  caseOrNote,
  contactId,
  event,
  mailing,
  noon,
  task,
  taskId,
} from '../../test/builders.ts';
import { dayFromIso, isoFromDay } from './calendar.ts';
import type { Activity, Engagement, TaskActivity } from './evidence.ts';
import { interpretActivity, outreachOnly, taskDay } from './interpret.ts';
import { compileRules } from './rules.ts';

const rules = compileRules(POLICY, INTEGRATION_USER);

function read(activity: Activity, engagement: Engagement | null = null, moment = asOf()) {
  const { rule, interaction, reason } = interpretActivity(activity, engagement, rules, moment);
  return { rule: rule === null ? null : Math.floor(rule.order / 10), reason, ...interaction };
}

describe('the date of a Task', () => {
  const on = (given: Partial<TaskActivity>, zone = NEW_YORK) => isoFromDay(taskDay(task(given), zone));

  it('is its due date when it was completed on that day, later, or nobody knows when', () => {
    const activityDate = dayFromIso('2026-02-10');
    expect(on({ activityDate, completedAt: at('2026-02-10T15:00:00Z') })).toBe('2026-02-10');
    expect(on({ activityDate, completedAt: at('2026-02-20T15:00:00Z') })).toBe('2026-02-10');
    expect(on({ activityDate, completedAt: null })).toBe('2026-02-10');
  });

  it('is the day it was completed on when it was due later', () => {
    expect(on({ activityDate: dayFromIso('2026-02-10'), completedAt: at('2026-02-07T15:00:00Z') })).toBe('2026-02-07');
    expect(on({ activityDate: TODAY + 30, completedAt: at('2026-02-07T15:00:00Z') })).toBe('2026-02-07');
  });

  it('is the day it was completed on when it has no due date', () => {
    expect(on({ activityDate: null, completedAt: at('2026-02-07T15:00:00Z') })).toBe('2026-02-07');
  });

  it('is the day it was created on when nothing else is known', () => {
    expect(on({ activityDate: null, completedAt: null, createdAt: at('2026-02-05T15:00:00Z') })).toBe('2026-02-05');
  });

  it('takes instants in the org’s zone and never shifts a plain date', () => {
    // 02:00 UTC of the 11th is the evening of the 10th in New York.
    expect(on({ activityDate: null, completedAt: at('2026-02-11T02:00:00Z') })).toBe('2026-02-10');
    expect(on({ activityDate: null, completedAt: null, createdAt: at('2026-02-11T04:59:59Z') })).toBe('2026-02-10');
    expect(on({ activityDate: dayFromIso('2026-02-11'), completedAt: at('2026-02-11T02:00:00Z') })).toBe('2026-02-10');
    expect(on({ activityDate: dayFromIso('2026-02-10'), completedAt: at('2026-02-11T02:00:00Z') })).toBe('2026-02-10');
  });

  it('is right on the days on which clocks change', () => {
    expect(on({ activityDate: null, completedAt: at('2026-03-09T03:59:00Z') })).toBe('2026-03-08');
    expect(on({ activityDate: null, completedAt: at('2026-03-08T04:59:00Z') })).toBe('2026-03-07');
    expect(on({ activityDate: null, completedAt: at('2026-11-02T04:59:00Z') })).toBe('2026-11-01');
  });

  it('does not depend on today: a Task due later was completed when it was completed', () => {
    const later = task({ activityDate: TODAY + 5, completedAt: noon(TODAY - 1) });
    for (const day of [TODAY, TODAY + 5, TODAY + 9]) expect(read(later, null, asOf(day)).day).toBe(TODAY - 1);
  });

  it('after D is not counted yet', () => {
    const due = task({ activityDate: TODAY + 1, completedAt: null });
    expect(read(due).reason).toBe('future');
    expect(read(due, null, asOf(TODAY + 1))).toMatchObject({ reason: null, day: TODAY + 1 });
  });

  it('knows its time only when it was completed on that date', () => {
    expect(read(task({ activityDate: TODAY - 3, completedAt: noon(TODAY - 3) })).at).toBe(noon(TODAY - 3));
    expect(read(task({ activityDate: TODAY - 3, completedAt: noon(TODAY) })).at).toBeNull();
    expect(read(task({ activityDate: null, completedAt: noon(TODAY) })).at).toBe(noon(TODAY));
  });
});

describe('the date of an Event', () => {
  it('that is timed is where it ends, in the org’s zone', () => {
    const late = event({ endsAt: at('2026-02-11T02:00:00Z'), activityDate: dayFromIso('2026-02-11') });
    expect(isoFromDay(read(late, null, asOf(TODAY, NEW_YORK)).day!)).toBe('2026-02-10');
    expect(isoFromDay(read(late).day!)).toBe('2026-02-11');
  });

  it('that is timed counts from the instant it ends', () => {
    const endsAt = at('2026-03-02T15:00:00Z');
    const moment = (text: string) => ({ ...asOf(), instant: at(text) });
    expect(read(event({ endsAt }), null, moment('2026-03-02T14:59:59Z')).reason).toBe('future');
    expect(read(event({ endsAt }), null, moment('2026-03-02T15:00:00Z')).reason).toBeNull();
  });

  it('that lasts all day is its date, counted from that date on', () => {
    const allDay = event({ isAllDay: true, activityDate: TODAY });
    const early = { ...asOf(), instant: at('2026-03-02T00:00:01Z') };
    expect(read(allDay, null, early)).toMatchObject({ reason: null, day: TODAY, at: null });
    expect(read(allDay, null, asOf(TODAY - 1)).reason).toBe('future');
  });

  it('without any is undated', () => {
    expect(read(event({ endsAt: null })).reason).toBe('undated');
  });
});

describe('the date of what only Outreach knows', () => {
  const moment = asOf(TODAY, NEW_YORK);
  const evening = at('2026-02-11T02:00:00Z');
  const isoOf = (engagement: Engagement, fact: 'sent' | 'reply' | 'call') =>
    isoFromDay(outreachOnly(engagement, fact, null, moment)!.day);

  it('is that of delivery, of the reply, of the answer or else of the dial, in the org’s zone', () => {
    const both = mailing({ deliveredAt: evening, repliedAt: at('2026-02-12T12:00:00Z') });
    expect(isoOf(both, 'sent')).toBe('2026-02-10');
    expect(isoOf(both, 'reply')).toBe('2026-02-12');
    expect(isoOf(call({ dialedAt: evening }), 'call')).toBe('2026-02-10');
    expect(isoOf(call({ dialedAt: evening, answeredAt: at('2026-02-11T05:00:00Z') }), 'call')).toBe('2026-02-11');
  });

  it('is missing where there is none', () => {
    expect(outreachOnly(mailing(), 'sent', null, moment)).toBeNull();
    expect(outreachOnly(call({ dialedAt: null, completedAt: evening }), 'call', null, moment)).toBeNull();
  });
});

describe('a case or a note', () => {
  it.each([
    ['Case', 'case', 'case', 'Case'],
    ['ContentNote', 'note', 'note', 'Note'],
    ['Note', 'note', 'note', 'Note'],
  ] as const)('%s is one touch of its people, on the day it was made', (object, kind, type, source) => {
    const createdAt = at('2026-02-11T04:30:00Z');
    const found = interpretActivity(caseOrNote({ object, kind, createdAt }), null, rules, asOf(TODAY, NEW_YORK));
    expect(found.interaction).toMatchObject({ type, source, people: [contactId(1)], day: dayFromIso('2026-02-10') });
  });

  it.each([
    ['deleted', { isDeleted: true }],
    ['private', { isPrivate: true }],
    ['future', { createdAt: noon(TODAY + 1) }],
  ] as const)('%s is none', (reason, given) => {
    expect(interpretActivity(caseOrNote(given), null, rules, asOf())).toMatchObject({ interaction: null, reason });
  });

  it('that no rule takes is none', () => {
    const some = POLICY.rules.map((rule) =>
      rule.object === 'Case'
        ? { ...rule, conditions: [{ field: 'Origin', operator: 'equals', value: 'Phone' } as const] }
        : rule,
    );
    const fussy = compileRules({ ...POLICY, rules: some }, INTEGRATION_USER);
    const asked = (Origin: string) => interpretActivity(caseOrNote({ fields: { Origin } }), null, fussy, asOf()).reason;
    expect([asked('Phone'), asked('Web')]).toEqual([null, 'own']);
  });
});

describe('mapping rule', () => {
  const subject = (text: string, more: Partial<TaskActivity> = {}, engagement: Engagement | null = null) =>
    read(task({ subject: text, ...more }), engagement);
  const typed = (rule: number, type: string, source: string) => ({ rule, type, source, reason: null });

  it('1: what the integration user owns is no interaction', () => {
    expect(subject('[Call] [Outbound] Ada', { ownerId: INTEGRATION_USER })).toMatchObject({ rule: 1, reason: 'own' });
    expect(read(event({ ownerId: INTEGRATION_USER }))).toMatchObject({ rule: 1, reason: 'own' });
  });

  it('1: a task of ours that a person completed counts like any other', () => {
    const taken = task({ subject: 'Call Ada about the trial', createdById: INTEGRATION_USER });
    expect(read(taken)).toMatchObject(typed(10, 'task_other', 'Task'));
  });

  it('2: opens and clicks are known, with or without [Outreach]', () => {
    for (const prefix of ['[Outreach] [Email]', '[Email]']) {
      expect(subject(`${prefix} [Opened] Plan`)).toMatchObject(typed(2, 'email_opened', 'Outreach Email'));
      expect(subject(`${prefix} [Clicked] Plan`)).toMatchObject(typed(2, 'email_clicked', 'Outreach Email'));
      expect(subject(`${prefix} [Bounced] Plan`)).toMatchObject({ rule: 2, reason: 'bounce' });
    }
  });

  it('2: also when they are matched to a mailing or look like mail', () => {
    const opened = subject('[Outreach] [Email] [Opened] Plan', { fields: { TaskSubtype: 'Email' } }, mailing());
    expect(opened).toMatchObject(typed(2, 'email_opened', 'Outreach Email'));
  });

  it('3: Orum by the tag of the subject', () => {
    expect(subject('[Orum] Call - busy')).toMatchObject(typed(3, 'call_attempt', 'Orum Call'));
    expect(subject('[orum] Call - Connected')).toMatchObject(typed(3, 'call_connected', 'Orum Call'));
  });

  it('3: Orum by the recording of a call Task, and of nothing else', () => {
    const recorded = (fields: Record<string, string>) => subject('Call', { recordingVendor: 'Orum', fields });
    expect(recorded({ TaskSubtype: 'Call' })).toMatchObject(typed(3, 'call_attempt', 'Orum Call'));
    expect(recorded({ Type: 'Call' })).toMatchObject(typed(3, 'call_attempt', 'Orum Call'));
    expect(recorded({ Type: 'Other' })).toMatchObject(typed(10, 'task_other', 'Task'));
  });

  it('3: Orum by the disposition', () => {
    const noted = subject('[Outreach] [Call] [Outbound] Ada', { disposition: '[Orum] Call - went to voicemail' });
    expect(noted).toMatchObject(typed(3, 'voicemail', 'Orum Call'));
  });

  it('3: Orum by the vendor of the matched call', () => {
    const matched = subject('[Outreach] [Call] [Outbound] Ada', {}, call({ vendor: 'Orum', outcome: 'completed' }));
    expect(matched).toMatchObject(typed(3, 'call_connected', 'Orum Call'));
  });

  it('3: never by letters inside another word', () => {
    const forum = subject('Forum call', { disposition: 'Met at the forum', fields: { TaskSubtype: 'Call' } });
    expect(forum).toMatchObject(typed(8, 'call_attempt', 'Task'));
    expect(subject('Orum onboarding')).toMatchObject(typed(10, 'task_other', 'Task'));
  });

  it('4: Outreach calls by subject, in any case, or by the matched call', () => {
    const call4 = typed(4, 'call_attempt', 'Outreach Call');
    expect(subject('[Outreach] [Call] Ada')).toMatchObject({ ...call4, direction: 'either' });
    expect(subject('[Outreach] [Call] [outbound] Ada')).toMatchObject({ ...call4, direction: 'out' });
    expect(subject('[Call] [Inbound] Ada')).toMatchObject({ ...call4, direction: 'in' });
    expect(subject('Spoke to Ada', {}, call())).toMatchObject(call4);
    expect(subject('Spoke to Ada', {}, call({ direction: 'in' }))).toMatchObject({ direction: 'in' });
    expect(subject('[Call] Ada', { fields: { TaskSubtype: 'Call' } })).toMatchObject({ rule: 8 });
  });

  it('5: e-mail that came in', () => {
    const inbound = '[Outreach] [Email] [In] Re: Plan';
    expect(subject(inbound)).toMatchObject({ ...typed(5, 'inbound_email', 'Outreach Email'), direction: 'in' });
    expect(subject('[Email] [In] Re: Plan')).toMatchObject(typed(5, 'inbound_email', 'Outreach Email'));
    expect(subject(inbound, {}, mailing())).toMatchObject(typed(5, 'reply', 'Outreach Email'));
    expect(subject(inbound, {}, mailing({ sentiment: 'positive' })).type).toBe('reply_positive');
    expect(subject(inbound, {}, mailing({ sentiment: 'negative' })).type).toBe('reply_negative');
  });

  it('6: e-mail that we sent', () => {
    const sent = '[Outreach] [Email] [Out] Plan';
    expect(subject(sent)).toMatchObject({ ...typed(6, 'email_automated', 'Outreach Email'), direction: 'out' });
    expect(subject('[Email] [Out] Plan')).toMatchObject(typed(6, 'email_automated', 'Outreach Email'));
    expect(subject(sent, {}, mailing({ manual: true }))).toMatchObject(typed(6, 'email_manual', 'Outreach Email'));
    const byMatch = subject('Plan', { fields: { TaskSubtype: 'Email', Type: 'Email' } }, mailing());
    expect(byMatch).toMatchObject(typed(6, 'email_automated', 'Outreach Email'));
  });

  it('7: other e-mail', () => {
    const mail = (fields: Record<string, string>) => subject('Plan', { fields });
    expect(mail({ TaskSubtype: 'Email' })).toMatchObject(typed(7, 'email_manual', 'Task'));
    expect(mail({ Type: 'Email' })).toMatchObject(typed(7, 'email_manual', 'Task'));
    expect(mail({ TaskSubtype: 'ListEmail' })).toMatchObject(typed(7, 'email_automated', 'Task'));
    expect(mail({ TaskSubtype: 'List Email', Type: 'Email' })).toMatchObject(typed(7, 'email_automated', 'Task'));
  });

  it('8: other calls', () => {
    expect(subject('Call', { fields: { TaskSubtype: 'Call' } })).toMatchObject(typed(8, 'call_attempt', 'Task'));
    const connected = subject('Call', { fields: { Type: 'call' }, disposition: 'Connected' });
    expect(connected).toMatchObject(typed(8, 'call_connected', 'Task'));
  });

  it('9: social touches', () => {
    expect(subject('Connect', { fields: { TaskSubtype: 'LinkedIn' } })).toMatchObject(typed(9, 'social', 'Task'));
    expect(subject('[Outreach] [Other] LinkedIn - Connect')).toMatchObject(typed(9, 'social', 'Task'));
    expect(subject('[Outreach] [Other] Research')).toMatchObject(typed(10, 'task_other', 'Task'));
  });

  it('10: any other task', () => {
    expect(subject('Prepare the review')).toMatchObject(typed(10, 'task_other', 'Task'));
    expect(subject('')).toMatchObject(typed(10, 'task_other', 'Task'));
  });

  it('11: events', () => {
    expect(read(event())).toMatchObject(typed(11, 'meeting_held', 'Event'));
    expect(read(event({ attendees: [{ id: contactId(1), isInvitee: false, status: '' }] }))).toMatchObject(
      typed(11, 'meeting_unverified', 'Event'),
    );
  });

  it('with no rule at all a Task is task_other and an Event what its answers say', () => {
    const none = compileRules({ ...POLICY, rules: [] }, INTEGRATION_USER);
    expect(interpretActivity(task(), null, none, asOf()).interaction).toMatchObject({ type: 'task_other' });
    expect(interpretActivity(event(), null, none, asOf()).interaction).toMatchObject({ type: 'meeting_held' });
  });

  it('does not type a record by what only looks like a tag inside it', () => {
    expect(subject('Notes on [Email] [Out] templates', { id: taskId(2) })).toMatchObject({ rule: 10 });
  });
});
