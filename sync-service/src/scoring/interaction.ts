// One dated fact about one account in our shape, whatever its source; and what was left out, with the reason.
import type { Day, Instant } from './calendar.ts';
import type { SourceLabel } from './policy.ts';

/** Why a record is no touchpoint. The bridge and `explain` use the same words. */
export type LeftOutReason =
  | 'deleted'
  | 'open'
  | 'cancelled'
  | 'future'
  | 'series master'
  | 'invitee copy'
  | 'private'
  | 'internal'
  | 'declined'
  | 'own'
  | 'auto-reply'
  | 'not counted type'
  | 'type switched off'
  | 'bounce'
  | 'bounced'
  | 'group copy'
  | 'same engagement'
  | 'same e-mail'
  | 'same call'
  | 'burst'
  | 'task not counted'
  | 'undated';

export interface LeftOut {
  /** Salesforce Id, or `mailing:12`, `call:7`. */
  readonly record: string;
  readonly reason: LeftOutReason;
  /** The record that stands for it, when there is one. */
  readonly insteadOf?: string;
  /** The record that says so, when another one does: of a mail that came back the bounce or the mailing. */
  readonly because?: string;
}

/** Why records are one and the same: the rule that joined them. */
export interface Joining {
  readonly rule:
    | 'data connection'
    | 'Outreach Id field'
    | Extract<LeftOutReason, 'same engagement' | 'group copy' | 'same e-mail' | 'same call' | 'burst'>;
  /** The record shown first. */
  readonly records: readonly string[];
}

/** A fact that may become a touchpoint. */
export interface Interaction {
  /** Salesforce Id of the record shown; `mailing:12:sent`, `mailing:12:reply` or `call:7` when only Outreach has it. */
  readonly id: string;
  readonly type: string;
  readonly source: SourceLabel;
  readonly direction: 'in' | 'out' | 'either';
  readonly day: Day;
  /** The moment, where the source knows it; null when it knows only the date. */
  readonly at: Instant | null;
  /** Contact and Lead Ids, `prospect:N`; empty when nobody is named. */
  readonly people: readonly string[];
  /** Every record behind it, the one shown first. */
  readonly records: readonly string[];
  /** What joined them and the doubles it stands for, in the order of the rules; empty for a record that stands alone. */
  readonly evidence: readonly Joining[];
  /** Position of the rule that typed it; tens are one rule. */
  readonly ruleOrder: number;
  /** Subject without tags and reply prefixes; '' when there is none. Never leaves the core. */
  readonly subject: string;
  /** The Outreach fact it is, such as `mailing:12:sent` or `call:7`; null when it is matched to none. */
  readonly engagementFact: string | null;
  /** Number dialled, digits only; null when unknown. */
  readonly number: string | null;
  /** Set for Tasks: what tells a group task from two tasks. */
  readonly copyKey: {
    readonly creator: string;
    readonly owner: string;
    readonly createdAt: Instant;
    readonly subject: string;
  } | null;
}

/** Ascending, with the Id as the last word: a total order everywhere. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
