// Tasks of a range: those of its accounts, and those elsewhere that name its contacts.
import type { ActivityReading } from '../run/ports.ts';
import type { ConnectedTask, TaskActivity } from '../scoring/evidence.ts';
import { isoFromDay } from '../scoring/calendar.ts';
import { isContactId, isLeadId, selectByIds } from './contacts.ts';
import { columnReader, fieldsReader, ruleFields, type RangeContext } from './range-context.ts';
import { recordedCallsAmong, recordedCallsOfRange } from './recordings.ts';
import {
  byActivity,
  contactsOf,
  idsOfSharedElsewhere,
  relationsOf,
  relationsOfRange,
  type Relation,
} from './relations.ts';
import type { Select, Selector } from './select.ts';
import { all, outside, sizeOf, tasksSince, withinAndSet } from './soql.ts';
import { dayOf, guarded, instantOf, required } from './values.ts';

/** Without one of these no task can be judged. */
export const TASK_FIELDS = [
  'Id',
  'Subject',
  'Status',
  'IsClosed',
  'IsDeleted',
  'ActivityDate',
  'CreatedDate',
  'CreatedById',
  'OwnerId',
  'WhoId',
  'AccountId',
];
const WELCOME = ['CompletedDateTime', 'IsRecurrence', 'CallDisposition', 'CallType'];

/** A task before its further people and its recording are known. */
interface TaskRow {
  readonly task: TaskActivity;
  readonly accountId: string | null;
}

export async function readTasks(context: RangeContext): Promise<readonly ActivityReading[]> {
  const { range, selector, since } = context;
  const select = await taskSelect(context);
  const [own, elsewhere, shared, relations, recorded] = await Promise.all([
    selector.select({
      ...select,
      where: all(withinAndSet('AccountId', range), tasksSince(since)),
      size: sizeOf(range),
    }),
    tasksNaming(context, select),
    idsOfSharedElsewhere(context, 'Task'),
    relationsOfRange(context, 'Task'),
    recordedCallsOfRange(context),
  ]);
  const rows = new Map([...own, ...elsewhere].map((row) => [row.task.id, row]));
  const missing = shared.filter((id) => !rows.has(id));
  for (const row of await selectByIds(selector, missing, select)) rows.set(row.task.id, row);
  const ownIds = new Set(own.map((row) => row.task.id));
  const foreign = [...rows.values()].filter((row) => !ownIds.has(row.task.id)).map((row) => row.task);
  const [foreignRelations, foreignRecorded] = await Promise.all([
    relationsOf(
      context,
      'Task',
      foreign.map(({ id }) => id),
    ),
    recordedCallsAmong(context, foreign),
  ]);
  const people = byActivity(relations, foreignRelations);
  const vendors = new Set([...recorded, ...foreignRecorded]);
  return [...rows.values()].map(({ task, accountId }) => ({
    activity: complete(task, people.get(task.id) ?? [], vendors.has(task.id)),
    accountId,
  }));
}

function complete(task: TaskActivity, relations: readonly Relation[], recorded: boolean): TaskActivity {
  if (relations.length === 0 && !recorded) return task;
  const further = relations.map((relation) => relation.id).filter((id) => isContactId(id) || isLeadId(id));
  return {
    ...task,
    people: [...new Set([...task.people, ...further])],
    recordingVendor: recorded ? 'Orum' : null,
  };
}

/** Tasks outside the range whose WhoId is a contact of the range: in AND-only queries, as semi-joins want it. */
async function tasksNaming(
  context: RangeContext,
  select: Omit<Select<TaskRow>, 'where' | 'size'>,
): Promise<readonly TaskRow[]> {
  const { range, selector, since } = context;
  const dated = [`ActivityDate >= ${isoFromDay(since - 2)}`, 'ActivityDate = null'];
  const queries = outside('AccountId', range).flatMap((side) => dated.map((date) => all(side, date)));
  const found = await Promise.all(
    queries.map((where) =>
      selector.select({ ...select, where: all(`WhoId IN (${contactsOf(context)})`, where), size: 'small' }),
    ),
  );
  return found.flat();
}

async function taskSelect(context: RangeContext): Promise<Omit<Select<TaskRow>, 'where' | 'size'>> {
  const fields = ruleFields(context.policy, 'Task');
  const columns = await context.describer.columns('Task', TASK_FIELDS, [...WELCOME, ...fields]);
  const at = columnReader(columns);
  const [id, subject, status, closed, deleted] = [
    at('Id'),
    at('Subject'),
    at('Status'),
    at('IsClosed'),
    at('IsDeleted'),
  ];
  const [date, completed, created, creator] = [
    at('ActivityDate'),
    at('CompletedDateTime'),
    at('CreatedDate'),
    at('CreatedById'),
  ];
  const [owner, who, account, recurrence] = [at('OwnerId'), at('WhoId'), at('AccountId'), at('IsRecurrence')];
  const [disposition, callType] = [at('CallDisposition'), at('CallType')];
  const fieldsOf = fieldsReader(columns, fields);
  const make = (row: readonly string[]): TaskRow => ({
    task: {
      kind: 'task',
      id: id(row),
      subject: subject(row),
      status: status(row),
      isClosed: closed(row) === 'true',
      isDeleted: deleted(row) === 'true',
      isSeriesMaster: recurrence(row) === 'true',
      activityDate: dayOf(date(row)),
      completedAt: instantOf(completed(row)),
      createdAt: required(instantOf(created(row)), 'CreatedDate'),
      createdById: creator(row),
      ownerId: owner(row),
      people: who(row) === '' ? [] : [who(row)],
      recordingVendor: null,
      disposition: disposition(row),
      callType: callType(row),
      fields: fieldsOf(row),
    },
    accountId: account(row) || null,
  });
  const ids = (row: readonly string[]) => ({
    recordId: id(row),
    accountId: account(row) || null,
    personId: who(row) || null,
  });
  return {
    object: 'Task',
    columns,
    all: true,
    map: guarded('Task', context.oddRows, ids, make),
    signal: context.signal,
  };
}

/** What became of single tasks, by the Id as it was asked for. */
export async function findTasks(
  selector: Selector,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ConnectedTask>> {
  const wanted = ids.filter((id) => /^00T[0-9a-zA-Z]{12}([0-9a-zA-Z]{3})?$/.test(id));
  const found = await selectByIds(selector, wanted, {
    object: 'Task',
    columns: ['Id', 'IsDeleted'],
    all: true,
    map: ([id = '', deleted]) => ({ id, deleted: deleted === 'true' }),
    signal,
  });
  // The first 15 characters tell two records apart, whichever form was asked for.
  const known = new Map(found.map(({ id, deleted }) => [id.slice(0, 15), deleted]));
  return new Map(
    ids.map((id) => {
      const deleted = known.get(id.slice(0, 15));
      return [id, deleted === undefined ? 'unknown' : deleted ? 'deleted' : 'elsewhere'] as const;
    }),
  );
}
