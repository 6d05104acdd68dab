// Why an account has its verdict, from the records themselves and as of now: the same reading and the same core as a
// run, for one account, and nothing written.
import type { Assessment } from '../scoring/assess.ts';
import type { Day, Instant } from '../scoring/calendar.ts';
import type { Change } from '../scoring/changes.ts';
import type { Joining, LeftOut } from '../scoring/interaction.ts';
import { leadPerson, seniorityBy } from '../scoring/strength.ts';
import { notInBook } from './bridge.ts';
import { decide, lookBackStart, unreadProblems, yardstickOf } from './decide.ts';
import type { RunDependencies } from './dependencies.ts';
import { ConfigurationFailure, type RecordProblem } from './failures.ts';
import { gatherEvidence } from './gather.ts';
import { EMPTY_MIRROR, type MirrorStore } from './mirror.ts';

const DAY_MS = 86_400_000;

export interface ExplainedTouchpoint {
  readonly date: Day;
  readonly type: string;
  readonly source: string;
  readonly twoWay: boolean;
  /** The person whose seniority counts; null when nobody is named. */
  readonly lead: string | null;
  readonly people: readonly string[];
  readonly records: readonly string[];
  /** Which rule joined which records, those it stands for included. */
  readonly evidence: readonly Joining[];
  /** In the window: one of Active TPs. Older ones still add to the score. */
  readonly counted: boolean;
  /** What it adds to the strength; all together are the strength. */
  readonly contribution: number;
}

export interface Explanation {
  readonly accountId: string;
  readonly name: string;
  readonly asOf: Instant;
  readonly today: Day;
  readonly tier: string;
  readonly high: boolean;
  readonly score: number;
  readonly fields: Assessment['fields'];
  readonly accountAgeDays: number;
  readonly openOpportunities: number;
  /** The three numbers of the rule that is in force. */
  readonly rule: { readonly windowDays: number; readonly minTouchpoints: number; readonly lastTouchMaxDays: number };
  /** Newest first. */
  readonly touchpoints: readonly ExplainedTouchpoint[];
  readonly leftOut: readonly LeftOut[];
  readonly changes: readonly Change[];
  /** When Outreach was last read; null: never, or it is not configured. */
  readonly outreachReadAt: Instant | null;
  /** Names of the people, for the person at the terminal; Ids without a readable name are absent. */
  readonly names: ReadonlyMap<string, string>;
}

type Needs = Pick<RunDependencies, 'org' | 'outreach'> & {
  readonly mirror: RunDependencies['mirror'] & Pick<MirrorStore, 'checkpoint'>;
};

/** A run leaves such an account alone; what the rest of its records say would be another verdict than the one held. */
function refuseOdd(odd: readonly RecordProblem[]): void {
  if (odd.length > 0)
    throw new ConfigurationFailure(odd.map(({ recordId, message, fix }) => ({ where: recordId, message, fix })));
}

/** Explains one account of the book. An Id that is none of them, or a record that cannot be understood, is a ConfigurationFailure that says so. */
export async function explainAccount(
  { org, outreach, mirror }: Needs,
  accountId: string,
  signal: AbortSignal,
): Promise<Explanation> {
  const identity = await org.identify();
  const policy = await org.readPolicy();
  const yardstick = yardstickOf({
    policy,
    timeZone: identity.timeZone,
    asOf: identity.now,
    integrationUserId: identity.integrationUserId,
  });
  const { asOf } = yardstick;
  const since = lookBackStart(yardstick);
  const reading = await org.readRange({ ids: [accountId] }, policy.policy, since, signal);
  refuseOdd(reading.problems.filter((problem) => problem.accountId?.slice(0, 15) === accountId.slice(0, 15)));
  const [account] = reading.accounts;
  if (!account) throw notInBook(accountId);
  const [evidence] = await gatherEvidence(
    org,
    outreach === null ? EMPTY_MIRROR : mirror,
    reading,
    (since - 1) * DAY_MS,
    signal,
  );
  if (!evidence) throw new Error(`no evidence was gathered for account ${accountId}`);
  refuseOdd(unreadProblems(evidence));
  const { assessment, fields } = decide(account, evidence, yardstick);
  const seniority = seniorityBy(evidence.people, policy.policy);
  const touchpoints = assessment.touchpoints
    .map((it) => ({
      date: it.day,
      type: it.type,
      source: it.source,
      twoWay: policy.policy.types[it.type]?.twoWay === true,
      lead: leadPerson(it, seniority),
      people: it.people,
      records: it.records,
      evidence: it.evidence,
      counted: it.day >= asOf.day - policy.policy.windowDays,
      contribution: assessment.contributions.get(it.id) ?? 0,
    }))
    .sort((a, b) => b.date - a.date || ((a.records[0] ?? '') < (b.records[0] ?? '') ? -1 : 1));
  const checkpoint = outreach === null ? null : await mirror.checkpoint('mailing');
  return {
    accountId: account.facts.id,
    name: account.facts.name,
    asOf: asOf.instant,
    today: asOf.day,
    tier: assessment.tier,
    high: assessment.high,
    score: assessment.score,
    fields,
    accountAgeDays: assessment.accountAgeDays,
    openOpportunities: account.facts.openOpportunities,
    rule: {
      windowDays: policy.policy.windowDays,
      minTouchpoints: policy.policy.minTouchpoints,
      lastTouchMaxDays: policy.policy.lastTouchMaxDays,
    },
    touchpoints,
    leftOut: assessment.leftOut,
    changes: assessment.changes,
    outreachReadAt: checkpoint?.readUpTo ?? null,
    names: await org.findNames([...new Set(touchpoints.flatMap((it) => it.people))], signal),
  };
}
