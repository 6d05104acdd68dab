// Which account and which person a prospect stands for.
import type { MirrorReading } from './mirror.ts';
import type { ContactReading, RangeReading } from './ports.ts';

type Prospect = MirrorReading['prospects'][number];

/** Where a prospect belongs: an account of the range (null: another one or none), and the person it is there. */
export interface Belonging {
  readonly accountId: string | null;
  readonly personId: string;
}

/**
 * Places prospects. Account: that of the Contact its data connection names, else that of its Outreach account. Person:
 * that Contact, else the account's only Contact with one of its e-mails, else the prospect itself.
 */
export class ProspectPlaces {
  readonly #contacts: ReadonlyMap<string, ContactReading>;
  readonly #accounts: ReadonlySet<string>;
  readonly #leads: ReadonlyMap<string, string>;
  readonly #byEmail = new Map<string, Set<string>>();
  readonly #elsewhere: ReadonlyMap<string, ContactReading>;

  /** `elsewhere`: contacts outside the range, by the Contact or Lead Id that was looked up. */
  constructor(reading: RangeReading, elsewhere: ReadonlyMap<string, ContactReading>) {
    this.#contacts = new Map(reading.contacts.map((contact) => [contact.id, contact]));
    this.#accounts = new Set(reading.accounts.map((account) => account.facts.id));
    this.#leads = new Map(reading.convertedLeads.map((lead) => [lead.leadId, lead.contactId]));
    this.#elsewhere = elsewhere;
    for (const contact of reading.contacts)
      for (const email of contact.emails) {
        const key = emailKey(contact.accountId, email);
        this.#byEmail.set(key, (this.#byEmail.get(key) ?? new Set()).add(contact.id));
      }
  }

  /** Contact and Lead Ids that a prospect names and the range does not hold: they must be looked up. */
  unknownIds(prospect: Prospect): string[] {
    return [
      ...prospect.contactIds.filter((id) => !this.#contacts.has(id)),
      ...prospect.leadIds.filter((id) => !this.#leads.has(id)),
    ];
  }

  place(prospect: Prospect): Belonging {
    const contact = this.#contactOf(prospect);
    if (contact && contact.accountId !== '')
      return { accountId: this.#accounts.has(contact.accountId) ? contact.accountId : null, personId: contact.id };
    const accountId =
      prospect.salesforceAccountId !== null && this.#accounts.has(prospect.salesforceAccountId)
        ? prospect.salesforceAccountId
        : null;
    if (contact) return { accountId, personId: contact.id };
    const sameEmail = new Set(
      accountId === null
        ? []
        : prospect.emails.flatMap((email) => [...(this.#byEmail.get(emailKey(accountId, email)) ?? [])]),
    );
    const [only] = sameEmail;
    return { accountId, personId: sameEmail.size === 1 && only !== undefined ? only : `prospect:${prospect.id}` };
  }

  #contactOf(prospect: Prospect): ContactReading | null {
    for (const id of [...prospect.contactIds, ...prospect.leadIds]) {
      const contact = this.#contacts.get(this.#leads.get(id) ?? id) ?? this.#elsewhere.get(id);
      if (contact) return contact;
    }
    return null;
  }
}

function emailKey(accountId: string, email: string): string {
  return `${accountId} ${email}`;
}
