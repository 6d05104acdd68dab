// Brings the mirror up to date, kind by kind: everything once, then only what changed since. The ledger keeps the
// records and how far each kind has been read.
import type { Log } from '../run/log.ts';
import type { MirrorCheckpoint, MirrorKind, MirrorShapes, MirrorStore } from '../run/mirror.ts';
import type { MirrorRefresh } from '../run/ports.ts';
import type { Client } from './client.ts';
import { fieldsAndConnections, type KindToRead } from './kinds.ts';
import { readPages } from './pages.ts';
import { takeResource } from './resources.ts';

// Records that change while a list is read move in it; every read therefore goes back a little.
const OVERLAP_MS = 10 * 60_000;

export interface SyncDependencies {
  readonly client: Client;
  readonly store: MirrorStore;
  readonly log: Log;
  /** Root of the API. */
  readonly api: string;
  readonly kinds: readonly KindToRead[];
}

/** Reads what changed (on the first load: engagements updated since `since`, all of the rest) into the mirror. */
export async function refreshMirror(
  dependencies: SyncDependencies,
  since: number,
  signal: AbortSignal,
): Promise<MirrorRefresh> {
  const { client, kinds } = dependencies;
  const before = client.requests;
  const records: Record<string, number> = {};
  let skipped = 0;
  let firstLoad = false;
  for (const kind of kinds) {
    const read = await refreshKind(dependencies, kind, kind.engagement ? since : null, signal);
    records[kind.kind] = read.taken;
    skipped += read.skipped;
    firstLoad ||= read.firstLoad;
  }
  return { requests: client.requests - before, firstLoad, records, skipped };
}

interface KindRead {
  readonly taken: number;
  readonly skipped: number;
  readonly firstLoad: boolean;
}

async function refreshKind(
  { client, store, log, api }: SyncDependencies,
  toRead: KindToRead,
  since: number | null,
  signal: AbortSignal,
): Promise<KindRead> {
  const { kind, path } = toRead;
  const plan = planRead(await store.checkpoint(kind), since);
  const pages = readPages(
    client,
    `${api}/${path}`,
    {
      ...(plan.from === null ? {} : { 'filter[updatedAt]': `${new Date(plan.from).toISOString()}..inf` }),
      sort: 'updatedAt',
      ...fieldsAndConnections(toRead),
      count: 'false',
    },
    signal,
  );
  let taken = 0;
  let skipped = 0;
  let startedAt: number | null = null;
  let first = true;
  const progress = new SortedProgress();
  for await (const page of pages) {
    if (first) startedAt = page.serverTime;
    first = false;
    const records: MirrorShapes[MirrorKind][] = [];
    for (const resource of page.resources) {
      const read = takeResource(kind, resource);
      if ('record' in read) records.push(read.record);
      else {
        skipped += 1;
        log.warn('outreach.record.skipped', { type: kind, id: read.id, because: read.malformed });
      }
    }
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
  const readUpTo = startedAt ?? progress.newest ?? plan.from ?? since ?? 0;
  await store.upsert(kind, [], { readUpTo, complete: true, loadedFrom: plan.loadedFrom });
  return { taken, skipped, firstLoad: plan.firstLoad };
}

interface ReadPlan {
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
