// Which objects and fields the integration user can see, as the org describes them to that user. Cached for a while:
// a field that is missing from it does not exist or is not readable, which cannot be told apart.
import { ConfigurationFailure, Failure } from '../run/failures.ts';
import type { OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';

export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  readonly updateable: boolean;
  readonly createable: boolean;
  /** Objects that a lookup can point to; empty for other fields. */
  readonly referenceTo: readonly string[];
  /** Active values of a picklist; empty for other fields. */
  readonly picklist: readonly string[];
}

export interface ObjectDescription {
  readonly name: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, FieldDescription>;
}

/** Permissions change rarely, runs last minutes, workers live for weeks. */
const FRESH_MS = 600_000;

export class Describer {
  readonly #org: OrgConnection;
  readonly #known = new Map<string, { readonly at: number; readonly answer: Promise<ObjectDescription | null> }>();

  constructor(org: OrgConnection) {
    this.#org = org;
  }

  /** Null when the object does not exist or cannot be read. */
  async object(name: string): Promise<ObjectDescription | null> {
    const known = this.#known.get(name);
    if (known && Date.now() - known.at < FRESH_MS) return known.answer;
    const answer = this.#read(name);
    this.#known.set(name, { at: Date.now(), answer });
    try {
      return await answer;
    } catch (error) {
      this.#known.delete(name);
      throw error;
    }
  }

  /** Forgets what it knows, so that the next question is asked of the org. */
  forget(): void {
    this.#known.clear();
  }

  /**
   * The columns to select: `needed` ones, and the `welcome` ones that are there, spelled as the org spells them. Throws
   * a ConfigurationFailure that names every needed field that is missing.
   */
  async columns(object: string, needed: readonly string[], welcome: readonly string[]): Promise<readonly string[]> {
    const description = await this.object(object);
    const named = (field: string) => description?.fields.get(field.toLowerCase())?.name;
    const missing = needed.filter((field) => named(field) === undefined);
    if (missing.length > 0) throw new ConfigurationFailure(missing.map((field) => missingField(object, field)));
    return [...new Set([...needed, ...welcome].flatMap((field) => named(field) ?? []))];
  }

  async #read(name: string): Promise<ObjectDescription | null> {
    try {
      return parse(
        name,
        await this.#org.rest({ method: 'GET', path: `/sobjects/${name}/describe`, doing: `describe ${name}` }),
      );
    } catch (error) {
      if (error instanceof Failure && /_(NOT_FOUND|INVALID_TYPE|ERROR_HTTP_404)$/.test(error.code)) return null;
      if (error instanceof ConfigurationFailure && /INVALID_TYPE|NOT_FOUND/.test(error.message)) return null;
      throw error;
    }
  }
}

export function missingField(object: string, field: string) {
  return {
    where: `${object}.${field}`,
    message: 'the integration user cannot read this field, or the org does not have it',
    fix: field.endsWith('__c')
      ? 'deploy force-app and assign the permission set Touchpoint Integration to the integration user'
      : 'assign the permission set Touchpoint Integration to the integration user',
  };
}

function parse(name: string, body: unknown): ObjectDescription {
  const description = isRecord(body) ? body : {};
  const list = Array.isArray(description['fields']) ? description['fields'].filter(isRecord) : [];
  const fields = list.flatMap((field) =>
    typeof field['name'] === 'string'
      ? [
          {
            name: field['name'],
            type: typeof field['type'] === 'string' ? field['type'] : '',
            updateable: field['updateable'] === true,
            createable: field['createable'] === true,
            referenceTo: Array.isArray(field['referenceTo'])
              ? field['referenceTo'].filter((target) => typeof target === 'string')
              : [],
            picklist: activeValues(field['picklistValues']),
          },
        ]
      : [],
  );
  return {
    name,
    createable: description['createable'] === true,
    updateable: description['updateable'] === true,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
  };
}

function activeValues(picklist: unknown): readonly string[] {
  return (Array.isArray(picklist) ? picklist.filter(isRecord) : [])
    .filter((entry) => entry['active'] === true)
    .flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}
