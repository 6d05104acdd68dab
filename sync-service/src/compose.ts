// The composition root: the only place that knows which adapter stands behind which port. No decision of the business is
// made here, and nothing is connected before it is asked for.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alertsOf } from './compose/alerts.ts';
import { authorOfProcess } from './compose/author.ts';
import { type NoteAccess, notedOrg, notedOutreach } from './compose/noted-accesses.ts';
import { makeFolder } from './ledger/folder.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { DEFAULT_TIMEOUTS as OUTREACH_TIMEOUTS } from './outreach/config.ts';
import { createOutreach } from './outreach/outreach.ts';
import type { RunQueue } from './queue/queue.ts';
import type { WorkerDependencies, Workers } from './queue/workers.ts';
import { createActs } from './run/acts.ts';
import { type Alerts, telling } from './run/alerts.ts';
import type { RunDependencies } from './run/dependencies.ts';
import { ConfigurationFailure } from './run/failures.ts';
import { withoutForgotten } from './run/forgotten.ts';
import { bothLocks, type Pause, whileHolding } from './run/hold-lock.ts';
import { runInline } from './run/inline.ts';
import type { Log, Progress } from './run/log.ts';
import type { OutreachPort } from './run/ports.ts';
import type { Opening } from './run/resume.ts';
import type { RunRequest, RunSummary } from './run/run-store.ts';
import { orgNowFor } from './run/spending.ts';
import type { Author } from './run/trail.ts';
import { DEFAULT_TIMEOUTS as SALESFORCE_TIMEOUTS } from './salesforce/config.ts';
import { createOrg, type SalesforceOrg } from './salesforce/org.ts';
import { readSettings, type Settings } from './settings.ts';
import { createLog } from './watch/log.ts';

export { nextTimes } from './queue/next-times.ts';
export type { Ledger, RunQueue, SalesforceOrg, Settings, WorkerDependencies, Workers };

export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** Waits; ends early, without an error, when the signal aborts. */
const pause: Pause = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined);

/** The settings of this process: its environment, and the `.env` file here or in the project for what it lacks. */
export function settingsOfProcess(): Settings {
  for (const folder of new Set([process.cwd(), PROJECT_ROOT])) {
    const file = join(folder, '.env');
    if (existsSync(file)) process.loadEnvFile(file);
  }
  const { settings, problems } = readSettings(process.env, PROJECT_ROOT);
  if (settings === null) throw new ConfigurationFailure(problems, { code: 'SETTINGS' });
  return settings;
}

export function logTo(settings: Settings, write: (line: string) => void, plain: boolean): Log {
  return createLog({ level: settings.logLevel, plain, write, secrets: settings.secrets });
}

/** The adapters' timeouts belong to a patience of one minute; another patience stretches or shortens them all alike. */
function scaled<T extends object>(timeouts: T, { patienceMs }: Settings): T {
  const entries = Object.entries(timeouts).map(([name, ms]: [string, number]) => [
    name,
    Math.round((ms * patienceMs) / 60_000),
  ]);
  return Object.fromEntries(entries) as T;
}

export function orgOf(settings: Settings, log: Log): SalesforceOrg {
  return createOrg({ ...settings.salesforce, log, timeouts: scaled(SALESFORCE_TIMEOUTS, settings) });
}

/** Null when Outreach is not configured. */
export function outreachOf(settings: Settings, log: Log, ledger: Ledger): OutreachPort | null {
  if (settings.outreach === null) return null;
  return createOutreach(
    {
      ...settings.outreach,
      ...{ log, stateFolder: join(settings.dataFolder, 'outreach') },
      timeouts: scaled(OUTREACH_TIMEOUTS, settings),
    },
    ledger.mirror,
    ledger.outreachRequests,
  );
}

export function ledgerOf(settings: Settings): Promise<Ledger> {
  return openLedger(settings.ledgerUrl);
}

export async function queueOf(settings: Settings, log: Log): Promise<RunQueue> {
  // The private server lives in the data folder, which doctor needs although the ledger there may be unusable.
  if (settings.redisUrl === null) makeFolder(settings.dataFolder);
  // Loaded by those who need it: most commands start a third faster without.
  const { openQueue } = await import('./queue/queue.ts');
  return openQueue({ redisUrl: settings.redisUrl, dataFolder: settings.dataFolder }, log, settings.tracesUrl);
}

/** Everything wired. */
export interface Service {
  readonly settings: Settings;
  readonly log: Log;
  readonly org: SalesforceOrg;
  readonly outreach: OutreachPort | null;
  readonly ledger: Ledger;
  readonly author: Author;
  readonly alerts: Alerts;
  openQueue(): Promise<RunQueue>;
  /** What working on a queue takes. */
  workOn(queue: RunQueue): WorkerDependencies;
  /** Does something while no run writes accounts. Throws `RUN_OVERLAP` when one does. */
  underLock<T>(doing: string, signal: AbortSignal, action: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** A whole run in this process, without Redis. */
  runInline(request: RunRequest, progress: Progress, signal: AbortSignal): Promise<RunSummary>;
  /** A whole run through the queue, on which this process works too. */
  runThroughQueue(request: RunRequest, progress: Progress, signal: AbortSignal): Promise<RunSummary>;
  close(): Promise<void>;
}

export async function compose(settings: Settings, log: Log): Promise<Service> {
  const ledger = await ledgerOf(settings);
  const author = authorOfProcess();
  const reached = orgOf(settings, log);
  const note: NoteAccess = (purpose, records) =>
    ledger.trail.noteAccess({ at: Date.now() + reached.clockAhead(), by: author.by, purpose, records });
  const org = withoutForgotten(notedOrg(reached, note), ledger.forgotten);
  const mirrored = outreachOf(settings, log, ledger);
  const outreach = mirrored && notedOutreach(mirrored, note);
  if (outreach === null) log.warn('outreach.absent', { effect: 'accounts are scored on Salesforce alone' });
  const store = ledger.runs;
  const partitionSize = settings.partitionAccounts;
  const dependencies: RunDependencies = {
    org,
    outreach,
    mirror: ledger.mirror,
    trails: ledger.trails,
    memory: ledger.changes,
    store,
    ...{ trail: ledger.trail, author, trailDays: settings.trailDays },
    tally: ledger.tally,
    log,
    partitionSize,
    runRequests: settings.runRequests,
  };
  const acts = createActs(dependencies);
  const alerts = alertsOf(settings, log, org, ledger);
  const opening: Opening = { acts, store, log, orgNow: (payer) => orgNowFor(dependencies, payer) };
  const { workerConcurrency: concurrency, patienceMs } = settings;
  const workOn = (queue: RunQueue): WorkerDependencies => {
    return { ...opening, alerts, lock: bothLocks(queue.lock, ledger.lock), pause, concurrency, patienceMs };
  };
  const underLock: Service['underLock'] = (doing, signal, action) => {
    const holder = `${doing} on ${hostname()}, process ${process.pid}, since ${new Date().toISOString()}`;
    return whileHolding({ lock: ledger.lock, holder, pause, log }, signal, action);
  };
  return {
    ...{ settings, log, org, outreach, ledger, author, alerts, workOn, underLock },
    openQueue: () => queueOf(settings, log),
    runInline: (request, progress, signal) => {
      // Attempts at opening know one another by it, and share what the run may spend.
      const asked = { ...request, askId: randomUUID() };
      const clockAndChance = { now: Date.now, chance: Math.random };
      const inline = { ...opening, ...clockAndChance, concurrency, patienceMs, pause, progress };
      return telling(alerts, request, () =>
        underLock('run --inline', signal, (held) => runInline(inline, asked, held)),
      );
    },
    runThroughQueue: async (request, progress, signal) => {
      const { runThroughQueue } = await import('./queue/run-through-queue.ts');
      const queue = await queueOf(settings, log);
      try {
        const { runId } = await runThroughQueue(queue, workOn(queue), request, { progress, signal });
        const summary = await store.loadSummary(runId);
        if (summary !== null) return summary;
        const message = `the run ${runId} ended, but this process's ledger does not know its result`;
        const fix = 'Give every worker and this command the same LEDGER_URL.';
        throw new ConfigurationFailure([{ where: 'LEDGER_URL', message, fix }]);
      } finally {
        await queue.close();
      }
    },
    close: async () => {
      await org.close();
      await ledger.close();
    },
  };
}
