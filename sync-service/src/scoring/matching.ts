// Which Outreach engagement stands behind which Salesforce Task, by the data connections that Outreach keeps.
import type { AccountEngagement, TaskActivity } from './evidence.ts';

/** The pairs found: each Task with at most one engagement. */
export interface Matching {
  readonly byTask: ReadonlyMap<string, AccountEngagement>;
  /** The account's own Tasks of each engagement, sorted by Id. */
  readonly tasksOf: ReadonlyMap<AccountEngagement, readonly TaskActivity[]>;
}

/** Pairs Tasks and engagements. Two engagements that claim one Task: the smaller kind and id keeps it. */
export function match(tasks: readonly TaskActivity[], engagements: readonly AccountEngagement[]): Matching {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const byTask = new Map<string, AccountEngagement>();
  const tasksOf = new Map<AccountEngagement, TaskActivity[]>();
  const ordered = [...engagements].sort(
    (a, b) => a.engagement.kind.localeCompare(b.engagement.kind) || a.engagement.id - b.engagement.id,
  );
  for (const candidate of ordered) {
    const own: TaskActivity[] = [];
    for (const id of [...candidate.engagement.taskIds].sort()) {
      const task = known.get(id);
      if (!task || byTask.has(id)) continue;
      byTask.set(id, candidate);
      own.push(task);
    }
    tasksOf.set(candidate, own);
  }
  return { byTask, tasksOf };
}
