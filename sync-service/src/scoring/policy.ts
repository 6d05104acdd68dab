// The numbers and rules an admin may change, as the core needs them. Where they are kept, how they are read and
// fingerprinted is the adapter's business.

/** Where an interaction took place; the breadth of a signal counts these. */
export type Channel = 'meeting' | 'phone' | 'email' | 'social' | 'other';

/** What people read beside a touchpoint, such as `Orum Call`: a value of the org's field Touchpoint Sources. */
export type SourceLabel = string;

/** One row of the type table: what an interaction of this type is worth. */
export interface TouchpointType {
  /** Key such as `call_connected`; those that outcome rules name always exist, an admin may add others. */
  readonly key: string;
  /** Undimmed strength, 0 to 100. */
  readonly weight: number;
  readonly twoWay: boolean;
  /** False: recognised, never a touchpoint (opens and clicks). */
  readonly counts: boolean;
  readonly channel: Channel;
  /** False: switched off by an admin; its interactions are left out. */
  readonly active: boolean;
}

export type Operator =
  | 'equals'
  | 'not equals'
  | 'starts with'
  | 'contains'
  | 'contains word'
  | 'matches tags'
  | 'is true'
  | 'is false'
  | 'is blank'
  | 'is not blank';

/** One test of one field. Comparison ignores case. Fields starting with `$` come from matching, not from the org. */
export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  /** Ignored by the `is …` operators; several values separated by `;` mean any of them. */
  readonly value: string;
}

/** How a rule arrives at the type when it does not name one; `bounce` makes no interaction but retracts a sent e-mail. */
export type OutcomeRule = 'call' | 'reply' | 'sent email' | 'meeting' | 'bounce';

/** Objects whose records can be touchpoints. A ContentNote is what the org calls a note today, a Note what it did before. */
export type MappedObject = 'Task' | 'Event' | 'Case' | 'Note' | 'ContentNote';

/** A mapping rule: the first (lowest order) whose conditions all hold decides what an activity is. */
export interface MappingRule {
  /** Name of the record, for messages. */
  readonly name: string;
  /** Position; rules sharing the tens (60, 61, 62) are alternatives of one rule. */
  readonly order: number;
  readonly object: MappedObject;
  readonly conditions: readonly Condition[];
  /** False: what matches is not an interaction at all. */
  readonly interaction: boolean;
  readonly source: SourceLabel;
  readonly direction: 'in' | 'out' | 'either';
  /** Type key, or null when the outcome rule decides. */
  readonly type: string | null;
  readonly outcome: OutcomeRule | null;
}

/** Everything scoring depends on, as plain JSON. Days are calendar days; all numbers are validated by the reader. */
export interface Policy {
  /** W: the window is D−W … D, both ends included. */
  readonly windowDays: number;
  /** A must reach this for high signal. */
  readonly minTouchpoints: number;
  /** L: high signal needs the last touch at most this many days ago. */
  readonly lastTouchMaxDays: number;
  /** How many days after L an account that still has enough touchpoints stays Near. */
  readonly nearExtraDays: number;
  /** The score looks back to D−this, inclusive. */
  readonly lookBackDays: number;
  /** h: days after which a touchpoint weighs half. */
  readonly halfLifeDays: number;
  /** Strength at which the score is 100·(1 − 1/e). */
  readonly scale: number;
  /** Factor per further one-way touchpoint, 0 to below 1. */
  readonly oneWayDiscount: number;
  /** Factor per further two-way touchpoint of one bucket, 0 to below 1. */
  readonly twoWayDiscount: number;
  readonly breadthPeopleStep: number;
  readonly breadthPeopleMax: number;
  readonly breadthChannelsStep: number;
  readonly breadthChannelsMax: number;
  /** Multiplier of a two-way touchpoint by the seniority of its lead person. */
  readonly seniority: Readonly<Record<Seniority, number>>;
  readonly burstMinutes: number;
  readonly groupTaskSeconds: number;
  readonly emailMatchMinutes: number;
  readonly callMatchMinutes: number;
  /** API name, spelled as the org does, of the Task field that holds the id of an Outreach mailing or call; empty: none. */
  readonly outreachIdField: string;
  /** A subject that starts with one of these, tags and `Re:` aside, is an answer that no person wrote. */
  readonly autoReplyStarts: readonly string[];
  /** A meeting whose subject starts with one of these was called off. */
  readonly cancelledMeetingStarts: readonly string[];
  /** A Task with one of these statuses was not done, closed or not. */
  readonly notDoneStatuses: readonly string[];
  /** Account types out of scope: an account whose Type starts with one of these is excluded. */
  readonly excludedAccountTypes: readonly string[];
  readonly types: Readonly<Record<string, TouchpointType>>;
  /** Sorted by order. */
  readonly rules: readonly MappingRule[];
}

export type Seniority = 'c_level' | 'vp' | 'director' | 'manager' | 'individual' | 'unknown';
