// One range of the book, read whole: which parts there are and how they come together.
import { allOrNone } from '../run/all-or-none.ts';
import type { RangeReading } from '../run/ports.ts';
import { everybodyIn, type Person } from '../scoring/evidence.ts';
import { readAccounts } from './accounts.ts';
import { readCases } from './cases.ts';
import { findPeople, isContactId, isLeadId, readContacts, readConvertedLeads } from './contacts.ts';
import { readEvents } from './events.ts';
import { readNotes } from './notes.ts';
import { problemsOf, relatedToOddRows } from './odd-rows.ts';
import type { RangeContext } from './range-context.ts';
import { readTasks } from './tasks.ts';
import type { OddRow } from './values.ts';

/** Everything or a Failure: when one part cannot be read, the others are stopped and nothing is given. */
export async function readRange(given: Omit<RangeContext, 'oddRows'>): Promise<RangeReading> {
  const oddRows: OddRow[] = [];
  const [accounts, contacts, convertedLeads, tasks, events, cases, notes] = await allOrNone(given.signal, (signal) => {
    const context: RangeContext = { ...given, oddRows, signal };
    return [
      readAccounts(context),
      readContacts(context),
      readConvertedLeads(context),
      readTasks(context),
      readEvents(context),
      readCases(context),
      readNotes(context),
    ];
  });
  const context: RangeContext = { ...given, oddRows };
  const activities = [...tasks, ...events, ...cases, ...notes];
  const people = new Map<string, Person>(contacts.map(({ id, title }) => [id, { id, title }]));
  const isUnknown = (id: string): boolean => !people.has(id) && (isContactId(id) || isLeadId(id));
  const unknown = new Set(activities.flatMap(({ activity }) => everybodyIn(activity)).filter(isUnknown));
  for (const person of await findPeople(context, unknown)) people.set(person.id, person);
  const problems = problemsOf(oddRows, await relatedToOddRows(context), { accounts, contacts });
  return { accounts, contacts, convertedLeads, activities, people, problems };
}
