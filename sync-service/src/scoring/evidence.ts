// What is known about one account before anything is decided: activities as Salesforce stores them, engagements as
// Outreach stores them, the people behind both. Adapters fill these shapes; nothing here interprets them.
import type { Day, Instant } from './calendar.ts';
import type { MappedObject } from './policy.ts';

/** A Salesforce Task. */
export interface TaskActivity {
  readonly kind: 'task';
  readonly id: string;
  readonly subject: string;
  readonly status: string;
  readonly isClosed: boolean;
  readonly isDeleted: boolean;
  /** The pattern row of a recurring series, not an occurrence. */
  readonly isSeriesMaster: boolean;
  /** Due date, a plain date; null when there is none. */
  readonly activityDate: Day | null;
  readonly completedAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdById: string;
  readonly ownerId: string;
  /** Contact and Lead Ids, the primary one first; empty when the task names nobody. */
  readonly people: readonly string[];
  /** Vendor of the call recording found in the description, such as `Orum`; null when none was found. */
  readonly recordingVendor: string | null;
  /** What the caller noted as the call's disposition; '' when blank. */
  readonly disposition: string;
  /** As stored: `Inbound`, `Outbound` …; '' when blank. */
  readonly callType: string;
  /** Values by API name of every field a mapping rule looks at; blank is ''. Booleans are 'true' and 'false'. */
  readonly fields: Readonly<Record<string, string>>;
}

/** One person an Event names. */
export interface Attendee {
  /** Contact, Lead, User or resource Id. */
  readonly id: string;
  readonly isInvitee: boolean;
  /** As stored: New, Accepted, Declined, Maybe …; '' when unknown. */
  readonly status: string;
}

/** A Salesforce Event. */
export interface EventActivity {
  readonly kind: 'event';
  readonly id: string;
  readonly subject: string;
  readonly isDeleted: boolean;
  readonly isPrivate: boolean;
  /** An invitee's copy of somebody else's event. */
  readonly isChild: boolean;
  readonly isSeriesMaster: boolean;
  readonly isAllDay: boolean;
  /** Date of an all-day event; null for a timed one whose date field is blank. */
  readonly activityDate: Day | null;
  readonly endsAt: Instant | null;
  readonly createdAt: Instant;
  readonly ownerId: string;
  /** WhoId and EventRelation rows, the primary person first. */
  readonly attendees: readonly Attendee[];
  /** What an outcome field of the org says, such as `Held`; '' when there is none. */
  readonly outcome: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A Case, or a note on the account or one of its people, as far as it can be a touchpoint: that there is one. */
export interface CaseOrNote {
  readonly kind: 'case' | 'note';
  /** Whose rules look at it. */
  readonly object: Exclude<MappedObject, 'Task' | 'Event'>;
  readonly id: string;
  readonly isDeleted: boolean;
  readonly isPrivate: boolean;
  readonly createdAt: Instant;
  /** Contact Ids; empty when it names nobody. */
  readonly people: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
}

export type Activity = TaskActivity | EventActivity | CaseOrNote;

/** Everybody an activity names: contacts and leads, of an event users and rooms too. */
export function everybodyIn(activity: Activity): readonly string[] {
  return activity.kind === 'event' ? activity.attendees.map(({ id }) => id) : activity.people;
}

export type Sentiment = 'positive' | 'negative' | 'neutral';

/** An Outreach mailing: up to two facts, the mail we sent and the reply it got. */
export interface Mailing {
  readonly kind: 'mailing';
  readonly id: number;
  readonly prospectId: number | null;
  readonly userId: number | null;
  readonly sequenceId: number | null;
  /** Bare, as `words.ts` makes it; '' when unknown. It joins records and never leaves the core. */
  readonly subject: string;
  readonly deliveredAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly bouncedAt: Instant | null;
  /** True: a single mail or a manual step. False: automated, or the kind of step is unknown. */
  readonly manual: boolean;
  /** Null: unknown. */
  readonly sentiment: Sentiment | null;
  /** Salesforce Task Ids (18 characters) from its data connections; empty when it was never synced. */
  readonly taskIds: readonly string[];
}

/** An Outreach call. */
export interface Call {
  readonly kind: 'call';
  readonly id: number;
  readonly prospectId: number | null;
  readonly userId: number | null;
  readonly sequenceId: number | null;
  readonly answeredAt: Instant | null;
  readonly dialedAt: Instant | null;
  readonly completedAt: Instant | null;
  /** It took place, whatever its outcome. */
  readonly completed: boolean;
  readonly direction: 'in' | 'out';
  /** As stored: `Answered`, `Not Answered`, `completed`, `no_answer`; '' when blank. */
  readonly outcome: string;
  /** Name of its disposition; '' when unknown. */
  readonly disposition: string;
  readonly vendor: 'Orum' | null;
  /** The number dialled, digits only; null when unknown. */
  readonly number: string | null;
  readonly taskIds: readonly string[];
}

export type Engagement = Mailing | Call;

/** What happened in an engagement: a mail was sent, it was answered, a call took place. */
export type Fact = 'sent' | 'reply' | 'call';

/** What a Task named by a data connection is, when it is not among the account's own activities. */
export type ConnectedTask = 'elsewhere' | 'deleted' | 'unknown';

/** A person of the account or one who took part in its activities. */
export interface Person {
  /** Contact or Lead Id, or `prospect:88013` for a prospect that no Contact stands for. */
  readonly id: string;
  /** Job title; '' when unknown. */
  readonly title: string;
}

/** A sequence, as far as the series numbers need it. */
export interface Sequence {
  readonly id: number;
  /** Org-wide number of prospects contacted; null when unknown. */
  readonly contactedProspects: number | null;
}

/** Facts of the account itself. */
export interface AccountFacts {
  readonly id: string;
  readonly name: string;
  /** Account.Type; '' when blank. */
  readonly type: string;
  readonly createdOn: Day;
  readonly openOpportunities: number;
  /** Snoozed through this date; null when not snoozed. */
  readonly snoozedUntil: Day | null;
}

/** An engagement with the person it belongs to and what became of its Tasks. */
export interface AccountEngagement {
  readonly engagement: Engagement;
  /** The person the prospect stands for in this account; null when it names no prospect. */
  readonly personId: string | null;
  /** True: the prospect belongs to this account. False: only its Task does. */
  readonly ofAccount: boolean;
  /** For each of `engagement.taskIds` that is not among the account's activities: what is known of it. */
  readonly connectedTasks: ReadonlyMap<string, ConnectedTask>;
}

/** Everything scoring one account needs. The order of the arrays carries no meaning. */
export interface AccountEvidence {
  readonly account: AccountFacts;
  readonly activities: readonly Activity[];
  readonly engagements: readonly AccountEngagement[];
  readonly people: ReadonlyMap<string, Person>;
  readonly sequences: ReadonlyMap<number, Sequence>;
  /** Records of its people that exist in Outreach and could not be understood, as `mailing:12`: the evidence lacks them. */
  readonly unreadable: readonly string[];
}
