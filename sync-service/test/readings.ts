// What the ports of a run hand over, built small: what Salesforce says of a range and what the mirror says of Outreach.
import type { MirrorQuery, MirrorReader, MirrorReading } from '../src/run/mirror.ts';
import type { AccountReading, ContactReading, RangeReading } from '../src/run/ports.ts';
import type { AccountFields } from '../src/scoring/account-fields.ts';
import type { AccountFacts, ConnectedTask } from '../src/scoring/evidence.ts';
import { TODAY, account, accountId, contactId, noon } from './builders.ts';

/** What an account holds that was never scored. */
export const BLANK_FIELDS: AccountFields = {
  activeTouchpoints: null,
  twoWayTouchpoints: null,
  lastTouch: null,
  lastTwoWayTouch: null,
  peopleEngaged: null,
  channelsEngaged: null,
  sources: [],
  activeSeries: null,
  avgRecipientsPerSeries: null,
  avgInternalPerSeries: null,
  avgSeriesSize: null,
  strength: null,
  rank: null,
  halfLife: null,
  scale: null,
  scoredOn: null,
  scoredAt: null,
  nextRescoreOn: null,
  exitsOn: null,
  nearUntil: null,
  engagedUntil: null,
  enteredOn: null,
  excludedBecause: null,
  evidence: null,
  tierScored: null,
  story: null,
  policyFingerprint: null,
};

export function accountReading(n: number, facts: Partial<AccountFacts> = {}): AccountReading {
  return {
    facts: account({ id: accountId(n), ...facts }),
    held: BLANK_FIELDS,
    rolledUpOpenOpportunities: facts.openOpportunities ?? 0,
  };
}

/** Contact n of account n unless said. */
export function contact(n: number, given: Partial<ContactReading> = {}): ContactReading {
  return { id: contactId(n), accountId: accountId(n), title: '', emails: [], ...given };
}

/** A range of the accounts 1 and 2, each with its own contact. */
export function rangeReading(given: Partial<RangeReading> = {}): RangeReading {
  return {
    accounts: [accountReading(1), accountReading(2)],
    contacts: [contact(1), contact(2)],
    convertedLeads: [],
    activities: [],
    people: new Map(),
    problems: [],
    ...given,
  };
}

export type ProspectRow = MirrorReading['prospects'][number];
export type MailingRow = MirrorReading['mailings'][number];
export type CallRow = MirrorReading['calls'][number];

export function prospectRow(id: number, given: Partial<ProspectRow> = {}): ProspectRow {
  return {
    id,
    updatedAt: noon(TODAY),
    accountId: null,
    contactIds: [],
    leadIds: [],
    emails: [],
    title: '',
    salesforceAccountId: null,
    ...given,
  };
}

/** A mailing of prospect 1, delivered today. */
export function mailingRow(id: number, given: Partial<MailingRow> = {}): MailingRow {
  return {
    id,
    updatedAt: noon(TODAY),
    prospectId: 1,
    userId: 1,
    sequenceId: null,
    sequenceStateId: null,
    sequenceStepId: null,
    mailingType: 'sequence',
    subject: '',
    deliveredAt: noon(TODAY),
    repliedAt: null,
    bouncedAt: null,
    replySentiment: null,
    taskIds: [],
    stepType: '',
    replies: null,
    ...given,
  };
}

/** A call of prospect 1, dialled today, nobody answered. */
export function callRow(id: number, given: Partial<CallRow> = {}): CallRow {
  return {
    id,
    updatedAt: noon(TODAY),
    prospectId: 1,
    userId: 1,
    sequenceId: null,
    dispositionId: null,
    answeredAt: null,
    dialedAt: noon(TODAY),
    completedAt: null,
    state: 'completed',
    outcome: 'Not Answered',
    direction: 'outbound',
    vendor: null,
    number: null,
    taskIds: [],
    dispositionName: '',
    ...given,
  };
}

/** A mirror that holds these rows, and remembers what it was asked. */
export function mirrorOf(rows: Partial<MirrorReading>): MirrorReader & { readonly asked: MirrorQuery[] } {
  const asked: MirrorQuery[] = [];
  return {
    asked,
    read(query) {
      asked.push(query);
      return Promise.resolve({ prospects: [], mailings: [], calls: [], sequences: [], malformed: [], ...rows });
    },
  };
}

/** An org that knows these contacts and Tasks outside the range, and remembers what it was asked. */
export function orgOf(
  contacts: Readonly<Record<string, ContactReading>> = {},
  tasks: Readonly<Record<string, ConnectedTask>> = {},
) {
  const asked: { contacts: string[]; tasks: string[] } = { contacts: [], tasks: [] };
  const among = <T>(ids: readonly string[], known: Readonly<Record<string, T>>) =>
    new Map(ids.flatMap((id) => (known[id] === undefined ? [] : [[id, known[id]] as const])));
  return {
    asked,
    findContacts(ids: readonly string[]) {
      asked.contacts.push(...ids);
      return Promise.resolve(among(ids, contacts));
    },
    findTasks(ids: readonly string[]) {
      asked.tasks.push(...ids);
      return Promise.resolve(among(ids, tasks));
    },
  };
}
