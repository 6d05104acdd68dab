// touchpoint worker and touchpoint start: processes that last. A worker takes what others ask for; start also keeps the
// schedule, asks the org what changed and listens for webhooks. Both drain when they are told to stop.
import type { Command } from 'commander';
import type { RunQueue, Service, Workers } from '../compose.ts';
import { newsWork } from '../compose/between-nights.ts';
import { Failure } from '../run/failures.ts';
import type { RunRequest } from '../run/run-store.ts';
import { withService } from './session.ts';
import { EXIT, type ExitCode } from './terminal.ts';

/** Long enough for a partition, shorter than the 30 s that most platforms give a process to stop. */
const GRACE_MS = 20_000;
/** Hours of silence are told within minutes. */
const LOOK_FOR_SILENCE_MS = 300_000;
const NIGHTLY: RunRequest = { mode: 'full', dryRun: false, asOf: null };

export function addWorkCommands(program: Command): void {
  program
    .command('worker')
    .description('Work on runs that others ask for, until told to stop.')
    .addHelpText('after', '\nExample:\n  $ REDIS_URL=redis://queue:6379 npx --no touchpoint worker\n')
    .action(() => withService((service, signal) => work(service, false, signal)));
  program
    .command('start')
    .description(
      'Keep the schedule of RUN_CRON, work on the runs, and follow what changes between them, until told to stop.',
    )
    .addHelpText(
      'after',
      "\nExample:\n  $ RUN_CRON='0 6 * * 1-5' RUN_TIME_ZONE=America/New_York npx --no touchpoint start\n",
    )
    .action(start);
}

/** The long-running process: schedule, poll, webhooks and worker. */
export function start(): Promise<void> {
  return withService((service, signal) => work(service, true, signal));
}

async function work(service: Service, scheduled: boolean, signal: AbortSignal): Promise<ExitCode> {
  const { log, settings } = service;
  const queue = await service.openQueue();
  const workers: Workers[] = [];
  try {
    if (scheduled) {
      const { cron, timeZone } = settings.schedule;
      const hasRunBefore = (await service.ledger.runs.lastGoodRun('full')) !== null;
      const { next, missed } = await queue.schedule({ cron, timeZone, request: NIGHTLY }, hasRunBefore);
      log.info('schedule.kept', { cron, timeZone, next: next?.toISOString() ?? null });
      if (missed !== null) log.warn('schedule.missed', { due: missed.toISOString(), then: 'it runs now, once' });
    }
    workers.push(await queue.work(service.workOn(queue)), queue.workOnNews(newsWork(service, queue)));
    log.info('worker.started', { queue: queue.place, partitions: settings.workerConcurrency });
    const http = scheduled ? await follow(service, queue) : null;
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await http?.close();
    return EXIT.ok;
  } finally {
    // Also when listening fails (another process has the port): workers would keep this process alive and go on taking
    // jobs without ledger and queue.
    await Promise.all(workers.map((each) => each.stop(GRACE_MS)));
    if (workers.length > 0) log.info('worker.stopped', {});
    await queue.close();
  }
}

/** Asks the org what changed from now on, listens for what Outreach says changed, and for silence. */
async function follow(service: Service, queue: RunQueue): Promise<{ close(): Promise<void> }> {
  const { log, settings, org, alerts } = service;
  // Webhooks are judged by the org's clock too, which is known from its first answer on.
  await org.identify().catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    log.warn('org.unreached', {
      code: error.code,
      message: error.message,
      then: 'webhooks are judged by our own clock',
    });
  });
  await queue.news.pollEvery(settings.pollMs);
  const { listen } = await import('../compose/http-routes.ts');
  const server = await listen(service, queue);
  const webhooks = settings.outreachWebhookSecrets.length === 0 ? 'off: OUTREACH_WEBHOOK_SECRET is not set' : 'on';
  log.info('http.listening', { url: server.url, webhooks });
  await alerts.checkSilence();
  const looking = setInterval(() => void alerts.checkSilence(), LOOK_FOR_SILENCE_MS);
  return {
    close: async () => {
      clearInterval(looking);
      await server.close();
    },
  };
}
