// What a first load will take, asked before it begins: one request a kind that counts its records.
import { z } from 'zod';
import type { KindToRead } from './kinds.ts';
import { updatedBetween } from './kinds.ts';
import { LARGEST_PAGE } from './pages.ts';
import type { ReadPlan } from './sync.ts';
import type { Upkeep } from './upkeep.ts';

export interface Planned {
  readonly toRead: KindToRead;
  readonly plan: ReadPlan;
}

export interface Estimate {
  /** Lists of the largest page; a gateway that gives up on them makes it more. */
  readonly requests: number;
  readonly records: Readonly<Record<string, number>>;
  /** Kinds whose records Outreach would not count. */
  readonly unknown: readonly string[];
}

const counted = z.object({
  meta: z.object({ count: z.number().nullish(), count_truncated: z.boolean().nullish() }).nullish(),
});

/** How many records of the kind Outreach has in a slice of `updatedAt`; null when it does not say. */
export async function countOf(
  { client, api }: Upkeep,
  { kind, path }: KindToRead,
  slice: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<number | null> {
  const parameters = { ...slice, [`fields[${kind}]`]: 'updatedAt', 'page[size]': '1', count: 'true' };
  const { body } = await client.get(`${api}/${path}?${new URLSearchParams(parameters).toString()}`, { signal });
  const meta = counted.safeParse(body).data?.meta;
  // Under load Outreach answers 0 and says that it stopped counting.
  return meta?.count_truncated === true ? null : (meta?.count ?? null);
}

/** Of those kinds that are being loaded for the first time, or whose first load goes on. */
export async function estimateFirstLoad(
  upkeep: Upkeep,
  planned: readonly Planned[],
  signal: AbortSignal,
): Promise<Estimate> {
  const records: Record<string, number> = {};
  const unknown: string[] = [];
  let requests = 0;
  for (const { toRead, plan } of planned) {
    const count = await countOf(upkeep, toRead, updatedBetween(plan.from), signal);
    if (count === null) unknown.push(toRead.kind);
    else records[toRead.kind] = count;
    requests += Math.max(1, Math.ceil((count ?? 0) / LARGEST_PAGE));
  }
  return { requests, records, unknown };
}
