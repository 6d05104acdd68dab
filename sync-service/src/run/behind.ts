// From records of Outreach to the accounts they matter for: reads the records again, with what they need to be understood,
// and follows them into the org. Decides nothing.
import type { MirrorTrails, Trail } from './changes.ts';
import type { OrgPort, OutreachPort, RecordOfOutreach } from './ports.ts';

interface Freshening {
  /** Null: not configured, and the records are passed over. */
  readonly outreach: Pick<OutreachPort, 'refreshRecords'> | null;
  readonly trails: MirrorTrails;
}

/** Where the records led before they were read again, and where they lead now: a prospect may have moved, a call is gone. */
export async function freshen(
  { outreach, trails }: Freshening,
  records: readonly RecordOfOutreach[],
  signal: AbortSignal,
): Promise<Trail> {
  if (outreach === null || records.length === 0) return trails.follow([]);
  const before = await trails.follow(records);
  const read = new Set<string>();
  let toRead = records;
  let now = before;
  while (toRead.length > 0) {
    await outreach.refreshRecords(toRead, signal);
    for (const record of toRead) read.add(keyOf(record));
    now = await trails.follow(records);
    // What Outreach no longer has stays unknown and is not asked for again.
    toRead = now.toRead.filter((record) => !read.has(keyOf(record)));
  }
  return {
    accountIds: [...before.accountIds, ...now.accountIds],
    contactIds: [...before.contactIds, ...now.contactIds],
    leadIds: [...before.leadIds, ...now.leadIds],
    taskIds: [...before.taskIds, ...now.taskIds],
    toRead: [],
  };
}

const keyOf = ({ kind, id }: RecordOfOutreach) => `${kind}:${id}`;

/** Accounts that a trail leads to: those it names, those of its people, those of its Tasks. */
export async function accountsBehind(
  org: Pick<OrgPort, 'findContacts' | 'findAccountsOfTasks'>,
  trail: Trail,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const people = [...new Set([...trail.contactIds, ...trail.leadIds])];
  const [contacts, ofTasks] = await Promise.all([
    people.length === 0 ? new Map<string, { readonly accountId: string }>() : org.findContacts(people, signal),
    trail.taskIds.length === 0 ? [] : org.findAccountsOfTasks(trail.taskIds, signal),
  ]);
  const ofPeople = [...contacts.values()].map(({ accountId }) => accountId).filter((id) => id !== '');
  return [...new Set([...trail.accountIds, ...ofPeople, ...ofTasks])];
}
