// Who takes part in which activity: rows of TaskRelation and EventRelation. TaskRelation exists only with Shared
// Activities switched on; without it an activity names one person, in WhoId.
import type { Attendee } from '../scoring/evidence.ts';
import { isoFromDay } from '../scoring/calendar.ts';
import { selectByIds } from './contacts.ts';
import type { RangeContext } from './range-context.ts';
import type { Select } from './select.ts';
import { all, eventsSince, outside, sizeOf, tasksSince, withinAndSet } from './soql.ts';

export interface Relation extends Attendee {
  readonly activityId: string;
}

export type ActivityObject = 'Task' | 'Event';

const OBJECTS = {
  Task: {
    name: 'TaskRelation',
    parent: 'TaskId',
    extra: [],
    dates: ['Task.ActivityDate', 'Task.CompletedDateTime'],
    since: tasksSince,
  },
  Event: {
    name: 'EventRelation',
    parent: 'EventId',
    extra: ['IsInvitee', 'Status'],
    dates: ['Event.ActivityDate', 'Event.EndDateTime'],
    since: eventsSince,
  },
} as const;

/** Relations of the activities of the range's accounts; empty when the org has no such object. */
export async function relationsOfRange(context: RangeContext, object: ActivityObject): Promise<readonly Relation[]> {
  const { since, range } = context;
  const select = await relationSelect(context, object);
  if (!select) return [];
  const where = all(withinAndSet(`${object}.AccountId`, range), OBJECTS[object].since(since, `${object}.`));
  return context.selector.select({ ...select, where, size: sizeOf(range) });
}

/** Relations of single activities. */
export async function relationsOf(
  context: RangeContext,
  object: ActivityObject,
  ids: Iterable<string>,
): Promise<readonly Relation[]> {
  const wanted = [...ids];
  const select = wanted.length === 0 ? null : await relationSelect(context, object);
  return select ? selectByIds(context.selector, wanted, select, OBJECTS[object].parent) : [];
}

/** Ids of activities outside the range that name a contact of the range, though not as their WhoId. */
export async function idsOfSharedElsewhere(context: RangeContext, object: ActivityObject): Promise<readonly string[]> {
  const { selector, range, since, signal } = context;
  const { name, parent, dates } = OBJECTS[object];
  if (!(await context.describer.object(name))) return [];
  const first = isoFromDay(since - 2);
  // Dates are looked at here, because a semi-join cannot stand beside an OR.
  const recent = (row: readonly string[]) => {
    const given = row.slice(2).filter((date) => date !== '');
    return given.length === 0 || given.some((date) => date >= first);
  };
  const found = await Promise.all(
    outside(`${object}.AccountId`, range).map((side) =>
      selector.select({
        object: name,
        columns: [parent, 'IsDeleted', ...dates],
        where: all(`RelationId IN (${contactsOf(context)})`, side),
        all: true,
        size: 'small',
        map: (row) => (row[1] === 'true' || !recent(row) ? null : (row[0] ?? null)),
        signal,
      }),
    ),
  );
  return [...new Set(found.flat())];
}

/** The semi-join that stands for the contacts of the range. */
export function contactsOf({ range }: RangeContext): string {
  return `SELECT Id FROM Contact WHERE ${withinAndSet('AccountId', range)}`;
}

async function relationSelect(
  context: RangeContext,
  object: ActivityObject,
): Promise<Omit<Select<Relation>, 'where' | 'size'> | null> {
  const { name, parent, extra } = OBJECTS[object];
  if (!(await context.describer.object(name))) return null;
  const columns = await context.describer.columns(name, [parent, 'RelationId', 'IsDeleted', 'IsWhat', ...extra], []);
  return {
    object: name,
    columns,
    all: true,
    map: ([activityId = '', id = '', deleted, isWhat, invitee, status = '']) =>
      deleted === 'true' || isWhat === 'true' || id === ''
        ? null
        : { activityId, id, isInvitee: invitee === 'true', status },
    signal: context.signal,
  };
}

/** Relations by activity, sorted by person, so that the order of pages does not matter. */
export function byActivity(...lists: readonly (readonly Relation[])[]): ReadonlyMap<string, readonly Relation[]> {
  const map = new Map<string, Relation[]>();
  for (const relation of lists.flat()) {
    const known = map.get(relation.activityId);
    if (known) known.push(relation);
    else map.set(relation.activityId, [relation]);
  }
  for (const relations of map.values()) relations.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return map;
}
