// What changed in the org since an instant, as the accounts that it may matter for: activities, who takes part in them,
// people, opportunities and accounts themselves. What the change means is decided by scoring the account anew.
import type { Instant } from '../scoring/calendar.ts';
import { findContacts, isContactId, selectByIds } from './contacts.ts';
import type { Describer } from './describe.ts';
import type { Select, Selector } from './select.ts';
import { all, quoted } from './soql.ts';

interface Asking {
  readonly selector: Selector;
  readonly describer: Describer;
  readonly signal: AbortSignal;
}

export interface ChangesAsked extends Asking {
  readonly since: Instant;
  /** What this user saved or owns is our own doing. */
  readonly integrationUserId: string;
}

type ActivityObject = 'Task' | 'Event';
const RELATIONS = { Task: ['TaskRelation', 'TaskId'], Event: ['EventRelation', 'EventId'] } as const;

/** Ids of accounts and contacts, collected from rows; a contact stands for its account. */
class Found {
  readonly accounts = new Set<string>();
  readonly contacts = new Set<string>();

  /** Blank Ids, leads and whatever else an activity may name are passed over. */
  add(...ids: readonly string[]): void {
    for (const id of ids) {
      if (id.startsWith('001')) this.accounts.add(id);
      else if (isContactId(id)) this.contacts.add(id);
    }
  }
}

/**
 * Accounts for which something changed: deleted, undeleted and merged records included, our own writes left out. An account
 * that a record moved away from is not told by any record; the next run finds it.
 */
export async function findChanges(asked: ChangesAsked): Promise<readonly string[]> {
  const found = new Found();
  await Promise.all([
    changedActivities(asked, 'Task', found),
    changedActivities(asked, 'Event', found),
    changedPeople(asked, found),
    changedAccounts(asked, found),
  ]);
  return accountsOf(asked, found);
}

/** The accounts that these Tasks count for: the one of the Task, and those of the contacts that it names. */
export async function findAccountsOfTasks(asking: Asking, ids: readonly string[]): Promise<readonly string[]> {
  const found = new Found();
  await peopleOf(asking, 'Task', new Set(ids), found);
  return accountsOf(asking, found);
}

/** A row that somebody deleted counts whoever saved it last: we delete nothing. */
const since = ({ since: at }: ChangesAsked) => `SystemModstamp >= ${new Date(at).toISOString()}`;
const notOurs = ({ integrationUserId }: ChangesAsked) =>
  `(LastModifiedById != ${quoted(integrationUserId)} OR IsDeleted = true)`;

async function changedActivities(asked: ChangesAsked, object: ActivityObject, found: Found): Promise<void> {
  const { describer } = asked;
  const own = quoted(asked.integrationUserId);
  const changed = new Set<string>();
  await select(asked, {
    object,
    columns: await describer.columns(object, ['Id', 'AccountId', 'WhoId', 'OwnerId'], []),
    where: all(since(asked), notOurs(asked), `OwnerId != ${own}`),
    all: true,
    map: ([id = '', account = '', who = '']) => {
      changed.add(id);
      found.add(account, who);
      return null;
    },
  });
  const [relation, parent] = RELATIONS[object];
  const related = new Set<string>();
  if (await describer.object(relation))
    await select(asked, {
      object: relation,
      columns: await describer.columns(relation, [parent, 'RelationId'], []),
      where: since(asked),
      all: true,
      map: ([activity = '', id = '']) => {
        // Also of a person who was taken off: the row is deleted then.
        found.add(id);
        if (!changed.has(activity)) related.add(activity);
        return null;
      },
    });
  await peopleOf(asked, object, related, found);
  await relationsOf(asked, object, changed, found);
}

/** Account and people of single activities. */
async function peopleOf(asking: Asking, object: ActivityObject, ids: ReadonlySet<string>, found: Found): Promise<void> {
  await selectByIds(asking.selector, ids, {
    object,
    columns: await asking.describer.columns(object, ['Id', 'AccountId', 'WhoId'], []),
    all: true,
    map: ([, account = '', who = '']) => {
      found.add(account, who);
      return null;
    },
    signal: asking.signal,
  });
  await relationsOf(asking, object, ids, found);
}

async function relationsOf(
  { selector, describer, signal }: Asking,
  object: ActivityObject,
  ids: ReadonlySet<string>,
  found: Found,
): Promise<void> {
  const [relation, parent] = RELATIONS[object];
  if (ids.size === 0 || !(await describer.object(relation))) return;
  const map = ([, id = '']: readonly string[]): null => {
    found.add(id);
    return null;
  };
  const columns = await describer.columns(relation, [parent, 'RelationId'], []);
  await selectByIds(selector, ids, { object: relation, columns, all: true, map, signal }, parent);
}

/** Contacts (renamed, moved, merged), leads that became contacts. */
async function changedPeople(asked: ChangesAsked, found: Found): Promise<void> {
  const { describer } = asked;
  const add = (row: readonly string[]): null => {
    found.add(...row.slice(1));
    return null;
  };
  await Promise.all([
    select(asked, {
      object: 'Contact',
      columns: await describer.columns('Contact', ['Id', 'AccountId'], ['MasterRecordId']),
      where: since(asked),
      all: true,
      map: add,
    }),
    select(asked, {
      object: 'Lead',
      columns: await describer.columns('Lead', ['Id', 'ConvertedAccountId', 'ConvertedContactId'], []),
      where: all(since(asked), 'IsConverted = true'),
      all: false,
      map: add,
    }),
  ]);
}

/** Accounts that people saved, those that others were merged into, and those whose opportunities changed. */
async function changedAccounts(asked: ChangesAsked, found: Found): Promise<void> {
  const { describer } = asked;
  const add = (row: readonly string[]): null => {
    found.add(...row);
    return null;
  };
  await Promise.all([
    select(asked, {
      object: 'Account',
      columns: await describer.columns('Account', ['Id', 'IsDeleted'], ['MasterRecordId']),
      where: all(since(asked), notOurs(asked)),
      all: true,
      map: add,
    }),
    select(asked, {
      object: 'Opportunity',
      columns: await describer.columns('Opportunity', ['Id', 'AccountId'], []),
      where: since(asked),
      all: true,
      map: add,
    }),
  ]);
}

function select<T>({ selector, signal }: Asking, wanted: Omit<Select<T>, 'size' | 'signal'>): Promise<readonly T[]> {
  return selector.select({ ...wanted, size: 'small', signal });
}

async function accountsOf({ selector, describer, signal }: Asking, found: Found): Promise<readonly string[]> {
  const contacts = await findContacts(selector, describer, [...found.contacts], signal);
  for (const { accountId } of contacts.values()) found.add(accountId);
  return [...found.accounts].sort();
}
