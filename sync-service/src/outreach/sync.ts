// Brings one kind of the mirror up to date: everything once, then only what changed since. The ledger keeps the records and
// how far each kind has been read; which kinds are read, and when, is in refresh.ts.
import type { MirrorCheckpoint } from '../run/mirror.ts';
import { fieldsAndConnections, updatedBetween, type KindToRead } from './kinds.ts';
import type { LookUps } from './look-ups.ts';
import { readPages } from './pages.ts';
import { takePage, type Upkeep } from './upkeep.ts';

// Records that change while a list is read move in it; every read therefore goes back a little.
const OVERLAP_MS = 10 * 60_000;

export interface KindRead {
  readonly taken: number;
  /** Records that could not be understood and do not even say which they are. */
  readonly nameless: number;
}

/** Reads a list from where the plan says, each page with its checkpoint: a read that is killed goes on at its last page. */
export async function refreshKind(
  upkeep: Upkeep,
  toRead: KindToRead,
  plan: ReadPlan,
  lookUps: LookUps,
  signal: AbortSignal,
): Promise<KindRead> {
  const { client, store, api } = upkeep;
  const { kind, path } = toRead;
  const parameters = {
    ...updatedBetween(plan.from),
    sort: 'updatedAt',
    ...fieldsAndConnections(toRead),
    count: 'false',
  };
  let [taken, nameless] = [0, 0];
  let startedAt: number | null = null;
  const progress = new SortedProgress();
  for await (const page of readPages(client, `${api}/${path}`, parameters, signal)) {
    startedAt ??= page.serverTime;
    const read = await takePage(upkeep, kind, page.resources);
    nameless += read.nameless;
    // The bounds of a range are sometimes ignored; what lies outside was not asked for.
    const records = read.records.filter(({ updatedAt }) => updatedAt >= (plan.from ?? -Infinity));
    await lookUps.bringFor(kind, records, signal);
    const reached = progress.after(records);
    const resumeFrom = plan.firstLoad ? reached : null;
    await store.upsert(
      kind,
      records,
      resumeFrom === null ? null : { readUpTo: resumeFrom, complete: false, loadedFrom: plan.loadedFrom },
    );
    taken += records.length;
  }
  // Without a Date header the newest record seen is the best that is known of the server's clock.
  const readUpTo = startedAt ?? progress.newest ?? plan.from ?? 0;
  await store.upsert(kind, [], { readUpTo, complete: true, loadedFrom: plan.loadedFrom });
  return { taken, nameless };
}

export interface ReadPlan {
  /** Records updated at or after this instant; null: all. */
  readonly from: number | null;
  readonly loadedFrom: number | null;
  readonly firstLoad: boolean;
}

/** Continues where the last read ended, unless it began later than what is wanted now. */
export function planRead(held: MirrorCheckpoint | null, since: number | null): ReadPlan {
  const reachesBack = held !== null && (held.loadedFrom === null || (since !== null && held.loadedFrom <= since));
  if (!reachesBack) return { from: since, loadedFrom: since, firstLoad: true };
  return { from: held.readUpTo - OVERLAP_MS, loadedFrom: held.loadedFrom, firstLoad: !held.complete };
}

/** How far a list sorted by `updatedAt` has come; pages are sometimes unsorted, and then nothing is claimed. */
class SortedProgress {
  newest: number | null = null;
  #sorted = true;

  /** The instant up to which everything has been read; null when the order of the pages does not tell. */
  after(records: readonly { readonly updatedAt: number }[]): number | null {
    if (records.length === 0) return null;
    let oldest = Infinity;
    let newest = -Infinity;
    for (const { updatedAt } of records) {
      oldest = Math.min(oldest, updatedAt);
      newest = Math.max(newest, updatedAt);
    }
    if (this.newest !== null && oldest < this.newest) this.#sorted = false;
    this.newest = Math.max(this.newest ?? newest, newest);
    return this.#sorted ? this.newest : null;
  }
}
