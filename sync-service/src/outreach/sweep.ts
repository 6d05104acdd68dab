// The weekly sweep: finds records of the mirror that Outreach no longer has, since it leaves no tombstones. Where both count
// the same records nothing is read; where they differ, ids are compared, and what seems gone is asked for by id.
import { grouped } from '../run/outreach-requests.ts';
import type { MirrorKind } from '../run/mirror.ts';
import type { Remark } from '../run/ports.ts';
import { z } from 'zod';
import { refreshById } from './by-id.ts';
import { countOf } from './first-load.ts';
import { updatedBetween, type KindToRead } from './kinds.ts';
import { LARGEST_PAGE, readPages } from './pages.ts';
import { WEEK_MS, type Upkeep } from './upkeep.ts';

/** What is dropped without asking back: so many, or so large a share of the kind. More looks like lost access. */
const ALWAYS_DROPPED = 20;

export interface KindSwept {
  readonly dropped: number;
  readonly remark: Remark | null;
}

/** Whether the ids of a kind are to be compared in this run: a week after the last time, and never in a first load. */
export async function isSweepDue({ store, client }: Upkeep, { kind, swept }: KindToRead): Promise<boolean> {
  if (!swept || (await store.checkpoint(kind))?.complete !== true) return false;
  return client.serverTime - ((await store.sweptAt(kind)) ?? 0) >= WEEK_MS;
}

/** Compares all that the mirror holds of the kind. Drops nothing when more is gone than `dropShare` allows, and says so. */
export async function sweepKind(
  upkeep: Upkeep,
  toRead: KindToRead,
  dropShare: number,
  signal: AbortSignal,
): Promise<KindSwept> {
  const { store, client } = upkeep;
  const { kind } = toRead;
  const checkpoint = await store.checkpoint(kind);
  const whole = { from: checkpoint?.loadedFrom ?? 0, to: client.serverTime };
  const held = await store.count(kind, whole.from, whole.to);
  const allowed = Math.max(ALWAYS_DROPPED, Math.floor(held * dropShare));
  const gone = await findGone(upkeep, toRead, { ...whole, held }, allowed, signal);
  if (gone.size > allowed) return { dropped: 0, remark: refusal(kind, gone.size, held, dropShare) };
  const { dropped } = await refreshById(upkeep, new Map([[kind, gone]]), signal);
  await store.noteSwept(kind, client.serverTime);
  return { dropped, remark: null };
}

interface Slice {
  readonly from: number;
  readonly to: number;
  /** Records of the mirror in it. */
  readonly held: number;
}

/**
 * Ids of the mirror that Outreach does not list in the slice. One that changed meanwhile has left its slice and is among
 * them; the reading by id tells. Stops when it has found more than `most`.
 */
async function findGone(
  upkeep: Upkeep,
  toRead: KindToRead,
  { from, to, held }: Slice,
  most: number,
  signal: AbortSignal,
): Promise<Set<number>> {
  if (held === 0) return new Set();
  const { store } = upkeep;
  const { kind } = toRead;
  const listed = await countOf(upkeep, toRead, updatedBetween(from, to), signal);
  if (listed !== null && listed >= held) return new Set();
  const pages = Math.ceil(held / LARGEST_PAGE);
  const middle = pages > 1 && from < to ? await store.middle(kind, from, to, held) : to;
  // A few gone ones lie on few pages: halving finds them with less than reading all of them would take.
  if (pages === 1 || listed === null || held - listed >= pages || middle <= from || middle >= to)
    return idsGone(upkeep, toRead, { from, to, held }, signal);
  const halves = [
    { from, to: middle - 1, held: await store.count(kind, from, middle - 1) },
    { from: middle, to, held: await store.count(kind, middle, to) },
  ];
  const gone = new Set<number>();
  for (const half of halves) {
    for (const id of await findGone(upkeep, toRead, half, most, signal)) gone.add(id);
    if (gone.size > most) break;
  }
  return gone;
}

const listedId = z.object({ id: z.coerce.number() });

/** Reads the ids of a slice, a thousand a page. */
async function idsGone(
  { client, store, api }: Upkeep,
  { kind, path }: KindToRead,
  { from, to }: Slice,
  signal: AbortSignal,
): Promise<Set<number>> {
  const gone = new Set(await store.ids(kind, from, to));
  const parameters = {
    ...updatedBetween(from, to),
    sort: 'updatedAt',
    [`fields[${kind}]`]: 'updatedAt',
    count: 'false',
  };
  for await (const { resources } of readPages(client, `${api}/${path}`, parameters, signal))
    for (const resource of resources) gone.delete(listedId.safeParse(resource).data?.id ?? -1);
  return gone;
}

function refusal(kind: MirrorKind, gone: number, held: number, dropShare: number): Remark {
  const message = `Outreach no longer lists at least ${grouped(gone)} of ${grouped(held)} ${kind} records, more than the ${dropShare * 100} % that the weekly sweep drops by itself, so nothing was dropped. What to do: Check that the Outreach user may still see all records (profile, sharing); if they were really deleted, run once with OUTREACH_DROP_PERCENT=100.`;
  return { message, degrades: true };
}
