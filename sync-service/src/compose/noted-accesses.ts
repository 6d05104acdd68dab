// The org and Outreach as they are, but what is read of them is noted in the trail: one line a question, never one a record.
import { countByCode } from '../run/failures.ts';
import type { OutreachPort, RangeReading } from '../run/ports.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';

type Records = Readonly<Record<string, number>>;
/** Takes down that something was read, and for what. */
export type NoteAccess = (purpose: string, records: Records) => Promise<void>;

/** Policy, permissions and our own records of runs are no data of anybody and are not noted. */
export function notedOrg(org: SalesforceOrg, note: NoteAccess): SalesforceOrg {
  const noted = async <T>(purpose: string, answer: Promise<T>, count: (answer: T) => Records): Promise<T> => {
    const result = await answer;
    await note(purpose, count(result));
    return result;
  };
  const accounts = (ids: readonly string[]): Records => ({ Account: ids.length });
  return {
    ...org,
    readBook: (signal) => noted('list the accounts of the book', org.readBook(signal), accounts),
    readRange: (...asked) => noted('score or explain accounts', org.readRange(...asked), ofRange),
    readReported: (...asked) =>
      noted('bridge to a report', org.readReported(...asked), (it) => ({ Activity: it.length })),
    findContacts: (...asked) =>
      noted('place Outreach prospects', org.findContacts(...asked), (it) => ({ Contact: it.size })),
    findTasks: (...asked) =>
      noted('look up Tasks of Outreach records', org.findTasks(...asked), (it) => ({ Task: it.size })),
    findChanges: (...asked) => noted('find accounts with news', org.findChanges(...asked), accounts),
    findAccountsOfTasks: (...asked) => noted('find accounts of Tasks', org.findAccountsOfTasks(...asked), accounts),
    findDue: (...asked) => noted('find accounts to score again', org.findDue(...asked), accounts),
    findInBook: (...asked) => noted('find accounts of the book', org.findInBook(...asked), accounts),
    findNames: (...asked) =>
      noted('show names to a person', org.findNames(...asked), (it) => ({ 'Contact or Lead': it.size })),
    sampleTaskFields: (...asked) =>
      noted('sample fields of Tasks', org.sampleTaskFields(...asked), (it) => ({ Task: it.tasks.length })),
    readHeld: (...asked) => noted('compare before an undo', org.readHeld(...asked), (it) => ({ Account: it.size })),
    findPerson: (...asked) =>
      noted('find a person to forget', org.findPerson(...asked), (it) => ({
        ...{ Contact: it.contactIds.length, Lead: it.leadIds.length },
      })),
    findStoriesNaming: (...asked) =>
      noted('find stories that name a person', org.findStoriesNaming(...asked), (it) => ({ Account: it.size })),
  };
}

function ofRange({ accounts, contacts, convertedLeads, activities, people }: RangeReading): Records {
  const byKind = countByCode(activities.map(({ activity }) => ({ code: activity.kind })));
  const { task = 0, event = 0, case: cases = 0, note = 0 } = byKind;
  const all = { Account: accounts.length, Contact: contacts.length, Lead: convertedLeads.length, Person: people.size };
  return Object.fromEntries(
    Object.entries({ ...all, Task: task, Event: event, Case: cases, Note: note }).filter(([, many]) => many > 0),
  );
}

export function notedOutreach(outreach: OutreachPort, note: NoteAccess): OutreachPort {
  return {
    ...outreach,
    async refreshMirror(...asked) {
      const refresh = await outreach.refreshMirror(...asked);
      await note('bring the mirror of Outreach up to date', refresh.records);
      return refresh;
    },
    async refreshRecords(...asked) {
      const refresh = await outreach.refreshRecords(...asked);
      await note('read records of Outreach again', { record: refresh.kept });
      return refresh;
    },
    async findUserNames(...asked) {
      const names = await outreach.findUserNames(...asked);
      await note('show names of users to a person', { user: names.size });
      return names;
    },
  };
}
