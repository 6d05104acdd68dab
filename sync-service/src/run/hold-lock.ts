// Only one run at a time: taking the run lock and keeping it, waiting out a dead holder, saying who holds it. Where the lock is kept is
// the business of the queue (Redis) and of the ledger.
import { FatalFailure } from './failures.ts';
import type { Log } from './log.ts';
import type { RunLock } from './run-store.ts';

/** A dead holder blocks the next run for this long. */
export const LOCK_TTL_MS = 15_000;
/** Three chances to renew before it lapses. */
export const LOCK_RENEWAL_MS = 5000;
const LOOK_EVERY_MS = 500;

export interface LockHolding {
  readonly holder: string;
  /** Until it lapses. */
  readonly ttlMs: number;
}

/** A lock that can be looked at, so that a run that finds it taken can say by whom. */
export interface VisibleRunLock extends RunLock {
  /** Null when nobody holds it. */
  look(): Promise<LockHolding | null>;
}

/** Waits; ends early, without an error, when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Takes the lock, waiting as long as a dead holder's takes to lapse. Throws `RUN_OVERLAP` when the holder is alive. */
export async function takeLock(lock: VisibleRunLock, holder: string, pause: Pause, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited <= LOCK_TTL_MS + LOOK_EVERY_MS; waited += LOOK_EVERY_MS) {
    if (await lock.take(holder, LOCK_TTL_MS)) return;
    await waitUntilFree(lock, pause, signal);
  }
  throw overlap(await lock.look());
}

/** Waits until nobody holds the lock. Throws `RUN_OVERLAP` as soon as its holder is seen to be alive. */
export async function waitUntilFree(lock: VisibleRunLock, pause: Pause, signal: AbortSignal): Promise<void> {
  for (let before = await lock.look(); before !== null && !signal.aborted;) {
    await pause(LOOK_EVERY_MS, signal);
    const now = await lock.look();
    if (now !== null && now.ttlMs > before.ttlMs) throw overlap(now);
    before = now;
  }
}

export interface Holding {
  readonly lock: VisibleRunLock;
  readonly holder: string;
  readonly pause: Pause;
  readonly log: Log;
}

/**
 * Takes the lock, renews it while the action works, and lets go of it. The action's signal aborts as well when another
 * run got the lock, because this process slept or could not renew: two runs would write the same accounts.
 */
export async function whileHolding<T>(
  holding: Holding,
  signal: AbortSignal,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { lock, holder, pause } = holding;
  await takeLock(lock, holder, pause, signal);
  const [ended, lost] = [new AbortController(), new AbortController()];
  const renewal = renewUntil(holding, ended.signal, lost);
  try {
    return await action(AbortSignal.any([signal, lost.signal]));
  } finally {
    ended.abort();
    await renewal;
    await lock.release(holder);
  }
}

async function renewUntil({ lock, holder, pause, log }: Holding, ended: AbortSignal, lost: AbortController) {
  for (;;) {
    await pause(LOCK_RENEWAL_MS, ended);
    if (ended.aborted) return;
    try {
      if (await lock.take(holder, LOCK_TTL_MS)) continue;
      log.error('lock.lost', { holder });
      lost.abort(overlap(await lock.look()));
      return;
    } catch (error) {
      // It has two more chances before it lapses.
      log.warn('lock.renewal.failed', { message: String(error) });
    }
  }
}

/** Both or none: a run through the queue and one in a single process on the same ledger exclude each other. */
export function bothLocks(one: VisibleRunLock, other: VisibleRunLock): VisibleRunLock {
  return {
    take: async (holder, ttlMs) => {
      if (!(await one.take(holder, ttlMs))) return false;
      if (await other.take(holder, ttlMs)) return true;
      await one.release(holder);
      return false;
    },
    release: async (holder) => {
      await one.release(holder);
      await other.release(holder);
    },
    look: async () => (await one.look()) ?? (await other.look()),
  };
}

function overlap(holding: LockHolding | null): FatalFailure {
  return new FatalFailure(`Another run is in progress: ${holding?.holder ?? 'it has let go of the lock by now'}.`, {
    code: 'RUN_OVERLAP',
    actions: ['Wait until it ends, then run again. The lock of a run that died lapses within 15 seconds.'],
  });
}
