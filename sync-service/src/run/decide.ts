// From what was read of some accounts to what each should hold: evidence is gathered and the core decides. Nothing is
// compared and nothing is written here; a run, `explain` and the bridge share it.
import type { AccountFields } from '../scoring/account-fields.ts';
import type { Assessment, Yardstick } from '../scoring/assess.ts';
import { assess } from '../scoring/assess.ts';
import { zoneNamed } from '../scoring/calendar.ts';
import type { Day } from '../scoring/calendar.ts';
import type { AccountEvidence } from '../scoring/evidence.ts';
import { compileRules } from '../scoring/rules.ts';
import { enteredOn } from '../learning/stay.ts';
import type { RunDependencies } from './dependencies.ts';
import type { RecordProblem } from './failures.ts';
import { gatherEvidence } from './gather.ts';
import type { AccountReading, PolicyInForce, RangeReading } from './ports.ts';
import type { RunPlan } from './run-store.ts';

const DAY_MS = 86_400_000;

/** What a verdict depends on besides the evidence. */
export interface Grounds extends Pick<RunPlan, 'timeZone' | 'asOf' | 'integrationUserId'> {
  readonly policy: PolicyInForce;
}

/** The policy and the moment of a run, as the core wants them. */
export function yardstickOf(plan: Grounds): Yardstick {
  const zone = zoneNamed(plan.timeZone);
  return {
    policy: plan.policy.policy,
    fingerprint: plan.policy.fingerprint,
    rules: compileRules(plan.policy.policy, plan.integrationUserId),
    asOf: { instant: plan.asOf, day: zone.dayOf(plan.asOf), zone },
  };
}

/** The first date whose evidence matters: D − look-back. */
export function lookBackStart({ policy, asOf }: Yardstick): Day {
  return asOf.day - policy.lookBackDays;
}

/** One account after deciding: what it should hold, and the evidence for it. */
export interface Decided {
  readonly reading: AccountReading;
  readonly evidence: AccountEvidence;
  readonly assessment: Assessment;
  readonly fields: AccountFields;
}

/** Decides one account; `fields` are what it should hold from now on. */
export function decide(reading: AccountReading, evidence: AccountEvidence, yardstick: Yardstick): Decided {
  const assessment = assess(evidence, yardstick);
  const entered = enteredOn(reading.held, assessment.high, yardstick.asOf.day);
  return { reading, evidence, assessment, fields: { ...assessment.fields, enteredOn: entered } };
}

export interface ReadingDecided {
  readonly decided: readonly Decided[];
  /** Which accounts could not be decided, and why. */
  readonly problems: readonly RecordProblem[];
  /** Those of them whose evidence could not be read whole: they keep their last good values, and say so. */
  readonly partial: readonly AccountReading[];
}

/** Decides every account of a reading that can be decided. */
export async function decideReading(
  { org, mirror }: Pick<RunDependencies, 'org' | 'mirror'>,
  reading: RangeReading,
  yardstick: Yardstick,
  signal: AbortSignal,
): Promise<ReadingDecided> {
  // A day of margin on the engagements: their dates are taken in the org's zone later.
  const gathered = await gatherEvidence(org, mirror, reading, (lookBackStart(yardstick) - 1) * DAY_MS, signal);
  const evidenceOf = new Map(gathered.map((evidence) => [evidence.account.id, evidence]));
  const problems: RecordProblem[] = [...reading.problems, ...gathered.flatMap(unreadProblems)];
  const unreadable = new Set(problems.map((problem) => problem.accountId));
  const decided: Decided[] = [];
  for (const account of reading.accounts) {
    const evidence = evidenceOf.get(account.facts.id);
    if (!evidence || unreadable.has(account.facts.id)) continue;
    try {
      decided.push(decide(account, evidence, yardstick));
    } catch (error) {
      problems.push(undecided(account.facts.id, error));
    }
  }
  return { decided, problems, partial: reading.accounts.filter(({ facts }) => unreadable.has(facts.id)) };
}

/** One for each record of Outreach that the evidence of an account lacks. */
export function unreadProblems({ account, unreadable }: AccountEvidence): readonly RecordProblem[] {
  return unreadable.map((recordId) => ({
    recordId,
    accountId: account.id,
    code: 'OUTREACH_RECORD_UNREADABLE',
    message: `Outreach's ${recordId} could not be understood, so the evidence of this account is partial`,
    fix: 'Open the record in Outreach and save it again; what is wrong with it is in the log (outreach.record.skipped).',
  }));
}

/** A mistake of ours that one account brings to light must not cost the others their scores. */
function undecided(accountId: string, error: unknown): RecordProblem {
  return {
    recordId: accountId,
    accountId,
    code: 'UNEXPECTED',
    message: `The account could not be decided: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    fix: `Report this as a bug, with what "touchpoint explain ${accountId}" says.`,
  };
}
