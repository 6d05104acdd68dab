import { describe, expect, it } from 'vitest';
import { accountId, contactId, leadId } from '../../test/builders.ts';
import { contact, prospectRow, rangeReading, type ProspectRow } from '../../test/readings.ts';
import type { ContactReading, RangeReading } from './ports.ts';
import { ProspectPlaces } from './prospects.ts';

function place(
  prospect: Partial<ProspectRow>,
  reading: Partial<RangeReading> = {},
  elsewhere: Readonly<Record<string, ContactReading>> = {},
) {
  return new ProspectPlaces(rangeReading(reading), new Map(Object.entries(elsewhere))).place(prospectRow(7, prospect));
}

const FIRST = accountId(1);

describe('a prospect', () => {
  it('is the contact of the range that its data connection names, in that contact’s account', () => {
    expect(place({ contactIds: [contactId(2)] })).toEqual({ accountId: accountId(2), personId: contactId(2) });
  });

  it('is a contact elsewhere, and then of none of these accounts', () => {
    const elsewhere = { [contactId(9)]: contact(9, { accountId: accountId(9) }) };
    expect(place({ contactIds: [contactId(9)] }, {}, elsewhere)).toEqual({ accountId: null, personId: contactId(9) });
  });

  it('belongs to its contact’s account before its Outreach account', () => {
    const elsewhere = { [contactId(9)]: contact(9) };
    const prospect = { contactIds: [contactId(9)], salesforceAccountId: FIRST };
    expect(place(prospect, {}, elsewhere)).toEqual({ accountId: null, personId: contactId(9) });
    expect(place({ contactIds: [contactId(2)], salesforceAccountId: FIRST }).accountId).toBe(accountId(2));
  });

  it('is the contact its lead was converted to', () => {
    const convertedLeads = [{ leadId: leadId(1), contactId: contactId(1), accountId: FIRST }];
    expect(place({ leadIds: [leadId(1)] }, { convertedLeads })).toEqual({ accountId: FIRST, personId: contactId(1) });
    const elsewhere = { [leadId(2)]: contact(9) };
    expect(place({ leadIds: [leadId(2)] }, {}, elsewhere)).toEqual({ accountId: null, personId: contactId(9) });
  });

  it('belongs to its Outreach account when no contact is known', () => {
    expect(place({ salesforceAccountId: FIRST })).toEqual({ accountId: FIRST, personId: 'prospect:7' });
    expect(place({ salesforceAccountId: FIRST, contactIds: [contactId(8)], leadIds: [leadId(8)] })).toEqual({
      accountId: FIRST,
      personId: 'prospect:7',
    });
    expect(place({ salesforceAccountId: accountId(9) }).accountId).toBeNull();
  });

  it('stays the contact it names when that contact has no account, in its Outreach account', () => {
    const elsewhere = { [contactId(9)]: contact(9, { accountId: '' }) };
    const prospect = { contactIds: [contactId(9)], salesforceAccountId: FIRST };
    expect(place(prospect, {}, elsewhere)).toEqual({ accountId: FIRST, personId: contactId(9) });
  });

  describe('without a contact', () => {
    const emails = ['ada@example.com'];
    const prospect = { salesforceAccountId: FIRST, emails: ['other@example.com', 'ada@example.com'] };

    it('is the only contact of the account with one of its e-mails', () => {
      expect(place(prospect, { contacts: [contact(1, { emails }), contact(2)] }).personId).toBe(contactId(1));
    });

    it('is itself when two contacts share the e-mail', () => {
      const contacts = [contact(1, { emails }), contact(3, { accountId: FIRST, emails })];
      expect(place(prospect, { contacts }).personId).toBe('prospect:7');
    });

    it('is not a contact of another account with its e-mail', () => {
      expect(place(prospect, { contacts: [contact(2, { emails })] }).personId).toBe('prospect:7');
      expect(place({ emails }, { contacts: [contact(1, { emails })] })).toEqual({
        accountId: null,
        personId: 'prospect:7',
      });
    });
  });

  it('is looked up by the contacts and leads that the range does not hold', () => {
    const convertedLeads = [{ leadId: leadId(1), contactId: contactId(1), accountId: FIRST }];
    const places = new ProspectPlaces(rangeReading({ convertedLeads }), new Map());
    const prospect = prospectRow(7, { contactIds: [contactId(1), contactId(9)], leadIds: [leadId(1), leadId(2)] });
    expect(places.unknownIds(prospect)).toEqual([contactId(9), leadId(2)]);
  });
});
