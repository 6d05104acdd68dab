import { describe, expect, it } from 'vitest';
import { ConfigurationFailure, FatalFailure, RetriableFailure } from './failures.ts';
import { ATTEMPTS, partitionFailure, waitBeforeRetry } from './retries.ts';

const busy = (retryAfterMs: number | null = null) => new RetriableFailure('Busy.', { code: 'BUSY', retryAfterMs });

describe('patience', () => {
  it('grows with every attempt, spread by chance', () => {
    expect([1, 2, 3].map((failed) => waitBeforeRetry(busy(), failed, 0, 60_000, 1))).toEqual([500, 1000, 2000]);
    expect(waitBeforeRetry(busy(), 1, 0, 60_000, 0)).toBe(250);
  });

  it('ends with the attempts or with the time', () => {
    expect(waitBeforeRetry(busy(), ATTEMPTS, 0, 60_000, 1)).toBeNull();
    expect(waitBeforeRetry(busy(), 1, 60_000, 60_000, 1)).toBeNull();
  });

  it('waits as long as it is told, unless that is too long', () => {
    expect(waitBeforeRetry(busy(3000), 1, 0, 60_000, 1)).toBe(3000);
    expect(waitBeforeRetry(busy(3_600_000), 1, 0, 60_000, 1)).toBeNull();
  });

  it('is not wasted on what will not change', () => {
    expect(waitBeforeRetry(new FatalFailure('No.', { code: 'NO' }), 1, 0, 60_000, 1)).toBeNull();
    expect(waitBeforeRetry(new ConfigurationFailure([]), 1, 0, 60_000, 1)).toBeNull();
    expect(waitBeforeRetry(new TypeError('x'), 2, 0, 60_000, 1)).toBeNull();
  });
});

describe('a partition that failed', () => {
  it('says the code, the message and what to do', () => {
    const failure = new FatalFailure('No.', { code: 'NO', actions: ['Do it.'] });
    expect(partitionFailure(4, failure)).toEqual({ partition: 4, code: 'NO', message: 'No.', actions: ['Do it.'] });
  });

  it('is a bug when it is no failure of ours', () => {
    expect(partitionFailure(4, new TypeError('x'))).toMatchObject({ code: 'UNEXPECTED', message: 'TypeError: x' });
  });
});
