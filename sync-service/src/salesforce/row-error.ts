// What one row of a write came to, and what every write needs.
import type { Log } from '../run/log.ts';

/** What Salesforce said of one row; null when it was saved. */
export type RowError = { readonly code: string; readonly message: string } | null;

export interface WriteOptions {
  readonly log: Log;
  readonly pollMs: number;
  readonly signal: AbortSignal;
}
