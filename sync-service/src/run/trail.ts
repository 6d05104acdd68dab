// The trail: who wrote which account, from what to what and on which evidence, by which policy, and what was read of the
// outside. Kept by the ledger for TRAIL_DAYS; what is done with it is elsewhere (replay, undo, forget).
import { randomBytes } from 'node:crypto';
import type { AccountFields } from '../scoring/account-fields.ts';
import type { Instant } from '../scoring/calendar.ts';
import type { AccountEvidence } from '../scoring/evidence.ts';
import type { AccountChange, PolicyInForce, WriteOutcome } from './ports.ts';

/** Everything besides evidence and held fields that figures follow from. */
export interface Basis {
  readonly policyFingerprint: string;
  readonly asOf: Instant;
  readonly timeZone: string;
  readonly integrationUserId: string;
  /** Which version of the deciding code it was: equal ones decide alike. */
  readonly core: string;
}

/** Who acts. */
export interface Author {
  /** User, host and command. */
  readonly by: string;
  /** Which version of the deciding code this process runs. */
  readonly core: string;
}

/** One thing that writes accounts: a run, a re-score between two runs, an undo, a forgetting. */
export interface Act {
  /** Such as `20260302T170000Z-4f2a`; that of a run is the run's. */
  readonly id: string;
  readonly kind: 'run' | 'rescore' | 'undo' | 'forget';
  /** User, host and command. */
  readonly by: string;
  /** By the org's clock, as every instant of the trail. */
  readonly at: Instant;
  /** The act that it undid; null for all but undoings. */
  readonly undoes: string | null;
  /** Null: it decided nothing. */
  readonly basis: Basis | null;
}

/** An account about to be written. */
export interface Writing extends AccountChange {
  /** What all its fields held before. */
  readonly held: AccountFields;
  /** What the fields were decided from; null: nothing was decided. */
  readonly evidence: AccountEvidence | null;
}

/** Before and after: what all fields held, and the fields that were written. */
export type Images = Pick<Writing, 'held' | 'fields'>;

/** How a write ended that did not fail; one that was refused ended with the code of its problem. */
export const WRITTEN = 'written';

/** What is kept of a write. */
export interface TrailedWrite {
  /** Ascends in the order of the writes. */
  readonly id: number;
  readonly actId: string;
  readonly accountId: string;
  readonly at: Instant;
  /** `written`, the code of the problem, or null: nobody knows, because the process ended meanwhile. */
  readonly end: string | null;
  /** Null: damaged, or in the form of another version. */
  readonly images: Images | null;
}

/** Why the evidence of a write is not there: none was needed, it was removed with a person, it is no longer readable. */
export type NoEvidence = 'none' | 'forgotten' | 'unreadable';

export interface WriteToReplay extends TrailedWrite {
  readonly evidence: AccountEvidence | NoEvidence;
}

/** An act with what it came to. */
export interface ActSummary extends Act {
  /** Writes by their end; `unknown` for those without. */
  readonly writes: Readonly<Record<string, number>>;
}

/** One reading of data from outside: a question of ours and the records that came back. */
export interface Access {
  readonly at: Instant;
  /** User, host and command. */
  readonly by: string;
  /** What it was for, such as `score accounts`. */
  readonly purpose: string;
  /** Records by object or kind. */
  readonly records: Readonly<Record<string, number>>;
}

/** Pages of writes ascend by id; a page starts after the id given. */
export interface Page {
  readonly after: number;
  readonly limit: number;
}

/** Where the trail is kept. */
export interface TrailStore {
  /** Opening an act again changes nothing. The policy, null when there is no basis, is kept once for each fingerprint. */
  open(act: Act, policy: PolicyInForce | null): Promise<void>;
  /** Before the accounts are written, so that a process that dies leaves what it was about to do. */
  intend(actId: string, at: Instant, writings: readonly Writing[]): Promise<void>;
  /** How the writes ended that were intended. */
  settle(actId: string, outcomes: readonly WriteOutcome[]): Promise<void>;
  act(id: string): Promise<ActSummary | null>;
  /** Newest first. */
  acts(limit: number): Promise<readonly ActSummary[]>;
  /** Writes of an act, in their order. */
  writesOf(actId: string, page: Page): Promise<readonly TrailedWrite[]>;
  /** The same with the evidence. */
  replayable(actId: string, page: Page): Promise<readonly WriteToReplay[]>;
  /** All writes of these accounts, in their order. */
  writesTo(accountIds: readonly string[]): Promise<readonly TrailedWrite[]>;
  policy(fingerprint: string): Promise<PolicyInForce | null>;
  noteAccess(access: Access): Promise<void>;
  /** Newest first. */
  accesses(limit: number): Promise<readonly Access[]>;
  /** Drops what is older, and the runs closed before; the last good run stays. Returns how many writes were dropped. */
  prune(before: Instant): Promise<number>;
}

/** Sorts by time, is unique, and is safe in a queue's job id and a file name. */
export function newActId(now: Instant): string {
  return `${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(2).toString('hex')}`;
}
