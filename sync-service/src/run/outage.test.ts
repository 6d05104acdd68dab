// When the other side counts as away, and what ends it.
import { describe, expect, it } from 'vitest';
import { FatalFailure, RetriableFailure } from './failures.ts';
import { Outage } from './outage.ts';

const PATIENCE = 60_000;

function surroundings() {
  let [now, done] = [0, 0];
  const outage = new Outage({ countDone: () => Promise.resolve(done), now: () => now, patienceMs: PATIENCE });
  return {
    /** One attempt that takes `ms` and fails. */
    fail: async (partition: number, ms: number, error: Error = new RetriableFailure('Gone.', { code: 'GONE' })) => {
      const attempt = outage.attempt(partition, () => {
        now += ms;
        return Promise.reject(error);
      });
      return attempt.then(
        () => null,
        (thrown: unknown) => thrown,
      );
    },
    succeed: (partition: number) => outage.attempt(partition, () => Promise.resolve((done += 1))),
    elsewhere: () => (done += 1),
  };
}

describe('an outage', () => {
  it('is seen when two partitions failed for the whole patience, and nothing is tried any more', async () => {
    const { fail } = surroundings();
    expect(await fail(0, 40_000)).toBeInstanceOf(RetriableFailure);
    expect(await fail(1, 40_000)).toMatchObject({ name: 'FatalFailure', code: 'GONE', message: 'Gone.' });
    const tried = new Error('it was tried');
    expect(await fail(2, 1, tried)).toBeInstanceOf(FatalFailure);
  });

  it('is not seen in a partition that fails alone, however long', async () => {
    const { fail, succeed } = surroundings();
    for (let turn = 0; turn < 4; turn += 1) expect(await fail(0, PATIENCE)).toBeInstanceOf(RetriableFailure);
    await expect(succeed(1)).resolves.toBe(1);
  });

  it('is not seen before the patience is over', async () => {
    const { fail, succeed } = surroundings();
    await fail(0, 20_000);
    await fail(1, 20_000);
    await expect(succeed(2)).resolves.toBe(1);
  });

  it('ends with a success, wherever that was', async () => {
    const { fail, succeed, elsewhere } = surroundings();
    await fail(0, 40_000);
    await fail(1, 40_000);
    elsewhere();
    await expect(succeed(2)).resolves.toBe(2);
    expect(await fail(3, 40_000)).toBeInstanceOf(RetriableFailure);
  });

  it('is not seen in failures that have nothing to do with the other side', async () => {
    const { fail, succeed } = surroundings();
    await fail(0, 40_000, new FatalFailure('No.', { code: 'NO' }));
    await fail(1, 40_000, new TypeError('x'));
    await expect(succeed(2)).resolves.toBe(1);
  });
});
