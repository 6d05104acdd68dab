// Who is whose, for the independent count: contacts and opportunities to accounts, prospects to contacts and accounts.
import { readLines, type Line } from './world-files.ts';

export interface Prospect {
  /** Contact Id, or `prospect 17` when no Contact is known. */
  readonly person: string;
  readonly account: string | null;
}

export interface Directory {
  /** Id → row of the accounts in the book: not deleted, no person accounts. */
  readonly book: Map<string, Line>;
  readonly accountOfContact: Map<string, string | null>;
  readonly accountOfOpportunity: Map<string, string | null>;
  readonly leads: Set<string>;
  readonly prospects: Map<number, Prospect>;
}

/** Ids of 15 and of 18 characters name the same record. */
export function sameId(id: string): string {
  return id.slice(0, 15);
}

export function readDirectory(folder: string): Directory {
  const book = new Map<string, Line>();
  for (const account of readLines(folder, 'salesforce/Account')) {
    if (!account.flag('IsDeleted') && !account.flag('IsPersonAccount')) book.set(account.text('Id') ?? '', account);
  }
  const contacts = readLines(folder, 'salesforce/Contact').filter((contact) => !contact.flag('IsDeleted'));
  const accountOfContact = new Map(contacts.map((row) => [row.text('Id') ?? '', row.text('AccountId')]));
  const accountOfOpportunity = new Map(
    readLines(folder, 'salesforce/Opportunity')
      .filter((opportunity) => !opportunity.flag('IsDeleted'))
      .map((row) => [row.text('Id') ?? '', row.text('AccountId')]),
  );
  const leads = new Set(readLines(folder, 'salesforce/Lead').map((lead) => lead.text('Id') ?? ''));
  const prospects = readProspects(folder, book, contacts, accountOfContact);
  return { book, accountOfContact, accountOfOpportunity, leads, prospects };
}

/** Salesforce Ids with this key prefix among a resource's data connections. */
export function connectedIds(resource: Line, prefix: string): string[] {
  return resource
    .inside('meta')
    .list('dataConnections')
    .map((entry) => entry.text('id') ?? '')
    .filter((id) => id.startsWith(prefix));
}

export function related(resource: Line, name: string): number | null {
  return resource.inside('relationships').inside(name).inside('data').number('id');
}

function readProspects(
  folder: string,
  book: Map<string, Line>,
  contacts: Line[],
  accountOfContact: Map<string, string | null>,
): Map<number, Prospect> {
  const fullId = new Map([...book.keys(), ...accountOfContact.keys()].map((id) => [sameId(id), id]));
  const outreachAccounts = new Map<number, string | null>();
  for (const account of readLines(folder, 'outreach/account')) {
    // The data connection first, else a customId that holds an Account Id.
    const connected = connectedIds(account, '001')[0];
    const custom = account.inside('attributes').text('customId');
    const named = connected ?? (custom?.startsWith('001') === true ? custom : undefined);
    outreachAccounts.set(account.number('id') ?? 0, named === undefined ? null : (fullId.get(sameId(named)) ?? null));
  }
  const byEmail = new Map<string, string[]>();
  for (const contact of contacts) {
    const email = contact.text('Email')?.toLowerCase();
    if (email === undefined) continue;
    const key = `${contact.text('AccountId') ?? ''} ${email}`;
    byEmail.set(key, [...(byEmail.get(key) ?? []), contact.text('Id') ?? '']);
  }
  const prospects = new Map<number, Prospect>();
  for (const prospect of readLines(folder, 'outreach/prospect')) {
    const id = prospect.number('id') ?? 0;
    const outreachAccount = outreachAccounts.get(related(prospect, 'account') ?? 0) ?? null;
    const connected = connectedIds(prospect, '003')
      .map((contact) => fullId.get(sameId(contact)))
      .find((contact) => contact !== undefined);
    // Without a connection: the account's only Contact with one of the prospect's addresses.
    const emails = prospect.inside('attributes').texts('emails');
    const alike = new Set(
      emails.flatMap((email) => byEmail.get(`${outreachAccount ?? ''} ${email.toLowerCase()}`) ?? []),
    );
    const contact = connected ?? (alike.size === 1 ? [...alike][0] : undefined);
    const account = contact === undefined ? outreachAccount : (accountOfContact.get(contact) ?? outreachAccount);
    prospects.set(id, { person: contact ?? `prospect ${id}`, account });
  }
  return prospects;
}
