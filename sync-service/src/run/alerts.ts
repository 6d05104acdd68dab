// What is looked at for problems, and when: the end of each run, and silence. What is a problem is decided in alert-signs.ts,
// drift-signs.ts and others; who is told of it in tell-signs.ts. Looking never fails what it looks at.
import type { Instant } from '../scoring/calendar.ts';
import { zoneNamed } from '../scoring/calendar.ts';
import type { Sign } from './alert.ts';
import { isReliedOn, signOfSilence, signsOfFailure, signsOfRun } from './alert-signs.ts';
import { DRIFT_DAYS } from './drift.ts';
import { type RunBefore, signOfCoverage, signOfPool, signsOfDrift } from './drift-signs.ts';
import { signOfCertificate } from './certificate.ts';
import { signOfBudget } from './budget-told.ts';
import type { RunPlan, RunRequest, RunStore, RunSummary } from './run-store.ts';
import { NO_RUN, type SeenIn, type Telling, tellSigns } from './tell-signs.ts';

export interface AlertDependencies extends Telling {
  readonly store: RunStore;
  /** The org's clock. */
  readonly now: () => Instant;
  /** When the certificate of the sign-in ends; null: not known. */
  readonly certificateUntil: Instant | null;
  /** Longest silence between two good runs, in milliseconds. */
  readonly staleAfterMs: number;
}

/** None of them throws: what cannot be told is logged, and tried again with the next look. */
export interface Alerts {
  /** A run was closed, well or badly; safe to repeat. */
  runClosed(runId: string): Promise<void>;
  /** A run ended without being closed: it could not open, or not go on. */
  runFailed(request: RunRequest, error: unknown): Promise<void>;
  /** To be called every few minutes by whoever keeps the schedule. */
  checkSilence(): Promise<void>;
}

export function createAlerts(dependencies: AlertDependencies): Alerts {
  const { store, log, now, staleAfterMs, certificateUntil } = dependencies;
  // From the first look on: before the org has answered once, `now` is this machine's clock.
  let watchingSince: Instant | null = null;
  /** One look after another. */
  let last: Promise<void> = Promise.resolve();
  const look = (find: () => Promise<{ signs: readonly Sign[]; run: SeenIn }>): Promise<void> => {
    last = last.then(async () => {
      try {
        const { signs, run } = await find();
        await tellSigns(dependencies, signs, run, now());
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
        const certificate = signOfCertificate(certificateUntil, now());
        const signs = [
          certificate,
          ...signsOfRun(summary),
          signOfBudget(summary),
          ...(await signsOfData(store, plan, summary)),
        ];
        return { signs, run: { runId, runRecordId: plan.runRecordId } };
      }),
    runFailed: (request, error) =>
      look(() => Promise.resolve({ signs: isReliedOn(request) ? signsOfFailure(error) : [], run: NO_RUN })),
    checkSilence: () =>
      look(async () => {
        watchingSince ??= now();
        const good = await store.lastGoodRun('full');
        const sign = signOfSilence(good?.finishedAt ?? null, { watchingSince, now: now(), staleAfterMs });
        return { signs: [sign, signOfCertificate(certificateUntil, now())], run: NO_RUN };
      }),
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
