// Holds the resources of a world in an SQLite file of its own, so that a million mailings cost disk and not memory.
// It stores what was given; what is derived from it is in derive.ts, what is asked for in list-request.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { OutreachResource, World } from '../world/world.ts';
import { catalogue, type ResourceType } from './catalogue.ts';
import { identifierOf, normalise, type Given, type Normalised } from './given.ts';

/** One resource as stored: what was given, and the two dates that every resource has. */
export interface StoredRow {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly given: Given;
  /** Of a sequence state: given, or the account of its prospect; of other types null. */
  readonly accountId: number | null;
}

export interface Loading {
  /** `type`: default the resource's own. Throws naming type, id and attribute of what cannot be stored. */
  take(resource: OutreachResource, type?: string): void;
  finish(): void;
}

/** Relationships by which lists are often read, each with an index. */
const INDEXED = new Set(['account', 'prospect', 'sequence', 'sequenceState', 'sequenceStep']);

const columnsOf = new Map(
  [...catalogue.values()].map(({ name, relationships }) => [
    name,
    [...relationships].filter(([, { form, filterable }]) => form === 'one' && filterable).map(([column]) => column),
  ]),
);

/** To-one relationships that can be filtered have a column `r_{name}`. */
export const filterColumns = ({ name }: ResourceType): readonly string[] => columnsOf.get(name) ?? [];

export class Store {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #inserts = new Map<ResourceType, StatementSync>();
  /** Attribute names beyond the catalogue that the world uses, as `type.name`. */
  readonly extras = new Set<string>();
  /** Grows with each write: whoever keeps a derived number compares it. */
  version = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'outreach-stand-in-'));
    this.#database = new DatabaseSync(join(folder, 'resources.sqlite'));
    // The file lives as long as this process: safety on a power cut is worth nothing here, speed is.
    this.#database.exec(
      'PRAGMA page_size=16384; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;',
    );
    for (const type of catalogue.values()) {
      const columns = filterColumns(type).map((name) => `, "r_${name}" INTEGER`);
      this.#database.exec(
        `CREATE TABLE "${type.name}" (id INTEGER PRIMARY KEY, createdAt TEXT NOT NULL, updatedAt TEXT NOT NULL, marks INTEGER NOT NULL, opens INTEGER NOT NULL, clicks INTEGER NOT NULL${columns.join('')}, given TEXT NOT NULL)`,
      );
    }
    // Open but without a name: the disk is free again however this process ends, also by kill -9.
    rmSync(folder, { recursive: true });
  }

  /** Reads the whole world in. Throws naming type, id and attribute of what cannot be stored. */
  async load(world: World, now: Date): Promise<void> {
    const loading = this.startLoading(now);
    for (const name of await world.resourceTypes()) {
      if (catalogue.has(name)) for await (const resource of world.resources(name)) loading.take(resource, name);
      else process.stderr.write(`The stand-in Outreach serves no ${name}; outreach/${name}.jsonl is left alone.\n`);
    }
    loading.finish();
  }

  /** For a world whose resources come from elsewhere: `take` each, in any order, then `finish` before the first request. */
  startLoading(now: Date): Loading {
    this.#database.exec('BEGIN');
    return {
      take: (resource, name = resource.type) => {
        const type = catalogue.get(name);
        if (!type) throw new Error(`The stand-in Outreach serves no ${name}; leave it out of the world.`);
        this.#put(type, resource.id, normalise(type, resource, now, null));
      },
      finish: () => this.#finishLoading(),
    };
  }

  #finishLoading(): void {
    this.#database.exec('COMMIT');
    for (const type of catalogue.values()) {
      for (const column of ['createdAt', 'updatedAt', ...filterColumns(type).filter((name) => INDEXED.has(name))]) {
        const real = INDEXED.has(column) ? `r_${column}` : column;
        this.#database.exec(`CREATE INDEX "${type.name}_${column}" ON "${type.name}" ("${real}")`);
      }
    }
    this.#database.exec(`UPDATE "sequenceState" SET ${ACCOUNT_OF_PROSPECT} WHERE ${ACCOUNT_NOT_GIVEN}`);
    this.#database.exec('ANALYZE');
  }

  /**
   * Puts resources as given; one of the same type and id is replaced. `updatedAt` is `now` unless given.
   * Returns how many. Throws on an unknown type or a missing whole-number id, storing none.
   */
  upsert(name: string, rows: readonly Record<string, unknown>[], now: Date): number {
    const type = catalogue.get(name);
    if (!type) throw unknownType(name);
    // All are checked before the first is stored: this database cannot take a write back.
    const checked = rows.map((row) => {
      const resource = asResource(name, row);
      return { id: resource.id, one: normalise(type, resource, now, now) };
    });
    this.#database.exec('BEGIN');
    for (const { id, one } of checked) {
      this.#put(type, id, one);
      this.#followProspect(name, id);
    }
    this.#database.exec('COMMIT');
    return checked.length;
  }

  /** Those of these ids that are there, in their order. Throws on an unknown type. */
  find(name: string, ids: readonly number[]): StoredRow[] {
    const type = catalogue.get(name);
    if (!type) throw unknownType(name);
    return this.rows(type, 'id IN (SELECT value FROM json_each(?))', 'ORDER BY id', [JSON.stringify(ids)]);
  }

  /** Takes resources away without a trace, as Outreach does; returns the ids that were there. Throws on an unknown type. */
  remove(name: string, ids: readonly number[]): number[] {
    const there = this.find(name, ids);
    const statement = this.#database.prepare(`DELETE FROM "${name}" WHERE id = ?`);
    for (const { id } of there) statement.run(id);
    this.version += 1;
    return there.map(({ id }) => id);
  }

  /** Runs a SELECT over the tables; statements are kept, so the text should not hold values. */
  all(sql: string, values: readonly SQLInputValue[] = []): Record<string, unknown>[] {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      if (this.#prepared.size < 500) this.#prepared.set(sql, statement);
    }
    return statement.all(...values);
  }

  /** Rows of one type; `where` and `order` are SQL over the columns of its table. */
  rows(type: ResourceType, where: string, order: string, values: readonly SQLInputValue[]): StoredRow[] {
    const account = type.name === 'sequenceState' ? ', "r_account" AS accountId' : '';
    const found = this.all(
      `SELECT id, createdAt, updatedAt, given${account} FROM "${type.name}" WHERE ${where} ${order}`,
      values,
    );
    return found.map((row) => ({
      id: row['id'] as number,
      createdAt: row['createdAt'] as string,
      updatedAt: row['updatedAt'] as string,
      given: JSON.parse(row['given'] as string) as Given,
      accountId: (row['accountId'] as number | null | undefined) ?? null,
    }));
  }

  close(): void {
    this.#database.close();
  }

  #put(type: ResourceType, id: number, { given, createdAt, updatedAt, marks, extras }: Normalised): void {
    for (const extra of extras) this.extras.add(`${type.name}.${extra}`);
    const columns = filterColumns(type);
    const ids = columns.map((name) => identifierOf(given.relationships[name])?.id ?? null);
    let statement = this.#inserts.get(type);
    if (!statement) {
      const places = ', ?'.repeat(columns.length);
      statement = this.#database.prepare(`INSERT OR REPLACE INTO "${type.name}" VALUES (?, ?, ?, ?, ?, ?${places}, ?)`);
      this.#inserts.set(type, statement);
    }
    statement.run(id, createdAt, updatedAt, marks.flags, marks.opens, marks.clicks, ...ids, JSON.stringify(given));
    this.version += 1;
  }

  /** A sequence state's account is that of its prospect, also after the prospect has moved. */
  #followProspect(name: string, id: number): void {
    if (name !== 'prospect' && name !== 'sequenceState') return;
    const which = name === 'prospect' ? '"r_prospect"' : 'id';
    this.#database
      .prepare(`UPDATE "sequenceState" SET ${ACCOUNT_OF_PROSPECT} WHERE ${which} = ? AND ${ACCOUNT_NOT_GIVEN}`)
      .run(id);
  }
}

const ACCOUNT_OF_PROSPECT =
  '"r_account" = (SELECT p."r_account" FROM "prospect" p WHERE p.id = "sequenceState"."r_prospect")';

const ACCOUNT_NOT_GIVEN = `json_type(given, '$.relationships.account') IS NULL`;

const unknownType = (name: string) =>
  new Error(`The stand-in Outreach has no type "${name}"; it serves ${[...catalogue.keys()].join(', ')}.`);

function asResource(type: string, row: Record<string, unknown>): OutreachResource {
  const { id, attributes = {} } = row;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
    throw new Error(`A ${type} row has id ${JSON.stringify(id)}; Outreach ids are whole numbers, give one.`);
  }
  if (typeof attributes !== 'object' || attributes === null) {
    throw new Error(`${type} ${id}: "attributes" must be an object.`);
  }
  return { ...row, type, id, attributes: attributes as Record<string, unknown> };
}
