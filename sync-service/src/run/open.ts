// Act 1: who are we, may we, by which policy, as of when, which accounts. Everything that can be wrong before a run
// is found here, all at once, and nothing is written but the run's own record.
import { randomBytes } from 'node:crypto';
import type { Instant } from '../scoring/calendar.ts';
import { dayFromIso, isoFromDay, zoneNamed } from '../scoring/calendar.ts';
import { beginningWith, boundedCorrection, budgetWithin, capOf, corrected } from './budget.ts';
import type { RunDependencies } from './dependencies.ts';
import type { Problem } from './failures.ts';
import { ConfigurationFailure } from './failures.ts';
import type { MirrorKind } from './mirror.ts';
import { cutList, findChanged } from './open-changed.ts';
import { ACCOUNTS_AT_ONCE } from './rescore.ts';
import type { AccountSpan, OrgIdentity, OrgPort, PolicyReading, RunRecord } from './ports.ts';
import type { RunPlan, RunRequest } from './run-store.ts';
import type { OpeningTill } from './spending.ts';

export async function openRun(
  dependencies: RunDependencies,
  request: RunRequest,
  till: OpeningTill,
  signal: AbortSignal,
): Promise<RunPlan> {
  const { org, outreach, store, log } = dependencies;
  const identity = await org.identify();
  const policy = await readPolicyAndAccess(org, asOfProblems(request, identity));
  const asOf = asOfInstant(request, identity);
  const zone = zoneNamed(identity.timeZone);
  const since = zone.endOf(zone.dayOf(asOf) - policy.policy.lookBackDays - 2);
  const mirroredBefore = await mirroredUpTo(dependencies);
  const refresh = outreach ? await outreach.refreshMirror(since, signal) : null;
  if (refresh)
    log.info('mirror.refreshed', { requests: refresh.requests, firstLoad: refresh.firstLoad, ...refresh.records });
  const news = refresh?.firstLoad === true ? null : mirroredBefore;
  const changed = request.mode === 'changed' ? await findChanged(dependencies, identity, news, signal) : null;
  const book = changed ?? (await org.readBook(signal));
  const { ranges, budget } = await cutWithin(dependencies, request, book, changed !== null, await till.spent());
  const id = runId(identity.now);
  const plan: RunPlan = {
    id,
    request,
    openedAt: identity.now,
    asOf,
    orgId: identity.orgId,
    orgUrl: identity.url,
    timeZone: identity.timeZone,
    integrationUserId: identity.integrationUserId,
    policy,
    accounts: book.length,
    budget,
    ranges,
    runRecordId: null,
    outreachRequests: refresh?.requests ?? null,
    outreachRemarks: refresh?.remarks ?? [],
  };
  const runRecordId = hasRecord(request) ? await org.saveRunRecord(null, openingRecord(plan)) : null;
  const saved = { ...plan, runRecordId };
  await till.handOver(id, budget.cap);
  await store.savePlan(saved);
  log.info('run.opened', {
    run: id,
    mode: request.mode,
    accounts: book.length,
    partitions: plan.ranges.length,
    asOf: new Date(asOf).toISOString(),
    policy: policy.fingerprint,
    outreach: outreach !== null,
    requestsForecast: budget.forecast,
    requestsCap: budget.cap,
    givenUp: budget.savings,
  });
  return saved;
}

const hasRecord = ({ mode, dryRun }: RunRequest): boolean => mode === 'full' && !dryRun;

/** The partitions in their order, and what may be spent on them; the last run of the kind says where to begin. */
async function cutWithin(
  { org, store, partitionSize, runRequests }: RunDependencies,
  request: RunRequest,
  book: readonly string[],
  isList: boolean,
  spent: number,
): Promise<Pick<RunPlan, 'ranges' | 'budget'>> {
  const last = (await store.lastRun(request.mode))?.figures?.budget;
  const ranges = isList ? cutList(book) : beginningWith(cutBook(book, partitionSize), last?.nextFrom ?? null);
  const largest = Math.min(book.length, isList ? ACCOUNTS_AT_ONCE : partitionSize);
  const model = org.forecast(isList ? 'list' : 'span', ranges.length, largest);
  const correction = boundedCorrection(last?.measured ?? null);
  const budget = budgetWithin(capOf(runRequests, org.usage(), spent), {
    opening: spent + (hasRecord(request) ? 1 : 0),
    partitions: ranges.length,
    partition: corrected(model.partition, correction),
    closing: model.closing,
    correction,
  });
  return { ranges, budget };
}

/** Before Outreach is read again: what comes afterwards is news. */
async function mirroredUpTo({ outreach, trails }: RunDependencies): Promise<ReadonlyMap<MirrorKind, Instant> | null> {
  return outreach === null ? new Map() : trails.mirroredUpTo();
}

/** Policy, permissions and the date asked for are checked together, so that one attempt shows every problem. */
async function readPolicyAndAccess(org: OrgPort, problems: readonly Problem[]): Promise<PolicyReading> {
  const found: Problem[] = [...problems, ...(await org.findAccessProblems())];
  try {
    const policy = await org.readPolicy();
    if (found.length === 0) return policy;
  } catch (error) {
    if (!(error instanceof ConfigurationFailure)) throw error;
    found.push(...error.problems);
  }
  throw new ConfigurationFailure(found);
}

function asOfProblems(request: RunRequest, identity: OrgIdentity): Problem[] {
  if (request.asOf === null) return [];
  const today = zoneNamed(identity.timeZone).dayOf(identity.now);
  try {
    if (dayFromIso(request.asOf) <= today || request.dryRun) return [];
  } catch (error) {
    return [
      {
        where: '--as-of',
        message: error instanceof Error ? error.message : String(error),
        fix: 'Give a date such as 2026-03-02.',
      },
    ];
  }
  return [
    {
      where: '--as-of',
      message: `${request.asOf} is after today (${isoFromDay(today)} in ${identity.timeZone}), and verdicts of the future are not written`,
      fix: 'Give today or an earlier date, or add --dry-run.',
    },
  ];
}

function asOfInstant(request: RunRequest, identity: OrgIdentity): Instant {
  return request.asOf === null ? identity.now : zoneNamed(identity.timeZone).endOf(dayFromIso(request.asOf));
}

/** Partitions of at most `size` accounts; the first and the last are open-ended, so that no account falls between. */
export function cutBook(book: readonly string[], size: number): AccountSpan[] {
  const ranges: AccountSpan[] = [];
  for (let start = 0; start < book.length; start += size) {
    const end = Math.min(start + size, book.length);
    ranges.push({
      from: start === 0 ? null : (book[start] ?? null),
      to: end === book.length ? null : (book[end - 1] ?? null),
    });
  }
  return ranges;
}

/** Sorts by time, is unique, and is safe in a queue's job id and a file name. */
function runId(now: Instant): string {
  return `${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(2).toString('hex')}`;
}

function openingRecord(plan: RunPlan): RunRecord {
  return {
    runKey: plan.id,
    mode: plan.request.mode,
    startedAt: plan.openedAt,
    finishedAt: null,
    verdict: null,
    asOf: plan.asOf,
    policyFingerprint: plan.policy.fingerprint,
    policyJson: JSON.stringify(plan.policy.policy),
    accounts: plan.accounts,
    evaluated: null,
    changed: null,
    failed: null,
    poolSize: null,
    entered: null,
    leavingThisWeek: null,
    touchpointsBySource: null,
    coveragePercent: null,
    bridgeResidual: null,
    apiCalls: null,
    message: null,
  };
}
