// An alert: a problem that people hear of once, and once more when it is over. Types and the list of runbooks; what is a
// problem is decided in alert-signs.ts and drift-signs.ts, whom to tell in alerts.ts.
import type { Instant } from '../scoring/calendar.ts';

/** One section each of docs/runbooks.md. */
export const RUNBOOKS = [
  'run-failed',
  'run-degraded',
  'silence',
  'volume',
  'two-way-share',
  'unmapped-types',
  'duplicates',
  'pool-size',
  'coverage',
  'api-budget',
  'certificate',
  'test',
] as const;
export type Runbook = (typeof RUNBOOKS)[number];

/** What a person reads. Ids, counts and codes: never names, subjects, addresses or secrets. */
export interface AlertText {
  /** At most 80 characters, so that every channel shows it whole. */
  readonly title: string;
  readonly detail: string;
  /** What to do, one sentence each; empty when nothing is. */
  readonly actions: readonly string[];
}

/** What one look says about one problem. */
export type Sign = {
  /** The name of the runbook, or that and what it is about: `volume:Orum Call`. */
  readonly key: string;
  readonly runbook: Runbook;
} & (
  | ({ readonly state: 'firing' } & AlertText)
  /** `detail` says what is well now. */
  | { readonly state: 'well'; readonly detail: string }
  /** There is too little to tell; an open alert stays open. */
  | { readonly state: 'unknown' }
);

export interface Alert extends AlertText {
  readonly key: string;
  readonly runbook: Runbook;
  readonly state: 'firing' | 'cleared';
  /** When it was first seen, by the org's clock. */
  readonly since: Instant;
  /** The run that showed it, and its record in the org; null when no run did. */
  readonly runId: string | null;
  readonly runRecordId: string | null;
}

/** The alerts that are open, or over and not yet said to be, and which channel knows of each. Every method is safe to repeat. */
export interface AlertMemory {
  /** Sorted by key. */
  list(): Promise<readonly Alert[]>;
  save(alert: Alert): Promise<void>;
  forget(key: string): Promise<void>;
  /** Names of the channels that were told that it fires, and not that it is over; sorted. */
  knownTo(key: string): Promise<readonly string[]>;
  /** Notes that the channel knows; false when it knew: of several processes one tells. */
  noteKnown(key: string, channel: string): Promise<boolean>;
  /** Takes that back; false when it did not know. */
  noteUnknown(key: string, channel: string): Promise<boolean>;
}

/** The text within a channel's bound; `…` says that there is more. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
