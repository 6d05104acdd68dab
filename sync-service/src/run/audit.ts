// Is everything that Outreach did in Salesforce? As of now, over the whole book: the same reading and the same core as a
// run, a partition at a time, in memory that does not grow with the book, and nothing written.
import type { Day, Instant } from '../scoring/calendar.ts';
import type { MatchRule } from '../scoring/matching.ts';
import { FactTally, type FactCounts, type MonthOfFacts, type UserOfOutreach } from './audit-facts.ts';
import { judgeFields, type TaskField } from './audit-fields.ts';
import { type DoubleSync, type OrumCalls, TaskTally, type UnmappedType } from './audit-tasks.ts';
import { decideReading, lookBackStart, yardstickOf } from './decide.ts';
import type { RunDependencies } from './dependencies.ts';
import { ConfigurationFailure, type RecordProblem } from './failures.ts';
import type { Progress } from './log.ts';
import type { MalformedRecord, MirrorStore, MirrorUpkeep } from './mirror.ts';
import { cutBook } from './open.ts';
import type { RangeReading } from './ports.ts';

export interface Audit {
  readonly asOf: Instant;
  readonly timeZone: string;
  /** Figures are of the dates from here to `today`, both included; months reach back further. */
  readonly windowFrom: Day;
  readonly today: Day;
  /** Accounts of the book. */
  readonly accounts: number;
  readonly outreachReadAt: Instant;
  readonly window: FactCounts;
  readonly months: readonly MonthOfFacts[];
  /** By which rule Tasks of the accounts were joined to what Outreach did. */
  readonly matchedBy: ReadonlyMap<MatchRule, number>;
  readonly undatedCalls: number;
  readonly users: readonly UserOfOutreach[];
  /** Names of the users, for the person who asked; those that Outreach does not tell are absent. */
  readonly userNames: ReadonlyMap<number, string>;
  readonly orum: OrumCalls;
  readonly doubles: readonly DoubleSync[];
  readonly unmapped: readonly UnmappedType[];
  readonly furtherUnmapped: number;
  readonly fields: readonly TaskField[];
  /** The policy's Outreach Id field; null: none. */
  readonly outreachIdField: string | null;
  /** Order of the rule that takes what no other knows; null: there is none. */
  readonly lastRuleOrder: number | null;
  /** Accounts that are not in the figures, because one of their records cannot be understood. */
  readonly problems: readonly RecordProblem[];
  /** Records of Outreach that are not in the figures either. */
  readonly malformed: readonly MalformedRecord[];
}

type Needs = Pick<RunDependencies, 'org' | 'outreach' | 'partitionSize'> & {
  readonly mirror: RunDependencies['mirror'] &
    Pick<MirrorStore, 'checkpoint'> &
    Pick<MirrorUpkeep, 'malformed' | 'missing'>;
};

/**
 * Outreach as the last run read it. Throws a ConfigurationFailure when it is not configured or was never read whole.
 *
 * @param progress is told partitions done of all
 */
export async function makeAudit(needs: Needs, progress: Progress, signal: AbortSignal): Promise<Audit> {
  const { org, mirror, partitionSize } = needs;
  const outreach = needs.outreach ?? unconfigured();
  const checkpoints = [await mirror.checkpoint('mailing'), await mirror.checkpoint('call')];
  const readAt = checkpoints.map((checkpoint) => (checkpoint?.complete === true ? checkpoint.readUpTo : neverRead()));
  const identity = await org.identify();
  const policy = await org.readPolicy();
  const yardstick = yardstickOf({ ...identity, policy, asOf: identity.now });
  const { day: today } = yardstick.asOf;
  const windowFrom = today - policy.policy.windowDays;
  const facts = new FactTally(lookBackStart(yardstick), windowFrom, today);
  const tasks = new TaskTally(yardstick, windowFrom);
  const problems: RecordProblem[] = [];
  const book = await org.readBook(signal);
  const ranges = cutBook(book, partitionSize);
  progress(0, ranges.length);
  for (const [done, range] of ranges.entries()) {
    const reading = await org.readRange(range, policy.policy, lookBackStart(yardstick), signal);
    const partition = await decideReading({ org, mirror }, reading, yardstick, signal);
    const homeOf = homes(reading);
    for (const account of partition.decided) {
      facts.add(account);
      tasks.add(account, ({ id }) => homeOf.get(id) === account.reading.facts.id);
    }
    problems.push(...partition.problems);
    progress(done + 1, ranges.length);
  }
  const users = facts.users;
  const ids = users.map(({ userId }) => userId).filter((id) => id !== null);
  return {
    ...{ asOf: identity.now, timeZone: identity.timeZone, windowFrom, today, accounts: book.length },
    outreachReadAt: Math.min(...readAt),
    ...{ window: facts.window, months: facts.months, matchedBy: facts.rules, undatedCalls: facts.undatedCalls },
    ...{ users, userNames: await outreach.findUserNames(ids, signal) },
    ...{ orum: tasks.orum, doubles: tasks.doubles },
    ...{ unmapped: tasks.unmapped, furtherUnmapped: tasks.furtherUnmapped },
    fields: await judgeFields(mirror, await org.sampleTaskFields(windowFrom, signal)),
    outreachIdField: policy.policy.outreachIdField,
    lastRuleOrder:
      policy.policy.rules.findLast((rule) => rule.object === 'Task' && rule.conditions.length === 0)?.order ?? null,
    problems,
    malformed: await mirror.malformed(),
  };
}

/** The one account at which a Task is counted: that of Salesforce, else that of its first contact. */
function homes({ activities, contacts }: RangeReading): ReadonlyMap<string, string> {
  const accountOf = new Map(contacts.map((contact) => [contact.id, contact.accountId]));
  return new Map(
    activities.flatMap(({ activity, accountId }) => {
      if (activity.kind !== 'task') return [];
      const home = accountId ?? activity.people.map((id) => accountOf.get(id)).find((id) => id !== undefined);
      return home === undefined ? [] : [[activity.id, home] as const];
    }),
  );
}

function unconfigured(): never {
  throw new ConfigurationFailure([
    {
      where: 'OUTREACH_CLIENT_ID',
      message: 'Outreach is not configured, so there is nothing to audit',
      fix: 'Set one of the three forms of access to Outreach (docs/settings.md), then run once.',
    },
  ]);
}

function neverRead(): never {
  throw new ConfigurationFailure([
    {
      where: 'LEDGER_URL',
      message: 'this ledger does not hold all that Outreach did: no run has read it to the end yet',
      fix: 'Run "npx --no touchpoint run --dry-run" with the same LEDGER_URL, then audit again.',
    },
  ]);
}
