// What the audit says of Tasks: calls of Orum with and without one, facts that two records tell, and types that only the
// last mapping rule took. Counts and a few examples; its memory does not grow with the number of accounts.
import type { Day } from '../scoring/calendar.ts';
import type { PlacedFact } from '../scoring/coverage.ts';
import type { TaskActivity } from '../scoring/evidence.ts';
import type { LeftOutReason } from '../scoring/interaction.ts';
import { interpretActivity, taskDay } from '../scoring/interpret.ts';
import type { Yardstick } from '../scoring/assess.ts';
import type { MappingRule } from '../scoring/policy.ts';
import { leadingTags } from '../scoring/words.ts';
import type { Decided } from './decide.ts';

/** Calls of the window that Orum dialled, by who knows them. */
export interface OrumCalls {
  /** Outreach has the call, Salesforce one Task of it. */
  readonly both: number;
  /** Outreach has the call, Salesforce several Tasks: Orum and Outreach both log there. */
  readonly twice: number;
  readonly outreachOnly: number;
  /** Salesforce has a Task of it, Outreach no call. */
  readonly salesforceOnly: number;
}

/** One thing that two Tasks tell, by the mapping rules that took them. */
export interface DoubleSync {
  /** Names of the two rules, sorted; the same twice when one tool logs twice. */
  readonly rules: readonly [string, string];
  readonly count: number;
  /** Pairs of Task Ids. */
  readonly examples: readonly (readonly [string, string])[];
}

/** Tasks of one kind that count as "other task" only because no rule knows them. */
export interface UnmappedType {
  /** Leading tags of the subject as `[Gong] [Call]`; '' when there is none. */
  readonly tags: string;
  /** Values of `Type` and `TaskSubtype`; '' when blank, or when no rule of the policy reads the field. */
  readonly type: string;
  readonly subtype: string;
  readonly count: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 3;
/** Kinds kept apart; orgs have dozens, and what comes after these is counted together. */
const MAX_KINDS = 500;
const DOUBLE: ReadonlySet<LeftOutReason> = new Set<LeftOutReason>(['same engagement', 'same e-mail', 'same call']);
const ORUM = 'Orum Call';

export class TaskTally {
  readonly #yardstick: Yardstick;
  readonly #windowFrom: Day;
  readonly #orum = { both: 0, twice: 0, outreachOnly: 0, salesforceOnly: 0 };
  readonly #doubles = new Map<string, { rules: [string, string]; count: number; examples: [string, string][] }>();
  readonly #unmapped = new Map<
    string,
    { kind: Omit<UnmappedType, 'count' | 'examples'>; ids: string[]; count: number }
  >();
  #furtherUnmapped = 0;

  constructor(yardstick: Yardstick, windowFrom: Day) {
    this.#yardstick = yardstick;
    this.#windowFrom = windowFrom;
  }

  /** @param isHome whether a Task is this account's to be counted: one of several accounts is counted once */
  add({ evidence, assessment }: Decided, isHome: (task: TaskActivity) => boolean): void {
    const { facts, leftOut, matching } = assessment;
    const tasks = new Map(evidence.activities.flatMap((it) => (it.kind === 'task' ? [[it.id, it] as const] : [])));
    const doubled = new Set<string>();
    const factOf = new Map<string, PlacedFact>();
    for (const fact of facts) {
      const [first, ...others] = fact.tasks;
      for (const { id } of fact.tasks) factOf.set(id, fact);
      if (!first || fact.day < this.#windowFrom) continue;
      for (const other of others) this.#addDouble(first, other, doubled);
    }
    for (const { record, insteadOf, reason } of leftOut) {
      const [kept, double] = [tasks.get(insteadOf ?? ''), tasks.get(record)];
      if (!DOUBLE.has(reason) || !kept || !double || !isHome(double)) continue;
      if (taskDay(double, this.#yardstick.asOf.zone) < this.#windowFrom) continue;
      // Two Tasks of one fact are counted already.
      const one = factOf.get(kept.id);
      if (one === undefined || one !== factOf.get(double.id)) this.#addDouble(kept, double, doubled);
    }
    for (const { engagement, day, place, tasks: own } of facts) {
      if (day < this.#windowFrom || engagement.kind !== 'call' || engagement.vendor !== 'Orum') continue;
      this.#orum[place !== 'found' ? 'outreachOnly' : own.length > 1 ? 'twice' : 'both'] += 1;
    }
    for (const task of tasks.values()) {
      if (!isHome(task) || doubled.has(task.id)) continue;
      const matched = matching.byTask.get(task.id)?.of.engagement ?? null;
      const { rule, interaction } = interpretActivity(task, matched, this.#yardstick.rules, this.#yardstick.asOf);
      if (interaction === null || interaction.day < this.#windowFrom) continue;
      if (matched === null && interaction.source === ORUM) this.#orum.salesforceOnly += 1;
      if (isCatchAll(rule)) this.#addUnmapped(task);
    }
  }

  get orum(): OrumCalls {
    return this.#orum;
  }

  /** The most frequent first. */
  get doubles(): readonly DoubleSync[] {
    return [...this.#doubles.values()].sort((a, b) => b.count - a.count || (a.rules.join() < b.rules.join() ? -1 : 1));
  }

  /** The most frequent first. */
  get unmapped(): readonly UnmappedType[] {
    return [...this.#unmapped.entries()]
      .sort(([a, { count: x }], [b, { count: y }]) => y - x || (a < b ? -1 : 1))
      .map(([, { kind, count, ids }]) => ({ ...kind, count, examples: ids }));
  }

  /** Unmapped Tasks of kinds beyond those that are kept apart. */
  get furtherUnmapped(): number {
    return this.#furtherUnmapped;
  }

  #addDouble(kept: TaskActivity, double: TaskActivity, doubled: Set<string>): void {
    if (doubled.has(double.id)) return;
    doubled.add(double.id);
    const rules = [this.#ruleOf(kept), this.#ruleOf(double)].sort() as [string, string];
    const known = this.#doubles.get(rules.join('\n')) ?? { rules, count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < EXAMPLES) known.examples.push([kept.id, double.id]);
    this.#doubles.set(rules.join('\n'), known);
  }

  /** Which tool logged a Task shows in what it says itself, not in what it was joined to. */
  #ruleOf(task: TaskActivity): string {
    return interpretActivity(task, null, this.#yardstick.rules, this.#yardstick.asOf).rule?.name ?? 'no rule';
  }

  #addUnmapped(task: TaskActivity): void {
    const tags = leadingTags(task.subject).map((tag) => `[${tag}]`);
    const kind = { tags: tags.join(' '), type: task.fields['Type'] ?? '', subtype: task.fields['TaskSubtype'] ?? '' };
    const key = JSON.stringify(kind);
    const known = this.#unmapped.get(key) ?? { kind, ids: [], count: 0 };
    if (known.count === 0 && this.#unmapped.size >= MAX_KINDS) {
      this.#furtherUnmapped += 1;
      return;
    }
    known.count += 1;
    if (known.ids.length < EXAMPLES) known.ids.push(task.id);
    this.#unmapped.set(key, known);
  }
}

/** A rule that asks nothing takes what no other rule knew. */
function isCatchAll(rule: MappingRule | null): boolean {
  return rule === null || rule.conditions.length === 0;
}
