// From what a Salesforce report counts to Active TPs, as of now, for one account or for all of the book: the same reading
// and the same core as a run, a partition at a time, and nothing written.
import type { Instant } from '../scoring/calendar.ts';
import type { AccountBridge, Window } from './bridge-account.ts';
import { windowOf } from './bridge-account.ts';
import { bridgeRange } from './bridge-range.ts';
import { yardstickOf } from './decide.ts';
import type { RunDependencies } from './dependencies.ts';
import { ConfigurationFailure, type RecordProblem } from './failures.ts';
import type { Progress } from './log.ts';
import { EMPTY_MIRROR, type MirrorStore } from './mirror.ts';
import { cutBook } from './open.ts';

export interface Bridge {
  readonly asOf: Instant;
  /** What the filters of the report must say: `windowDays` days ago up to today. */
  readonly window: Window;
  readonly windowDays: number;
  /** In the order of their Ids. */
  readonly accounts: readonly AccountBridge[];
  /** Accounts that could not be bridged, because one of their records cannot be understood. */
  readonly problems: readonly RecordProblem[];
  /** When Outreach was last read; null: never, or it is not configured. */
  readonly outreachReadAt: Instant | null;
}

type Needs = Pick<RunDependencies, 'org' | 'outreach' | 'partitionSize'> & {
  readonly mirror: RunDependencies['mirror'] & Pick<MirrorStore, 'checkpoint'>;
};

/**
 * @param accountId null: every account of the book
 * @param progress is told partitions done of all
 */
export async function makeBridge(
  { org, outreach, mirror, partitionSize }: Needs,
  accountId: string | null,
  progress: Progress,
  signal: AbortSignal,
): Promise<Bridge> {
  const identity = await org.identify();
  const policy = await org.readPolicy();
  const yardstick = yardstickOf({ ...identity, policy, asOf: identity.now });
  const ranges = accountId === null ? cutBook(await org.readBook(signal), partitionSize) : [{ ids: [accountId] }];
  const needs = { org, mirror: outreach === null ? EMPTY_MIRROR : mirror };
  const accounts: AccountBridge[] = [];
  const problems: RecordProblem[] = [];
  progress(0, ranges.length);
  for (const [done, range] of ranges.entries()) {
    const bridged = await bridgeRange(needs, range, yardstick, signal);
    accounts.push(...bridged.bridges);
    problems.push(...bridged.problems);
    progress(done + 1, ranges.length);
  }
  if (accountId !== null && accounts.length + problems.length === 0) throw notInBook(accountId);
  const checkpoint = outreach === null ? null : await mirror.checkpoint('mailing');
  return {
    asOf: identity.now,
    window: windowOf(yardstick),
    windowDays: yardstick.policy.windowDays,
    accounts: accounts.sort((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    problems,
    outreachReadAt: checkpoint?.readUpTo ?? null,
  };
}

/** For who asked about one account by an Id that a run would never meet. */
export function notInBook(accountId: string): ConfigurationFailure {
  return new ConfigurationFailure([
    {
      where: accountId,
      message:
        'the org holds no account of the book with this Id (deleted ones and person accounts are not in the book)',
      fix: 'Give the 15- or 18-character Id of an Account, as in the address of its page.',
    },
  ]);
}
