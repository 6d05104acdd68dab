// What a run that was killed leaves behind, and what the next one makes of it: go on with it, or close it and begin anew.
import type { Instant } from '../scoring/calendar.ts';
import type { Acts } from './acts.ts';
import type { Log } from './log.ts';
import type { PartitionFailure, PartitionResult, RunPlan, RunRequest, RunStore } from './run-store.ts';

/** An older unfinished run would score as of a moment that nobody asks for any more. */
export const RESUMABLE_MS = 6 * 3_600_000;

export interface Opening {
  readonly acts: Acts;
  readonly store: RunStore;
  /** The org's own clock: the one a plan was opened by. `payer` is the run whose budget pays for asking, if any. */
  readonly orgNow: (payer?: string) => Promise<Instant>;
  readonly log: Log;
}

export interface OpenedRun {
  readonly plan: RunPlan;
  readonly resumed: boolean;
}

/**
 * Act 1, unless this very asking opened a run before (which may be closed by now), or the same request was opened within
 * the last six hours and never closed: then that run goes on.
 */
export async function openOrResume(opening: Opening, request: RunRequest, signal: AbortSignal): Promise<OpenedRun> {
  const { acts, store, log } = opening;
  const { askId } = request;
  const asked = askId === undefined ? null : await store.findAsked(askId);
  if (asked !== null) {
    log.info('run.resumed', {
      run: asked.id,
      partitions: asked.ranges.length,
      done: await store.countResults(asked.id),
    });
    return { plan: asked, resumed: true };
  }
  const closed = new Set<string>();
  for (;;) {
    const unfinished = await store.findUnfinished();
    if (unfinished === null || closed.has(unfinished.id)) break;
    if (isResumable(unfinished, request, await opening.orgNow(unfinished.id))) {
      const done = await store.countResults(unfinished.id);
      log.info('run.resumed', { run: unfinished.id, partitions: unfinished.ranges.length, done });
      return { plan: unfinished, resumed: true };
    }
    await acts.close(unfinished.id, abandoned(unfinished, await store.results(unfinished.id)));
    log.warn('run.abandoned', { run: unfinished.id });
    closed.add(unfinished.id);
  }
  return { plan: await acts.open(request, signal), resumed: false };
}

/** Whether a run that was opened and never closed is the one asked for now. */
export function isResumable(plan: RunPlan, request: RunRequest, now: Instant): boolean {
  return isSameRequest(plan.request, request) && Math.abs(now - plan.openedAt) < RESUMABLE_MS;
}

export function isSameRequest(one: RunRequest, other: RunRequest): boolean {
  const parts = ({ mode, dryRun, asOf }: RunRequest) => JSON.stringify([mode, dryRun, asOf]);
  return parts(one) === parts(other);
}

/** Numbers of the partitions that have no result yet, ascending. */
export function partitionsToDo(plan: RunPlan, results: readonly PartitionResult[]): readonly number[] {
  const done = new Set(results.map((result) => result.partition));
  return plan.ranges.map((_, partition) => partition).filter((partition) => !done.has(partition));
}

function abandoned(plan: RunPlan, results: readonly PartitionResult[]): readonly PartitionFailure[] {
  return partitionsToDo(plan, results).map((partition) => ({
    partition,
    code: 'RUN_ABANDONED',
    message: 'The run was interrupted and not resumed in time, or another request took its place.',
    actions: ['Nothing: the next run scores these accounts.'],
  }));
}
