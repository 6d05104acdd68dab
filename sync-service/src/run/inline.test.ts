// A run in one process over acts and a store in memory.
import { describe, expect, it } from 'vitest';
import type { Acts } from './acts.ts';
import { FatalFailure, RetriableFailure } from './failures.ts';
import { runInline } from './inline.ts';
import { RESUMABLE_MS } from './resume.ts';
import type { PartitionFailure, PartitionResult, RunPlan, RunRequest, RunStore, RunSummary } from './run-store.ts';

const REQUEST: RunRequest = { mode: 'full', dryRun: false, asOf: null };

/** Three partitions; `score` says what becomes of one. */
function surroundings(score: (partition: number) => Promise<unknown> = () => Promise.resolve()) {
  const deeds: string[] = [];
  const plans = new Map<string, RunPlan>();
  const results: PartitionResult[] = [];
  let closed: string[] = [];
  let now = 0;
  let failures: readonly PartitionFailure[] = [];
  const store: Pick<RunStore, 'findUnfinished' | 'results' | 'countResults'> = {
    countResults: () => Promise.resolve(results.length),
    findUnfinished: () => Promise.resolve([...plans.values()].find((plan) => !closed.includes(plan.id)) ?? null),
    results: () => Promise.resolve([...results]),
  };
  const acts: Acts = {
    open(request) {
      const plan = { id: `r${plans.size + 1}`, request, openedAt: now, ranges: [1, 2, 3] } as unknown as RunPlan;
      plans.set(plan.id, plan);
      deeds.push(`open ${plan.id}`);
      return Promise.resolve(plan);
    },
    async scorePartition(_run, partition) {
      deeds.push(`score ${partition}`);
      await score(partition);
      const result = { partition } as PartitionResult;
      results.push(result);
      return result;
    },
    close(id, found) {
      deeds.push(`close ${id}`);
      closed = [...closed, id];
      failures = found;
      return Promise.resolve({ id } as RunSummary);
    },
  };
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const pause = (ms: number) => {
    now += ms;
    return Promise.resolve();
  };
  const dependencies = {
    ...{
      acts,
      store: store as RunStore,
      log: quiet,
      concurrency: 1,
      patienceMs: 60_000,
      pause,
      chance: () => 1,
      progress: () => undefined,
    },
    ...{ orgNow: () => Promise.resolve(now), now: () => now },
  };
  const run = (signal = new AbortController().signal, request = REQUEST) => runInline(dependencies, request, signal);
  return { run, deeds, failures: () => failures, sleep: (ms: number) => (now += ms), now: () => now };
}

describe('a run in one process', () => {
  it('opens, scores every partition, closes', async () => {
    const { run, deeds } = surroundings();
    expect((await run()).id).toBe('r1');
    expect(deeds).toEqual(['open r1', 'score 0', 'score 1', 'score 2', 'close r1']);
  });

  it('tries again what is worth it, and waits in between', async () => {
    let tries = 0;
    const { run, deeds, now } = surroundings((partition) =>
      partition === 1 && (tries += 1) < 3
        ? Promise.reject(new RetriableFailure('Busy.', { code: 'BUSY' }))
        : Promise.resolve(),
    );
    await run();
    expect(deeds.filter((deed) => deed === 'score 1')).toHaveLength(3);
    expect(now()).toBe(1500);
  });

  it('is not kept waiting by a partition that fails alone, with one at a time', async () => {
    const { run, deeds, failures, sleep } = surroundings((partition) => {
      if (partition !== 0) return Promise.resolve();
      sleep(31_000);
      return Promise.reject(new RetriableFailure('Busy.', { code: 'BUSY' }));
    });
    await run();
    expect(deeds.slice(1, -1)).toEqual(['score 0', 'score 1', 'score 2', 'score 0']);
    expect(failures().map(({ partition }) => partition)).toEqual([0]);
  });

  it('does not try the rest when the other side is away', async () => {
    const { run, deeds, failures, sleep, now } = surroundings(() => {
      sleep(31_000);
      return Promise.reject(new RetriableFailure('Gone.', { code: 'GONE' }));
    });
    await run();
    expect(deeds.slice(1, -1)).toEqual(['score 0', 'score 1']);
    expect(failures().map(({ partition, code }) => [partition, code])).toEqual([
      [1, 'GONE'],
      [2, 'GONE'],
      [0, 'GONE'],
    ]);
    expect(now()).toBeLessThan(2 * 60_000);
  });

  it('goes on after a partition that failed for good, and closes with why', async () => {
    const { run, deeds, failures } = surroundings((partition) =>
      partition === 0
        ? Promise.reject(new FatalFailure('No.', { code: 'NO', actions: ['Do it.'] }))
        : Promise.resolve(),
    );
    await run();
    expect(deeds.slice(1, 4)).toEqual(['score 0', 'score 1', 'score 2']);
    expect(failures()).toEqual([{ partition: 0, code: 'NO', message: 'No.', actions: ['Do it.'] }]);
  });

  it('stops when it is interrupted, and is resumed without repeating what is done', async () => {
    const stop = new AbortController();
    const { run, deeds } = surroundings((partition) => {
      if (partition === 1 && !stop.signal.aborted) {
        stop.abort();
        return Promise.reject(new Error('aborted'));
      }
      return Promise.resolve();
    });
    await expect(run(stop.signal)).rejects.toMatchObject({ code: 'RUN_INTERRUPTED' });
    expect((await run()).id).toBe('r1');
    expect(deeds).toEqual(['open r1', 'score 0', 'score 1', 'score 1', 'score 2', 'close r1']);
  });

  it.each([
    ['six hours later', RESUMABLE_MS, REQUEST],
    ['for another request', 0, { ...REQUEST, dryRun: true }],
  ])('is closed as abandoned and begun anew when it is asked for %s', async (_when, later, request) => {
    const stop = new AbortController();
    const { run, deeds, sleep } = surroundings(() => {
      stop.abort();
      return Promise.reject(new Error('aborted'));
    });
    await expect(run(stop.signal)).rejects.toMatchObject({ code: 'RUN_INTERRUPTED' });
    sleep(later);
    await run(undefined, request).catch((error: unknown) => error);
    expect(deeds.slice(2, 4)).toEqual(['close r1', 'open r2']);
  });
});
