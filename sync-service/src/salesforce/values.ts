// Text values of rows, from REST or from CSV, as our values; and the problem a row becomes that cannot be understood.
import type { RecordProblem } from '../run/failures.ts';
import { dayFromIso, type Day, type Instant } from '../scoring/calendar.ts';

/** A value that a field of its kind cannot have. */
export class OddValue extends Error {}

const knownDays = new Map<string, Day>();

/** `YYYY-MM-DD`, also when a time follows; null when blank. Throws OddValue. */
export function dayOf(text: string): Day | null {
  if (text === '') return null;
  const known = knownDays.get(text);
  if (known !== undefined) return known;
  try {
    const day = dayFromIso(text.slice(0, 10));
    // A book has a few thousand different dates; the bound only guards against nonsense.
    if (knownDays.size < 20_000) knownDays.set(copied(text), day);
    return day;
  } catch (cause) {
    throw new OddValue(`"${text}" is not a date`, { cause });
  }
}

/** `2024-01-01T00:00:00.000Z` (CSV) or `…+0000` (JSON); null when blank. Throws OddValue. */
export function instantOf(text: string): Instant | null {
  if (text === '') return null;
  const plain = text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(plain);
  if (Number.isNaN(at) || !plain.includes('T')) throw new OddValue(`"${text}" is not a date and time`);
  return at;
}

/** Null when blank. Throws OddValue. */
export function numberOf(text: string): number | null {
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new OddValue(`"${text}" is not a number`);
  return value;
}

export function required<T>(value: T | null, name: string): T {
  if (value === null) throw new OddValue(`${name} is blank`);
  return value;
}

/** A string that does not keep the network chunk alive that it was cut from. For Ids and other Latin-1 text. */
export function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** A problem of one row, before it is known whose evidence it would have been. */
export interface OddRow extends RecordProblem {
  readonly object: 'Account' | 'Task' | 'Event' | 'Case' | 'Note' | 'ContentNote';
  /** WhoId of an activity, or whom else a record names; null when it names nobody. */
  readonly personId: string | null;
}

/** Makes one shape of each row; one with an odd value is noted with the account and the person it names, and the others go on. */
export function guarded<T>(
  object: OddRow['object'],
  oddRows: OddRow[],
  ids: (row: readonly string[]) => Pick<OddRow, 'recordId' | 'accountId' | 'personId'>,
  make: (row: readonly string[]) => T | null,
): (row: readonly string[]) => T | null {
  return (row) => {
    try {
      return make(row);
    } catch (error) {
      if (!(error instanceof OddValue)) throw error;
      oddRows.push({
        object,
        ...ids(row),
        code: 'ROW_NOT_UNDERSTOOD',
        message: `${object}: ${error.message}`,
        fix: `open the ${object} in Salesforce and correct the value, then run again`,
      });
      return null;
    }
  };
}
