import { describe, expect, it } from 'vitest';
import { bothLocks, takeLock, type VisibleRunLock, waitUntilFree, whileHolding } from './hold-lock.ts';

/** A lock and a clock in memory; pausing moves the clock and lets the holder do what it does meanwhile. */
function lockAndClock(whilePaused: (lock: VisibleRunLock, now: number) => Promise<unknown> = () => Promise.resolve()) {
  let now = 0;
  let held: { holder: string; until: number } | null = null;
  const lock: VisibleRunLock = {
    take: (holder, ttlMs) => {
      if (held !== null && held.holder !== holder && held.until > now) return Promise.resolve(false);
      held = { holder, until: now + ttlMs };
      return Promise.resolve(true);
    },
    release: (holder) => {
      if (held?.holder === holder) held = null;
      return Promise.resolve();
    },
    look: () => Promise.resolve(held && held.until > now ? { holder: held.holder, ttlMs: held.until - now } : null),
  };
  const pause = async (ms: number) => {
    now += ms;
    await whilePaused(lock, now);
  };
  return { lock, pause, now: () => now };
}

const signal = new AbortController().signal;

describe('the run lock', () => {
  it('is taken at once when nobody holds it', async () => {
    const { lock, pause, now } = lockAndClock();
    await takeLock(lock, 'me', pause, signal);
    expect([now(), (await lock.look())?.holder]).toEqual([0, 'me']);
  });

  it('is taken when the lock of a dead holder lapses', async () => {
    const { lock, pause, now } = lockAndClock();
    await lock.take('the dead', 15_000);
    await takeLock(lock, 'me', pause, signal);
    expect(now()).toBe(15_000);
  });

  it('is refused as soon as its holder is seen to renew it, and says who that is', async () => {
    const { lock, pause, now } = lockAndClock((held, at) =>
      at % 5000 === 0 ? held.take('run job 7', 15_000) : Promise.resolve(),
    );
    await lock.take('run job 7', 15_000);
    await expect(takeLock(lock, 'me', pause, signal)).rejects.toThrow('Another run is in progress: run job 7.');
    expect(now()).toBe(5000);
    await expect(waitUntilFree(lock, pause, signal)).rejects.toMatchObject({ code: 'RUN_OVERLAP' });
  });

  it('is only held in both places or in none', async () => {
    const one = lockAndClock().lock;
    const other = lockAndClock().lock;
    const both = bothLocks(one, other);
    await other.take('somebody', 1000);
    expect(await both.take('me', 1000)).toBe(false);
    expect(await one.look()).toBeNull();
    expect((await both.look())?.holder).toBe('somebody');
    await other.release('somebody');
    expect(await both.take('me', 1000)).toBe(true);
    await both.release('me');
    expect([await one.look(), await other.look()]).toEqual([null, null]);
  });

  /** Works until its signal aborts. */
  const untilAborted = (held: AbortSignal) =>
    new Promise<string>((resolve) =>
      held.addEventListener('abort', () => resolve(String(held.reason)), { once: true }),
    );

  it('is renewed while the work goes on and let go of at its end, whatever that is', async () => {
    const { lock, pause, now } = lockAndClock();
    const work = async () => {
      await expect.poll(now).toBeGreaterThan(60_000);
      expect((await lock.look())?.holder).toBe('me');
      throw new Error('it ends badly');
    };
    const paced = (ms: number) => pause(ms).then(() => new Promise<void>((resolve) => setTimeout(resolve)));
    await expect(whileHolding({ lock, holder: 'me', pause: paced, log: quiet() }, signal, work)).rejects.toThrow(
      'badly',
    );
    expect(await lock.look()).toBeNull();
  });

  it('stops the work when another run got hold of it', async () => {
    const { lock, pause } = lockAndClock(async (held, at) => {
      if (at !== 10_000) return;
      await held.release('me');
      await held.take('another', 60_000);
    });
    const log = quiet();
    expect(await whileHolding({ lock, holder: 'me', pause, log }, signal, untilAborted)).toMatch(
      /Another run is in progress: another/,
    );
    expect(log.told).toEqual(['lock.lost']);
    expect((await lock.look())?.holder).toBe('another');
  });

  it('is not lost because one renewal failed', async () => {
    const { lock, pause, now } = lockAndClock();
    let renewals = 0;
    const flaky: VisibleRunLock = {
      ...lock,
      take: (holder, ttlMs) => {
        renewals += 1;
        return renewals === 3 ? Promise.reject(new Error('the ledger is busy')) : lock.take(holder, ttlMs);
      },
    };
    const paced = (ms: number) => pause(ms).then(() => new Promise<void>((resolve) => setTimeout(resolve)));
    const log = quiet();
    const work = () => expect.poll(now).toBeGreaterThan(30_000);
    await whileHolding({ lock: flaky, holder: 'me', pause: paced, log }, signal, work);
    expect(log.told).toEqual(['lock.renewal.failed']);
  });
});

/** A log that remembers the names of events. */
function quiet() {
  const told: string[] = [];
  const tell = (event: string) => void told.push(event);
  return { told, info: tell, warn: tell, error: tell };
}
