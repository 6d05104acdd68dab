// People who must not come back: the register of their marks, and a reading of the org without them. What was already kept
// of them is removed in forget.ts.
import { everybodyIn, type Activity } from '../scoring/evidence.ts';
import type { ActivityReading, OrgPort, RangeReading } from './ports.ts';

/**
 * Stands for everybody who was forgotten: has the form of a Contact Id, and no org gives it out. Their activities go on
 * counting as those of one unknown person, so that no account's Active TPs change and nothing is counted twice.
 */
export const NOBODY = '003000000000000AAA';
/** Stands for an e-mail address in a text. */
const NO_ADDRESS = '(forgotten)';
/** Ends before the full stop of a sentence. An apostrophe may be part of a name (o'brien@…) or a quotation mark before it. */
const ADDRESS = /[^\s<>"'(),;:[\]]+(?:'[^\s<>"'(),;:[\]]+)*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;

/** Keyed marks of Ids, e-mail addresses (lower case) and `prospect:12`; what they are marks of cannot be read from them. */
export interface ForgottenPeople {
  /** False: nobody was forgotten, and nothing needs to be looked up. */
  any(): Promise<boolean>;
  /** Those of these words that are marked. */
  among(words: Iterable<string>): Promise<ReadonlySet<string>>;
  remember(words: Iterable<string>): Promise<void>;
}

/** The same org, which knows nothing of people who were forgotten. */
export function withoutForgotten<O extends Pick<OrgPort, 'readRange'>>(org: O, people: ForgottenPeople): O {
  return {
    ...org,
    async readRange(range, policy, since, signal) {
      const reading = await org.readRange(range, policy, since, signal);
      return (await people.any()) ? strip(reading, await people.among(wordsOf(reading))) : reading;
    },
  };
}

/** Every e-mail address of the text, lower case; where a quotation mark may have been taken for a part of one, both forms. */
export function addressesIn(text: string): readonly string[] {
  return text.includes('@') ? (text.match(ADDRESS) ?? []).flatMap(formsOf) : [];
}

/** The text without these addresses, whatever their case. */
export function withoutAddresses(text: string, gone: ReadonlySet<string>): string {
  if (!text.includes('@')) return text;
  return text.replace(ADDRESS, (found) => {
    const form = formsOf(found).find((address) => gone.has(address));
    return form === undefined ? found : `${found.slice(0, -form.length)}${NO_ADDRESS}`;
  });
}

/** As it was found, and from after its last apostrophe on. */
function formsOf(found: string): readonly string[] {
  const address = found.toLowerCase();
  const start = address.lastIndexOf("'") + 1;
  return start === 0 ? [address] : [address, address.slice(start)];
}

function wordsOf({ contacts, convertedLeads, activities }: RangeReading): Set<string> {
  const words = new Set(contacts.map(({ id }) => id));
  for (const { leadId } of convertedLeads) words.add(leadId);
  for (const { activity } of activities) {
    for (const id of everybodyIn(activity)) words.add(id);
    for (const text of textsOf(activity)) for (const address of addressesIn(text)) words.add(address);
  }
  return words;
}

function textsOf(activity: Activity): readonly string[] {
  const own = activity.kind === 'task' || activity.kind === 'event' ? [activity.subject] : [];
  return [...own, ...Object.values(activity.fields)];
}

function strip(reading: RangeReading, gone: ReadonlySet<string>): RangeReading {
  if (gone.size === 0) return reading;
  const accountOf = new Map(reading.contacts.map(({ id, accountId }) => [id, accountId]));
  return {
    ...reading,
    contacts: reading.contacts.filter(({ id }) => !gone.has(id)),
    convertedLeads: reading.convertedLeads.filter(({ leadId, contactId }) => !gone.has(leadId) && !gone.has(contactId)),
    people: new Map([...reading.people].filter(([id]) => !gone.has(id))),
    activities: reading.activities.flatMap((entry) => stripEntry(entry, gone, accountOf)),
  };
}

/** An activity counts for the accounts of its people; those of people who are no longer known stay its accounts. */
function stripEntry(
  { activity, accountId }: ActivityReading,
  gone: ReadonlySet<string>,
  accountOf: ReadonlyMap<string, string>,
): readonly ActivityReading[] {
  const stripped = stripActivity(activity, gone);
  const others = new Set(everybodyIn(activity).flatMap((id) => (gone.has(id) ? [accountOf.get(id) ?? accountId] : [])));
  others.delete(accountId);
  // The account that Salesforce derives comes last: it is the one the bridge goes by.
  return [...[...others].map((other) => ({ activity: stripped, accountId: other })), { activity: stripped, accountId }];
}

function stripActivity(activity: Activity, gone: ReadonlySet<string>): Activity {
  const named = (id: string): string => (gone.has(id) ? NOBODY : id);
  const fields = Object.fromEntries(
    Object.entries(activity.fields).map(([name, value]) => [name, withoutAddresses(named(value), gone)]),
  );
  if (activity.kind === 'event') {
    const attendees = activity.attendees.map((attendee) => ({ ...attendee, id: named(attendee.id) }));
    return { ...activity, attendees, fields, subject: withoutAddresses(activity.subject, gone) };
  }
  const people = [...new Set(activity.people.map(named))];
  return activity.kind === 'task'
    ? { ...activity, people, fields, subject: withoutAddresses(activity.subject, gone) }
    : { ...activity, people, fields };
}
