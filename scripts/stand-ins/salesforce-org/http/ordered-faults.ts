// What an ordered fault makes of one request to the org, before its route is asked. Cutting and waiting are in
// ../../control/answer.ts; locked rows in row-locks.ts; stuck and failing jobs in the job routes.
import { wireKinds, type Fault, type FaultKind, type Faults } from '../../control/faults.ts';
import { errorList, errorReply, sessionExpired } from './api-error.ts';
import type { Reply } from './reply.ts';
import { refusal } from './identity.ts';
import { limitExceeded } from './limit-routes.ts';

/** Kinds that damage a body: they are meant for the one request of a job that carries rows. */
const damaging: readonly FaultKind[] = ['drop', 'truncate'];

/**
 * The fault for a request. `drop` and `truncate` ordered for `bulk` or `ingest` wait for the result files (give
 * `bulk-job` to damage the small answers about the job itself).
 */
export function takeFault(faults: Faults, names: readonly string[]): Fault | undefined {
  const [general = '', special] = names;
  const small = ['bulk', 'ingest'].includes(general) && special !== `${general}-results`;
  if (!small) return faults.take(names, wireKinds);
  return (
    faults.take(
      names,
      wireKinds.filter((kind) => !damaging.includes(kind)),
    ) ?? faults.take([special ?? general], damaging)
  );
}

/** The reply that the fault puts in place of the route's; undefined when the route is to be asked. */
export function orderedReply(fault: Fault | undefined, oauth: boolean): Reply | undefined {
  if (fault?.kind === 'status') {
    return withBody(
      fault,
      oauth ? refusal('server_error', 'ordered by a check', fault.status) : statusReply(fault.status),
    );
  }
  if (fault?.kind === 'expire') {
    return oauth ? refusal('invalid_grant', 'expired authorization code') : errorReply(sessionExpired());
  }
  if (fault?.kind === 'limit') {
    return oauth ? refusal('invalid_grant', 'login rate exceeded', 403) : errorReply(limitExceeded());
  }
  return undefined;
}

const codes: Readonly<Record<number, string>> = {
  401: 'INVALID_SESSION_ID',
  403: 'REQUEST_LIMIT_EXCEEDED',
  404: 'NOT_FOUND',
  500: 'UNKNOWN_EXCEPTION',
  503: 'SERVER_UNAVAILABLE',
};

const statusReply = (status: number) => errorList(status, codes[status] ?? 'UNKNOWN_EXCEPTION', 'ordered by a check');

const withBody = ({ body, headers }: Fault, usual: Reply): Reply => ({
  ...usual,
  ...(body === undefined ? {} : { body }),
  headers: { ...usual.headers, ...headers },
});
