// Cases of a range: those of its accounts, and those elsewhere that name its contacts. Read only while the policy makes
// touchpoints of them; what a case says is never read.
import type { ActivityReading } from '../run/ports.ts';
import type { CaseOrNote } from '../scoring/evidence.ts';
import { columnReader, fieldsReader, isMapped, ruleFields, type RangeContext } from './range-context.ts';
import { contactsOf } from './relations.ts';
import { all, margin, outside, withinAndSet } from './soql.ts';
import { guarded, instantOf, required } from './values.ts';

/** Without one of these no case can be judged. */
export const CASE_FIELDS = ['Id', 'IsDeleted', 'CreatedDate', 'AccountId', 'ContactId'];

interface CaseReading extends ActivityReading {
  readonly activity: CaseOrNote;
}

export async function readCases(context: RangeContext): Promise<readonly ActivityReading[]> {
  const { describer, policy, range, selector, signal } = context;
  if (!isMapped(policy, 'Case')) return [];
  const fields = ruleFields(policy, 'Case');
  const columns = await describer.columns('Case', CASE_FIELDS, fields);
  const at = columnReader(columns);
  const [id, deleted, created, account, contact] = [
    at('Id'),
    at('IsDeleted'),
    at('CreatedDate'),
    at('AccountId'),
    at('ContactId'),
  ];
  const fieldsOf = fieldsReader(columns, fields);
  const make = (row: readonly string[]): CaseReading => ({
    activity: {
      kind: 'case',
      object: 'Case',
      id: id(row),
      isDeleted: deleted(row) === 'true',
      isPrivate: false,
      createdAt: required(instantOf(created(row)), 'CreatedDate'),
      people: contact(row) === '' ? [] : [contact(row)],
      fields: fieldsOf(row),
    },
    accountId: account(row) || null,
  });
  const ids = (row: readonly string[]) => ({
    recordId: id(row),
    accountId: account(row) || null,
    personId: contact(row) || null,
  });
  const since = `CreatedDate >= ${margin(context.since).instant}`;
  const places = [
    withinAndSet('AccountId', range),
    ...outside('AccountId', range).map((side) => all(`ContactId IN (${contactsOf(context)})`, side)),
  ];
  const found = await Promise.all(
    places.map((place) =>
      selector.select({
        object: 'Case',
        columns,
        where: all(place, since),
        all: true,
        size: 'small',
        map: guarded('Case', context.oddRows, ids, make),
        signal,
      }),
    ),
  );
  return [...new Map(found.flat().map((reading) => [reading.activity.id, reading])).values()];
}
