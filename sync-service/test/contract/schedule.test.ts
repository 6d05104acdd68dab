// The schedule on a real Redis: kept once, replaced, caught up once, never piled up. What the acts do is scripted in
// queue-acts.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { openQueue, type RunQueue } from '../../src/queue/queue.ts';
import type { Workers } from '../../src/queue/workers.ts';
import type { Log } from '../../src/run/log.ts';
import { deeds, REQUEST, type Script, scriptedActs } from './queue-acts.ts';

let folder = '';
let ledger: Ledger;
const queues: RunQueue[] = [];
const workers: Workers[] = [];
/** Events that were logged, with their facts. */
let logged: string[] = [];
const say = (event: string, facts: object) => logged.push(`${event} ${JSON.stringify(facts)}`);
const log: Log = { info: say, warn: say, error: say };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-schedule-'));
  ledger = await openLedger(folder);
  logged = [];
});

afterEach(async () => {
  await stopAll();
  await ledger.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function stopAll(): Promise<void> {
  await Promise.all(workers.splice(0).map((each) => each.stop(0)));
  for (const queue of queues.splice(0)) await queue.close();
}

async function open(): Promise<RunQueue> {
  const queue = await openQueue({ redisUrl: null, dataFolder: folder }, log);
  queues.push(queue);
  return queue;
}

/** Nobody is told how runs end. */
const NOBODY = { runClosed: () => Promise.resolve(), runFailed: () => Promise.resolve() };
/** On a machine with more to do. */
const PATIENT = { timeout: 15_000 };
const QUICK: Script = { partitions: 1, partitionMs: 1 };
const [EVERY_SECOND, NEW_YEAR] = ['* * * * * *', '0 8 1 1 *'];
const schedule = (cron: string) => ({ cron, timeZone: 'UTC', request: REQUEST });
const dependencies = (queue: RunQueue, script: Script) => ({
  acts: scriptedActs(folder, ledger.runs, script),
  ...{ store: ledger.runs, lock: queue.lock, log, concurrency: 1, patienceMs: 60_000, alerts: NOBODY },
  orgNow: () => Promise.resolve(Date.now()),
  pause: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined),
});
const work = async (queue: RunQueue, script: Script) => {
  workers.push(await queue.work(dependencies(queue, script)));
};
const count = (start: string) => deeds(folder).filter((deed) => deed.startsWith(start)).length;
const said = (event: string) => logged.filter((line) => line.startsWith(event)).length;
/** A run outside the queue. */
async function runInline(asOf: string | null = null): Promise<void> {
  const acts = scriptedActs(folder, ledger.runs, QUICK);
  const { id } = await acts.open({ ...REQUEST, asOf }, new AbortController().signal);
  await acts.close(id, []);
}

describe('the schedule', () => {
  it('is kept once however many processes set it, in its own zone, is no open run, and is replaced by another', async () => {
    const both = await Promise.all([open(), open()]);
    const newYork = { cron: '30 8 * * *', timeZone: 'America/New_York', request: REQUEST };
    const [one, other] = await Promise.all(both.map((queue) => queue.schedule(newYork, false)));
    expect(one).toEqual(other);
    const local = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' });
    expect(local.format(one?.next ?? 0)).toBe('08:30');
    expect(await both[0].openRunJobs()).toEqual([]);
    const replaced = await both[0].schedule(schedule(NEW_YEAR), true);
    expect(replaced.next?.toISOString()).toMatch(/-01-01T08:00:00.000Z$/);
    expect(await both[0].depths()).toMatchObject({ 'touchpoint-runs': { delayed: 1, waiting: 0 } });
  });

  it('catches up once on several missed times, though two processes start at once', async () => {
    await (await open()).schedule(schedule(EVERY_SECOND), false);
    await stopAll();
    await sleep(2200);
    const both = await Promise.all([open(), open()]);
    const before = Date.now();
    const kept = await Promise.all(both.map((queue) => queue.schedule(schedule(NEW_YEAR), false)));
    expect(kept.some(({ missed }) => missed !== null && before - missed.getTime() <= 1000)).toBe(true);
    for (const queue of both) await work(queue, QUICK);
    await expect.poll(() => count('close'), PATIENT).toBe(1);
    await sleep(300);
    expect([count('open'), said('run.skipped')]).toEqual([1, 0]);
    expect((await both[0].schedule(schedule(NEW_YEAR), true)).missed).toBeNull();
  });

  it('asks for nothing at the very first start, and lets a missed time go when a run ended well since', async () => {
    const queue = await open();
    expect((await queue.schedule(schedule(EVERY_SECOND), false)).missed).toBeNull();
    await sleep(1100);
    await runInline();
    expect((await queue.schedule(schedule(NEW_YEAR), true)).missed).not.toBeNull();
    await work(queue, QUICK);
    await expect.poll(() => said('run.skipped'), PATIENT).toBe(1);
    expect(count('open')).toBe(1);
  });

  it('still owes the run of today when one as of another date ended meanwhile', async () => {
    const queue = await open();
    await runInline('2026-01-31');
    await queue.schedule(schedule(NEW_YEAR), true);
    await work(queue, QUICK);
    await expect.poll(() => count('close'), PATIENT).toBe(2);
    expect(said('run.skipped')).toBe(0);
  });

  it('catches up from what the ledger knows when Redis has lost the schedule', async () => {
    const queue = await open();
    const { missed } = await queue.schedule(schedule(NEW_YEAR), true);
    expect(missed?.toISOString()).toMatch(/-01-01T08:00:00.000Z$/);
    await work(queue, QUICK);
    await expect.poll(() => count('close'), PATIENT).toBe(1);
  });

  it('never overlaps nor piles up: what came due while a run was on is answered by that run', async () => {
    const queue = await open();
    await queue.schedule(schedule(EVERY_SECOND), false);
    await work(queue, { partitions: 1, partitionMs: 2500 });
    await expect.poll(() => count('open'), PATIENT).toBe(2);
    await queue.schedule(schedule(NEW_YEAR), true);
    const idle = { active: 0, waiting: 0, 'waiting-children': 0, delayed: 1 };
    await expect.poll(() => queue.depths(), PATIENT).toMatchObject({ 'touchpoint-runs': idle });
    const runs = deeds(folder).filter((deed) => /^(open|close)/.test(deed));
    expect(runs.map((deed) => deed.split(' ')[0])).toEqual(['open', 'close', 'open', 'close']);
    expect(said('run.skipped')).toBeGreaterThan(0);
  });
});
