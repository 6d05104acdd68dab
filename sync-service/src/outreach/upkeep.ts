// What every part of the mirror's upkeep is given, and what one page of records comes to. Which lists are read, and when,
// is decided by the parts: sync.ts, look-ups.ts, by-id.ts, sweep.ts.
import type { Log } from '../run/log.ts';
import type { MalformedRecord, MirrorKind, MirrorShapes, MirrorStore, MirrorUpkeep } from '../run/mirror.ts';
import type { Client } from './client.ts';
import type { KindToRead } from './kinds.ts';
import { takeResource } from './resources.ts';

export interface Upkeep {
  /** Counts its requests from zero, for one purpose. */
  readonly client: Client;
  readonly store: MirrorStore & MirrorUpkeep;
  readonly log: Log;
  /** Root of the API. */
  readonly api: string;
  /** Those that our token may read. */
  readonly kinds: readonly KindToRead[];
}

export const WEEK_MS = 7 * 86_400_000;

export interface PageTaken<K extends MirrorKind> {
  readonly records: readonly MirrorShapes[K][];
  /** Those that could not be understood and have an id; they are noted already. */
  readonly malformed: readonly number[];
  /** How many had not even an id. */
  readonly nameless: number;
}

/** Turns a page into records. One that makes no sense is named in the log and noted; the others go on. */
export async function takePage<K extends MirrorKind>(
  { client, store, log }: Upkeep,
  kind: K,
  resources: readonly unknown[],
): Promise<PageTaken<K>> {
  const records: MirrorShapes[K][] = [];
  const malformed: MalformedRecord[] = [];
  let nameless = 0;
  for (const resource of resources) {
    const read = takeResource(kind, resource);
    if ('record' in read) {
      records.push(read.record);
      continue;
    }
    log.warn('outreach.record.skipped', { type: kind, id: read.id ?? 'unknown', because: read.malformed });
    if (read.id === null) nameless += 1;
    else {
      const { id, prospectId, malformed: because } = read;
      malformed.push({ kind, id, prospectId, because, since: client.serverTime });
    }
  }
  await store.noteMalformed(malformed);
  return { records, malformed: malformed.map(({ id }) => id), nameless };
}
