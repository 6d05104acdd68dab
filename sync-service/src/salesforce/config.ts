// What the adapter must be told, and how long it waits. Reading the environment is the business of `settings`.
import type { Log } from '../run/log.ts';

/** The API version of every request; Bulk results must be read with the version that made the job. */
export const API_VERSION = '66.0';

export interface SalesforceConfig {
  readonly username: string;
  readonly consumerKey: string;
  /** PEM, PKCS#8 or PKCS#1. */
  readonly privateKeyPem: string;
  /** Signs first while it is there; the org may know either. */
  readonly nextPrivateKeyPem?: string | null;
  /** Login host such as `login.salesforce.com`, or a full URL. */
  readonly loginUrl: string;
  readonly log: Log;
  /** First wait between two looks at a Bulk job, in milliseconds; doubles up to 20 times this. Default 250. */
  readonly pollMs?: number;
  readonly timeouts?: Partial<Timeouts>;
}

/**
 * All in milliseconds. A run repeats what failed for a minute at most, so one call must fail within the next one: then
 * every fault ends within two minutes.
 */
export interface Timeouts {
  /** One attempt of one request, to the last byte of its body. */
  readonly attempt: number;
  /** One request with all its attempts and the waits between them. */
  readonly request: number;
  /** A Bulk job whose state and record count stand still this long is stuck. */
  readonly stuckJob: number;
  /** A Bulk job from creation to its end, however busy. */
  readonly job: number;
  /** One result page with all its attempts. */
  readonly page: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = {
  attempt: 40_000,
  request: 50_000,
  stuckJob: 90_000,
  job: 600_000,
  page: 50_000,
};

/** `login.salesforce.com` or any URL as its origin. Throws a TypeError when it is neither. */
export function loginOrigin(loginUrl: string): string {
  return new URL(/^https?:\/\//i.test(loginUrl) ? loginUrl : `https://${loginUrl}`).origin;
}
