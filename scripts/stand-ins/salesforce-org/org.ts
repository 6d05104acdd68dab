// The stand-in org as its HTTP side sees it: puts the parts in the folders beside this file together. contract.ts says what
// each method promises. Nothing here knows about HTTP, tokens or faults.
import { fillOwnPermissions } from './access/own-permissions.ts';
import { People } from './access/people.ts';
import { readPermissionSets } from './access/permission-set.ts';
import type { PermissionSet } from './access/permission-set.ts';
import { RecordAccess } from './access/record-access.ts';
import { Sharing } from './access/sharing.ts';
import { addUsualPeople } from './access/usual-people.ts';
import type { Viewer } from './access/viewer.ts';
import { readRules } from './dml/validation.ts';
import type { Rules } from './dml/validation.ts';
import { Deployments } from './deploy/deployments.ts';
import { UserActions } from './dml/user-actions.ts';
import { putRow } from './dml/put-rows.ts';
import { write } from './dml/write.ts';
import { RequestLimits } from './limits.ts';
import { OrgClock } from '../time/org-clock.ts';
import { OrgError } from './org-error.ts';
import type {
  JsonRecord,
  OrgOptions,
  Query,
  QueryFlags,
  Row,
  SaveResult,
  WriteFlags,
  WriteOperation,
  WorldSource,
} from './contract.ts';
import { describeObject, describeShort } from './schema/describe.ts';
import type { ObjectDefinition } from './schema/field.ts';
import { fullId, newId } from './schema/ids.ts';
import { readSchema } from './schema/schema.ts';
import type { Schema } from './schema/schema.ts';
import type { Org } from './served-org.ts';
import { columnSql } from './soql/column.ts';
import type { Moment } from './soql/column.ts';
import { prepareSnapshots, runQuery } from './soql/run.ts';
import type { Derivation } from './store/derive.ts';
import { putCustomMetadata } from './store/custom-metadata.ts';
import { loadWorld } from './store/load.ts';
import { INTEGRATION_USER, addOwnRows, firstUser, permissionSetIds } from './store/own-rows.ts';
import { Store } from './store/store.ts';
import { UiApi } from './ui-api/ui-api.ts';

export type {
  Row,
  WorldSource,
  OrgOptions,
  JsonRecord,
  QueryFlags,
  Query,
  SaveError,
  SaveResult,
  WriteOperation,
  WriteFlags,
  LimitFigure,
  Limits,
} from './contract.ts';
export type { Org } from './served-org.ts';

const NOT_SAVED: SaveResult = { id: null, success: false, errors: [] };

/** Beyond what loading and the org's own rows use up. */
const FIRST_FREE_SEQUENCE = 1_000_000;

class StandInOrg implements Org {
  readonly id: string;
  readonly timeZone: string;
  readonly integrationUser = INTEGRATION_USER;
  readonly clock: OrgClock;
  readonly limits = new RequestLimits();
  readonly sharing: Sharing;
  readonly people: People;
  readonly uiApi: UiApi;
  readonly actions: UserActions;
  readonly deployments: Deployments;
  readonly #schema: Schema;
  readonly #store: Store;
  readonly #using: Derivation;
  readonly #access: RecordAccess;
  readonly #sets: PermissionSet[];
  readonly #integrationSet: string;
  readonly #rules: Rules;
  #sequence = FIRST_FREE_SEQUENCE;

  private constructor(options: OrgOptions, world: WorldSource, defaultUser: string) {
    this.id = world.org.id;
    this.timeZone = world.org.timeZone;
    this.clock = options.clock ?? new OrgClock(world.org.today, world.org.timeZone);
    this.#schema = readSchema(options.metadata);
    this.#sets = readPermissionSets(options.metadata);
    this.#integrationSet = options.permissionSet ?? 'Touchpoint_Integration';
    // Without any, it is an org before our first deployment.
    if (this.#sets.length > 0 && !this.#sets.some((set) => set.name === this.#integrationSet)) {
      throw new Error(
        `There is no permission set ${this.#integrationSet} in ${options.metadata}/permissionsets; add it or name another.`,
      );
    }
    this.#store = new Store(this.#schema, options.databaseFile ?? ':memory:');
    this.#using = {
      store: this.#store,
      schema: this.#schema,
      timeZone: this.timeZone,
      now: () => this.clock.now(),
      defaultUser,
      closedStatuses: new Map(),
    };
    this.actions = new UserActions(this.#using, () => ++this.#sequence);
    this.sharing = new Sharing(this.#schema);
    this.people = new People({
      store: this.#store,
      schema: this.#schema,
      sets: this.#sets,
      sharing: this.sharing,
      timeZone: this.timeZone,
    });
    this.uiApi = new UiApi({
      schema: this.#schema,
      query: (soql, viewer, flags) => this.query(soql, viewer, flags),
      write: (operation, objectName, record, viewer) =>
        this.write(operation, objectName, [record], viewer, { allOrNone: false })[0] ?? NOT_SAVED,
      noteUse: (object, fields) => {
        for (const name of fields) this.#store.indexForPeople(object, name);
      },
    });
    this.#access = new RecordAccess(this.#store, this.#schema);
    const rules = readRules(options.metadata);
    this.#rules = { byObject: rules, schema: this.#schema, moment: () => this.#moment(this.timeZone) };
    this.deployments = new Deployments(options.metadata, {
      using: this.#using,
      sets: this.#sets,
      rules,
      sequence: () => ++this.#sequence,
      checkComputedFields: () => this.#checkComputedFields(),
      done: () => this.people.learn(),
    });
  }

  static async open(options: OrgOptions): Promise<StandInOrg> {
    const { world } = options;
    const org = new StandInOrg(options, world, await firstUser(world));
    try {
      org.#checkComputedFields();
      await loadWorld(world, org.#using, permissionSetIds(org.#sets));
      org.#store.transaction(() => {
        putCustomMetadata(options.metadata, org.#using, (prefix, at) => newId(prefix, at + 1));
        addOwnRows(world, options.metadata, org.#sets, org.#integrationSet, org.#using);
      });
      org.#access.learn();
      org.people.learn();
      addUsualPeople(
        org.people,
        org.#schema,
        org.#sets.map((set) => set.name),
        org.#using,
      );
      org.#store.createIndexes();
      prepareSnapshots(org.#store.db);
    } catch (problem) {
      org.close();
      throw problem;
    }
    return org;
  }

  /** A formula or roll-up that cannot be computed stops the org from opening instead of failing in the first query. */
  #checkComputedFields(): void {
    for (const object of this.#schema.all()) {
      for (const field of object.fields.values()) {
        const sql = columnSql(this.#schema, object, field, 't', this.#moment(this.timeZone));
        if (field.formula ?? field.summary) this.#store.db.prepare(`SELECT ${sql} FROM "${object.name}" t`);
      }
    }
  }

  #moment(timeZone: string): Moment {
    return { today: this.clock.today(timeZone), timeZone, now: this.clock.now().toISOString() };
  }

  viewer(userId: string): Viewer {
    return this.people.viewer(userId);
  }

  userByName(username: string): { id: string; username: string } | null {
    const row = this.#store.rows('User', '"Username" = ? AND "IsActive" = 1', username)[0];
    return row ? { id: String(row['Id']), username: String(row['Username']) } : null;
  }

  query(soql: string, viewer: Viewer, flags: QueryFlags = {}): Query {
    if (/\bfrom\s+UserRecordAccess\b/i.test(soql)) this.#access.fill(soql, (id) => this.viewer(id));
    if (/\bfrom\s+UserPermissionAccess\b/i.test(soql)) fillOwnPermissions(this.#store, viewer);
    return runQuery(soql, {
      db: this.#store.db,
      schema: this.#schema,
      viewer,
      moment: this.#moment(viewer.timeZone),
      flags,
    });
  }

  describe(objectName: string, viewer: Viewer): Record<string, unknown> {
    return describeObject(this.#visible(objectName, viewer), viewer, this.#schema);
  }

  describeGlobal(viewer: Viewer): Record<string, unknown> {
    const seen = this.#schema.all().filter((object) => viewer.object(object.name).read);
    return { encoding: 'UTF-8', maxBatchSize: 200, sobjects: seen.map((object) => describeShort(object, viewer)) };
  }

  #visible(objectName: string, viewer: Viewer): ObjectDefinition {
    const object = this.#schema.object(objectName);
    if (!object || !viewer.object(object.name).read)
      throw new OrgError('NOT_FOUND', 'The requested resource does not exist');
    return object;
  }

  retrieve(objectName: string, id: string, fields: readonly string[] | null, viewer: Viewer): JsonRecord {
    const object = this.#visible(objectName, viewer);
    const full = fullId(id);
    if (full === null)
      throw new OrgError('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${id}`);
    const row = this.#store.row(object, full);
    if (row?.['IsDeleted'] === 1) throw new OrgError('ENTITY_IS_DELETED', 'entity is deleted');
    const names = fields ?? [...object.fields.keys()].filter((name) => viewer.canRead(object.name, name));
    for (const name of names) {
      const field = this.#schema.field(object, name);
      if (!field || !viewer.canRead(object.name, field.name))
        throw new OrgError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    }
    // queryAll, because an archived activity can be retrieved by its Id.
    const query = this.query(`SELECT ${names.join(', ')} FROM ${object.name} WHERE Id = '${full}'`, viewer, {
      all: true,
    });
    const [record] = query.records(0, 1);
    query.dispose();
    if (!record) throw new OrgError('NOT_FOUND', 'The requested resource does not exist');
    return record;
  }

  write(
    operation: WriteOperation,
    objectName: string,
    records: readonly Row[],
    viewer: Viewer,
    flags: WriteFlags,
  ): SaveResult[] {
    const results = write(operation, objectName, records, flags, {
      using: this.#using,
      viewer,
      rules: this.#rules,
      mayEdit: (recordId, userId) => this.#access.mayEdit(recordId, userId),
      sequence: () => ++this.#sequence,
    });
    if (/^PermissionSetAssignment$/i.test(objectName)) this.people.learn();
    return results;
  }

  putRows(objectName: string, rows: readonly Row[]): void {
    const object = this.#schema.object(objectName);
    if (!object) throw new OrgError('INVALID_TYPE', `sObject type '${objectName}' is not supported.`);
    this.#store.transaction(() => {
      for (const row of rows) putRow(object, row, this.#using);
    });
    if (object.name === 'TaskStatus') this.#using.closedStatuses.clear();
    if (object.name === 'UserRecordAccess') this.#access.learn();
    if (object.name === 'User' || object.name === 'PermissionSetAssignment') this.people.learn();
  }

  objectOfId(id: string): string | null {
    return this.#schema.byPrefix(id)?.name ?? null;
  }

  close(): void {
    this.deployments.close();
    this.#store.close();
  }
}

/**
 * Reads the metadata folder, loads the world and keeps both in SQLite.
 * @throws Error naming the file or row at fault: metadata that cannot be read, a missing permission set, a row without its own Id.
 */
export async function openOrg(options: OrgOptions): Promise<Org> {
  return StandInOrg.open(options);
}
