// A person by Id or address, deleted or not, and the accounts whose story names somebody. For forgetting people; a run needs
// neither.
import type { KnownAs } from '../run/ports.ts';
import { ACCOUNT_FIELDS } from './account-schema.ts';
import { isContactId, selectByIds } from './contacts.ts';
import type { Describer } from './describe.ts';
import type { Selector } from './select.ts';
import { among, quoted } from './soql.ts';

/** Contacts of the Ids and addresses, what leads they were, and their addresses. A lead that is no contact yet has no address here. */
export async function findPerson(
  selector: Selector,
  describer: Describer,
  asked: KnownAs,
  signal: AbortSignal,
): Promise<KnownAs> {
  const leadColumns = await describer.columns('Lead', ['Id', 'ConvertedContactId'], []);
  const lead = { object: 'Lead', columns: leadColumns, all: true, signal };
  const map = ([id = '', contactId = '']: readonly string[]) => ({ id, contactId });
  const asLeads = asked.leadIds.length === 0 ? [] : await selectByIds(selector, asked.leadIds, { ...lead, map });
  const contactIds = [...asked.contactIds, ...asLeads.map(({ contactId }) => contactId)].filter(isContactId);
  const conditions = [
    ...(contactIds.length === 0 ? [] : [among('Id', contactIds)]),
    ...asked.emails.map((email) => `Email = ${quoted(email)}`),
  ];
  const contacts =
    conditions.length === 0
      ? []
      : await selector.select({
          object: 'Contact',
          columns: await describer.columns('Contact', ['Id', 'Email'], []),
          where: conditions.join(' OR '),
          all: true,
          size: 'small',
          map: ([id = '', email = '']) => ({ id, email: email.toLowerCase() }),
          signal,
        });
  const found = contacts.map(({ id }) => id);
  const were = found.length === 0 ? [] : await selectByIds(selector, found, { ...lead, map }, 'ConvertedContactId');
  return {
    contactIds: found,
    leadIds: [...new Set([...asLeads, ...were].map(({ id }) => id))],
    emails: [...new Set(contacts.map(({ email }) => email).filter((email) => email !== ''))],
  };
}

/** The story of each account that names one of these words. Every story is read, and only those are kept. */
export async function findStoriesNaming(
  selector: Selector,
  describer: Describer,
  words: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (words.length === 0) return new Map();
  const { scoredOn, story } = ACCOUNT_FIELDS;
  const wanted = words.map((word) => `"${word}"`);
  const rows = await selector.select({
    object: 'Account',
    columns: await describer.columns('Account', ['Id', story.apiName], []),
    where: `${scoredOn.apiName} != null`,
    all: false,
    size: 'small',
    map: ([id = '', text = '']) => (wanted.some((word) => text.includes(word)) ? ([id, text] as const) : null),
    signal,
  });
  return new Map(rows);
}
