// Which rows of an object a viewer sees, as one SQL condition: by sharing for records, by all of their parents for
// activities.
import { quoted } from '../store/store.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { Viewer } from './viewer.ts';

/** An activity hangs on no other activity. */
const NO_PARENTS = new Set(['Task', 'Event', 'TaskRelation', 'EventRelation', 'TaskWhoRelation', 'EventWhoRelation']);

const PARENTS = ['AccountId', 'WhoId', 'WhatId'];

/** The SQL condition on a row under `alias`, or null when the viewer sees every row. */
export function rowFilter(object: ObjectDefinition, alias: string, viewer: Viewer, schema: Schema): string | null {
  if (viewer.admin) return null;
  switch (object.name) {
    case 'Task':
    case 'Event':
      return activityFilter(object, alias, viewer, schema);
    case 'TaskRelation':
    case 'TaskWhoRelation':
      return throughParent('Task', 'TaskId', alias, viewer, schema);
    case 'EventRelation':
    case 'EventWhoRelation':
      return throughParent('Event', 'EventId', alias, viewer, schema);
    default:
  }
  if (object.sharing === 'public' || viewer.object(object.name).viewAll) return null;
  if (object.sharing === 'parent') {
    const master = [...object.fields.values()].find((field) => field.masterDetail);
    const parent = master?.referenceTo[0];
    return master && parent !== undefined ? throughParent(parent, master.name, alias, viewer, schema) : null;
  }
  return `${alias}."OwnerId" = '${viewer.userId}'`;
}

function throughParent(parent: string, key: string, alias: string, viewer: Viewer, schema: Schema): string | null {
  if (!viewer.object(parent).read) return '0';
  const inner = `${alias}_p`;
  const filter = rowFilter(schema.known(parent), inner, viewer, schema);
  if (filter === null) return null;
  return `EXISTS (SELECT 1 FROM ${quoted(parent)} ${inner} WHERE ${inner}."Id" = ${alias}.${quoted(key)} AND ${filter})`;
}

/** The owner always sees an activity; others need every parent, and nobody but the owner sees a private event. */
function activityFilter(object: ObjectDefinition, alias: string, viewer: Viewer, schema: Schema): string | null {
  if (viewer.allows('ViewAllData') || viewer.allows('ModifyAllData')) return null;
  const conditions = PARENTS.flatMap((name) => {
    const seen = parentSeen(name, alias, viewer, schema);
    return seen === null ? [] : [seen];
  });
  if (object.name === 'Event') conditions.push(`${alias}."IsPrivate" = 0`);
  if (conditions.length === 0) return null;
  return `(${alias}."OwnerId" = '${viewer.userId}' OR (${conditions.join(' AND ')}))`;
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
  const known = `substr(${key}, 1, 3) IN (${whole.map((prefix) => `'${prefix}'`).join(', ')})`;
  return `(${[`${key} IS NULL`, known, ...partly].join(' OR ')})`;
}
