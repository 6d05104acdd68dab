// The ordered row lock: what sObject Collections and ingest jobs answer while another transaction holds some records.
import type { Faults } from '../../control/faults.ts';
import type { Row, SaveResult } from '../org.ts';

const LOCKED: SaveResult = {
  id: null,
  success: false,
  errors: [
    {
      statusCode: 'UNABLE_TO_LOCK_ROW',
      message: 'unable to obtain exclusive access to this record or 1 records',
      fields: [],
    },
  ],
};

/**
 * Saves the records, unless a `lock` fault is ordered under one of `names`: then every second record, the first one
 * included, answers UNABLE_TO_LOCK_ROW and is not saved, so that a caller has to tell the two apart (with allOrNone: all of them).
 */
export function saveUnlessLocked(
  faults: Faults,
  names: readonly string[],
  records: readonly Row[],
  allOrNone: boolean,
  save: (free: readonly Row[]) => SaveResult[],
): SaveResult[] {
  if (!faults.take(names, ['lock'])) return save(records);
  const free = allOrNone ? [] : records.filter((_, index) => index % 2 === 1);
  const saved = free.length === 0 ? [] : save(free);
  return records.map((_, index) => (index % 2 === 1 ? saved[(index - 1) / 2] : undefined) ?? LOCKED);
}
