// Wires the HTTP side of the lasting process: which route asks whom. No decision of the business is made here.
import { readYear } from '../outreach/allowance.ts';
import { createWebhookDoor, type WebhookDoor } from '../outreach/webhook-door.ts';
import type { Dashboard } from '../queue/dashboard.ts';
import type { RunQueue } from '../queue/queue.ts';
import { RetriableFailure } from '../run/failures.ts';
import { type HttpHandler, type HttpServer, startHttp } from '../watch/http-server.ts';
import { createExposition, type Observed } from '../watch/metrics.ts';
import { createReadiness, rarely } from '../watch/readiness.ts';
import { guarded } from '../watch/token-guard.ts';
import type { Wired } from './between-nights.ts';

const QUEUES = '/queues';
/** However often a probe comes, the org is asked some 1,500 times a day at most. */
const ASK_ORG_MS = 60_000;

/** Listens on HTTP_HOST:HTTP_PORT. */
export async function listen(wired: Wired, queue: RunQueue): Promise<HttpServer> {
  const { settings, log } = wired;
  const door = createWebhookDoor({
    ...{ secrets: settings.outreachWebhookSecrets, log },
    // The two agree but for a machine whose clock is wrong, and for stand-ins, which live on another day.
    clocks: () => [Date.now(), orgTime(wired)],
    note: (news, marks, seconds) => queue.news.note(news, marks, seconds),
  });
  let dashboard: Promise<Dashboard> | null = null;
  const server = await startHttp(
    { ...settings.http, log },
    {
      'GET /health': () => Promise.resolve({ status: 200, body: { ok: true } }),
      'GET /ready': readinessOf(wired, queue),
      'GET /metrics': metricsOf(wired, queue, door),
      'POST /webhooks/outreach': (request) => door.receive(request),
      [`GET ${QUEUES}/*`]: guarded(
        { token: settings.queuesToken, setting: 'QUEUES_TOKEN', realm: 'Touchpoint queues' },
        // Made when somebody first gets in.
        async ({ target }) => (await (dashboard ??= queue.dashboard(QUEUES)))(target),
      ),
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

const orgTime = ({ org }: Wired): number => Date.now() + org.clockAhead();

function readinessOf(wired: Wired, queue: RunQueue): HttpHandler {
  const { settings, org, ledger } = wired;
  return createReadiness({
    checks: {
      redis: () => queue.ping(),
      ledger: () => ledger.check(),
      salesforce: rarely(ASK_ORG_MS, () => org.identify()),
    },
    lastGoodRun: () => ledger.runs.lastGoodRun('full'),
    now: () => orgTime(wired),
    staleAfterMs: settings.staleAfterMs,
  });
}

function metricsOf(wired: Wired, queue: RunQueue, door: WebhookDoor): HttpHandler {
  const exposition = createExposition();
  return async () => {
    const text = await exposition.text(await observe(wired, queue, door));
    return { status: 200, body: text, headers: { 'Content-Type': exposition.contentType } };
  };
}

async function observe(wired: Wired, queue: RunQueue, door: WebhookDoor): Promise<Observed> {
  const { settings, org, ledger } = wired;
  const now = orgTime(wired);
  const { outreach } = settings;
  return {
    now,
    runs: await ledger.runs.tally(),
    lastRun: await ledger.runs.lastRun('full'),
    lastGoodRun: await ledger.runs.lastGoodRun('full'),
    salesforce: org.usage(),
    outreachYear: outreach && (await readYear(ledger.outreachRequests, now, outreach.yearlyRequests)),
    queues: await queue.depths().catch((error: unknown) => {
      if (error instanceof RetriableFailure) return null;
      throw error;
    }),
    alerts: await ledger.alerts.list(),
    webhooks: door.received(),
  };
}
