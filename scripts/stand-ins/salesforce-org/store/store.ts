// The org's tables: one an object, one column a stored field. It keeps and fetches rows; deriving and checking them is
// done elsewhere.
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Row } from '../contract.ts';
import { isText } from '../schema/field.ts';
import type { Field, FieldType, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { inferField } from '../schema/schema.ts';
import { civilDate } from '../../time/zones.ts';
import { stored } from './values.ts';
import type { Stored } from './values.ts';

/** A stored row: SQLite's values by field name. */
export type StoredRow = Record<string, Stored>;

export const quoted = (name: string): string => `"${name}"`;

/** References that nobody searches by: an index on them costs more than it gives. */
const NOT_INDEXED = new Set([
  'OwnerId',
  'CreatedById',
  'LastModifiedById',
  'RecordTypeId',
  'MasterRecordId',
  'RecurrenceActivityId',
  'CampaignId',
  'UserRoleId',
  'ProfileId',
]);

/** Below that many rows a search through all of them is as quick. */
const WORTH_AN_INDEX = 5000;
const NEVER_INDEXED = new Set<FieldType>(['longtext', 'textarea', 'multipicklist', 'boolean']);

const isStored = (field: Field): boolean => field.formula === null && field.summary === null;

interface Shape {
  /** Of the row, in its order. */
  readonly keys: readonly string[];
  readonly fields: readonly Field[];
  readonly insert: StatementSync;
}

interface Writer {
  readonly known: ReadonlySet<string>;
  /** By the keys of the row. */
  readonly shapes: Map<string, Shape>;
  latest: Shape | null;
}

function hasKeys(row: Row, keys: readonly string[]): boolean {
  let at = 0;
  for (const key in row) if (key !== keys[at++]) return false;
  return at === keys.length;
}

export class Store {
  readonly db: DatabaseSync;
  readonly #schema: Schema;
  readonly #tables = new Set<string>();
  readonly #writers = new Map<string, Writer>();
  readonly #lookups = new Map<string, StatementSync>();
  readonly #values = new Map<string, StatementSync>();
  readonly #indexed = new Set<string>();

  /** @param file ':memory:' or a path; an existing file is replaced. */
  constructor(schema: Schema, file: string) {
    if (file !== ':memory:') for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true });
    this.db = new DatabaseSync(file);
    // Nothing here needs to survive the process: speed before durability.
    this.db.exec(
      'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -200000',
    );
    this.db.function('civil_date', { deterministic: true }, (instant, zone) =>
      typeof instant === 'string' && typeof zone === 'string' ? civilDate(Date.parse(instant), zone) : null,
    );
    this.#schema = schema;
    for (const object of schema.all()) this.createTable(object);
  }

  createTable(object: ObjectDefinition): void {
    if (this.#tables.has(object.name)) return;
    this.#tables.add(object.name);
    const columns = [...object.fields.values()].filter(isStored).map(columnOf);
    this.db.exec(`CREATE TABLE ${quoted(object.name)} (${columns.join(', ')})`);
  }

  /** Makes the tables what the schema has become: what is new gets its place, what is gone loses its data. */
  fit(): void {
    for (const object of this.#schema.all()) {
      if (this.#tables.has(object.name)) this.#fitColumns(object);
      else this.createTable(object);
    }
    for (const name of this.#tables) {
      if (this.#schema.object(name)) continue;
      this.db.exec(`DROP TABLE ${quoted(name)}`);
      this.#tables.delete(name);
    }
    this.forgetStatements();
  }

  #fitColumns(object: ObjectDefinition): void {
    const wanted = new Map([...object.fields.values()].filter(isStored).map((field) => [field.name, field]));
    const columns = this.db.prepare(`SELECT name FROM pragma_table_info(?)`).all(object.name);
    const present = new Set(columns.map((column) => String(column['name'])));
    for (const [name, field] of wanted)
      if (!present.has(name)) this.db.exec(`ALTER TABLE ${quoted(object.name)} ADD COLUMN ${columnOf(field)}`);
    for (const name of present) {
      if (wanted.has(name)) continue;
      const key = `${object.name}.${name}`;
      this.db.exec(`DROP INDEX IF EXISTS ${quoted(key)}; DROP INDEX IF EXISTS ${quoted(`${key} for people`)}`);
      this.db.exec(`ALTER TABLE ${quoted(object.name)} DROP COLUMN ${quoted(name)}`);
      this.#indexed.delete(key);
    }
  }

  /** After the tables changed: statements know the columns of their time. */
  forgetStatements(): void {
    this.#writers.clear();
    this.#lookups.clear();
    this.#values.clear();
  }

  /** Indexes are made after the world is loaded: faster than keeping them up to date row by row. */
  createIndexes(): void {
    for (const object of this.#schema.all()) {
      for (const field of object.fields.values()) {
        const wanted =
          isStored(field) &&
          !NOT_INDEXED.has(field.name) &&
          (field.type === 'reference' || field.unique || field.externalId || field.name === 'SystemModstamp');
        if (wanted)
          this.db.exec(
            `CREATE INDEX IF NOT EXISTS ${quoted(`${object.name}.${field.name}`)} ON ${quoted(object.name)} (${quoted(field.name)})`,
          );
      }
    }
    this.db.exec('ANALYZE');
  }

  /**
   * An index for people who filter or sort a large object by this field, as an org's admin would order one. Made when it is
   * first of use: a run of the service, which reads and writes everything, shall not pay for it.
   */
  indexForPeople(object: ObjectDefinition, fieldName: string): void {
    const field = this.#schema.field(object, fieldName);
    const key = `${object.name}.${fieldName}`;
    if (!field || !isStored(field) || NEVER_INDEXED.has(field.type) || this.#indexed.has(key)) return;
    const last = this.db.prepare(`SELECT max(rowid) AS n FROM ${quoted(object.name)}`).get()?.['n'];
    if (typeof last !== 'number' || last < WORTH_AN_INDEX) return;
    this.#indexed.add(key);
    const name = quoted(`${key} for people`);
    this.db.exec(
      `CREATE INDEX IF NOT EXISTS ${name} ON ${quoted(object.name)} (${quoted(field.name)}); PRAGMA analysis_limit = 1000; ANALYZE ${quoted(object.name)}`,
    );
  }

  /** Fields that the object lacks and a row has become fields of it, guessed from their first value. */
  learnFields(object: ObjectDefinition, row: Row): void {
    const { known } = this.#writer(object);
    for (const key in row) {
      if (known.has(key)) continue;
      const value = row[key];
      if (value === null || value === undefined || key === 'attributes' || this.#schema.field(object, key)) continue;
      const added = inferField(key, value);
      this.#schema.addField(object, added);
      this.db.exec(`ALTER TABLE ${quoted(object.name)} ADD COLUMN ${columnOf(added)}`);
      this.#writers.delete(object.name);
      this.learnFields(object, row);
      return;
    }
  }

  #writer(object: ObjectDefinition): Writer {
    let writer = this.#writers.get(object.name);
    if (!writer) {
      writer = { known: new Set(object.fields.keys()), shapes: new Map(), latest: null };
      this.#writers.set(object.name, writer);
    }
    return writer;
  }

  /** Rows of a world mostly have the same keys in the same order, and a blank column costs as much to bind as a full one. */
  #shape(object: ObjectDefinition, row: Row): Shape {
    const writer = this.#writer(object);
    // Putting keys together costs more than comparing them.
    if (writer.latest && hasKeys(row, writer.latest.keys)) return writer.latest;
    const { shapes } = writer;
    const keys = Object.keys(row);
    const key = keys.join();
    let shape = shapes.get(key);
    if (!shape) {
      const fields = keys.flatMap((name) => object.fields.get(name) ?? []).filter(isStored);
      const insert = this.db.prepare(
        `INSERT INTO ${quoted(object.name)} (${fields.map((each) => quoted(each.name)).join(', ')}) VALUES (${fields.map(() => '?').join(', ')})`,
      );
      shape = { keys, fields, insert };
      shapes.set(key, shape);
    }
    writer.latest = shape;
    return shape;
  }

  /** Adds a row as given. @throws Error naming object and Id when the Id is taken. */
  insert(object: ObjectDefinition, row: Row): void {
    const { fields, insert } = this.#shape(object, row);
    const values: SQLInputValue[] = fields.map((field) => stored(field, row[field.name]));
    try {
      insert.run(...values);
    } catch (cause) {
      throw new Error(`${object.name} ${String(row['Id'])} cannot be stored; give each row of a world its own Id.`, {
        cause,
      });
    }
  }

  /** Changes the fields given. */
  update(object: ObjectDefinition, id: string, changes: Row): void {
    const fields = Object.keys(changes)
      .map((name) => object.fields.get(name))
      .filter((each) => each !== undefined && isStored(each) && each.name !== 'Id') as Field[];
    if (fields.length === 0) return;
    const sql = `UPDATE ${quoted(object.name)} SET ${fields.map((each) => `${quoted(each.name)} = ?`).join(', ')} WHERE "Id" = ?`;
    this.#statement(sql).run(...fields.map((each) => stored(each, changes[each.name])), id);
  }

  /** Deleted rows included; null when there is none. */
  row(object: ObjectDefinition, id: string): StoredRow | null {
    return (
      (this.#statement(`SELECT * FROM ${quoted(object.name)} WHERE "Id" = ?`).get(id) as StoredRow | undefined) ?? null
    );
  }

  rows(objectName: string, where = '1', ...values: SQLInputValue[]): StoredRow[] {
    return this.#statement(`SELECT * FROM ${quoted(objectName)} WHERE ${where}`).all(...values) as StoredRow[];
  }

  /** Enough of a row to change it: Id, IsDeleted and SystemModstamp. */
  brief(object: ObjectDefinition, id: string): StoredRow | null {
    const sql = `SELECT "Id", "IsDeleted", "SystemModstamp" FROM ${quoted(object.name)} WHERE "Id" = ?`;
    return (this.#statement(sql).get(id) as StoredRow | undefined) ?? null;
  }

  /** One value of one row; null when row or value is missing. */
  value(objectName: string, id: string, fieldName: string): Stored {
    const key = `${objectName}.${fieldName}`;
    let statement = this.#values.get(key);
    if (!statement) {
      statement = this.db.prepare(`SELECT ${quoted(fieldName)} AS v FROM ${quoted(objectName)} WHERE "Id" = ?`);
      this.#values.set(key, statement);
    }
    return (statement.get(id)?.['v'] ?? null) as Stored;
  }

  #statement(sql: string): StatementSync {
    let statement = this.#lookups.get(sql);
    if (!statement) {
      if (this.#lookups.size > 500) this.#lookups.clear();
      statement = this.db.prepare(sql);
      this.#lookups.set(sql, statement);
    }
    return statement;
  }

  /** Runs `work` in one transaction; rolls back when it throws. */
  transaction<T>(work: () => T): T {
    this.db.exec('BEGIN');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (problem) {
      this.db.exec('ROLLBACK');
      throw problem;
    }
  }

  close(): void {
    this.db.close();
  }
}

function columnOf(field: Field): string {
  if (field.type === 'id') return `${quoted(field.name)} TEXT PRIMARY KEY NOT NULL`;
  if (field.type === 'double') return `${quoted(field.name)} REAL`;
  if (field.type === 'boolean') return `${quoted(field.name)} DEFAULT 0`;
  return isText(field.type) ? `${quoted(field.name)} TEXT COLLATE NOCASE` : quoted(field.name);
}
