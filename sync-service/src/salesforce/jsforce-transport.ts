// Our own transport in jsforce's private places: its own crashes the process or hangs when a connection is cut.
import { PassThrough } from 'node:stream';
import type { Connection } from 'jsforce';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';

/** Carries one request of jsforce to the org and its answer back. */
export type Carry = (request: HttpRequest) => Promise<HttpResponse>;

/** What jsforce expects of a transport: a promise that is a stream as well. */
export function transportOf(carry: Carry) {
  return {
    httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
      return StreamPromise.create(() => {
        const promise = carry(request);
        const stream = new PassThrough();
        // jsforce asks for a stream as well and nobody reads it: it ends empty, and the promise alone tells what failed.
        stream.end();
        return { stream, promise };
      });
    },
  };
}

/**
 * Puts our transport in the two private places jsforce 3.10.26 keeps its own. Throws when a new version keeps them
 * elsewhere: then this file must be looked at again.
 */
export function installTransport(connection: Connection, carry: Carry): void {
  for (const owner of [connection, connection.oauth2]) {
    if (!('_transport' in owner))
      throw new Error('jsforce no longer has the field _transport: adapt installTransport to this version of jsforce');
    Object.assign(owner, { _transport: transportOf(carry) });
  }
}
