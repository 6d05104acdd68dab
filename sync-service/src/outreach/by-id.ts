// Reads records again by their ids, whatever their age: those that Outreach no longer has leave the mirror. What changed
// since a checkpoint is read in sync.ts.
import type { Log } from '../run/log.ts';
import type { MirrorKind, MirrorStore } from '../run/mirror.ts';
import type { RecordsRefresh } from '../run/ports.ts';
import type { Client } from './client.ts';
import { readPages } from './pages.ts';
import { takeResource } from './resources.ts';
import { fieldsAndConnections, type KindToRead } from './kinds.ts';

// Keeps the address of a request near a thousand characters.
const IDS_A_REQUEST = 100;

export interface ByIdDependencies {
  readonly client: Client;
  readonly store: MirrorStore;
  readonly log: Log;
  /** Root of the API. */
  readonly api: string;
  /** Those that our token may read; records of other kinds are passed over. */
  readonly kinds: readonly KindToRead[];
}

/** A record that comes back but cannot be understood stays as the mirror has it. */
export async function refreshById(
  dependencies: ByIdDependencies,
  wanted: ReadonlyMap<MirrorKind, ReadonlySet<number>>,
  signal: AbortSignal,
): Promise<RecordsRefresh> {
  const before = dependencies.client.requests;
  let [kept, dropped] = [0, 0];
  for (const kind of dependencies.kinds) {
    const ids = [...(wanted.get(kind.kind) ?? [])];
    for (let start = 0; start < ids.length; start += IDS_A_REQUEST) {
      const read = await refreshSome(dependencies, kind, ids.slice(start, start + IDS_A_REQUEST), signal);
      kept += read.kept;
      dropped += read.dropped;
    }
  }
  return { requests: dependencies.client.requests - before, kept, dropped };
}

async function refreshSome(
  { client, store, log, api }: ByIdDependencies,
  kind: KindToRead,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<{ readonly kept: number; readonly dropped: number }> {
  const parameters = { 'filter[id]': ids.join(','), ...fieldsAndConnections(kind), count: 'false' };
  const gone = new Set(ids);
  let kept = 0;
  for await (const { resources } of readPages(client, `${api}/${kind.path}`, parameters, signal)) {
    const records = [];
    for (const resource of resources) {
      const read = takeResource(kind.kind, resource);
      if ('record' in read) {
        records.push(read.record);
        gone.delete(read.record.id);
      } else {
        gone.delete(Number(read.id));
        log.warn('outreach.record.skipped', { type: kind.kind, id: read.id, because: read.malformed });
      }
    }
    await store.upsert(kind.kind, records, null);
    kept += records.length;
  }
  return { kept, dropped: await store.remove(kind.kind, [...gone]) };
}
