// The nightly order of things: what changed, look-ups, records in doubt, and once a week the sweep. Each part is in a file
// of its own; here it is decided which of them a night takes, and what is said about it.
import { RetriableFailure } from '../run/failures.ts';
import { allowanceWarning, grouped, type RequestCounter } from '../run/outreach-requests.ts';
import type { MirrorRefresh, MirrorSweep, Remark } from '../run/ports.ts';
import { hasRoomFor, readYear, refuseFirstLoad } from './allowance.ts';
import { rereadMalformed } from './by-id.ts';
import { estimateFirstLoad, type Planned } from './first-load.ts';
import type { KindToRead } from './kinds.ts';
import { isListDue, LookUps } from './look-ups.ts';
import { isSweepDue, sweepKind } from './sweep.ts';
import { planRead, refreshKind } from './sync.ts';
import type { Upkeep } from './upkeep.ts';
import type { Connect } from './client.ts';

export interface RefreshDependencies extends Omit<Upkeep, 'client'> {
  readonly connect: Connect;
  readonly counter: RequestCounter;
  /** Requests that a year allows. */
  readonly allowed: number;
  /** The share of a kind that a sweep drops by itself, 0 to 1. */
  readonly dropShare: number;
}

/** Reads what changed (on the first load: engagements updated since `since`, all of the rest) into the mirror. */
export async function refreshMirror(
  dependencies: RefreshDependencies,
  since: number,
  signal: AbortSignal,
): Promise<MirrorRefresh> {
  const { connect, store, kinds, counter, allowed, log } = dependencies;
  const planned: Planned[] = [];
  for (const toRead of kinds) {
    const plan = planRead(await store.checkpoint(toRead.kind), toRead.engagement ? since : null);
    planned.push({ toRead, plan });
  }
  const loading = planned.filter(({ plan }) => plan.firstLoad);
  const firstLoad = loading.length > 0;
  const upkeep: Upkeep = { ...dependencies, client: connect(firstLoad ? 'first load' : 'night') };
  if (firstLoad) await announce(upkeep, dependencies, loading, signal);

  const lookUps = new LookUps(upkeep);
  const records: Record<string, number> = {};
  let nameless = 0;
  for (const { toRead, plan } of planned) {
    if (toRead.lookUp && !(await isListDue(upkeep, toRead))) continue;
    const read = await refreshKind(upkeep, toRead, plan, lookUps, signal);
    records[toRead.kind] = read.taken;
    nameless += read.nameless;
    // All of it has just been read.
    if (plan.firstLoad) await store.noteSwept(toRead.kind, upkeep.client.serverTime);
  }
  await rereadMalformed(upkeep, signal);

  const swept = await sweepDue(dependencies, signal);
  const inDoubt = await doubtful(upkeep, nameless);
  const warning = allowanceWarning(await readYear(counter, upkeep.client.serverTime, allowed));
  const remarks = [
    ...(inDoubt ? [inDoubt] : []),
    ...swept.remarks,
    ...(warning === null ? [] : [{ message: warning, degrades: false }]),
  ];
  const requests = upkeep.client.requests + swept.requests;
  log.info('outreach.requests', {
    ...(firstLoad ? { firstLoad: requests } : { night: requests }),
    sweep: swept.requests,
  });
  return { requests, firstLoad, records, remarks };
}

/** Says what a first load will take, and refuses one that the year does not allow. */
async function announce(
  upkeep: Upkeep,
  { counter, allowed }: RefreshDependencies,
  loading: readonly Planned[],
  signal: AbortSignal,
): Promise<void> {
  const { requests, records, unknown } = await estimateFirstLoad(upkeep, loading, signal);
  upkeep.log.info('outreach.first-load.began', { requests, ...records, ...(unknown.length > 0 ? { unknown } : {}) });
  const year = await readYear(counter, upkeep.client.serverTime, allowed);
  if (!hasRoomFor(requests, year)) refuseFirstLoad(requests, year);
}

/** The sweep of those kinds whose week is over. What it cannot do tonight it does another night. */
async function sweepDue(dependencies: RefreshDependencies, signal: AbortSignal): Promise<MirrorSweep> {
  const upkeep: Upkeep = { ...dependencies, client: dependencies.connect('sweep') };
  const due: KindToRead[] = [];
  for (const toRead of dependencies.kinds) if (await isSweepDue(upkeep, toRead)) due.push(toRead);
  if (due.length === 0) return { requests: 0, dropped: {}, remarks: [] };
  const year = await readYear(dependencies.counter, upkeep.client.serverTime, dependencies.allowed);
  if (!hasRoomFor(due.length, year)) {
    const message = `The weekly sweep for deleted Outreach records was left out, to keep the ${grouped(year.allowed)} requests of the year for the nights.`;
    return { requests: 0, dropped: {}, remarks: [{ message, degrades: false }] };
  }
  try {
    return await sweepKinds(dependencies, upkeep, due, signal);
  } catch (problem) {
    if (!(problem instanceof RetriableFailure)) throw problem;
    const message = `The weekly sweep for deleted Outreach records did not finish (${problem.message}); the next run goes on with it.`;
    return { requests: upkeep.client.requests, dropped: {}, remarks: [{ message, degrades: false }] };
  }
}

/** Compares the ids of these kinds now. */
export async function sweepKinds(
  { dropShare }: RefreshDependencies,
  upkeep: Upkeep,
  kinds: readonly KindToRead[],
  signal: AbortSignal,
): Promise<MirrorSweep> {
  const dropped: Record<string, number> = {};
  const remarks: Remark[] = [];
  for (const toRead of kinds) {
    const swept = await sweepKind(upkeep, toRead, dropShare, signal);
    dropped[toRead.kind] = swept.dropped;
    if (swept.remark) remarks.push(swept.remark);
  }
  const many = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  if (many > 0)
    remarks.push({
      message: `The weekly sweep dropped what Outreach no longer has: ${grouped(many)} records.`,
      degrades: false,
    });
  upkeep.log.info('outreach.swept', { requests: upkeep.client.requests, ...dropped });
  return { requests: upkeep.client.requests, dropped, remarks };
}

/** Records that could not be understood, in this run or an earlier one. */
async function doubtful({ store }: Upkeep, nameless: number): Promise<Remark | null> {
  const known = await store.malformed();
  const many = known.length + nameless;
  if (many === 0) return null;
  const [first] = known;
  const example = first === undefined ? '' : `, ${first.kind} ${first.id} among them (${first.because})`;
  const message = `Outreach records that cannot be understood and are missing from the evidence: ${grouped(many)}${example}. What to do: Look at them in Outreach, and report what the log says of them (outreach.record.skipped); each run reads them again until it can be understood.`;
  return { message, degrades: true };
}
