// Fills the store: the world's rows in an order in which parents come first, then the rows that every org has.
import type { Row, WorldSource } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { newId } from '../schema/ids.ts';
import { standardObject } from '../schema/standard-notation.ts';
import { deriveRow } from './derive.ts';
import type { Derivation } from './derive.ts';

/** Parents before the rows whose derived fields look at them; everything else comes in between. */
const FIRST = [
  'TaskStatus',
  'OpportunityStage',
  'User',
  'Group',
  'RecordType',
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Contract',
];
const LAST = ['Task', 'Event', 'TaskRelation', 'EventRelation'];

const TASK_STATUSES: [string, boolean][] = [
  ['Not Started', false],
  ['In Progress', false],
  ['Completed', true],
  ['Waiting on someone else', false],
  ['Deferred', false],
];

/**
 * Streams the world into the store, in one transaction.
 * @param setIds Ids of the org's permission sets by name. @throws Error naming object and Id of a row that cannot be kept.
 */
export async function loadWorld(
  world: WorldSource,
  using: Derivation,
  setIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { schema, store } = using;
  const present = await world.objects();
  const middle = present.filter((name) => !FIRST.includes(name) && !LAST.includes(name));
  const order = [...FIRST, ...middle, ...LAST].filter((name) => present.includes(name));
  store.db.exec('BEGIN');
  if (!present.includes('TaskStatus')) {
    TASK_STATUSES.forEach(([label, closed], at) =>
      put(
        schema.known('TaskStatus'),
        {
          Id: newId('01T', at + 1),
          MasterLabel: label,
          ApiName: label,
          SortOrder: at + 1,
          IsDefault: at === 0,
          IsClosed: closed,
        },
        using,
      ),
    );
  }
  const take = taker(using, setIds);
  if (world.everyRow) for (const { objectName, row } of world.everyRow()) take(objectName, row);
  else for (const name of order) for await (const row of world.rows(name)) take(name, row);
  store.db.exec('COMMIT');
}

/** Adds rows of any object; what an object is, its first row may say. */
function taker(using: Derivation, setIds: ReadonlyMap<string, string>): (objectName: string, row: Row) => void {
  const objects = new Map<string, ObjectDefinition>();
  const assignment = assignments(setIds);
  return (objectName, given) => {
    const row = objectName === 'PermissionSetAssignment' ? assignment(given) : given;
    if (!row) return;
    let object = objects.get(objectName);
    if (!object) {
      object = objectOf(objectName, row, using);
      objects.set(objectName, object);
    }
    using.store.learnFields(object, row);
    put(object, row, using);
  };
}

const SET_NAME = 'PermissionSet.Name';

/**
 * A world's assignment names its permission set, as a Bulk file would: the Ids of sets are the org's own. Sets that the
 * metadata folder does not have are named once and left out.
 */
function assignments(setIds: ReadonlyMap<string, string>): (given: Row) => Row | null {
  const unknown = new Set<string>();
  return (given) => {
    const name = given[SET_NAME];
    if (typeof name !== 'string') return given;
    const id = setIds.get(name);
    if (id !== undefined) {
      const { [SET_NAME]: _name, ...rest } = given;
      return { IsActive: true, ...rest, PermissionSetId: id };
    }
    if (!unknown.has(name))
      process.stderr.write(`The world assigns the permission set ${name}, which the metadata folder does not have.\n`);
    unknown.add(name);
    return null;
  };
}

function put(object: ObjectDefinition, given: Row, using: Derivation): void {
  const row = { ...given };
  deriveRow(object, row, using);
  using.store.insert(object, row);
}

/** An object that neither the platform nor the metadata folder knows is served as the world shows it. */
function objectOf(name: string, first: Row, { schema, store }: Derivation): ObjectDefinition {
  const prefix = String(first['Id']).slice(0, 3);
  const known = schema.object(name);
  if (known) {
    // A custom object's Ids begin as its world says; each org has its own prefixes.
    if (known.custom && known.keyPrefix !== prefix) schema.add({ ...known, keyPrefix: prefix });
    return schema.known(name);
  }
  const added = { ...standardObject(name, prefix, 'Name text(255)'), custom: name.endsWith('__c') };
  schema.add(added);
  store.createTable(added);
  return added;
}
