// Answers GET on a collection or a single resource: filters, order, page, count, links. How rows become resources is in
// assembly.ts; HTTP and access are in server.ts.
import type { SQLInputValue } from 'node:sqlite';
import { notFound, Refusal } from './answers.ts';
import { Assembly } from './assembly.ts';
import type { ResourceType } from './catalogue.ts';
import type { Condition } from './filter-target.ts';
import { compileFilters } from './filters.ts';
import { beyond, orderBy, readPage, readSort, sortValues, writeCursor, type Page, type SortKey } from './paging.ts';
import type { Resource } from './resource.ts';
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

/** A list as it was asked for. */
interface Asked {
  readonly type: ResourceType;
  readonly parameters: URLSearchParams;
  readonly sort: readonly SortKey[];
  readonly page: Page;
  readonly filters: readonly Condition[];
}

export class Reader {
  readonly #store: Store;
  readonly #assembly: Assembly;
  readonly #base: () => string;
  readonly #rules: ReadRules;

  constructor(store: Store, base: () => string, rules: ReadRules) {
    this.#store = store;
    this.#assembly = new Assembly(store, base, rules.connectionsForm);
    this.#base = base;
    this.#rules = rules;
  }

  /** @throws Refusal 404 when there is none, 400 on bad parameters. */
  single(type: ResourceType, id: string, parameters: URLSearchParams): Document {
    const assembly = this.#assembly.by(parameters);
    const rows = /^\d+$/.test(id) ? this.#store.rows(type, 'id = ?', '', [Number(id)]) : [];
    const [row] = rows;
    if (!row) throw new Refusal(notFound(type.name, id));
    const included = assembly.include(type, rows);
    const [data] = assembly.resources(type, rows);
    if (!data) throw new Refusal(notFound(type.name, id));
    return { data, ...(included ? { included } : {}) };
  }

  /** @throws Refusal 400 on anything that cannot be filtered, sorted, included or paged. */
  list(type: ResourceType, parameters: URLSearchParams, faults: ListFaults): Document {
    const assembly = this.#assembly.by(parameters);
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

    const links = this.#links({ type, parameters, sort, page, filters }, rows, more);
    const counted = parameters.get('count') ?? String(this.#rules.countByDefault);
    const included = assembly.include(type, rows);
    const data = assembly.resources(type, this.#damage(type, rows, page.cursor?.id, faults));
    return {
      data,
      ...(included ? { included } : {}),
      ...(counted === 'true' ? { meta: { count: this.#count(type, filters), count_truncated: false } } : {}),
      ...(rows.length > 0 ? { links } : {}),
    };
  }

  /** `links` of a list; of an empty one there are none. */
  #links(asked: Asked, rows: readonly StoredRow[], more: boolean): Record<string, string> {
    const { type, parameters, sort, page, filters } = asked;
    const links: Record<string, string> = {};
    const link = (changes: Record<string, string | null>) => this.#link(type, parameters, changes);
    const backwards = page.cursor?.direction === 'before';
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
    return links;
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

  #count(type: ResourceType, filters: readonly Condition[]): number {
    const where = filters.map(({ sql }) => `(${sql})`).join(' AND ') || '1';
    const values = filters.flatMap((condition) => [...condition.values]);
    return Number(this.#store.all(`SELECT count(*) AS n FROM "${type.name}" WHERE ${where}`, values)[0]?.['n'] ?? 0);
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
