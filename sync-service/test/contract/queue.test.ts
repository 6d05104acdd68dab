// The queue on a real Redis, with real processes where they are killed. What the acts do is scripted in queue-acts.ts.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { ensurePrivateRedis, socketPath } from '../../src/queue/private-redis.ts';
import { openQueue, type RunQueue } from '../../src/queue/queue.ts';
import { runThroughQueue } from '../../src/queue/run-through-queue.ts';
import { ConfigurationFailure, type Failure } from '../../src/run/failures.ts';
import { deeds, NOBODY, quiet, REQUEST, type Script, scriptedActs } from './queue-acts.ts';

let folder = '';
let ledger: Ledger;
const children: ChildProcess[] = [];
/** What the processes of this test said, in order; shown when a test fails. */
let spoken: string[] = [];
const transcript = () => `${spoken.join('')}${deeds(folder).join(', ')}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-queue-'));
  ledger = await openLedger(folder);
  spoken = [];
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const redis = new Redis({ path: socketPath(folder), lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  await redis.connect().then(
    () => redis.shutdown('NOSAVE').catch(() => undefined),
    () => undefined,
  );
  redis.disconnect();
  await ledger.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const dependenciesFor = (queue: RunQueue, script: Script) => ({
  acts: scriptedActs(folder, ledger.runs, script),
  ...{ store: ledger.runs, lock: queue.lock, log: quiet, concurrency: 4, patienceMs: 60_000 },
  alerts: NOBODY,
  orgNow: () => Promise.resolve(Date.now()),
  pause: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined),
});

/** Runs in this process; closes the queue again. */
async function run(script: Script, steps: [number, number][] = []) {
  const queue = await openQueue({ redisUrl: null, dataFolder: folder }, quiet);
  try {
    const progress = (done: number, total: number) => steps.push([done, total]);
    const signal = new AbortController().signal;
    return await runThroughQueue(queue, dependenciesFor(queue, script), REQUEST, { progress, signal });
  } finally {
    await queue.close();
  }
}

/** Starts a process of its own; `said` grows with what it prints. */
function start(role: 'run' | 'worker', script: Script) {
  const file = join(import.meta.dirname, 'queue-process.ts');
  const child = spawn(process.execPath, [file, role, folder, JSON.stringify(script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const process_ = { child, said: '', ended: new Promise((resolve) => child.on('exit', resolve)) };
  child.stdout.on('data', (data) => {
    process_.said += String(data);
    spoken.push(`${role} ${child.pid ?? 0}: ${String(data)}`);
  });
  return process_;
}

async function until(condition: () => boolean, withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms; so far: ${transcript()}`);
    await sleep(20);
  }
}

const count = (start: string) => deeds(folder).filter((deed) => deed.startsWith(start)).length;
/** Every partition has a result, and the run was closed once. */
async function expectComplete(partitions: number): Promise<void> {
  const id = deeds(folder)[0]!.split(' ')[1]!;
  expect((await ledger.runs.results(id)).length).toBe(partitions);
  expect(await ledger.runs.loadSummary(id)).toMatchObject({ verdict: 'ok', evaluated: partitions });
  expect(count('open'), transcript()).toBe(1);
}
const workerPids = () =>
  new Set(
    deeds(folder)
      .filter((deed) => deed.startsWith('start'))
      .map((deed) => deed.split(' ')[2]),
  );

describe('a run through the queue', () => {
  it('opens once, scores every partition once, closes once, and tells how far it is', async () => {
    const steps: [number, number][] = [];
    const result = await run({ partitions: 1203, partitionMs: 1 }, steps);
    expect(result.verdict).toBe('ok');
    await expectComplete(1203);
    expect([count('start'), count('close')]).toEqual([1203, 1]);
    expect(steps.every(([done, total]) => done <= total && total <= 1203)).toBe(true);
  });

  it('closes with what failed for good, in full, and with the rest done', async () => {
    const script = { partitions: 6, partitionMs: 5, broken: [3], flaky: [{ partition: 4, times: 2 }] };
    const { runId, verdict } = await run(script);
    const summary = await ledger.runs.loadSummary(runId);
    expect(verdict).toBe('degraded');
    expect(summary?.messages.map((message) => JSON.parse(message) as unknown)).toEqual([
      { partition: 3, code: 'BROKEN', message: 'It is broken.', actions: ['Mend it.', 'Run again.'] },
    ]);
    expect([count('start 3'), count('start 4'), count('end')]).toEqual([1, 3, 5]);
  });

  it('waits as long as the other side asks, which costs no attempt', async () => {
    const script = { partitions: 2, partitionMs: 1, flaky: [{ partition: 1, times: 12, retryAfterMs: 100 }] };
    const began = Date.now();
    expect((await run(script)).verdict).toBe('ok');
    expect(Date.now() - began).toBeGreaterThan(1200);
    expect(count('start 1')).toBe(13);
  });

  it('ends with every problem when the configuration is wrong', async () => {
    const failure = await run({ partitions: 1, partitionMs: 1, misconfigured: true }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationFailure);
    expect((failure as ConfigurationFailure).problems).toEqual([
      { where: 'Touchpoint_Policy__mdt Default', message: 'is wrong', fix: 'Mend it.' },
    ]);
  });

  it('refuses to overlap, saying who is at it since when', async () => {
    const first = start('run', { partitions: 200, partitionMs: 200 });
    await until(() => count('end') > 2);
    const failure = (await run({ partitions: 1, partitionMs: 1 }).catch((error: unknown) => error)) as Failure;
    expect(failure.code).toBe('RUN_OVERLAP');
    expect(failure.message).toContain(`process ${first.child.pid ?? 0} at 20`);
    first.child.kill('SIGKILL');
  });

  it('forgets nothing between two runs, and starts a new one when the first is closed', async () => {
    const first = await run({ partitions: 3, partitionMs: 1 });
    const second = await run({ partitions: 3, partitionMs: 1 });
    expect(second.runId).not.toBe(first.runId);
    expect(count('end')).toBe(6);
  });
});

describe('a run that is disturbed', () => {
  it('is finished by the others when a worker is killed, twice', async () => {
    const script = { partitions: 60, partitionMs: 150 };
    const first = start('run', script);
    for (let kill = 0; kill < 2; kill += 1) {
      const worker = start('worker', script);
      await until(() =>
        deeds(folder).some((deed) => deed === `start ${deed.split(' ')[1] ?? ''} ${worker.child.pid ?? 0}`),
      );
      worker.child.kill('SIGKILL');
    }
    await first.ended;
    expect(first.said).toContain('result {"runId"');
    await expectComplete(60);
    expect(workerPids().size).toBe(3);
  });

  it('is finished when Redis is killed, because the file remembers', async () => {
    const script = { partitions: 40, partitionMs: 100 };
    const first = start('run', script);
    await until(() => count('end') > 4);
    const redis = new Redis({ path: socketPath(folder) });
    redis.on('error', () => undefined);
    const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]);
    redis.disconnect();
    process.kill(pid, 'SIGKILL');
    await first.ended;
    expect(first.said).toMatch(/redis\.restarted[\s\S]*result \{"runId"/);
    await expectComplete(40);
  });

  it('is finished from the ledger when Redis loses everything', async () => {
    const first = start('run', { partitions: 40, partitionMs: 100 });
    await until(() => count('end') > 4);
    const redis = new Redis({ path: socketPath(folder) });
    await redis.flushall();
    redis.disconnect();
    await first.ended;
    expect(first.said).toMatch(/queue\.lost[\s\S]*result \{"runId"/);
    await expectComplete(40);
  });

  it('is resumed by the same command after everything was killed', async () => {
    const first = start('run', { partitions: 40, partitionMs: 100 });
    await until(() => count('end') > 4);
    first.child.kill('SIGKILL');
    const second = start('run', { partitions: 40, partitionMs: 100 });
    await second.ended;
    expect(second.said).toMatch(/run\.resumed[\s\S]*result \{"runId"/);
    await expectComplete(40);
    // Only what was in hand when the process died is done again.
    expect(count('start')).toBeLessThanOrEqual(42);
  });

  it('hands its partitions back at once when it is asked to stop, and is resumed', async () => {
    const first = start('run', { partitions: 10, partitionMs: 3000 });
    await until(() => count('start') === 2);
    first.child.kill('SIGTERM');
    const asked = Date.now();
    await first.ended;
    expect(Date.now() - asked).toBeLessThan(4000);
    expect(first.said).toMatch(/failure \{"code":"RUN_INTERRUPTED"/);
    const second = start('run', { partitions: 10, partitionMs: 10 });
    await second.ended;
    await expectComplete(10);
    expect(Date.now() - asked).toBeLessThan(12_000);
  });

  it('makes way for a new one when its run was closed outside the queue', async () => {
    const first = start('run', { partitions: 10, partitionMs: 300 });
    await until(() => count('end') > 2);
    first.child.kill('SIGTERM');
    await first.ended;
    const id = deeds(folder)[0]!.split(' ')[1]!;
    await scriptedActs(folder, ledger.runs, { partitions: 10, partitionMs: 1 }).close(id, []);
    const second = await run({ partitions: 10, partitionMs: 1 });
    expect(second.runId).not.toBe(id);
    expect(await ledger.runs.loadSummary(second.runId)).toMatchObject({ verdict: 'ok', evaluated: 10 });
  });

  it('goes on elsewhere when a worker is stopped', async () => {
    const script = { partitions: 30, partitionMs: 300 };
    const first = start('run', script);
    const worker = start('worker', script);
    await until(() => workerPids().size === 2);
    worker.child.kill('SIGTERM');
    await worker.ended;
    expect(worker.said).toContain('closed');
    await first.ended;
    await expectComplete(30);
  });
});

describe('the private Redis', () => {
  it('is started once, adopted by the next process, and stopped by the last', async () => {
    const started = await Promise.all([1, 2, 3].map(() => ensurePrivateRedis(folder)));
    expect(started.filter(Boolean)).toHaveLength(1);
    const first = await openQueue({ redisUrl: null, dataFolder: folder }, quiet);
    const second = await openQueue({ redisUrl: null, dataFolder: folder }, quiet);
    expect(await first.durability()).toEqual({ evictionPolicy: 'noeviction', appendOnly: 'yes' });
    await first.close();
    expect((await second.openRunJobs()).length).toBe(0);
    await second.close();
    expect(await ensurePrivateRedis(folder)).toBe(true);
  });

  it('listens in a temporary folder when the path is too long for a socket', () => {
    const path = socketPath(`/${'long/'.repeat(30)}`);
    expect(path.length).toBeLessThan(100);
    expect(path).toContain(tmpdir());
    expect(path).toBe(socketPath(`/${'long/'.repeat(30)}`));
  });

  it('is refused in clear words when REDIS_URL leads nowhere', async () => {
    const failure = await openQueue({ redisUrl: 'redis://:secret@127.0.0.1:1/0', dataFolder: folder }, quiet).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'REDIS_UNREACHABLE' });
    expect((failure as Error).message).not.toContain('secret');
  });
});
