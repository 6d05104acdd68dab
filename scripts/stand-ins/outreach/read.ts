// Answers GET on a collection or a single resource: filters, order, page, sparse fields, includes. No HTTP, no access.
import type { SQLInputValue } from 'node:sqlite';
import { badParameter, notFound, Refusal } from './answers.ts';
import { catalogue, isObserved, type ResourceType } from './catalogue.ts';
import { compileFilters } from './filters.ts';
import { identifierOf, type Identifier } from './given.ts';
import { Derivation } from './derive.ts';
import { beyond, orderBy, readPage, readSort, sortValues, writeCursor } from './paging.ts';
import { membersOf, toResource, type Derived, type Resource, type Shape } from './resource.ts';
import type { Store, StoredRow } from './store.ts';

export interface ReadRules {
  readonly relationshipLists: boolean;
  readonly connectionsForm: 'array' | 'object';
  /** Apps registered since October 2024 get no count unless they ask. */
  readonly countByDefault: boolean;
}

/** Damage ordered for one list; see the control interface. */
export interface ListFaults {
  readonly unsorted: boolean;
  readonly duplicate: boolean;
  readonly unbounded: boolean;
}

export interface Document {
  readonly data: Resource | Resource[];
  readonly included?: Resource[];
  readonly meta?: Record<string, unknown>;
  readonly links?: Record<string, string>;
}

export class Reader {
  readonly #store: Store;
  readonly #derivation: Derivation;
  readonly #base: () => string;
  readonly #rules: ReadRules;

  constructor(store: Store, base: () => string, rules: ReadRules) {
    this.#store = store;
    this.#derivation = new Derivation(store);
    this.#base = base;
    this.#rules = rules;
  }

  /** @throws Refusal 404 when there is none, 400 on bad parameters. */
  single(type: ResourceType, id: string, parameters: URLSearchParams): Document {
    const shapes = this.#shapes(parameters);
    const rows = /^\d+$/.test(id) ? this.#store.rows(type, 'id = ?', '', [Number(id)]) : [];
    const [row] = rows;
    if (!row) throw new Refusal(notFound(type.name, id));
    const included = this.#include(type, rows, parameters.get('include'), shapes);
    const [data] = this.#resources(type, rows, shapes(type));
    if (!data) throw new Refusal(notFound(type.name, id));
    return { data, ...(included ? { included } : {}) };
  }

  /** @throws Refusal 400 on anything that cannot be filtered, sorted, included or paged. */
  list(type: ResourceType, parameters: URLSearchParams, faults: ListFaults): Document {
    const shapes = this.#shapes(parameters);
    const filters = compileFilters(type, parameters, {
      newSyntax: parameters.get('newFilterSyntax') === 'true',
      relationshipLists: this.#rules.relationshipLists,
      ignoreUpperBounds: faults.unbounded,
    });
    const sort = readSort(type, parameters.get('sort'));
    const page = readPage(type, sort, parameters);
    const backwards = page.cursor?.direction === 'before';
    const conditions = page.cursor ? [...filters, beyond(sort, page.cursor)] : filters;
    const where = conditions.map(({ sql }) => `(${sql})`).join(' AND ') || '1';
    const values: SQLInputValue[] = conditions.flatMap((condition) => [...condition.values]);
    const rows = this.#store.rows(type, where, `${orderBy(sort, backwards)} LIMIT ? OFFSET ?`, [
      ...values,
      page.size + 1,
      page.offset ?? 0,
    ]);
    const more = rows.length > page.size;
    if (more) rows.pop();
    if (backwards) rows.reverse();

    const links: Record<string, string> = {};
    const link = (changes: Record<string, string | null>) => this.#link(type, parameters, changes);
    const [first] = rows;
    const last = rows.at(-1);
    if (first && last) {
      const cursor = (row: StoredRow) => writeCursor(type, sort, sortValues(type, sort, row), row.id);
      if (page.offset === undefined) {
        links['first'] = link({ 'page[after]': null, 'page[before]': null });
        if (page.cursor && (!backwards || more)) {
          links['prev'] = link({ 'page[after]': null, 'page[before]': cursor(first) });
        }
        if (backwards || more) links['next'] = link({ 'page[before]': null, 'page[after]': cursor(last) });
      } else {
        const at = (offset: number) => link({ 'page[offset]': String(offset), 'page[limit]': String(page.size) });
        const end = Math.max(0, Math.ceil(this.#count(type, filters) / page.size) - 1) * page.size;
        links['first'] = at(0);
        if (page.offset > 0) links['prev'] = at(Math.max(0, page.offset - page.size));
        if (more) links['next'] = at(page.offset + page.size);
        links['last'] = at(end);
      }
    }
    const counted = parameters.get('count') ?? String(this.#rules.countByDefault);
    const included = this.#include(type, rows, parameters.get('include'), shapes);
    const data = this.#resources(type, this.#damage(type, rows, page.cursor?.id, faults), shapes(type));
    return {
      data,
      ...(included ? { included } : {}),
      ...(counted === 'true' ? { meta: { count: this.#count(type, filters), count_truncated: false } } : {}),
      ...(first ? { links } : {}),
    };
  }

  #damage(type: ResourceType, rows: StoredRow[], before: number | undefined, faults: ListFaults): StoredRow[] {
    let damaged = rows;
    // Doubled over pages: the row that the cursor stands on comes again; on a first page the last row comes twice.
    if (faults.duplicate) {
      const again = before === undefined ? rows.slice(-1) : this.#store.rows(type, 'id = ?', '', [before]);
      damaged = before === undefined ? [...rows, ...again] : [...again, ...rows];
    }
    return faults.unsorted
      ? [...damaged.slice(damaged.length >> 1), ...damaged.slice(0, damaged.length >> 1)]
      : damaged;
  }

  #count(type: ResourceType, filters: readonly { sql: string; values: readonly SQLInputValue[] }[]): number {
    const where = filters.map(({ sql }) => `(${sql})`).join(' AND ') || '1';
    const values = filters.flatMap((condition) => [...condition.values]);
    return Number(this.#store.all(`SELECT count(*) AS n FROM "${type.name}" WHERE ${where}`, values)[0]?.['n'] ?? 0);
  }

  #resources(type: ResourceType, rows: readonly StoredRow[], shape: Shape): Resource[] {
    const derived = this.#derived(type, rows, shape.fields);
    return rows.map((row) => toResource(type, row, derived(row.id), shape));
  }

  #derived(type: ResourceType, rows: readonly StoredRow[], fields: ReadonlySet<string> | null) {
    const attributes = this.#derivation.attributes(type, rows, fields);
    const needed = type.name === 'prospect' && (fields === null || fields.has('activeSequenceStates'));
    const states = needed ? this.#derivation.activeStates(rows.map(({ id }) => id)) : undefined;
    return (id: number): Derived => ({ attributes: attributes.get(id) ?? {}, activeStates: states?.get(id) ?? [] });
  }

  /** Related resources that the stand-in serves, each once; relationships not served add nothing. */
  #include(
    type: ResourceType,
    rows: readonly StoredRow[],
    include: string | null,
    shapes: (type: ResourceType) => Shape,
  ): Resource[] | undefined {
    if (include === null || include === '') return undefined;
    const found = new Map<string, Resource>();
    for (const path of include.split(',')) {
      let current: { type: ResourceType; rows: readonly StoredRow[] }[] = [{ type, rows }];
      for (const name of path.split('.')) {
        current = current.flatMap((group) => this.#related(group.type, group.rows, name));
        for (const group of current) {
          for (const resource of this.#resources(group.type, group.rows, shapes(group.type))) {
            found.set(`${resource.type} ${resource.id}`, resource);
          }
        }
      }
    }
    return [...found.values()];
  }

  #related(type: ResourceType, rows: readonly StoredRow[], name: string) {
    const relationship = type.relationships.get(name);
    if (!relationship || relationship.form === 'link') {
      const detail = `'${name}' cannot be included in ${type.plural}.`;
      throw new Refusal(badParameter('includeParameter.invalid', 'include', detail));
    }
    const derived = this.#derived(type, rows, new Set([name]));
    const wanted = new Map<string, Set<number>>();
    for (const row of rows) {
      const given = identifierOf(row.given.relationships[name]);
      const inherited: Identifier[] =
        name === 'account' && row.accountId !== null ? [{ type: 'account', id: row.accountId }] : [];
      const targets = given ? [given] : [...inherited, ...membersOf(type, row, name, derived(row.id))];
      for (const target of targets) {
        const ids = wanted.get(target.type) ?? new Set();
        wanted.set(target.type, ids.add(target.id));
      }
    }
    return [...wanted].flatMap(([targetName, ids]) => {
      const target = catalogue.get(targetName);
      if (!target) return [];
      const sql = 'id IN (SELECT value FROM json_each(?))';
      return [{ type: target, rows: this.#store.rows(target, sql, 'ORDER BY id', [JSON.stringify([...ids])]) }];
    });
  }

  #shapes(parameters: URLSearchParams): (type: ResourceType) => Shape {
    const dataConnections = parameters.get('provideDataConnections') === 'true' ? this.#rules.connectionsForm : null;
    const fields = new Map<string, ReadonlySet<string>>();
    for (const [key, value] of parameters) {
      const name = /^fields\[(\w+)\]$/.exec(key)?.[1];
      if (name !== undefined) fields.set(name, this.#fields(name, key, value));
    }
    return (type) => ({ fields: fields.get(type.name) ?? null, dataConnections, base: this.#base() });
  }

  #fields(name: string, key: string, value: string): ReadonlySet<string> {
    const type = catalogue.get(name);
    const wanted = new Set(value.split(',').filter((field) => field !== ''));
    for (const field of type ? wanted : []) {
      const known = type?.attributes.has(field) === true || type?.relationships.has(field) === true;
      // Strict on purpose: a misspelt field would otherwise look like an empty one.
      if (!known && !isObserved(name, field) && !this.#store.extras.has(`${name}.${field}`)) {
        throw new Refusal(badParameter('fieldsParameter.unknown', key, `'${field}' is not a field of '${name}'.`));
      }
    }
    return wanted;
  }

  /** Absolute and complete: clients follow it as it is. */
  #link(type: ResourceType, parameters: URLSearchParams, changes: Record<string, string | null>): string {
    const next = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    return `${this.#base()}/${type.plural}?${next.toString()}`;
  }
}
