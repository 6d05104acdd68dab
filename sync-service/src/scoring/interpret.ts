// From one raw record to an interaction, or to the reason why it is none. Looks at one record at a time; what two
// records have to do with each other is for matching and de-duplication.
import type { Day, Instant, Zone } from './calendar.ts';
import type { Activity, Call, CaseOrNote, Engagement, EventActivity, Fact, Mailing, TaskActivity } from './evidence.ts';
import type { Interaction, LeftOutReason } from './interaction.ts';
import { callType, isExternal, meetingType, replyType, sentEmailType } from './outcome.ts';
import type { MappingRule, Policy } from './policy.ts';
import type { RuleSet } from './rules.ts';
import { bareSubject } from './words.ts';

/** What one activity turned out to be. `rule` is null when no rule looked at it. */
export interface Interpretation {
  readonly rule: MappingRule | null;
  readonly interaction: Interaction | null;
  /** Set when there is no interaction. */
  readonly reason: LeftOutReason | null;
}

/** The moment everything is judged at: the instant, its date in the org's zone, and that zone. */
export interface AsOf {
  readonly instant: Instant;
  readonly day: Day;
  readonly zone: Zone;
}

/** Type of what a rule without an outcome of its own cannot type. */
const FALLBACK_TYPE = 'task_other';

/** Which interaction an activity is; `engagement` is what matching found for a Task. */
export function interpretActivity(
  activity: Activity,
  engagement: Engagement | null,
  rules: RuleSet,
  asOf: AsOf,
): Interpretation {
  if (activity.kind === 'task') return interpretTask(activity, engagement, rules, asOf);
  return activity.kind === 'event' ? interpretEvent(activity, rules, asOf) : interpretCaseOrNote(activity, rules, asOf);
}

function interpretTask(task: TaskActivity, engagement: Engagement | null, rules: RuleSet, asOf: AsOf): Interpretation {
  const rule = rules.ruleFor('Task', (field) => {
    if (field === 'Subject') return task.subject;
    if (field === 'OwnerId') return task.ownerId;
    if (field === 'CallDisposition') return task.disposition;
    if (field === '$Recording.Vendor') return task.recordingVendor ?? '';
    if (field === '$Outreach.Kind') return engagement?.kind ?? '';
    if (field === '$Outreach.Vendor') return engagement?.kind === 'call' ? (engagement.vendor ?? '') : '';
    return task.fields[field] ?? '';
  });
  const out = (reason: LeftOutReason): Interpretation => ({ rule, interaction: null, reason });
  if (task.isDeleted) return out('deleted');
  if (task.isSeriesMaster) return out('series master');
  if (rule?.outcome === 'bounce') return out('bounce');
  if (rule?.interaction === false) return out('own');
  if (rules.isNotDone(task.status)) return out('cancelled');
  if (!task.isClosed) return out('open');
  if (rules.isAutoReply(task.subject)) return out('auto-reply');
  const day = taskDay(task, asOf.zone);
  if (day > asOf.day) return out('future');
  const call = engagement?.kind === 'call' ? engagement : null;
  const mailing = engagement?.kind === 'mailing' ? engagement : null;
  const type = typeBy(
    rule,
    () => callType(task, call),
    mailing,
    () => FALLBACK_TYPE,
  );
  return {
    rule,
    reason: null,
    interaction: {
      id: task.id,
      type,
      source: rule?.source ?? 'Task',
      direction: call?.direction === 'in' ? 'in' : taskDirection(task, rule),
      day,
      at: (call ? (call.answeredAt ?? call.dialedAt) : null) ?? taskInstant(task, day, asOf.zone),
      people: task.people,
      records: [task.id],
      evidence: [],
      ruleOrder: rule?.order ?? Number.MAX_SAFE_INTEGER,
      subject: bareSubject(task.subject),
      engagementFact: null,
      number: call?.number ?? null,
      copyKey: {
        creator: task.createdById,
        owner: task.ownerId,
        createdAt: task.createdAt,
        subject: task.subject.trim().toLowerCase(),
      },
    },
  };
}

/** The date of a Task: its own, but the date it was completed on when it has none or was completed before it was due. */
export function taskDay(task: TaskActivity, zone: Zone): Day {
  const completed = task.completedAt === null ? null : zone.dayOf(task.completedAt);
  if (task.activityDate === null) return completed ?? zone.dayOf(task.createdAt);
  return completed !== null && task.activityDate > completed ? completed : task.activityDate;
}

/** When a Task took place on its day. One typed in on a later day: only the day is known, not the time. */
export function taskInstant(task: TaskActivity, day: Day, zone: Zone): Instant | null {
  return task.completedAt !== null && zone.dayOf(task.completedAt) === day ? task.completedAt : null;
}

/** Whether it tells of something that took place; a deleted Task does so too. */
export function isDone(task: TaskActivity, rules: RuleSet): boolean {
  return task.isClosed && !task.isSeriesMaster && !rules.isNotDone(task.status);
}

/** As its rule says, else as the call itself was logged. */
export function taskDirection(task: TaskActivity, rule: MappingRule | null): Interaction['direction'] {
  if (rule !== null && rule.direction !== 'either') return rule.direction;
  const logged = task.callType.trim().toLowerCase();
  return logged === 'inbound' ? 'in' : logged === 'outbound' ? 'out' : 'either';
}

/** Which fact of its engagement a Task stands for; null: it only says that a mail was opened, clicked or returned. */
export function factOf(kind: Engagement['kind'], { rule }: Interpretation, policy: Policy): Fact | null {
  if (rule?.outcome === 'bounce') return null;
  const type = rule?.type ?? null;
  if (type !== null && policy.types[type]?.counts === false) return null;
  return kind === 'call' ? 'call' : rule?.outcome === 'reply' ? 'reply' : 'sent';
}

/** The date of an Event: its own when it lasts all day, else the day on which it ends; null when it says neither. */
export function eventDay(event: EventActivity, zone: Zone): Day | null {
  if (event.isAllDay) return event.activityDate;
  return event.endsAt === null ? null : zone.dayOf(event.endsAt);
}

function interpretEvent(event: EventActivity, rules: RuleSet, asOf: AsOf): Interpretation {
  const rule = rules.ruleFor('Event', (field) => {
    if (field === 'Subject') return event.subject;
    if (field === 'OwnerId') return event.ownerId;
    return field.startsWith('$') ? '' : (event.fields[field] ?? '');
  });
  const out = (reason: LeftOutReason): Interpretation => ({ rule, interaction: null, reason });
  if (event.isDeleted) return out('deleted');
  if (event.isPrivate) return out('private');
  if (event.isChild) return out('invitee copy');
  if (event.isSeriesMaster) return out('series master');
  if (rule?.interaction === false) return out('own');
  if (rules.isCancelledMeeting(event.subject)) return out('cancelled');
  const held = meetingType(event);
  if (held === 'internal' || held === 'declined') return out(held);
  const day = eventDay(event, asOf.zone);
  if (day === null) return out('undated');
  if (day > asOf.day || (!event.isAllDay && event.endsAt !== null && event.endsAt > asOf.instant)) return out('future');
  return {
    rule,
    reason: null,
    interaction: {
      id: event.id,
      type: typeBy(
        rule,
        () => held,
        null,
        () => held,
      ),
      source: rule?.source ?? 'Event',
      direction: rule?.direction ?? 'either',
      day,
      at: event.isAllDay ? null : event.endsAt,
      people: [...new Set(event.attendees.map((attendee) => attendee.id).filter(isExternal))],
      records: [event.id],
      evidence: [],
      ruleOrder: rule?.order ?? Number.MAX_SAFE_INTEGER,
      subject: bareSubject(event.subject),
      engagementFact: null,
      number: null,
      copyKey: null,
    },
  };
}

/** Dated by its creation: that something was asked or noted, whatever became of it. */
function interpretCaseOrNote(record: CaseOrNote, rules: RuleSet, asOf: AsOf): Interpretation {
  const rule = rules.ruleFor(record.object, (field) => record.fields[field] ?? '');
  const out = (reason: LeftOutReason): Interpretation => ({ rule, interaction: null, reason });
  if (record.isDeleted) return out('deleted');
  if (record.isPrivate) return out('private');
  if (rule?.interaction !== true) return out('own');
  const day = asOf.zone.dayOf(record.createdAt);
  if (day > asOf.day) return out('future');
  return {
    rule,
    reason: null,
    interaction: {
      id: record.id,
      type: rule.type ?? record.kind,
      source: rule.source,
      direction: rule.direction,
      day,
      at: record.createdAt,
      people: record.people,
      records: [record.id],
      evidence: [],
      ruleOrder: rule.order,
      subject: '',
      engagementFact: null,
      number: null,
      copyKey: null,
    },
  };
}

function typeBy(
  rule: MappingRule | null,
  outcome: () => string,
  mailing: Mailing | null,
  otherwise: () => string,
): string {
  switch (rule?.outcome) {
    case 'call':
    case 'meeting':
      return outcome();
    case 'reply':
      return replyType(mailing);
    case 'sent email':
      return sentEmailType(mailing);
    case 'bounce':
    case null:
    case undefined:
      return rule?.type ?? otherwise();
  }
}

/** Whether a mail that was sent did not arrive, as known at that instant. */
export function bounced(mailing: Mailing, asOf: AsOf): boolean {
  return mailing.bouncedAt !== null && mailing.bouncedAt <= asOf.instant;
}

/** The facts of an engagement that Salesforce does not hold: a sent mail, its reply, a call. Undated ones are none. */
export function outreachOnly(
  engagement: Engagement,
  fact: Fact,
  personId: string | null,
  asOf: AsOf,
): Interaction | null {
  const at = factInstant(engagement, fact);
  if (at === null) return null;
  const id = factId(engagement, fact);
  return {
    id,
    type: factType(engagement, fact),
    source:
      engagement.kind === 'mailing' ? 'Outreach Email' : engagement.vendor === 'Orum' ? 'Orum Call' : 'Outreach Call',
    direction: fact === 'reply' || (engagement.kind === 'call' && engagement.direction === 'in') ? 'in' : 'out',
    day: asOf.zone.dayOf(at),
    at,
    people: personId === null ? [] : [personId],
    records: [`${engagement.kind}:${engagement.id}`],
    evidence: [],
    ruleOrder: 0,
    subject: engagement.kind === 'mailing' ? engagement.subject : '',
    engagementFact: id,
    number: engagement.kind === 'call' ? engagement.number : null,
    copyKey: null,
  };
}

/** Identity of one fact of an engagement: `mailing:12:sent`, `mailing:12:reply`, `call:7`. */
export function factId(engagement: Engagement, fact: Fact): string {
  return fact === 'call' ? `call:${engagement.id}` : `mailing:${engagement.id}:${fact}`;
}

function factInstant(engagement: Engagement, fact: Fact): Instant | null {
  if (engagement.kind === 'call') return engagement.answeredAt ?? engagement.dialedAt;
  return fact === 'reply' ? engagement.repliedAt : engagement.deliveredAt;
}

function factType(engagement: Engagement, fact: Fact): string {
  if (engagement.kind === 'call') return callType(null, engagement satisfies Call);
  return fact === 'reply' ? replyType(engagement) : sentEmailType(engagement);
}
