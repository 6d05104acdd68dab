// Events of a range: those of its accounts, and those elsewhere that name its contacts.
import type { ActivityReading } from '../run/ports.ts';
import type { Attendee, EventActivity } from '../scoring/evidence.ts';
import { selectByIds } from './contacts.ts';
import type { ObjectDescription } from './describe.ts';
import { columnReader, fieldsReader, ruleFields, type RangeContext } from './range-context.ts';
import {
  byActivity,
  contactsOf,
  idsOfSharedElsewhere,
  relationsOf,
  relationsOfRange,
  type Relation,
} from './relations.ts';
import type { Select } from './select.ts';
import { all, eventsSince, outside, sizeOf, withinAndSet } from './soql.ts';
import { dayOf, guarded, instantOf, numberOf, required } from './values.ts';

/** Without one of these no event can be judged. */
export const EVENT_FIELDS = [
  'Id',
  'Subject',
  'IsDeleted',
  'IsPrivate',
  'IsChild',
  'IsAllDayEvent',
  'ActivityDate',
  'ActivityDateTime',
  'DurationInMinutes',
  'CreatedDate',
  'OwnerId',
  'WhoId',
  'AccountId',
];
/** Not in every org or edition. */
const WELCOME = ['EndDateTime', 'StartDateTime', 'IsRecurrence', 'GroupEventType'];
/** Of `GroupEventType`: the pattern row of a Lightning series (object reference, Event). */
const SERIES_PATTERN = '3';
const MS_A_MINUTE = 60_000;

interface EventRow {
  readonly event: EventActivity;
  readonly whoId: string;
  readonly accountId: string | null;
}

export async function readEvents(context: RangeContext): Promise<readonly ActivityReading[]> {
  const { range, selector, since } = context;
  const select = await eventSelect(context);
  const [own, elsewhere, shared, relations] = await Promise.all([
    selector.select({
      ...select,
      where: all(withinAndSet('AccountId', range), eventsSince(since)),
      size: sizeOf(range),
    }),
    eventsNaming(context, select),
    idsOfSharedElsewhere(context, 'Event'),
    relationsOfRange(context, 'Event'),
  ]);
  const rows = new Map([...own, ...elsewhere].map((row) => [row.event.id, row]));
  const missing = shared.filter((id) => !rows.has(id));
  for (const row of await selectByIds(selector, missing, select)) rows.set(row.event.id, row);
  const ownIds = new Set(own.map((row) => row.event.id));
  const foreign = [...rows.keys()].filter((id) => !ownIds.has(id));
  const people = byActivity(relations, await relationsOf(context, 'Event', foreign));
  return [...rows.values()].map(({ event, whoId, accountId }) => ({
    activity: { ...event, attendees: attendeesOf(whoId, people.get(event.id) ?? []) },
    accountId,
  }));
}

/** The primary person first; the relation tells how it answered. */
function attendeesOf(whoId: string, relations: readonly Relation[]): readonly Attendee[] {
  const attendees = new Map<string, Attendee>();
  if (whoId !== '') attendees.set(whoId, { id: whoId, isInvitee: false, status: '' });
  for (const { id, isInvitee, status } of relations) {
    const known = attendees.get(id);
    attendees.set(id, {
      id,
      isInvitee: isInvitee || known?.isInvitee === true,
      status: status === '' ? (known?.status ?? '') : status,
    });
  }
  return [...attendees.values()];
}

/** Events outside the range whose WhoId is a contact of the range. Few, so their dates are not asked about. */
async function eventsNaming(
  context: RangeContext,
  select: Omit<Select<EventRow>, 'where' | 'size'>,
): Promise<readonly EventRow[]> {
  const found = await Promise.all(
    outside('AccountId', context.range).map((side) =>
      context.selector.select({ ...select, where: all(`WhoId IN (${contactsOf(context)})`, side), size: 'small' }),
    ),
  );
  return found.flat();
}

/** Text fields that an org (or a scheduling tool) uses to say how a meeting went. */
function outcomeFields(event: ObjectDescription | null): readonly string[] {
  return [...(event?.fields.values() ?? [])]
    .filter(({ name, type }) => /outcome/i.test(name) && /^(string|picklist|textarea|combobox)$/.test(type))
    .map(({ name }) => name)
    .sort();
}

async function eventSelect(context: RangeContext): Promise<Omit<Select<EventRow>, 'where' | 'size'>> {
  const fields = ruleFields(context.policy, 'Event');
  const outcomes = outcomeFields(await context.describer.object('Event'));
  const columns = await context.describer.columns('Event', EVENT_FIELDS, [...WELCOME, ...outcomes, ...fields]);
  const at = columnReader(columns);
  const [id, subject, deleted, allDay, owner] = [
    at('Id'),
    at('Subject'),
    at('IsDeleted'),
    at('IsAllDayEvent'),
    at('OwnerId'),
  ];
  const [date, starts, ends, begins, minutes] = [
    at('ActivityDate'),
    at('ActivityDateTime'),
    at('EndDateTime'),
    at('StartDateTime'),
    at('DurationInMinutes'),
  ];
  const [created, who, account] = [at('CreatedDate'), at('WhoId'), at('AccountId')];
  const [priv, child, recurrence, group] = [at('IsPrivate'), at('IsChild'), at('IsRecurrence'), at('GroupEventType')];
  const outcomeOf = outcomes.map(at);
  const fieldsOf = fieldsReader(columns, fields);
  const endOf = (row: readonly string[]) => {
    const end = instantOf(ends(row));
    const start = instantOf(starts(row) || begins(row));
    return end ?? (start === null ? null : start + (numberOf(minutes(row)) ?? 0) * MS_A_MINUTE);
  };
  const make = (row: readonly string[]): EventRow => {
    const isAllDay = allDay(row) === 'true';
    return {
      event: {
        kind: 'event',
        id: id(row),
        subject: subject(row),
        isDeleted: deleted(row) === 'true',
        isPrivate: priv(row) === 'true',
        isChild: child(row) === 'true',
        isSeriesMaster: recurrence(row) === 'true' || group(row) === SERIES_PATTERN,
        isAllDay,
        // All-day events keep their date at midnight UTC, whatever the zone.
        activityDate: dayOf(date(row) || (isAllDay ? starts(row) || begins(row) : '')),
        endsAt: endOf(row),
        createdAt: required(instantOf(created(row)), 'CreatedDate'),
        ownerId: owner(row),
        attendees: [],
        outcome: outcomeOf.map((outcome) => outcome(row)).find((text) => text !== '') ?? '',
        fields: fieldsOf(row),
      },
      whoId: who(row),
      accountId: account(row) || null,
    };
  };
  const ids = (row: readonly string[]) => ({
    recordId: id(row),
    accountId: account(row) || null,
    personId: who(row) || null,
  });
  return {
    object: 'Event',
    columns,
    all: true,
    map: guarded('Event', context.oddRows, ids, make),
    signal: context.signal,
  };
}
