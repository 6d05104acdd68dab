// Which accounts a run of the changed ones looks at: news of Outreach, news of the org, dates that have come. When the news
// cannot be told, or is most of the book, it is the whole book.
import { type Instant, zoneNamed } from '../scoring/calendar.ts';
import { accountsBehind } from './behind.ts';
import type { RunDependencies } from './dependencies.ts';
import type { MirrorKind } from './mirror.ts';
import type { AccountList, OrgIdentity } from './ports.ts';
import { ACCOUNTS_AT_ONCE, OVERLAP_MS } from './rescore.ts';

/** Reading so many accounts one hundred at a time costs as many requests as the book of a large org. */
const MOST_CHANGED = 5_000;
/** Deleted records may be gone for good after two weeks; half of that is safe. */
const OLDEST_MS = 7 * 86_400_000;

type Needs = Pick<RunDependencies, 'org' | 'trails' | 'memory' | 'store' | 'log'>;

/**
 * Ids of the book, sorted; null when the whole book is to be read.
 *
 * @param mirroredBefore how far Outreach was mirrored before it was brought up to date for this run; null: its news cannot
 *   be told; an empty map: it is not configured
 */
export async function findChanged(
  { org, trails, memory, store, log }: Needs,
  { now, timeZone, integrationUserId }: OrgIdentity,
  mirroredBefore: ReadonlyMap<MirrorKind, Instant> | null,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  const readUpTo = await memory.readUpTo();
  if (mirroredBefore === null || readUpTo === null || now - readUpTo > OLDEST_MS) {
    log.info('changes.unknown', { effect: 'every account is scored' });
    return null;
  }
  // A run that failed or wrote nothing may have read Outreach since the last one that scored; its news is still news.
  const scored = Math.min(readUpTo, (await store.lastGoodRun())?.asOf ?? 0);
  const since = new Map([...mirroredBefore].map(([kind, at]) => [kind, Math.min(at, scored) - OVERLAP_MS]));
  const records = await trails.updatedSince(since);
  const ofOutreach = await accountsBehind(org, await trails.follow(records), signal);
  const ofOrg = await org.findChanges(readUpTo - OVERLAP_MS, integrationUserId, signal);
  const dated = await org.findDue(zoneNamed(timeZone).dayOf(now), signal);
  const postponed = await memory.due(Infinity);
  const ids = new Set([...ofOutreach, ...ofOrg, ...dated, ...postponed]);
  const counts = { outreach: ofOutreach.length, org: ofOrg.length, dated: dated.length, postponed: postponed.length };
  log.info('changes.read', { ...counts, accounts: ids.size });
  return ids.size > MOST_CHANGED ? null : org.findInBook([...ids], signal);
}

/** Lists of so few accounts that each can be asked for by Id. */
export function cutList(ids: readonly string[]): AccountList[] {
  const lists: AccountList[] = [];
  for (let start = 0; start < ids.length; start += ACCOUNTS_AT_ONCE)
    lists.push({ ids: ids.slice(start, start + ACCOUNTS_AT_ONCE) });
  return lists;
}
