// Accounts of a range: their facts, what our fields hold, their open opportunities. And the book: the Ids of all of them.
import type { AccountReading } from '../run/ports.ts';
import type { AccountFields } from '../scoring/account-fields.ts';
import { type Day, isoFromDay } from '../scoring/calendar.ts';
import type { Describer } from './describe.ts';
import { ACCOUNT_FIELD_KEYS, ACCOUNT_FIELDS, heldFields, ROLL_UPS } from './account-schema.ts';
import { selectByIds } from './contacts.ts';
import { columnReader, type RangeContext } from './range-context.ts';
import type { Selector } from './select.ts';
import { all, sizeOf, within, withinAndSet } from './soql.ts';
import { copied, dayOf, guarded, instantOf, numberOf, type OddRow, required } from './values.ts';

const HELD_COLUMNS = ACCOUNT_FIELD_KEYS.map((key) => ACCOUNT_FIELDS[key].apiName);

/** Person accounts exist only where the org has switched them on. */
async function notPersons(describer: Describer): Promise<string> {
  const account = await describer.object('Account');
  return account?.fields.has('ispersonaccount') ? 'IsPersonAccount = false' : '';
}

/** Ids of the book, sorted in byte order. */
export async function readBook(
  selector: Selector,
  describer: Describer,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ids = await selector.select({
    object: 'Account',
    columns: await describer.columns('Account', ['Id', 'IsDeleted'], []),
    where: await notPersons(describer),
    all: false,
    size: 'large',
    map: ([id = '', deleted]) => (deleted === 'true' ? null : copied(id)),
    signal,
  });
  return [...new Set(ids)].sort();
}

/** Those of these accounts that are in the book, sorted in byte order. */
export async function findInBook(
  selector: Selector,
  describer: Describer,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const columns = await describer.columns('Account', ['Id', 'IsDeleted'], ['IsPersonAccount']);
  const map = ([id = '', deleted, person]: readonly string[]) => (deleted === 'true' || person === 'true' ? null : id);
  const found = await selectByIds(selector, ids, { object: 'Account', columns, all: false, map, signal });
  return [...new Set(found)].sort();
}

/** Accounts that a recompute would change on this date although nothing new happened. */
export async function findDue(
  selector: Selector,
  describer: Describer,
  day: Day,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const field = ACCOUNT_FIELDS.nextRescoreOn.apiName;
  return selector.select({
    object: 'Account',
    columns: await describer.columns('Account', ['Id', field], []),
    where: `${field} <= ${isoFromDay(day)}`,
    all: false,
    size: 'small',
    map: ([id = '']) => copied(id),
    signal,
  });
}

/** Facts and held fields of the accounts of the range. */
export async function readAccounts(context: RangeContext): Promise<readonly AccountReading[]> {
  const { describer, range, selector, zone, oddRows, signal } = context;
  const needed = ['Id', 'Name', 'Type', 'CreatedDate', 'IsDeleted', ROLL_UPS.snoozedUntil, ...HELD_COLUMNS];
  const [columns, open, persons] = await Promise.all([
    describer.columns('Account', needed, [ROLL_UPS.openOpportunities]),
    countOpenOpportunities(context),
    notPersons(describer),
  ]);
  const at = columnReader(columns);
  const [id, name, type, created, deleted] = [at('Id'), at('Name'), at('Type'), at('CreatedDate'), at('IsDeleted')];
  const [snoozed, rolledUp] = [at(ROLL_UPS.snoozedUntil), at(ROLL_UPS.openOpportunities)];
  const position = new Map(columns.map((column, index) => [column, index]));
  const make = (row: readonly string[]): AccountReading | null => {
    if (deleted(row) === 'true') return null;
    return {
      facts: {
        id: id(row),
        name: name(row),
        type: type(row),
        createdOn: zone.dayOf(required(instantOf(created(row)), 'CreatedDate')),
        openOpportunities: open.get(id(row)) ?? 0,
        snoozedUntil: dayOf(snoozed(row)),
      },
      held: heldFields((apiName) => row[position.get(apiName) ?? -1] ?? ''),
      rolledUpOpenOpportunities: numberOf(rolledUp(row)),
    };
  };
  return selector.select({
    object: 'Account',
    columns,
    where: all(within('Id', range), persons),
    all: false,
    size: sizeOf(range),
    map: guarded('Account', oddRows, (row) => ({ recordId: id(row), accountId: id(row), personId: null }), make),
    signal,
  });
}

/** What the fields that we write hold, by account; those of the book that exist and can be understood. */
export async function readHeld(
  selector: Selector,
  describer: Describer,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, AccountFields>> {
  const columns = await describer.columns('Account', ['Id', ...HELD_COLUMNS], []);
  const position = new Map(columns.map((column, index) => [column, index]));
  const oddRows: OddRow[] = [];
  const idsOf = ([id = '']: readonly string[]) => ({ recordId: id, accountId: id, personId: null });
  const map = guarded('Account', oddRows, idsOf, (row) => {
    return [row[0] ?? '', heldFields((apiName) => row[position.get(apiName) ?? -1] ?? '')] as const;
  });
  return new Map(await selectByIds(selector, ids, { object: 'Account', columns, all: false, map, signal }));
}

/** Counted by us, because a roll-up can be stale while the org recalculates it. */
async function countOpenOpportunities(context: RangeContext): Promise<ReadonlyMap<string, number>> {
  const { describer, range, selector, signal } = context;
  const accounts = await selector.select({
    object: 'Opportunity',
    columns: await describer.columns('Opportunity', ['Id', 'AccountId'], []),
    where: all(withinAndSet('AccountId', range), 'IsClosed = false'),
    all: false,
    size: 'small',
    map: ([, account = '']) => account,
    signal,
  });
  const counts = new Map<string, number>();
  for (const account of accounts) counts.set(account, (counts.get(account) ?? 0) + 1);
  return counts;
}
