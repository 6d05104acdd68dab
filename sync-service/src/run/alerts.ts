// Tells people of problems once, and once more when they are over. What is a problem is decided in alert-signs.ts and
// drift-signs.ts; what a channel is, adapters know. Telling never fails what it tells of.
import type { Instant } from '../scoring/calendar.ts';
import { zoneNamed } from '../scoring/calendar.ts';
import type { Alert, AlertMemory, Sign } from './alert.ts';
import { isReliedOn, signOfSilence, signsOfFailure, signsOfRun } from './alert-signs.ts';
import { DRIFT_DAYS } from './drift.ts';
import { type RunBefore, signOfCoverage, signOfPool, signsOfDrift } from './drift-signs.ts';
import { signOfBudget } from './budget-told.ts';
import type { Log } from './log.ts';
import type { AlertPort } from './ports.ts';
import type { RunPlan, RunRequest, RunStore, RunSummary } from './run-store.ts';

export interface AlertDependencies {
  readonly memory: AlertMemory;
  /** Everybody hears everything; none is told twice because another could not be reached. */
  readonly channels: readonly AlertPort[];
  readonly store: RunStore;
  readonly log: Log;
  /** The org's clock. */
  readonly now: () => Instant;
  /** Longest silence between two good runs, in milliseconds. */
  readonly staleAfterMs: number;
  /** Aborts when one telling has taken too long. */
  readonly deadline: () => AbortSignal;
}

/** None of them throws: what cannot be told is logged, and tried again with the next look. */
export interface Alerts {
  /** A run was closed, well or badly; safe to repeat. */
  runClosed(runId: string): Promise<void>;
  /** A run ended without being closed: it could not open, or not go on. */
  runFailed(request: RunRequest, error: unknown): Promise<void>;
  /** To be called every few minutes by whoever keeps the schedule. */
  checkSilence(): Promise<void>;
  /** What somebody else saw; an open alert of which nothing is said stays as it is. */
  note(signs: readonly Sign[]): Promise<void>;
}

export function createAlerts(dependencies: AlertDependencies): Alerts {
  const { memory, store, log, now, staleAfterMs } = dependencies;
  const watchingSince = now();
  /** One look after another. */
  let last: Promise<void> = Promise.resolve();
  const look = (find: () => Promise<{ signs: readonly Sign[]; run: SeenIn }>): Promise<void> => {
    last = last.then(async () => {
      try {
        const { signs, run } = await find();
        await remember(memory, signs, run, now());
        await tellAll(dependencies);
      } catch (error) {
        log.error('alerts.failed', { message: String(error) });
      }
    });
    return last;
  };
  return {
    runClosed: (runId) =>
      look(async () => {
        const [plan, summary] = await Promise.all([store.loadPlan(runId), store.loadSummary(runId)]);
        if (plan === null || summary === null || !isReliedOn(plan.request)) return { signs: [], run: NO_RUN };
        const signs = [...signsOfRun(summary), signOfBudget(summary), ...(await signsOfData(store, plan, summary))];
        return { signs, run: { runId, runRecordId: plan.runRecordId } };
      }),
    runFailed: (request, error) =>
      look(() => Promise.resolve({ signs: isReliedOn(request) ? signsOfFailure(error) : [], run: NO_RUN })),
    checkSilence: () =>
      look(async () => {
        const good = await store.lastGoodRun('full');
        const sign = signOfSilence(good?.finishedAt ?? null, { watchingSince, now: now(), staleAfterMs });
        return { signs: [sign], run: NO_RUN };
      }),
    note: (signs) => look(() => Promise.resolve({ signs, run: NO_RUN })),
  };
}

/** Does a whole run and tells how it ended. */
export async function telling(
  alerts: Alerts,
  request: RunRequest,
  run: () => Promise<RunSummary>,
): Promise<RunSummary> {
  let summary: RunSummary;
  try {
    summary = await run();
  } catch (error) {
    await alerts.runFailed(request, error);
    throw error;
  }
  await alerts.runClosed(summary.id);
  return summary;
}

/** The share of a book that a run must have looked at: a part of it looks like a drop. */
const WHOLE = 0.99;

function isWhole({ verdict, evaluated, accounts }: RunSummary): boolean {
  return verdict !== 'failed' && evaluated >= WHOLE * accounts;
}

/** Nothing is said of the data of a run that did not look at the whole book. */
async function signsOfData(store: RunStore, plan: RunPlan, run: RunSummary): Promise<readonly Sign[]> {
  const { figures } = run;
  if (figures === null || !isWhole(run)) return [];
  const { policy, alertBounds, fingerprint } = plan.policy;
  const today = zoneNamed(plan.timeZone).dayOf(plan.asOf);
  return [
    // What is older than the look-back was not counted, and would look like a rise.
    ...(policy.lookBackDays >= DRIFT_DAYS ? signsOfDrift(figures.drift, today) : []),
    signOfPool(run.pool.length, fingerprint, await runBefore(store, run), alertBounds),
    signOfCoverage(figures.coveragePercent, alertBounds),
  ];
}

/** Runs between two that people rely on are few. */
const LOOKED_BACK = 10;

async function runBefore(store: RunStore, run: RunSummary): Promise<RunBefore | null> {
  for (const other of await store.history(LOOKED_BACK)) {
    const { id, figures, pool } = other;
    if (id === run.id || other.finishedAt > run.finishedAt || figures === null || !isWhole(other)) continue;
    const plan = await store.loadPlan(id);
    if (plan !== null && isReliedOn(plan.request))
      return { id, pool: pool.length, policyFingerprint: figures.policyFingerprint };
  }
  return null;
}

type SeenIn = Pick<Alert, 'runId' | 'runRecordId'>;
const NO_RUN: SeenIn = { runId: null, runRecordId: null };

async function remember(memory: AlertMemory, signs: readonly Sign[], run: SeenIn, at: Instant): Promise<void> {
  const known = new Map((await memory.list()).map((alert) => [alert.key, alert]));
  for (const sign of signs) {
    const before = known.get(sign.key);
    const next = afterSign(before, sign, run, at);
    if (next !== null) await memory.save(next);
  }
  // What a look at a whole subject says nothing of is gone: a source that no rule names any more.
  const looked = new Set(signs.map(({ runbook }) => runbook));
  const said = new Set(signs.map(({ key }) => key));
  for (const alert of known.values())
    if (looked.has(alert.runbook) && !said.has(alert.key))
      await memory.save({ ...alert, ...run, state: 'cleared', detail: 'There is nothing of the kind any more.' });
}

/** Null: nothing changes. */
function afterSign(before: Alert | undefined, sign: Sign, run: SeenIn, at: Instant): Alert | null {
  if (sign.state === 'unknown') return null;
  if (sign.state === 'well')
    return before === undefined ? null : { ...before, ...run, state: 'cleared', detail: sign.detail, actions: [] };
  return { ...sign, ...run, since: before?.state === 'firing' ? before.since : at };
}

async function tellAll(dependencies: AlertDependencies): Promise<void> {
  const { memory, channels } = dependencies;
  for (const alert of await memory.list()) {
    await Promise.all(channels.map((channel) => tell(dependencies, channel, alert)));
    if (alert.state === 'cleared' && (await memory.knownTo(alert.key)).length === 0) await memory.forget(alert.key);
  }
}

/** Notes first and tells then, so that of two processes one tells; a kill in between costs the telling, not a repetition. */
async function tell({ memory, log, deadline }: AlertDependencies, channel: AlertPort, alert: Alert): Promise<void> {
  const { key, state } = alert;
  const [note, takeBack] =
    state === 'firing' ? (['noteKnown', 'noteUnknown'] as const) : (['noteUnknown', 'noteKnown'] as const);
  if (!(await memory[note](key, channel.name))) return;
  try {
    await channel.tell(alert, deadline());
    log.info('alert.told', { alert: key, state, channel: channel.name });
  } catch (error) {
    await memory[takeBack](key, channel.name);
    const message = error instanceof Error ? error.message : String(error);
    log.warn('alert.untold', { alert: key, state, channel: channel.name, message });
  }
}
