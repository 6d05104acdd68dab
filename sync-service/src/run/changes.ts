// What happens between two runs, in our words: records and accounts of which there is news, and what is remembered of
// having looked at them. Who brings the news, and what becomes of it, is elsewhere.
import type { Instant } from '../scoring/calendar.ts';
import type { MirrorKind } from './mirror.ts';
import type { RecordOfOutreach } from './ports.ts';

/** Ids only: whoever acts on news reads everything again. */
export interface News {
  readonly records: readonly RecordOfOutreach[];
  readonly accountIds: readonly string[];
}

/** Kept in the ledger. All instants are of the org's clock. */
export interface ChangeMemory {
  /** Everything that changed in the org before this instant is scored, or waits in the queue; null: nothing is known. */
  readUpTo(): Promise<Instant | null>;
  /** An earlier instant than the one that is known changes nothing. */
  noteReadUpTo(at: Instant): Promise<void>;
  /** When a re-score last wrote these accounts; those it did not write lately are absent. */
  lastWritten(accountIds: readonly string[]): Promise<ReadonlyMap<string, Instant>>;
  /** Written now: nothing of theirs is postponed any more. */
  noteWritten(accountIds: readonly string[], at: Instant): Promise<void>;
  /** A verdict of theirs waits until this instant. Given again, the earlier one stays. */
  postpone(due: ReadonlyMap<string, Instant>): Promise<void>;
  /** What was postponed is no longer true. */
  settle(accountIds: readonly string[]): Promise<void>;
  /** Accounts postponed until this instant or an earlier one. */
  due(at: Instant): Promise<readonly string[]>;
}

/** The kinds of which a change matters to single accounts. */
export const TELLING_KINDS = [
  'account',
  'prospect',
  'sequenceState',
  'mailing',
  'call',
] as const satisfies MirrorKind[];

/** Where records of the mirror lead to. All Ids have 18 characters. */
export interface Trail {
  readonly accountIds: readonly string[];
  readonly contactIds: readonly string[];
  readonly leadIds: readonly string[];
  readonly taskIds: readonly string[];
  /**
   * What the records need to be understood and has to be read too: records they name that the mirror does not hold, and the
   * sequence states whose counters alone tell how a reply was meant.
   */
  readonly toRead: readonly RecordOfOutreach[];
}

/** Follows records of the mirror to Salesforce; kept by the ledger. */
export interface MirrorTrails {
  /** Sequences, steps and dispositions lead nowhere: what changes with them waits for the run. */
  follow(records: readonly RecordOfOutreach[]): Promise<Trail>;
  /** How far each of the telling kinds is mirrored; null while one of them was never read to its end. */
  mirroredUpTo(): Promise<ReadonlyMap<MirrorKind, Instant> | null>;
  /** Records of the telling kinds, updated at or after the instant given for their kind. */
  updatedSince(since: ReadonlyMap<MirrorKind, Instant>): Promise<readonly RecordOfOutreach[]>;
}
