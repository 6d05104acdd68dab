// The bridge of every account of a range: reads what the core decides from and, beside it, what a report counts; decides,
// and bridges the two. Writes nothing.
import type { Yardstick } from '../scoring/assess.ts';
import { allOrNone } from './all-or-none.ts';
import { type AccountBridge, bridgeAccount, windowOf } from './bridge-account.ts';
import { type Decided, decideReading, lookBackStart } from './decide.ts';
import type { RunDependencies } from './dependencies.ts';
import type { RecordProblem } from './failures.ts';
import type { AccountRange, AccountReading, ReportedActivity } from './ports.ts';

/** Accounts of a range that are looked at a second time: one short reading. Hardly more change within the same seconds. */
const LOOKED_AT_AGAIN = 200;

export interface RangeBridged {
  readonly decided: readonly Decided[];
  /** One for each decided account, in the same order; none when no bridge was made. */
  readonly bridges: readonly AccountBridge[];
  /** Accounts that could not be decided are not bridged either. */
  readonly problems: readonly RecordProblem[];
  /** Those whose evidence could not be read whole. */
  readonly partial: readonly AccountReading[];
}

type Needs = Pick<RunDependencies, 'org' | 'mirror'>;

/**
 * The two readings are made side by side, and people go on working meanwhile: an account with an unexplained record is
 * looked at once more, and only what is still unexplained then stays so.
 */
export async function bridgeRange(
  needs: Needs,
  range: AccountRange,
  yardstick: Yardstick,
  signal: AbortSignal,
): Promise<RangeBridged> {
  const first = await readOnce(needs, range, yardstick, signal);
  const open = first.bridges.filter(({ unexplained }) => unexplained.length > 0).slice(0, LOOKED_AT_AGAIN);
  if (open.length === 0) return first;
  const again = await readOnce(needs, { ids: open.map(({ accountId }) => accountId) }, yardstick, signal);
  const settled = new Map(again.bridges.map((bridge) => [bridge.accountId, bridge]));
  return { ...first, bridges: first.bridges.map((bridge) => settled.get(bridge.accountId) ?? bridge) };
}

/** The same without the bridge: nothing is asked that is not needed to decide. */
export async function decideRange(
  needs: Needs,
  range: AccountRange,
  yardstick: Yardstick,
  signal: AbortSignal,
): Promise<RangeBridged> {
  const reading = await needs.org.readRange(range, yardstick.policy, lookBackStart(yardstick), signal);
  return { ...(await decideReading(needs, reading, yardstick, signal)), bridges: [] };
}

async function readOnce(
  needs: Needs,
  range: AccountRange,
  yardstick: Yardstick,
  signal: AbortSignal,
): Promise<RangeBridged> {
  const { org } = needs;
  const window = windowOf(yardstick);
  const [reading, reported] = await allOrNone(signal, (both) => [
    org.readRange(range, yardstick.policy, lookBackStart(yardstick), both),
    org.readReported(range, window.from, window.to, both),
  ]);
  const { decided, problems, partial } = await decideReading(needs, reading, yardstick, signal);
  const accountOf = new Map(reading.activities.map(({ activity, accountId }) => [activity.id, accountId]));
  const ground = { reported: byAccount(reported), accountOf, window, yardstick };
  return { decided, problems, partial, bridges: decided.map((account) => bridgeAccount(account, ground)) };
}

function byAccount(reported: readonly ReportedActivity[]): ReadonlyMap<string, readonly ReportedActivity[]> {
  const found = new Map<string, ReportedActivity[]>();
  for (const activity of reported) {
    const known = found.get(activity.accountId);
    if (known) known.push(activity);
    else found.set(activity.accountId, [activity]);
  }
  return found;
}
