// Builds the JSON:API resource object that goes out: all attributes of its type, relationships in their three forms,
// links, and data connections when asked for. It reads nothing and decides nothing about access.
import { pluralOf, type ResourceType } from './catalogue.ts';
import { isRecord, type Identifier } from './given.ts';
import type { StoredRow } from './store.ts';

export interface Shape {
  /** `fields[type]`: only these attributes and relationships go out; null = all. */
  readonly fields: ReadonlySet<string> | null;
  readonly dataConnections: 'array' | 'object' | null;
  /** Absolute, without slash at the end: `http://…/api/v2`. */
  readonly base: string;
}

export interface Derived {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Unfinished states of a prospect; empty for other types. */
  readonly activeStates: readonly number[];
}

export interface Resource {
  readonly type: string;
  readonly id: number;
  readonly attributes: Record<string, unknown>;
  readonly relationships: Record<string, unknown>;
  readonly meta?: { readonly dataConnections: unknown };
  readonly links: { readonly self: string };
}

export function toResource(type: ResourceType, row: StoredRow, derived: Derived, shape: Shape): Resource {
  const { fields, base } = shape;
  const wanted = (name: string) => fields === null || fields.has(name);
  const { given } = row;
  const attributes: Record<string, unknown> = {};
  for (const [name, { kind }] of type.attributes) {
    if (!wanted(name)) continue;
    const value = given.attributes[name];
    attributes[name] = value === undefined ? (derived.attributes[name] ?? (kind === 'list' ? [] : null)) : value;
  }
  for (const name of Object.keys(given.attributes)) {
    if (!type.attributes.has(name) && wanted(name)) attributes[name] = given.attributes[name];
  }
  if (wanted('createdAt')) attributes['createdAt'] = row.createdAt;
  if (wanted('updatedAt')) attributes['updatedAt'] = row.updatedAt;

  const relationships: Record<string, unknown> = {};
  for (const [name, { form }] of type.relationships) {
    if (!wanted(name)) continue;
    if (form === 'link') {
      relationships[name] = { links: { related: base + relatedPath(name, type.name, row.id) } };
    } else if (form === 'one') {
      relationships[name] = { data: one(type, row, name) };
    } else {
      relationships[name] = many(type, row, name, derived, base);
    }
  }
  const meta = shape.dataConnections && type.dataConnections ? connections(row, shape.dataConnections) : undefined;
  return {
    type: type.name,
    id: row.id,
    attributes,
    relationships,
    ...(meta ? { meta } : {}),
    links: { self: `${base}/${type.plural}/${row.id}` },
  };
}

function one(type: ResourceType, row: StoredRow, name: string): unknown {
  const given = row.given.relationships[name];
  if (given === undefined && type.name === 'sequenceState' && name === 'account' && row.accountId !== null) {
    return { type: 'account', id: row.accountId } satisfies Identifier;
  }
  return given ?? null;
}

/** The members of a small to-many relationship, given or (active states) derived. */
export function membersOf(type: ResourceType, row: StoredRow, name: string, derived: Derived): Identifier[] {
  const given = row.given.relationships[name];
  if (Array.isArray(given)) return given as Identifier[];
  if (type.name !== 'prospect' || name !== 'activeSequenceStates') return [];
  return derived.activeStates.map((id) => ({ type: 'sequenceState', id }));
}

function many(type: ResourceType, row: StoredRow, name: string, derived: Derived, base: string) {
  const data = membersOf(type, row, name, derived);
  const [member = name] = type.relationships.get(name)?.types ?? [];
  const ids = data.map(({ id }) => id);
  const path = ids.length > 0 ? membersPath(member, ids) : relatedPath(pluralOf(member), type.name, row.id);
  return { data, links: { related: base + path }, meta: { count: data.length } };
}

/** Array by default; the object form has been seen too, and holds the first connection. */
function connections(row: StoredRow, form: 'array' | 'object'): { dataConnections: unknown } {
  const given = row.given.dataConnections;
  const list: unknown[] = Array.isArray(given) ? given : isRecord(given) ? [given] : [];
  return { dataConnections: form === 'array' ? list : (list[0] ?? {}) };
}

/** The link of a to-many relationship, brackets percent-encoded, without host. */
const relatedPath = (relationship: string, type: string, id: number): string =>
  `/${relationship}?filter%5B${type}%5D%5Bid%5D=${id}`;

/** The link of a to-many relationship whose members are known. */
const membersPath = (type: string, ids: readonly number[]): string =>
  `/${pluralOf(type)}?filter%5Bid%5D=${ids.join('%2C')}`;
