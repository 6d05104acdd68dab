// Who pays for the requests of each act: opening for what it finds out, a partition for itself when there is enough left for
// all of it, closing from what was kept back for it.
import type { Instant } from '../scoring/calendar.ts';
import { KEPT_FOR_CLOSING, keptForWriting, readingCost, refuseTooSmallACap, type Saving, SAVINGS } from './budget.ts';
import type { RunDependencies } from './dependencies.ts';
import { Failure, FatalFailure, RetriableFailure } from './failures.ts';
import { Allotment, BUDGET_SPENT, RAISE_THE_CAP } from './purse.ts';
import type { PartitionResult, RunPlan, RunRequest, RunSummary } from './run-store.ts';

type Needs = Pick<RunDependencies, 'org' | 'tally' | 'runRequests'>;

/** What opening a run has to know of its spending. */
export interface OpeningTill {
  /** Requests so far, those of attempts that failed included. */
  spent(): Promise<number>;
  /** From now on the run counts for itself, under its cap. */
  handOver(runId: string, cap: number): Promise<void>;
}

export async function payingForOpening(
  { org, tally, runRequests }: Needs,
  request: RunRequest,
  open: (till: OpeningTill) => Promise<RunPlan>,
): Promise<RunPlan> {
  refuseTooSmallACap(runRequests, org.forecast(request.mode === 'full' ? 'span' : 'list', 1, 1));
  const asking = `asking ${request.askId ?? ''}`;
  await tally.begin(asking, runRequests, 0);
  const purse = new Allotment(tally, asking, { keep: 0, left: 0, aside: 0, tidies: true });
  const spent = async (): Promise<number> => {
    await purse.giveBack();
    return tally.taken(asking);
  };
  const handOver = async (runId: string, cap: number): Promise<void> => tally.begin(runId, cap, await spent());
  try {
    const plan = await org.chargedTo(purse, () => open({ spent, handOver }));
    await tally.end(asking);
    return plan;
  } catch (error) {
    await purse.giveBack();
    // Another attempt goes on counting; a failure for good leaves nothing behind.
    if (error instanceof Failure && !(error instanceof RetriableFailure)) await tally.end(asking);
    throw error;
  }
}

/** What a partition may spend, and on what. */
export interface Allowance {
  readonly savings: readonly Saving[];
  /** What was set aside for writing may be spent from now on. */
  beginWriting(): void;
  requests(): PartitionResult['requests'];
}

/** Throws a FatalFailure, before anything is read, when what is left of the cap does not suffice for the partition. */
export async function payingForPartition(
  { org, tally }: Needs,
  plan: RunPlan,
  partition: number,
  score: (allowance: Allowance) => Promise<PartitionResult>,
): Promise<PartitionResult> {
  const { budget, request } = plan;
  const aside = request.dryRun ? 0 : keptForWriting(budget.partition);
  for (let given = budget.savings.length; given <= SAVINGS.length; given += 1) {
    const savings = SAVINGS.slice(0, given);
    const left = readingCost(budget.partition, savings);
    if (!(await tally.take(plan.id, left + aside, KEPT_FOR_CLOSING))) continue;
    const tidies = !savings.includes('tidying');
    const purse = new Allotment(tally, plan.id, { keep: KEPT_FOR_CLOSING, left, aside, tidies });
    try {
      return await org.chargedTo(purse, () => score(allowanceOf(savings, purse)));
    } finally {
      await purse.giveBack();
    }
  }
  const needed = readingCost(budget.partition, SAVINGS) + aside;
  const left = Math.max(0, budget.cap - KEPT_FOR_CLOSING - (await tally.taken(plan.id)));
  throw new FatalFailure(
    `Partition ${partition} needs ${needed} requests to Salesforce, and ${left} are left of the ${budget.cap} of the run`,
    { code: BUDGET_SPENT, actions: [RAISE_THE_CAP] },
  );
}

function allowanceOf(savings: readonly Saving[], purse: Allotment): Allowance {
  let reading: number | null = null;
  return {
    savings,
    beginWriting() {
      reading = purse.spent;
      purse.useAside();
    },
    requests: () => ({ reading: reading ?? purse.spent, writing: purse.spent - (reading ?? purse.spent) }),
  };
}

/** @param close `used` says what all processes have spent on the run so far */
export async function payingForClosing(
  needs: Needs,
  plan: RunPlan,
  close: (used: () => Promise<number>) => Promise<RunSummary>,
): Promise<RunSummary> {
  const { org, tally } = needs;
  const purse = lastPurse(needs, plan.id);
  const used = async (): Promise<number> => {
    await purse.giveBack();
    return tally.taken(plan.id);
  };
  try {
    const summary = await org.chargedTo(purse, () => close(used));
    await tally.end(plan.id);
    return summary;
  } finally {
    await purse.giveBack();
  }
}

/** The org's clock. For a run that may be resumed, that run pays; Infinity when it has nothing left to ask with. */
export async function orgNowFor(needs: Needs, payer?: string): Promise<Instant> {
  const { org } = needs;
  if (payer === undefined) return (await org.identify()).now;
  const purse = lastPurse(needs, payer);
  try {
    return (await org.chargedTo(purse, () => org.identify())).now;
  } catch (error) {
    if (error instanceof Failure && error.code === BUDGET_SPENT) return Infinity;
    throw error;
  } finally {
    await purse.giveBack();
  }
}

/** Takes what was kept back from all others. */
function lastPurse({ tally }: Needs, runId: string): Allotment {
  return new Allotment(tally, runId, { keep: 0, left: 0, aside: 0, tidies: true });
}
