// How a run tells what happened: one past-tense event per fact, with ids and counts only.

/** Facts are ids, counts, codes and instants: never names, subjects, addresses or secrets. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Implemented by `watch`; `event` is such as `run.opened` or `partition.scored`. */
export interface Log {
  info(event: string, facts: Facts): void;
  warn(event: string, facts: Facts): void;
  error(event: string, facts: Facts): void;
}

/** How far a run is, for a progress bar: partitions done of all. */
export type Progress = (done: number, total: number) => void;
