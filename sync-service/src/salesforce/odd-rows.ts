// The accounts whose evidence rows that could not be understood leave incomplete. How rows become odd is in values.ts.
import type { RecordProblem } from '../run/failures.ts';
import type { RangeReading } from '../run/ports.ts';
import type { RangeContext } from './range-context.ts';
import { relationsOf } from './relations.ts';
import type { OddRow } from './values.ts';

/** People by the activity that names them beside its WhoId. */
export type Related = ReadonlyMap<string, readonly { readonly id: string }[]>;

/** Asks who else takes part in the odd activities of the range; costs nothing when there is none. */
export async function relatedToOddRows(context: RangeContext): Promise<Related> {
  const related = new Map<string, { readonly id: string }[]>();
  for (const object of ['Task', 'Event'] as const) {
    const ids = context.oddRows.filter((row) => row.object === object).map(({ recordId }) => recordId);
    for (const relation of await relationsOf(context, object, ids))
      related.set(relation.activityId, [...(related.get(relation.activityId) ?? []), relation]);
  }
  return related;
}

/**
 * One problem for each account of the range that an odd row would have been evidence of: its own, and those of the
 * contacts it names. None of them may be written. A row that belongs to no account of the range stays as it is.
 */
export function problemsOf(
  oddRows: readonly OddRow[],
  related: Related,
  { accounts, contacts }: Pick<RangeReading, 'accounts' | 'contacts'>,
): readonly RecordProblem[] {
  const known = new Set(accounts.map(({ facts }) => facts.id));
  const accountOf = new Map(contacts.map(({ id, accountId }) => [id, accountId]));
  const problems = oddRows.flatMap(({ object, personId, ...problem }): RecordProblem[] => {
    // An account that is odd itself is not among those that were read.
    if (object === 'Account') return [problem];
    const people = [personId, ...(related.get(problem.recordId) ?? []).map(({ id }) => id)];
    const affected = [problem.accountId, ...people.map((person) => accountOf.get(person ?? '') ?? null)];
    const ours = [...new Set(affected)].filter((id) => id !== null && known.has(id));
    return ours.length === 0 ? [problem] : ours.map((accountId) => ({ ...problem, accountId }));
  });
  // A page that was read twice tells its odd rows twice.
  const keyOf = ({ recordId, accountId, message }: RecordProblem) => JSON.stringify([recordId, accountId, message]);
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}
