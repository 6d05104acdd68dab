// Wires what happens between two runs: who scores single accounts, and the HTTP routes. No decision of the business is made
// here.
import type { Ledger } from '../ledger/ledger.ts';
import { createWebhookDoor } from '../outreach/webhook-door.ts';
import type { RunQueue } from '../queue/queue.ts';
import { Failure } from '../run/failures.ts';
import { bothLocks } from '../run/hold-lock.ts';
import type { Log } from '../run/log.ts';
import type { OutreachPort } from '../run/ports.ts';
import { createRescorer } from '../run/rescore.ts';
import type { Author } from '../run/trail.ts';
import type { ChangeWork } from '../queue/change-worker.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Settings } from '../settings.ts';
import { type HttpAnswer, type HttpServer, startHttp } from '../watch/http-server.ts';

export interface Wired {
  readonly settings: Settings;
  readonly log: Log;
  readonly org: SalesforceOrg;
  readonly outreach: OutreachPort | null;
  readonly ledger: Ledger;
  readonly author: Author;
}

/** What working on the news of a queue takes. */
export function newsWork({ settings, log, org, outreach, ledger, author }: Wired, queue: RunQueue): ChangeWork {
  const lock = bothLocks(queue.lock, ledger.lock);
  const isRunInProgress = async () => (await lock.look()) !== null;
  const { mirror, trails, trail, changes: memory } = ledger;
  const rescorer = createRescorer({
    ...{ org, outreach, mirror, trails, trail, author, memory, log, isRunInProgress },
  });
  return { rescorer, log, patienceMs: settings.patienceMs };
}

/** Listens on HTTP_HOST:HTTP_PORT. */
export async function listen({ settings, log, org, ledger }: Wired, queue: RunQueue): Promise<HttpServer> {
  const door = createWebhookDoor({
    ...{ secret: settings.outreachWebhookSecret, log },
    // The two agree but for a machine whose clock is wrong, and for stand-ins, which live on another day.
    clocks: () => [Date.now(), Date.now() + org.clockAhead()],
    note: (news, marks, seconds) => queue.news.note(news, marks, seconds),
  });
  const server = await startHttp(
    { ...settings.http, log },
    {
      'GET /health': () => Promise.resolve({ status: 200, body: { ok: true } }),
      'GET /ready': () => readiness(queue, ledger),
      'POST /webhooks/outreach': (request) => door.receive(request),
    },
  );
  return {
    url: server.url,
    close: async () => {
      await server.close();
      door.tell();
    },
  };
}

/** Whether this process can do its work now. */
async function readiness(queue: RunQueue, ledger: Ledger): Promise<HttpAnswer> {
  try {
    await Promise.all([queue.ping(), ledger.check()]);
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { status: 503, body: { ok: false, code: error.code, message: error.message, actions: error.actions } };
  }
}
