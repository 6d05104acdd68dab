// The act that a person names, or why there is none to look at; and all its writes, page by page.
import { ConfigurationFailure } from './failures.ts';
import type { RunStore } from './run-store.ts';
import type { ActSummary, Page, TrailStore } from './trail.ts';

/** Evidence of so many accounts is in memory at a time. */
const WRITES_A_PAGE = 500;

/** Throws a ConfigurationFailure for a run that wrote nothing, and for what the ledger does not know. */
export async function findAct(trail: TrailStore, runs: Pick<RunStore, 'loadPlan'>, id: string): Promise<ActSummary> {
  const act = await trail.act(id);
  if (act) return act;
  const plan = await runs.loadPlan(id);
  const message =
    plan === null
      ? 'the ledger knows no run, re-score, undo or forgetting of this id'
      : plan.request.dryRun
        ? 'was a dry run: it wrote nothing'
        : 'has nothing in the trail: it scored nothing, or what was kept of it is gone';
  const fix =
    '"touchpoint trail" lists what can be looked at; what is older than TRAIL_DAYS is gone, and another LEDGER_URL has a trail of its own.';
  throw new ConfigurationFailure([{ where: id, message, fix }], { code: 'ACT_UNKNOWN' });
}

/** How many writes an act made or tried. */
export function countOf({ writes }: ActSummary): number {
  return Object.values(writes).reduce((sum, many) => sum + many, 0);
}

/** Everything that `read` gives, in order. */
export async function* paged<T extends { readonly id: number }>(
  read: (page: Page) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  for (let after = 0; ;) {
    const page = await read({ after, limit: WRITES_A_PAGE });
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.id;
  }
}
