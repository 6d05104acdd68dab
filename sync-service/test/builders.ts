// Small builders of evidence with sensible defaults: what a test does not say does not matter to it. They decide
// nothing; the numbers of the policy are in shipped-policy.ts.
import type { AlertBounds } from '../src/run/ports.ts';
import type { Assessment, Yardstick } from '../src/scoring/assess.ts';
import { assess } from '../src/scoring/assess.ts';
import type { Day, Instant } from '../src/scoring/calendar.ts';
import { dayFromIso, zoneNamed } from '../src/scoring/calendar.ts';
import type {
  AccountEngagement,
  AccountEvidence,
  AccountFacts,
  Activity,
  Attendee,
  Call,
  CaseOrNote,
  ConnectedTask,
  EventActivity,
  Mailing,
  Person,
  Sequence,
  TaskActivity,
} from '../src/scoring/evidence.ts';
import type { AsOf } from '../src/scoring/interpret.ts';
import type { Policy } from '../src/scoring/policy.ts';
import { compileRules } from '../src/scoring/rules.ts';
import { shippedPolicy } from './shipped-policy.ts';

export { shippedPolicy };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A Monday; D of every test that does not say otherwise. */
export const TODAY: Day = dayFromIso('2026-03-02');
export const UTC = zoneNamed('UTC');
export const NEW_YORK = zoneNamed('America/New_York');
export const POLICY: Policy = shippedPolicy();
/** As shipped. */
export const ALERT_BOUNDS: AlertBounds = { coverageBelowPercent: 90, poolChangePercent: 30 };

/** Noon UTC of a day. */
export function noon(day: Day): Instant {
  return day * DAY + 12 * HOUR;
}

/** An instant from ISO text. */
export function at(text: string): Instant {
  return Date.parse(text);
}

const id = (prefix: string, n: number): string => `${prefix}5f00000${String(n).padStart(8, '0')}`;
export const taskId = (n: number): string => id('00T', n);
export const eventId = (n: number): string => id('00U', n);
export const contactId = (n: number): string => id('003', n);
export const leadId = (n: number): string => id('00Q', n);
export const userId = (n: number): string => id('005', n);
export const accountId = (n: number): string => id('001', n);
export const INTEGRATION_USER = userId(99);

/** A completed Task of today, completed at noon of its date unless said; `fields` are what mapping rules look at. */
export function task(given: Partial<TaskActivity> = {}): TaskActivity {
  const activityDate = given.activityDate === undefined ? TODAY : given.activityDate;
  const completedAt = given.completedAt === undefined ? noon(activityDate ?? TODAY) : given.completedAt;
  return {
    kind: 'task',
    id: taskId(1),
    subject: 'Prepare the quarterly review',
    status: 'Completed',
    isClosed: true,
    isDeleted: false,
    isSeriesMaster: false,
    activityDate,
    completedAt,
    createdAt: completedAt ?? noon(activityDate ?? TODAY),
    createdById: userId(1),
    ownerId: userId(1),
    people: [contactId(1)],
    recordingVendor: null,
    disposition: '',
    callType: '',
    fields: {},
    ...given,
  };
}

/** A Case of today that names one contact. */
export function caseOrNote(given: Partial<CaseOrNote> = {}): CaseOrNote {
  return {
    kind: 'case',
    object: 'Case',
    id: id('500', 1),
    isDeleted: false,
    isPrivate: false,
    createdAt: noon(TODAY),
    people: [contactId(1)],
    fields: {},
    ...given,
  };
}

export function attendee(given: Partial<Attendee> = {}): Attendee {
  return { id: contactId(1), isInvitee: true, status: 'Accepted', ...given };
}

/** A timed Event of one contact who accepted, over at noon UTC of `day`. */
export function event(given: Partial<EventActivity> & { readonly day?: Day } = {}): EventActivity {
  const { day = TODAY, ...rest } = given;
  return {
    kind: 'event',
    id: eventId(1),
    subject: 'First meeting',
    isDeleted: false,
    isPrivate: false,
    isChild: false,
    isSeriesMaster: false,
    isAllDay: false,
    activityDate: day,
    endsAt: rest.isAllDay === true ? null : noon(day),
    createdAt: noon(day) - DAY,
    ownerId: userId(1),
    attendees: [attendee()],
    outcome: '',
    fields: {},
    ...rest,
  };
}

/** A mailing that was neither delivered nor answered unless said. */
export function mailing(given: Partial<Mailing> = {}): Mailing {
  return {
    kind: 'mailing',
    id: 1,
    prospectId: 1,
    userId: 1,
    sequenceId: null,
    subject: '',
    deliveredAt: null,
    repliedAt: null,
    bouncedAt: null,
    manual: false,
    sentiment: null,
    taskIds: [],
    ...given,
  };
}

/** A completed outbound call of today at noon, nobody answered unless said. */
export function call(given: Partial<Call> = {}): Call {
  return {
    kind: 'call',
    id: 1,
    prospectId: 1,
    userId: 1,
    sequenceId: null,
    answeredAt: null,
    dialedAt: noon(TODAY),
    completedAt: null,
    completed: true,
    direction: 'out',
    outcome: 'Not Answered',
    disposition: '',
    vendor: null,
    number: null,
    taskIds: [],
    ...given,
  };
}

/** An engagement of a person of the account. */
export function engagementOf(
  engagement: Mailing | Call,
  personId: string | null = contactId(1),
  connectedTasks: Readonly<Record<string, ConnectedTask>> = {},
): AccountEngagement {
  return { engagement, personId, ofAccount: true, connectedTasks: new Map(Object.entries(connectedTasks)) };
}

export function account(given: Partial<AccountFacts> = {}): AccountFacts {
  return {
    id: accountId(1),
    name: 'Acme',
    type: '',
    createdOn: TODAY - 100,
    openOpportunities: 0,
    snoozedUntil: null,
    ...given,
  };
}

/** Titles by person Id. */
export function people(titles: Readonly<Record<string, string>>): ReadonlyMap<string, Person> {
  return new Map(Object.entries(titles).map(([person, title]) => [person, { id: person, title }]));
}

export interface EvidenceParts {
  readonly account?: Partial<AccountFacts>;
  readonly activities?: readonly Activity[];
  readonly engagements?: readonly AccountEngagement[];
  readonly titles?: Readonly<Record<string, string>>;
  readonly sequences?: readonly Sequence[];
}

export function evidence(parts: EvidenceParts = {}): AccountEvidence {
  return {
    account: account(parts.account),
    activities: parts.activities ?? [],
    engagements: parts.engagements ?? [],
    people: people(parts.titles ?? {}),
    sequences: new Map((parts.sequences ?? []).map((sequence) => [sequence.id, sequence])),
    unreadable: [],
  };
}

/** The last instant of a date, as `--as-of` means it. */
export function asOf(day: Day = TODAY, zone = UTC): AsOf {
  return { instant: zone.endOf(day), day, zone };
}

export function yardstick(moment: AsOf = asOf(), policy: Policy = POLICY): Yardstick {
  return { policy, fingerprint: '0123456789abcdef', rules: compileRules(policy, INTEGRATION_USER), asOf: moment };
}

/** The shipped policy's verdict on this evidence, as of the end of a day in UTC. */
export function assessOn(parts: EvidenceParts, day: Day = TODAY, policy: Policy = POLICY): Assessment {
  return assess(evidence(parts), yardstick(asOf(day), policy));
}
