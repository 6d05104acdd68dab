// Cases and notes as dated facts, for an org that switched them on. Written from the rules alone, as all of the judge.
import { dateIn, instantOf } from './count-dates.ts';
import type { Fact } from './count-facts.ts';
import type { Directory } from './count-people.ts';
import { readLines, type Line } from './world-files.ts';

/** What an admin switched on; as shipped neither. */
export interface SwitchedOn {
  readonly cases: boolean;
  readonly notes: boolean;
}

/** One fact for each case and each note on accounts or contacts, on the day it was made. */
export function caseAndNoteFacts(folder: string, zone: string, directory: Directory, on: SwitchedOn): Fact[] {
  const facts: Fact[] = [];
  const add = (row: Line, stands: readonly (string | null)[]): void => {
    const at = instantOf(row.text('CreatedDate'));
    const places = stands.filter((id) => id !== null);
    const people = new Set(places.filter((id) => directory.accountOfContact.has(id)));
    const accounts = new Set(places.filter((id) => directory.book.has(id)));
    for (const person of people) accounts.add(directory.accountOfContact.get(person) ?? '');
    if (at === null || row.flag('IsDeleted') || row.flag('IsPrivate') || accounts.size === 0) return;
    facts.push({
      ...{ record: row.text('Id') ?? '', what: 'other', source: 'made', date: dateIn(zone, at), time: at },
      ...{ notBefore: null, twoWay: false, inbound: false, accounts, people, subject: '', phone: null },
      ...{ owner: '', creator: '', created: at },
    });
  };
  const linesOf = (object: string): Line[] => readLines(folder, `salesforce/${object}`);
  if (on.cases) for (const row of linesOf('Case')) add(row, [row.text('AccountId'), row.text('ContactId')]);
  if (!on.notes) return facts;
  for (const row of linesOf('Note')) add(row, [row.text('ParentId')]);
  const links = linesOf('ContentDocumentLink').filter((link) => !link.flag('IsDeleted'));
  for (const row of linesOf('ContentDocument'))
    if (row.text('FileType') === 'SNOTE')
      add(
        row,
        links
          .filter((link) => link.text('ContentDocumentId') === row.text('Id'))
          .map((link) => link.text('LinkedEntityId')),
      );
  return facts;
}
