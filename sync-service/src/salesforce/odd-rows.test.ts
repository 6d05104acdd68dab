// Whose evidence a row is that could not be understood.
import { describe, expect, it } from 'vitest';
import { accountId, contactId, taskId } from '../../test/builders.ts';
import { contact, rangeReading } from '../../test/readings.ts';
import { problemsOf, type Related } from './odd-rows.ts';
import type { OddRow } from './values.ts';

const NOBODY_ELSE: Related = new Map();
const READING = rangeReading({ contacts: [contact(1), contact(2)] });

const odd = (given: Partial<OddRow> = {}): OddRow => ({
  object: 'Task',
  recordId: taskId(1),
  accountId: null,
  personId: null,
  code: 'ROW_NOT_UNDERSTOOD',
  message: 'Task: "soon" is not a date',
  fix: 'Correct it.',
  ...given,
});
const accountsOf = (row: OddRow, related = NOBODY_ELSE) =>
  problemsOf([row], related, READING).map((problem) => problem.accountId);

describe('a row that could not be understood', () => {
  it('leaves the evidence of its own account incomplete', () => {
    expect(accountsOf(odd({ accountId: accountId(1) }))).toEqual([accountId(1)]);
  });

  it('leaves that of the account of its person incomplete, whatever account it hangs on itself', () => {
    expect(accountsOf(odd({ personId: contactId(2) }))).toEqual([accountId(2)]);
    expect(accountsOf(odd({ accountId: accountId(9), personId: contactId(2) }))).toEqual([accountId(2)]);
  });

  it('leaves that of every account incomplete whose contacts take part in it', () => {
    const related = new Map([[taskId(1), [{ id: contactId(1) }, { id: contactId(2) }]]]);
    expect(accountsOf(odd({ accountId: accountId(1) }), related)).toEqual([accountId(1), accountId(2)]);
  });

  it('is told even when no account of the range is affected', () => {
    expect(accountsOf(odd({ personId: contactId(9) }))).toEqual([null]);
  });

  it('is told once, however often its page was read', () => {
    const row = odd({ object: 'Account', recordId: accountId(3), accountId: accountId(3) });
    expect(problemsOf([row, row], NOBODY_ELSE, READING)).toHaveLength(1);
  });
});
