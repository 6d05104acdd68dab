// Scores single accounts anew between two runs, from what was read of them just now. The account is written only when
// people would see another verdict, and not more often than every quarter of an hour; the rest waits for the run.
import type { Instant } from '../scoring/calendar.ts';
import { isVerdictChange } from '../scoring/verdict-change.ts';
import { accountsBehind, freshen } from './behind.ts';
import { isScarce } from './budget.ts';
import type { ChangeMemory, MirrorTrails, News } from './changes.ts';
import { type Decided, decideReading, lookBackStart, yardstickOf } from './decide.ts';
import type { RunDependencies } from './dependencies.ts';
import type { RecordProblem } from './failures.ts';
import { EMPTY_MIRROR } from './mirror.ts';
import type { OrgIdentity, PolicyInForce } from './ports.ts';
import { openAct, writeTrailed, writingOf } from './trailed-write.ts';

/** Every write interrupts people who edit the account and wakes other integrations (3-architecture). */
const WRITE_AT_MOST_EVERY_MS = 15 * 60_000;
/** So long a policy that was read stays in force here; a run reads it anew. */
const POLICY_FRESH_MS = 60_000;
/** Ids of so many accounts fit into one query with room to spare. */
export const ACCOUNTS_AT_ONCE = 100;
/** Commits may show rows whose stamp is minutes old: long transactions, batches of ten minutes. */
export const OVERLAP_MS = 15 * 60_000;
/** More news than this at once is a data load and no news: the next run reads it cheaper. */
const MOST_NEWS = 2_000;
const FEW_LEFT = 'the org has few requests left for the day';

export interface RescoreDependencies extends Pick<
  RunDependencies,
  'org' | 'outreach' | 'mirror' | 'trail' | 'author' | 'log'
> {
  readonly trails: MirrorTrails;
  readonly memory: ChangeMemory;
  /** While a run writes accounts nobody else does. */
  readonly isRunInProgress: () => Promise<boolean>;
}

export interface Rescored {
  /** Accounts that were scored. */
  readonly accounts: number;
  readonly written: number;
  readonly postponed: number;
  /** Accounts that must be scored when the run in progress has ended; nothing of theirs was written. */
  readonly waiting: readonly string[];
}

export interface Rescorer {
  /** Reads the records again, finds their accounts, scores these and the accounts given. Safe to repeat. */
  rescore(news: News, signal: AbortSignal): Promise<Rescored>;
  /** Accounts of which the org has news since the last look, and those whose write is due. */
  poll(signal: AbortSignal): Promise<Poll>;
}

export interface Poll {
  readonly accountIds: readonly string[];
  /** To be called when the accounts are safely noted: the next look begins here. */
  readonly done: () => Promise<void>;
}

export function createRescorer(dependencies: RescoreDependencies): Rescorer {
  const { org, outreach, mirror, memory, trail, author, log, isRunInProgress } = dependencies;
  let known: { readonly policy: PolicyInForce; readonly at: Instant } | null = null;
  const policyAt = async (now: Instant): Promise<PolicyInForce> => {
    if (known === null || Math.abs(now - known.at) > POLICY_FRESH_MS)
      known = { policy: await org.readPolicy(), at: now };
    return known.policy;
  };

  const decideList = async (ids: readonly string[], identity: OrgIdentity, signal: AbortSignal) => {
    const policy = await policyAt(identity.now);
    const yardstick = yardstickOf({ ...identity, policy, asOf: identity.now });
    const reading = await org.readRange({ ids }, policy.policy, lookBackStart(yardstick), signal);
    const source = outreach === null ? EMPTY_MIRROR : mirror;
    const { decided, problems } = await decideReading({ org, mirror: source }, reading, yardstick, signal);
    const { day } = yardstick.asOf;
    const differing = decided.filter(({ reading: { facts, held }, fields }) =>
      isVerdictChange(facts, held, fields, policy.policy, day),
    );
    return { decided, problems, differing, policy };
  };

  /** Null when a run began meanwhile: it may have read the account before us and would write over it. */
  const write = async (
    differing: readonly Decided[],
    policy: PolicyInForce,
    identity: OrgIdentity,
    signal: AbortSignal,
  ) => {
    const { now } = identity;
    const ids = differing.map(({ reading }) => reading.facts.id);
    const last = await memory.lastWritten(ids);
    const due = new Map<string, Instant>();
    for (const [id, at] of last) if (now - at < WRITE_AT_MOST_EVERY_MS) due.set(id, at + WRITE_AT_MOST_EVERY_MS);
    const writings = differing.map(writingOf).filter((writing) => writing !== null && !due.has(writing.accountId));
    const present = writings.filter((writing) => writing !== null);
    if (present.length > 0 && (await isRunInProgress())) return null;
    const outcomes =
      present.length === 0
        ? []
        : await writeTrailed(
            { org, trail },
            await openAct(trail, author, { kind: 'rescore', at: now }, { ...identity, policy, asOf: now }),
            present,
            signal,
          );
    const written = outcomes.filter(({ problem }) => problem === null).map(({ accountId }) => accountId);
    await memory.noteWritten(written, now);
    await memory.postpone(due);
    const refused = outcomes.map(({ problem }) => problem).filter((problem) => problem !== null);
    return { written: written.length, postponed: due.size, refused };
  };

  return {
    async rescore(news, signal) {
      if (isScarce(org.usage())) {
        // The mirror costs the org nothing, and what is in it is not lost: the next run scores it.
        await freshen(dependencies, news.records, signal);
        log.warn('rescore.left_to_run', { accounts: news.accountIds.length, because: FEW_LEFT, ...org.usage() });
        return { accounts: 0, written: 0, postponed: 0, waiting: [] };
      }
      const identity = await org.identify();
      // Also while a run is in progress: `explain` shows at once what is in the mirror.
      const behind = await freshen(dependencies, news.records, signal);
      const ids = [...new Set([...news.accountIds, ...(await accountsBehind(org, behind, signal))])].sort();
      const result = { accounts: 0, written: 0, postponed: 0 };
      // A mirror that was never read to its end is partial evidence, and from that nothing is written.
      if (outreach !== null && (await dependencies.trails.mirroredUpTo()) === null) {
        log.info('rescore.left_to_run', { accounts: ids.length, because: 'Outreach was never read to its end' });
        return { ...result, waiting: [] };
      }
      for (let start = 0; start < ids.length; start += ACCOUNTS_AT_ONCE) {
        if (await isRunInProgress()) return { ...result, waiting: ids.slice(start) };
        const slice = ids.slice(start, start + ACCOUNTS_AT_ONCE);
        const { decided, problems, differing, policy } = await decideList(slice, identity, signal);
        const outcome = await write(differing, policy, identity, signal);
        if (outcome === null) return { ...result, waiting: ids.slice(start) };
        const settled = new Set(differing);
        await memory.settle(decided.filter((each) => !settled.has(each)).map(({ reading }) => reading.facts.id));
        for (const problem of [...problems, ...outcome.refused]) log.warn('rescore.account.failed', factsOf(problem));
        result.accounts += decided.length;
        result.written += outcome.written;
        result.postponed += outcome.postponed;
      }
      log.info('accounts.rescored', { records: news.records.length, ...result });
      return { ...result, waiting: [] };
    },

    async poll(signal) {
      // The clock before the first question: what is saved while we ask is found by the next look.
      const { now, integrationUserId } = await org.identify();
      if (isScarce(org.usage())) {
        log.warn('changes.left_to_run', { because: FEW_LEFT, ...org.usage() });
        return { accountIds: [], done: () => Promise.resolve() };
      }
      const readUpTo = await memory.readUpTo();
      const due = await memory.due(now);
      if (readUpTo === null) {
        log.info('changes.unread', { because: 'no run has ended well yet' });
        return { accountIds: due, done: () => Promise.resolve() };
      }
      const changed = await org.findChanges(readUpTo - OVERLAP_MS, integrationUserId, signal);
      const tooMany = changed.length > MOST_NEWS;
      if (tooMany) log.warn('changes.left_to_run', { accounts: changed.length, most: MOST_NEWS });
      else log.info('changes.read', { accounts: changed.length, due: due.length });
      const accountIds = [...new Set([...due, ...(tooMany ? [] : changed)])];
      return { accountIds, done: () => memory.noteReadUpTo(now) };
    },
  };
}

function factsOf({ accountId, recordId, code, fix }: RecordProblem) {
  return { account: accountId, record: recordId, code, fix };
}
