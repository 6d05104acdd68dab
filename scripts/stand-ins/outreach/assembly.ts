// Turns rows into the resources of one answer: sparse fields, derived attributes, data connections, included resources.
import { badParameter, Refusal } from './answers.ts';
import { catalogue, isObserved, type ResourceType } from './catalogue.ts';
import { Derivation } from './derive.ts';
import { identifierOf, type Identifier } from './given.ts';
import { membersOf, toResource, type Derived, type Resource } from './resource.ts';
import type { Store, StoredRow } from './store.ts';

/** How one answer's resources are to look, by its parameters. */
export interface AnswerAssembly {
  resources(type: ResourceType, rows: readonly StoredRow[]): Resource[];
  /** What `include` asks for, each once; undefined when nothing is asked. What the stand-in does not serve adds nothing. */
  include(type: ResourceType, rows: readonly StoredRow[]): Resource[] | undefined;
}

interface Group {
  readonly type: ResourceType;
  readonly rows: readonly StoredRow[];
}

export class Assembly {
  readonly #store: Store;
  readonly #derivation: Derivation;
  readonly #base: () => string;
  readonly #connectionsForm: 'array' | 'object';

  /** @param base absolute URL of the API, without slash at the end. */
  constructor(store: Store, base: () => string, connectionsForm: 'array' | 'object') {
    this.#store = store;
    this.#derivation = new Derivation(store);
    this.#base = base;
    this.#connectionsForm = connectionsForm;
  }

  /** @throws Refusal (400) on fields that do not exist; `include` throws on what cannot be included. */
  by(parameters: URLSearchParams): AnswerAssembly {
    const dataConnections = parameters.get('provideDataConnections') === 'true' ? this.#connectionsForm : null;
    const fields = new Map<string, ReadonlySet<string>>();
    for (const [key, value] of parameters) {
      const name = /^fields\[(\w+)\]$/.exec(key)?.[1];
      if (name !== undefined) fields.set(name, this.#fields(name, key, value));
    }
    const resources = (type: ResourceType, rows: readonly StoredRow[]): Resource[] => {
      const shape = { fields: fields.get(type.name) ?? null, dataConnections, base: this.#base() };
      const derived = this.#derived(type, rows, shape.fields);
      return rows.map((row) => toResource(type, row, derived(row.id), shape));
    };
    const paths = (parameters.get('include') ?? '').split(',').filter((path) => path !== '');
    return {
      resources,
      include: (type, rows) => {
        if (paths.length === 0) return undefined;
        const found = new Map<string, Resource>();
        for (const path of paths) {
          let groups: Group[] = [{ type, rows }];
          for (const name of path.split('.')) {
            groups = groups.flatMap((group) => this.#related(group, name));
            for (const resource of groups.flatMap((group) => resources(group.type, group.rows))) {
              found.set(`${resource.type} ${resource.id}`, resource);
            }
          }
        }
        return [...found.values()];
      },
    };
  }

  #derived({ name }: ResourceType, rows: readonly StoredRow[], fields: ReadonlySet<string> | null) {
    const attributes = this.#derivation.attributes(name, rows, fields);
    const needed = name === 'prospect' && (fields === null || fields.has('activeSequenceStates'));
    const states = needed ? this.#derivation.activeStates(rows.map(({ id }) => id)) : undefined;
    return (id: number): Derived => ({ attributes: attributes.get(id) ?? {}, activeStates: states?.get(id) ?? [] });
  }

  #related({ type, rows }: Group, name: string): Group[] {
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
}
