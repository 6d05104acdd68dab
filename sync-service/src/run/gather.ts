// Puts together what is known of each account of a partition: its activities, those of its contacts, and the
// engagements of its people. Decides nothing about them.
import type { Instant } from '../scoring/calendar.ts';
import type {
  AccountEngagement,
  AccountEvidence,
  Activity,
  ConnectedTask,
  Engagement,
  Person,
  Sequence,
} from '../scoring/evidence.ts';
import { everybodyIn } from '../scoring/evidence.ts';
import { toCall, toMailing } from './engagements.ts';
import type { MirrorReader, MirrorReading } from './mirror.ts';
import type { OrgPort, RangeReading } from './ports.ts';
import { ProspectPlaces } from './prospects.ts';

/** Evidence of every account of the reading. `since`: engagements that ended before it are left out. */
export async function gatherEvidence(
  org: Pick<OrgPort, 'findContacts' | 'findTasks'>,
  mirror: MirrorReader,
  given: RangeReading,
  since: Instant,
  signal: AbortSignal,
): Promise<readonly AccountEvidence[]> {
  const reading = withConverted(given);
  const activities = byAccount(reading);
  const taskIds = reading.activities
    .filter(({ activity }) => activity.kind === 'task')
    .map(({ activity }) => activity.id);
  const mirrored = await mirror.read({
    contactIds: reading.contacts.map((contact) => contact.id),
    leadIds: reading.convertedLeads.map((lead) => lead.leadId),
    accountIds: reading.accounts.map((account) => account.facts.id),
    taskIds,
  });
  const places = await placeProspects(org, mirrored, reading, signal);
  const engagements = [...mirrored.mailings.map(toMailing), ...mirrored.calls.map(toCall)].filter((it) =>
    isSince(it, since),
  );
  const states = await connectedTasks(org, reading, engagements, places, signal);
  const perAccount = engagementsByAccount(engagements, places, activities, states);
  const people = allPeople(reading, mirrored, places);
  const sequences = new Map<number, Sequence>(
    mirrored.sequences.map((it) => [it.id, { id: it.id, contactedProspects: it.contactedProspects }]),
  );
  return reading.accounts.map(({ facts }) => ({
    account: facts,
    activities: [...(activities.get(facts.id)?.values() ?? [])],
    engagements: perAccount.get(facts.id) ?? [],
    people,
    sequences,
    unreadable: mirrored.malformed
      .filter(({ prospectId }) => prospectId !== null && places.get(prospectId)?.accountId === facts.id)
      .map(({ kind, id }) => `${kind}:${id}`),
  }));
}

type Places = ReadonlyMap<number, { readonly accountId: string | null; readonly personId: string }>;

/** A Lead that became a Contact is that Contact, also in what was logged before. */
function withConverted(reading: RangeReading): RangeReading {
  if (reading.convertedLeads.length === 0) return reading;
  const contactOf = new Map(reading.convertedLeads.map((lead) => [lead.leadId, lead.contactId]));
  const now = (id: string): string => contactOf.get(id) ?? id;
  const activities = reading.activities.map((entry) => {
    const { activity } = entry;
    if (activity.kind === 'task' && activity.people.some((id) => contactOf.has(id)))
      return { ...entry, activity: { ...activity, people: [...new Set(activity.people.map(now))] } };
    if (activity.kind === 'event' && activity.attendees.some(({ id }) => contactOf.has(id)))
      return {
        ...entry,
        activity: { ...activity, attendees: activity.attendees.map((it) => ({ ...it, id: now(it.id) })) },
      };
    return entry;
  });
  return { ...reading, activities };
}

/** The accounts of an activity: the one Salesforce derives and those of its contacts. */
function byAccount(reading: RangeReading): Map<string, Map<string, Activity>> {
  const accountOf = new Map(reading.contacts.map((contact) => [contact.id, contact.accountId]));
  const found = new Map(reading.accounts.map(({ facts }) => [facts.id, new Map<string, Activity>()]));
  for (const { activity, accountId } of reading.activities) {
    for (const id of [accountId, ...everybodyIn(activity).map((person) => accountOf.get(person) ?? null)])
      if (id !== null) found.get(id)?.set(activity.id, activity);
  }
  return found;
}

async function placeProspects(
  org: Pick<OrgPort, 'findContacts'>,
  mirrored: MirrorReading,
  reading: RangeReading,
  signal: AbortSignal,
): Promise<Places> {
  const known = new ProspectPlaces(reading, new Map());
  const unknown = [...new Set(mirrored.prospects.flatMap((prospect) => known.unknownIds(prospect)))].sort();
  const elsewhere = unknown.length === 0 ? new Map() : await org.findContacts(unknown, signal);
  const places = new ProspectPlaces(reading, elsewhere);
  return new Map(mirrored.prospects.map((prospect) => [prospect.id, places.place(prospect)]));
}

function isSince(engagement: Engagement, since: Instant): boolean {
  const instants =
    engagement.kind === 'mailing'
      ? [engagement.deliveredAt, engagement.repliedAt, engagement.bouncedAt]
      : [engagement.answeredAt, engagement.dialedAt, engagement.completedAt];
  // A call with a Task has the Task's date, whatever its own fields leave blank.
  return (
    instants.some((at) => at !== null && at >= since) ||
    (instants.every((at) => at === null) && engagement.taskIds.length > 0)
  );
}

/** What became of the Tasks that engagements name: those of the range we know, the others are looked up. */
async function connectedTasks(
  org: Pick<OrgPort, 'findTasks'>,
  reading: RangeReading,
  engagements: readonly Engagement[],
  places: Places,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ConnectedTask>> {
  const states = new Map<string, ConnectedTask>();
  for (const { activity } of reading.activities)
    if (activity.kind === 'task') states.set(activity.id, activity.isDeleted ? 'deleted' : 'elsewhere');
  const unknown = new Set<string>();
  for (const engagement of engagements) {
    const ours = engagement.prospectId !== null && (places.get(engagement.prospectId)?.accountId ?? null) !== null;
    if (ours) for (const id of engagement.taskIds) if (!states.has(id)) unknown.add(id);
  }
  if (unknown.size > 0)
    for (const [id, state] of await org.findTasks([...unknown].sort(), signal)) states.set(id, state);
  return states;
}

function engagementsByAccount(
  engagements: readonly Engagement[],
  places: Places,
  activities: ReadonlyMap<string, ReadonlyMap<string, Activity>>,
  states: ReadonlyMap<string, ConnectedTask>,
): Map<string, AccountEngagement[]> {
  const accountsOfTask = new Map<string, string[]>();
  for (const [accountId, own] of activities)
    for (const [id, activity] of own)
      if (activity.kind === 'task') accountsOfTask.set(id, [...(accountsOfTask.get(id) ?? []), accountId]);
  const found = new Map<string, AccountEngagement[]>();
  for (const engagement of engagements) {
    const place = engagement.prospectId === null ? null : (places.get(engagement.prospectId) ?? null);
    const accounts = new Set(engagement.taskIds.flatMap((id) => accountsOfTask.get(id) ?? []));
    if (place?.accountId) accounts.add(place.accountId);
    for (const accountId of accounts) {
      const own = activities.get(accountId);
      const others = engagement.taskIds.filter((id) => own?.has(id) !== true);
      const entry: AccountEngagement = {
        engagement,
        personId: place?.personId ?? null,
        ofAccount: place?.accountId === accountId,
        connectedTasks: new Map(others.map((id) => [id, states.get(id) ?? 'unknown'])),
      };
      const list = found.get(accountId);
      if (list) list.push(entry);
      else found.set(accountId, [entry]);
    }
  }
  return found;
}

function allPeople(reading: RangeReading, mirrored: MirrorReading, places: Places): ReadonlyMap<string, Person> {
  const people = new Map<string, Person>(reading.people);
  for (const contact of reading.contacts) people.set(contact.id, { id: contact.id, title: contact.title });
  for (const prospect of mirrored.prospects) {
    const id = places.get(prospect.id)?.personId;
    if (id !== undefined && !people.has(id)) people.set(id, { id, title: prospect.title });
  }
  return people;
}
