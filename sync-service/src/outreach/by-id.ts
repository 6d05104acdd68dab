// Reads records again by their ids, whatever their age: those that Outreach no longer has leave the mirror. What changed
// since a checkpoint is read in sync.ts.
import type { MirrorKind } from '../run/mirror.ts';
import type { RecordsRefresh } from '../run/ports.ts';
import { fieldsAndConnections, type KindToRead } from './kinds.ts';
import { readPages } from './pages.ts';
import { takePage, type Upkeep } from './upkeep.ts';

// Keeps the address of a request near a thousand characters.
const IDS_A_REQUEST = 100;

/** Kinds that our token may not read are passed over. A record that cannot be understood stays as the mirror has it. */
export async function refreshById(
  upkeep: Upkeep,
  wanted: ReadonlyMap<MirrorKind, ReadonlySet<number>>,
  signal: AbortSignal,
): Promise<RecordsRefresh> {
  const before = upkeep.client.requests;
  let [kept, dropped] = [0, 0];
  for (const kind of upkeep.kinds) {
    const ids = [...(wanted.get(kind.kind) ?? [])];
    for (let start = 0; start < ids.length; start += IDS_A_REQUEST) {
      const read = await refreshSome(upkeep, kind, ids.slice(start, start + IDS_A_REQUEST), signal);
      kept += read.kept;
      dropped += read.dropped;
    }
  }
  return { requests: upkeep.client.requests - before, kept, dropped };
}

async function refreshSome(
  upkeep: Upkeep,
  toRead: KindToRead,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<{ readonly kept: number; readonly dropped: number }> {
  const { client, store, api } = upkeep;
  const { kind, path } = toRead;
  const parameters = { 'filter[id]': ids.join(','), ...fieldsAndConnections(toRead), count: 'false' };
  const gone = new Set(ids);
  let kept = 0;
  for await (const { resources } of readPages(client, `${api}/${path}`, parameters, signal)) {
    const { records, malformed } = await takePage(upkeep, kind, resources);
    for (const id of [...records.map((record) => record.id), ...malformed]) gone.delete(id);
    await store.upsert(kind, records, null);
    kept += records.length;
  }
  return { kept, dropped: await store.remove(kind, [...gone]) };
}

// A change of Outreach's may break thousands of records at once; asking for some of them tells when it is mended.
const MALFORMED_A_NIGHT = 500;

/** Asks again for records that could not be understood; an answer that can be, or none, ends their being in doubt. */
export async function rereadMalformed(upkeep: Upkeep, signal: AbortSignal): Promise<void> {
  const wanted = new Map<MirrorKind, Set<number>>();
  for (const { kind, id } of (await upkeep.store.malformed()).slice(0, MALFORMED_A_NIGHT))
    wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
  await refreshById(upkeep, wanted, signal);
}
