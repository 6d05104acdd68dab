// What the report is of: the newest full run whose figures may be trusted, and the runs around it. How it looks is the
// commands' business.
import type { RunPlan, RunStore, RunSummary } from './run-store.ts';

export interface Report {
  /** The newest full run that closed ok or degraded and was no dry run. */
  readonly run: RunSummary;
  readonly plan: RunPlan;
  /** Full runs that were no dry runs, failed ones included, the oldest first; the last may be newer than `run`. */
  readonly runs: readonly RunSummary[];
}

/** Runs looked at; those of the changed accounts come many a day. */
const HISTORY = 100;
/** Runs shown: a month of nights. */
const SHOWN = 30;

/** Null when there is no such run, or when it is so old that its figures or its plan are gone. */
export async function gatherReport(store: RunStore): Promise<Report | null> {
  const run = await store.lastGoodRun('full');
  const plan = run === null ? null : await store.loadPlan(run.id);
  if (run === null || plan === null) return null;
  const closed = await store.history(HISTORY);
  const full = closed.filter(({ figures }) => figures?.mode === 'full' && !figures.dryRun);
  return { run, plan, runs: full.slice(0, SHOWN).reverse() };
}
