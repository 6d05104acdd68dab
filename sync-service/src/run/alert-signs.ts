// What the end of a run, a run that could not even open, and silence say about problems. Pure.
import type { Instant } from '../scoring/calendar.ts';
import type { Runbook, Sign } from './alert.ts';
import { ConfigurationFailure, Failure } from './failures.ts';
import type { RunRequest, RunSummary } from './run-store.ts';

const HOUR_MS = 3_600_000;

/** What happened to somebody who stopped it, or to a run that found another at work: no problem of the service. */
const NO_FAILURE = ['RUN_INTERRUPTED', 'RUN_OVERLAP'];

/** Whether people rely on a run: of the whole book, as of now, and writing. Others are somebody's try, who looks at it. */
export function isReliedOn({ mode, dryRun, asOf }: RunRequest): boolean {
  return mode === 'full' && !dryRun && asOf === null;
}

/** What a closed run says about runs. */
export function signsOfRun(run: RunSummary): readonly Sign[] {
  const counts = `Run ${run.id}: ${run.evaluated} of ${run.accounts} accounts evaluated, ${run.failed} failed${codes(run)}.`;
  if (run.verdict === 'failed')
    return [
      {
        ...about('run-failed', 'firing'),
        title: 'A run failed',
        detail: `${counts} Accounts keep their last good values.`,
        actions: ['Run "touchpoint doctor", correct what it names, then "touchpoint run".'],
      },
    ];
  const well = `${counts} It ended ${run.verdict}.`;
  const degraded: Sign =
    run.verdict === 'ok'
      ? { ...about('run-degraded', 'well'), detail: well }
      : {
          ...about('run-degraded', 'firing'),
          title: 'A run ended degraded',
          detail: `${counts} What was not done keeps its last good values.`,
          actions: ['Read the message of the run record: it says what is missing, and what to do about each.'],
        };
  return [
    { ...about('run-failed', 'well'), detail: well },
    degraded,
    { ...about('silence', 'well'), detail: `There is a good run again. ${well}` },
  ];
}

/** What ended a run before it could be closed, or kept it from opening; nothing when nobody needs to hear of it. */
export function signsOfFailure(error: unknown): readonly Sign[] {
  if (error instanceof Failure && NO_FAILURE.includes(error.code)) return [];
  const code = error instanceof Failure ? error.code : 'UNEXPECTED';
  const where = error instanceof ConfigurationFailure ? error.problems.map((problem) => problem.where) : [];
  const at = where.length === 0 ? '' : ` at ${[...new Set(where)].join(', ')}`;
  // Not the message: it may quote what another system said, and that may name people.
  return [
    {
      ...about('run-failed', 'firing'),
      title: 'A run failed',
      detail: `It ended with ${code}${at}, and nothing more was written. The log says it in full.`,
      actions: error instanceof Failure ? error.actions : ['Report this as a bug, with the log of the run.'],
    },
  ];
}

/**
 * Whether there was a good run lately.
 *
 * @param lastGoodAt when the last good run ended; null when there never was one
 * @param watchingSince counts as the last good run while there was none
 */
export function signOfSilence(
  lastGoodAt: Instant | null,
  { watchingSince, now, staleAfterMs }: { watchingSince: Instant; now: Instant; staleAfterMs: number },
): Sign {
  const age = now - (lastGoodAt ?? watchingSince);
  const last = lastGoodAt === null ? 'There never was a good run' : `The last good run ended ${sayAge(age)} ago`;
  // A service that was just started has not waited long enough to know.
  if (age <= staleAfterMs && lastGoodAt === null) return about('silence', 'unknown');
  if (age <= staleAfterMs) return { ...about('silence', 'well'), detail: `${last}.` };
  return {
    ...about('silence', 'firing'),
    title: `No good run in ${Math.floor(staleAfterMs / HOUR_MS)} hours`,
    detail: `${last}. Verdicts age by themselves and stay right for what is known; what happened since is not counted.`,
    actions: ['See whether the service runs and what its log says, then run "touchpoint doctor" and "touchpoint run".'],
  };
}

/** `3 hours`, or days from the second on. */
export function sayAge(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / HOUR_MS));
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}

function codes({ figures }: RunSummary): string {
  const found = Object.entries(figures?.failuresByCode ?? {}).map(([code, count]) => `${count} × ${code}`);
  return found.length === 0 ? '' : ` (${found.join(', ')})`;
}

function about<State extends Sign['state']>(runbook: Runbook, state: State): AboutSign<State> {
  return { key: runbook, runbook, state };
}

interface AboutSign<State> {
  readonly key: Runbook;
  readonly runbook: Runbook;
  readonly state: State;
}
