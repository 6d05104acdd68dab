// Which Outreach engagement stands behind which Salesforce Task, by rules in a fixed order: the first that joins a Task
// decides. What no rule joins stays apart and is reported. What counts is decided in touchpoints.ts.
import type { AccountEngagement, Fact, TaskActivity } from './evidence.ts';
import type { Joining } from './interaction.ts';
import { factOf } from './interpret.ts';
import { byEngagement, candidates, toldBy, type MatchingContext } from './likeness.ts';

/** In this order. */
export type MatchRule = Extract<Joining['rule'], 'data connection' | 'Outreach Id field' | 'same e-mail' | 'same call'>;

export interface Match {
  readonly of: AccountEngagement;
  readonly rule: MatchRule;
  /** What of the engagement the Task tells; null when it only says that a mail was opened, clicked or came back. */
  readonly fact: Fact | null;
}

export interface Matching {
  /** By Task Id, each Task with at most one engagement; a Task that is not here was matched to none. */
  readonly byTask: ReadonlyMap<string, Match>;
  /** The account's own Tasks of each engagement, deleted ones included, sorted by Id; empty when it has none. */
  readonly tasksOf: ReadonlyMap<AccountEngagement, readonly TaskActivity[]>;
  /** Engagements of the account's people that took place and of which no Task is known, not even elsewhere or deleted. */
  readonly withoutTask: readonly AccountEngagement[];
}

/** Joins the Tasks of an account and its engagements. The order of both does not matter. */
export function match(
  tasks: readonly TaskActivity[],
  engagements: readonly AccountEngagement[],
  context: MatchingContext,
): Matching {
  const ordered = [...engagements].sort(byEngagement);
  const joined = new Joined(ordered, context);
  connect(tasks, ordered, joined);
  identify(tasks, ordered, joined, context);
  const rest = tasks.filter((task) => !joined.byTask.has(task.id));
  // A tool logs a fact once. Where it logged two, the fact is the nearer one's; the other tells of something else.
  for (const { task, of, fact } of candidates(rest, ordered, context))
    if (!joined.byTask.has(task.id) && !joined.isToldBySameTool(of, fact, task))
      joined.add(task, of, fact === 'call' ? 'same call' : 'same e-mail', fact);
  const { byTask, tasksOf } = joined;
  for (const list of tasksOf.values()) list.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { byTask, tasksOf, withoutTask: ordered.filter((of) => tookPlace(of) && isWithoutTask(of, tasksOf)) };
}

/** The pairs so far. */
class Joined {
  readonly byTask = new Map<string, Match>();
  readonly tasksOf: Map<AccountEngagement, TaskActivity[]>;
  readonly #context: MatchingContext;

  constructor(engagements: readonly AccountEngagement[], context: MatchingContext) {
    this.tasksOf = new Map(engagements.map((of) => [of, []]));
    this.#context = context;
  }

  add(task: TaskActivity, of: AccountEngagement, rule: MatchRule, fact: Fact | null): void {
    this.byTask.set(task.id, { of, rule, fact });
    this.tasksOf.get(of)?.push(task);
  }

  /** By an exact rule: what the Task tells is read as the record of its engagement. */
  addKnown(task: TaskActivity, of: AccountEngagement, rule: MatchRule): void {
    const { read, policy } = this.#context;
    this.add(task, of, rule, factOf(of.engagement.kind, read(task, of), policy));
  }

  /** Whether a Task of the same mapping rule tells this fact already. */
  isToldBySameTool(of: AccountEngagement, fact: Fact, task: TaskActivity): boolean {
    const toolOf = (it: TaskActivity): number | undefined => this.#context.read(it, null).rule?.order;
    const others = this.tasksOf.get(of) ?? [];
    return others.some((it) => this.byTask.get(it.id)?.fact === fact && toolOf(it) === toolOf(task));
  }
}

/** Rule 1. Two engagements that claim one Task: the smaller kind and id keeps it. */
function connect(tasks: readonly TaskActivity[], engagements: readonly AccountEngagement[], joined: Joined): void {
  const known = new Map(tasks.map((task) => [task.id, task]));
  for (const of of engagements)
    for (const id of of.engagement.taskIds) {
      const task = known.get(id);
      if (task && !joined.byTask.has(id)) joined.addKnown(task, of, 'data connection');
    }
}

/** Rule 2: the Task's own field names the engagement. */
function identify(
  tasks: readonly TaskActivity[],
  engagements: readonly AccountEngagement[],
  joined: Joined,
  context: MatchingContext,
): void {
  const field = context.policy.outreachIdField;
  if (field === '') return;
  const known = new Map(engagements.map((of) => [`${of.engagement.kind}:${of.engagement.id}`, of]));
  for (const task of tasks) {
    if (joined.byTask.has(task.id)) continue;
    const named = namedBy(task.fields[field] ?? '');
    if (named === null) continue;
    const kinds = named.kind === null ? kindsOf(task, context) : [named.kind];
    const found = kinds.map((kind) => known.get(`${kind}:${named.id}`)).filter((of) => of !== undefined);
    const [only] = found;
    if (only && found.length === 1) joined.addKnown(task, only, 'Outreach Id field');
  }
}

type Kind = AccountEngagement['engagement']['kind'];

// `12`, `12.0` (a number field in CSV), `mailing:12`, `https://…/calls/7`. An address of anything else names nothing.
const NAMED = /^(?:(?:\S*\/)?(mailing|call)s?[:/#\s])?(\d+)(?:\.0+)?\/?(?:[?#]\S*)?$/i;

/** The engagement that the value of a field names; a bare number says only the id. Null: it names none. */
export function namedBy(value: string): { readonly kind: Kind | null; readonly id: number } | null {
  const found = NAMED.exec(value.trim());
  if (!found) return null;
  const kind = found[1]?.toLowerCase();
  return { kind: kind === 'mailing' || kind === 'call' ? kind : null, id: Number(found[2]) };
}

/** Ids of mailings and of calls are counted apart: which of the two a bare number means is told by what the Task is. */
function kindsOf(task: TaskActivity, context: MatchingContext): readonly Kind[] {
  const fact = toldBy(task, context);
  if (fact === null) return ['call', 'mailing'];
  return fact === 'call' ? ['call'] : ['mailing'];
}

function tookPlace({ engagement, ofAccount }: AccountEngagement): boolean {
  if (!ofAccount) return false;
  return engagement.kind === 'call' ? engagement.completed : (engagement.deliveredAt ?? engagement.repliedAt) !== null;
}

function isWithoutTask(of: AccountEngagement, tasksOf: Matching['tasksOf']): boolean {
  return (tasksOf.get(of) ?? []).length === 0 && [...of.connectedTasks.values()].every((state) => state === 'unknown');
}
