// What every reader of a range needs: the range itself, how to select rows, what can be read, where odd rows go.
import type { AccountRange } from '../run/ports.ts';
import type { Day, Zone } from '../scoring/calendar.ts';
import type { MappedObject, Policy } from '../scoring/policy.ts';
import type { Describer } from './describe.ts';
import type { Selector } from './select.ts';
import type { OddRow } from './values.ts';

export interface RangeContext {
  readonly range: AccountRange;
  readonly policy: Policy;
  /** The first date that matters. */
  readonly since: Day;
  readonly zone: Zone;
  readonly selector: Selector;
  readonly describer: Describer;
  /** Filled by the readers. */
  readonly oddRows: OddRow[];
  readonly signal: AbortSignal | undefined;
}

/** Where a column stands in a row; a column that is not selected reads as ''. */
export function columnReader(columns: readonly string[]): (name: string) => (row: readonly string[]) => string {
  return (name) => {
    const at = columns.indexOf(name);
    return at < 0 ? () => '' : (row) => row[at] ?? '';
  };
}

/** Whether the policy makes touchpoints of an object's records at all; if not, they are not read. */
export function isMapped(policy: Policy, object: MappedObject): boolean {
  return policy.rules.some(
    (rule) => rule.object === object && rule.type !== null && policy.types[rule.type]?.active === true,
  );
}

/** Fields of an object that the policy's rules and matching look at, the pseudo-fields left out. */
export function ruleFields(policy: Policy, object: MappedObject): string[] {
  const fields = policy.rules
    .filter((rule) => rule.object === object)
    .flatMap((rule) => rule.conditions.map((condition) => condition.field));
  if (object === 'Task' && policy.outreachIdField !== '') fields.push(policy.outreachIdField);
  return [...new Set(fields)].filter((field) => !field.startsWith('$'));
}

/** One object of the rule fields for each row: the names are fixed, so that all rows share one hidden class. */
export function fieldsReader(
  columns: readonly string[],
  names: readonly string[],
): (row: readonly string[]) => Readonly<Record<string, string>> {
  const lower = columns.map((column) => column.toLowerCase());
  const pairs = names.map((name) => [name, lower.indexOf(name.toLowerCase())] as const);
  return (row) => {
    const fields: Record<string, string> = {};
    for (const [name, at] of pairs) fields[name] = at < 0 ? '' : (row[at] ?? '');
    return fields;
  };
}
