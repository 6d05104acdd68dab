// Which rows of an object a viewer sees, and which of those the viewer may change, as one SQL condition each: by sharing
// for records, by all of their parents for activities.
import { quoted } from '../store/store.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { Viewer } from './viewer.ts';

/** An activity hangs on no other activity. */
const NO_PARENTS = new Set(['Task', 'Event', 'TaskRelation', 'EventRelation', 'TaskWhoRelation', 'EventWhoRelation']);

const PARENTS = ['AccountId', 'WhoId', 'WhatId'];

const idList = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(', ');

/** Records of the viewer and, for people, of everybody below them. */
const ownedSql = (alias: string, viewer: Viewer): string =>
  `${alias}."OwnerId" IN (${idList(viewer.reach?.team ?? [viewer.userId])})`;

/** The SQL condition on a row under `alias`, or null when the viewer sees every row. */
export function rowFilter(object: ObjectDefinition, alias: string, viewer: Viewer, schema: Schema): string | null {
  if (viewer.admin) return null;
  switch (object.name) {
    case 'Task':
    case 'Event':
      return activityFilter(object, alias, viewer, schema);
    case 'TaskRelation':
    case 'TaskWhoRelation':
      return throughParent('Task', 'TaskId', alias, viewer, schema, rowFilter);
    case 'EventRelation':
    case 'EventWhoRelation':
      return throughParent('Event', 'EventId', alias, viewer, schema, rowFilter);
    default:
  }
  if (object.sharing === 'public' || viewer.object(object.name).viewAll) return null;
  if (object.sharing === 'parent') return throughMaster(object, alias, viewer, schema, rowFilter);
  return viewer.reach && viewer.reach.level(object.name) !== 'Private' ? null : ownedSql(alias, viewer);
}

/** The condition under which the viewer may change a row that the viewer sees; null when all of them. */
export function editFilter(object: ObjectDefinition, alias: string, viewer: Viewer, schema: Schema): string | null {
  const { reach } = viewer;
  if (viewer.admin || reach === null || viewer.object(object.name).modifyAll || ownerless(object)) return null;
  if (object.sharing === 'parent') return throughMaster(object, alias, viewer, schema, editFilter);
  return reach.level(object.name) === 'Edit' ? null : ownedSql(alias, viewer);
}

const ownerless = (object: ObjectDefinition): boolean => object.sharing !== 'parent' && !object.fields.has('OwnerId');

type Filter = typeof rowFilter;

function throughMaster(
  object: ObjectDefinition,
  alias: string,
  viewer: Viewer,
  schema: Schema,
  filter: Filter,
): string | null {
  const master = [...object.fields.values()].find((field) => field.masterDetail);
  const parent = master?.referenceTo[0];
  if (!master || parent === undefined) return null;
  // Where reading the master suffices to create, it suffices to change, too.
  return throughParent(parent, master.name, alias, viewer, schema, master.masterReadSuffices ? rowFilter : filter);
}

function throughParent(
  parent: string,
  key: string,
  alias: string,
  viewer: Viewer,
  schema: Schema,
  filter: Filter,
): string | null {
  if (!viewer.object(parent).read) return '0';
  const inner = `${alias}_p`;
  const condition = filter(schema.known(parent), inner, viewer, schema);
  if (condition === null) return null;
  return `EXISTS (SELECT 1 FROM ${quoted(parent)} ${inner} WHERE ${inner}."Id" = ${alias}.${quoted(key)} AND ${condition})`;
}

/**
 * The owner always sees an activity, and so do those above; others need every parent. Nobody but the owner sees a private
 * event.
 */
function activityFilter(object: ObjectDefinition, alias: string, viewer: Viewer, schema: Schema): string | null {
  if (viewer.allows('ViewAllData') || viewer.allows('ModifyAllData')) return null;
  const conditions = PARENTS.flatMap((name) => {
    const seen = parentSeen(name, alias, viewer, schema);
    return seen === null ? [] : [seen];
  });
  const open = object.name === 'Event' ? [`${alias}."IsPrivate" = 0`] : [];
  if (conditions.length + open.length === 0) return null;
  const others = [...conditions, ...open].join(' AND ');
  const above = viewer.reach ? ` OR (${[ownedSql(alias, viewer), ...open].join(' AND ')})` : '';
  return `(${alias}."OwnerId" = '${viewer.userId}' OR (${others})${above})`;
}

function parentSeen(name: string, alias: string, viewer: Viewer, schema: Schema): string | null {
  const key = `${alias}.${quoted(name)}`;
  const whole: string[] = [];
  const partly: string[] = [];
  for (const [prefix, parent] of schema.prefixes()) {
    if (NO_PARENTS.has(parent.name) || !viewer.object(parent.name).read) continue;
    const inner = `${alias}_${prefix}`;
    const filter = rowFilter(parent, inner, viewer, schema);
    if (filter === null) whole.push(prefix);
    else {
      partly.push(
        `(substr(${key}, 1, 3) = '${prefix}' AND EXISTS (SELECT 1 FROM ${quoted(parent.name)} ${inner} WHERE ${inner}."Id" = ${key} AND ${filter}))`,
      );
    }
  }
  // An AccountId can only be an account's.
  if (name === 'AccountId' && whole.includes('001')) return null;
  const known = `substr(${key}, 1, 3) IN (${idList(whole)})`;
  return `(${[`${key} IS NULL`, known, ...partly].join(' OR ')})`;
}
