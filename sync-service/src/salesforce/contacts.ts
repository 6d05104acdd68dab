// Contacts and converted leads of a range, and single people by Id wherever they are.
import type { ContactReading, ConvertedLead } from '../run/ports.ts';
import type { Person } from '../scoring/evidence.ts';
import type { Describer } from './describe.ts';
import type { RangeContext } from './range-context.ts';
import type { Select, Selector } from './select.ts';
import { all, among, chunksOfIds, sizeOf, withinAndSet } from './soql.ts';

export const CONTACT_FIELDS = ['Id', 'AccountId', 'Title', 'Email'] as const;
export const LEAD_FIELDS = ['Id', 'Title', 'ConvertedContactId', 'ConvertedAccountId'] as const;

/** Contacts and leads have their own key prefixes in every org. */
export const isContactId = (id: string) => /^003[0-9a-zA-Z]{12}([0-9a-zA-Z]{3})?$/.test(id);
export const isLeadId = (id: string) => /^00Q[0-9a-zA-Z]{12}([0-9a-zA-Z]{3})?$/.test(id);

function contactOf([id = '', accountId = '', title = '', email = '']: readonly string[]): ContactReading {
  return { id, accountId, title, emails: email === '' ? [] : [email.toLowerCase()] };
}

export async function readContacts({
  describer,
  range,
  selector,
  signal,
}: RangeContext): Promise<readonly ContactReading[]> {
  return selector.select({
    object: 'Contact',
    columns: await describer.columns('Contact', CONTACT_FIELDS, []),
    where: withinAndSet('AccountId', range),
    all: false,
    size: sizeOf(range),
    map: contactOf,
    signal,
  });
}

export async function readConvertedLeads({
  describer,
  range,
  selector,
  signal,
}: RangeContext): Promise<readonly ConvertedLead[]> {
  return selector.select({
    object: 'Lead',
    columns: await describer.columns('Lead', ['Id', 'ConvertedContactId', 'ConvertedAccountId'], []),
    where: all('IsConverted = true', withinAndSet('ConvertedAccountId', range)),
    all: false,
    size: 'small',
    map: ([leadId = '', contactId = '', accountId = '']) =>
      contactId === '' || accountId === '' ? null : { leadId, contactId, accountId },
    signal,
  });
}

/** Contacts that exist, by the Id asked for: their own, or that of the lead they were. */
export async function findContacts(
  selector: Selector,
  describer: Describer,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ContactReading>> {
  const leads = ids.filter(isLeadId);
  const converted =
    leads.length === 0
      ? []
      : await selectByIds(selector, leads, {
          object: 'Lead',
          columns: await describer.columns('Lead', ['Id', 'ConvertedContactId'], []),
          all: false,
          map: ([lead = '', contact = '']) => (contact === '' ? null : { lead, contact }),
          signal,
        });
  const wanted = [...ids.filter(isContactId), ...converted.map(({ contact }) => contact)];
  if (wanted.length === 0) return new Map();
  const columns = await describer.columns('Contact', CONTACT_FIELDS, []);
  const rows = await selectByIds(selector, wanted, { object: 'Contact', columns, all: false, map: contactOf, signal });
  const byId = new Map(rows.map((contact) => [contact.id, contact]));
  const found = new Map<string, ContactReading>(byId);
  for (const { lead, contact } of converted) {
    const reading = byId.get(contact);
    if (reading) found.set(lead, reading);
  }
  return found;
}

/** Names of contacts and leads by Id; those that cannot be read are absent. Asked for by a person, never kept. */
export async function findNames(
  selector: Selector,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const groups = [
    { object: 'Contact', ids: ids.filter(isContactId) },
    { object: 'Lead', ids: ids.filter(isLeadId) },
  ].filter((group) => group.ids.length > 0);
  const found = await Promise.all(
    groups.map(({ object, ids: group }) =>
      selectByIds(selector, group, {
        object,
        columns: ['Id', 'Name'],
        all: false,
        map: ([id = '', name = '']) => [id, name] as const,
        signal,
      }),
    ),
  );
  return new Map(found.flat());
}

/** Titles of contacts and leads by Id; those that do not exist are absent. */
export async function findPeople(context: RangeContext, ids: Iterable<string>): Promise<readonly Person[]> {
  const { describer, selector, signal } = context;
  const wanted = [...ids];
  const groups = [
    { object: 'Contact', ids: wanted.filter(isContactId) },
    { object: 'Lead', ids: wanted.filter(isLeadId) },
  ];
  const found = await Promise.all(
    groups.map(async ({ object, ids: group }) => {
      if (group.length === 0) return [];
      const columns = await describer.columns(object, ['Id', 'Title'], []);
      const map = ([id = '', title = '']: readonly string[]): Person => ({ id, title });
      return selectByIds(selector, group, { object, columns, all: false, map, signal });
    }),
  );
  return found.flat();
}

/** Rows whose `field` (default Id) is one of the Ids, in as many queries as their number needs. */
export async function selectByIds<T>(
  selector: Selector,
  ids: Iterable<string>,
  select: Omit<Select<T>, 'where' | 'size'>,
  field = 'Id',
): Promise<readonly T[]> {
  const slices = await Promise.all(
    chunksOfIds(ids).map((chunk) => selector.select({ ...select, where: among(field, chunk), size: 'small' })),
  );
  return slices.flat();
}
