// Whether the other side is away for the whole run, learned from its partitions: then those not begun fail at once, and
// a fault that never ends costs one patience, not one for every partition. How often one act is tried is in retries.ts.
import { givenUp, RetriableFailure } from './failures.ts';

export interface OutageDependencies {
  /** How many partitions of the run have a result by now, whichever worker scored them. */
  readonly countDone: () => Promise<number>;
  /** This machine's clock, milliseconds. */
  readonly now: () => number;
  readonly patienceMs: number;
}

/** A time in which attempts failed and no partition succeeded. */
interface Streak {
  readonly since: number;
  readonly done: number;
  readonly partitions: ReadonlySet<number>;
  readonly failure: RetriableFailure;
}

/**
 * One for each run and process. The other side counts as away when at least two partitions failed with a
 * RetriableFailure, nothing succeeded since the first of those attempts began, and that is `patienceMs` ago: a range
 * that fails alone never stops the others. It ends with the next success of any worker.
 */
export class Outage {
  readonly #dependencies: OutageDependencies;
  #streak: Streak | null = null;

  constructor(dependencies: OutageDependencies) {
    this.#dependencies = dependencies;
  }

  /** Runs one attempt at a partition. Throws a FatalFailure, without trying, while the other side is away. */
  async attempt<T>(partition: number, act: () => Promise<T>): Promise<T> {
    await this.#throwIfAway();
    const [began, done] = [this.#dependencies.now(), await this.#dependencies.countDone()];
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof RetriableFailure)) throw error;
      await this.#note(partition, error, began, done);
      await this.#throwIfAway();
      throw error;
    }
  }

  async #note(partition: number, failure: RetriableFailure, began: number, done: number): Promise<void> {
    const before = await this.#standing();
    // What began before the last success says nothing about the time after it.
    if (before === null && done < (await this.#dependencies.countDone())) return;
    this.#streak = {
      since: Math.min(before?.since ?? began, began),
      done: before?.done ?? done,
      partitions: new Set([...(before?.partitions ?? []), partition]),
      failure,
    };
  }

  /** The streak, unless something succeeded meanwhile. */
  async #standing(): Promise<Streak | null> {
    if (this.#streak !== null && (await this.#dependencies.countDone()) > this.#streak.done) this.#streak = null;
    return this.#streak;
  }

  async #throwIfAway(): Promise<void> {
    const streak = await this.#standing();
    if (streak === null || streak.partitions.size < 2) return;
    if (this.#dependencies.now() - streak.since < this.#dependencies.patienceMs) return;
    throw givenUp(streak.failure);
  }
}
