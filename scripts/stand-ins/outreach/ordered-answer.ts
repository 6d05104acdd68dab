// The answers that a fault of the control interface puts in place of the real one, in Outreach's own forms.
// Waiting, cutting and ending early are done where answers are sent; damaged pages in read.ts.
import type { Answer } from '../control/answer.ts';
import type { Fault } from '../control/faults.ts';
import {
  failure,
  gatewayFailure,
  invalidAccessToken,
  maintenance,
  MEDIA_TYPE,
  rateLimited,
  unauthorizedRequest,
} from './answers.ts';

/** A short wait, so that a client that obeys `Retry-After` goes on soon. */
const WAIT_MS = 1000;

/**
 * The answer of a fault; undefined when the real one is to go out.
 * @param limit requests an hour; `now` the server's clock.
 */
export function orderedAnswer({ kind, status, body }: Fault, limit: number, now: Date): Answer | undefined {
  const until = new Date(now.getTime() + WAIT_MS);
  if (kind === 'limit') return rateLimited(limit, until);
  if (kind === 'expire') return invalidAccessToken();
  if (kind !== 'status') return undefined;
  if (body !== undefined) return { status, headers: { 'Content-Type': MEDIA_TYPE }, body };
  if (status === 401) return invalidAccessToken();
  if (status === 403) return unauthorizedRequest();
  if (status === 429) return rateLimited(limit, until);
  if (status === 503) return maintenance(until);
  if (status >= 500) return gatewayFailure(status);
  return failure(status, 'validationError', 'Validation Error', 'Ordered by the control interface.');
}
