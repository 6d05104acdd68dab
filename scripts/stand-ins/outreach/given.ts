// One resource object of a world, checked and brought into the form in which it is stored: instants in UTC with
// milliseconds, relationships as identifiers, the two dates every resource has. No database here.
import type { OutreachResource } from '../world/world.ts';
import type { ResourceType } from './catalogue.ts';
import { marksOf, type Marks } from './marks.ts';

export interface Identifier {
  readonly type: string;
  readonly id: number;
}

/** What a world gave of one resource. */
export interface Given {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** By name: an identifier, a list of them, or null; a relationship not given is absent. */
  readonly relationships: Readonly<Record<string, unknown>>;
  /** As given; undefined when none. */
  readonly dataConnections?: unknown;
}

export interface Normalised {
  readonly given: Given;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** What counters count of it, see `marks.ts`. */
  readonly marks: Marks;
  /** Attributes the catalogue does not know. */
  readonly extras: readonly string[];
}

/**
 * @param now the latest instant that can have happened; `updated` the `updatedAt` of a row without one (null: its latest date).
 * @throws Error that names type, id and attribute.
 */
export function normalise(type: ResourceType, resource: OutreachResource, now: Date, updated: Date | null): Normalised {
  const where = `${type.name} ${resource.id}`;
  if (!Number.isSafeInteger(resource.id)) throw new Error(`${where}: Outreach ids are whole numbers, give one.`);
  const attributes: Record<string, unknown> = {};
  const extras: string[] = [];
  let first: string | undefined;
  let last: string | undefined;
  const latest = now.toISOString();
  for (const name in resource.attributes) {
    const value = resource.attributes[name];
    const kind = type.attributes.get(name)?.kind;
    if (kind === undefined) extras.push(name);
    if (kind !== 'datetime') {
      attributes[name] = value;
      continue;
    }
    const stored = instant(value, where, name);
    attributes[name] = stored;
    if (stored === null || stored > latest) continue;
    if (first === undefined || stored < first) first = stored;
    if (last === undefined || stored > last) last = stored;
  }
  const text = (name: string) => (typeof attributes[name] === 'string' ? attributes[name] : undefined);
  const updatedAt = text('updatedAt') ?? updated?.toISOString() ?? last ?? latest;
  const createdAt = text('createdAt') ?? first ?? updatedAt;
  const dataConnections = resource.meta?.['dataConnections'];
  return {
    given: {
      attributes,
      relationships: readRelationships(type, resource, where),
      ...(dataConnections === undefined ? {} : { dataConnections }),
    },
    createdAt,
    updatedAt,
    marks: marksOf(type.name, attributes),
    extras,
  };
}

const USUAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function instant(value: unknown, where: string, name: string): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && USUAL.test(value) && !Number.isNaN(Date.parse(value))) return value;
  const date = typeof value === 'string' ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime())) {
    throw new Error(
      `${where}: attribute "${name}" is ${JSON.stringify(value)}; write an instant such as "2026-01-19T18:31:04.000Z".`,
    );
  }
  return date.toISOString();
}

function readRelationships(type: ResourceType, resource: OutreachResource, where: string): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  const { relationships = {} } = resource;
  for (const name in relationships) {
    const value = relationships[name];
    const data = isRecord(value) ? value['data'] : undefined;
    const form = type.relationships.get(name)?.form;
    if (data === undefined || form === 'link') continue;
    if (data === null) read[name] = null;
    else if (Array.isArray(data)) {
      read[name] = data.map((one) => identifier(one, where, name));
    } else read[name] = identifier(data, where, name);
  }
  return read;
}

function identifier(value: unknown, where: string, name: string): Identifier {
  const found = identifierOf(value);
  if (found) return found;
  throw new Error(
    `${where}: relationship "${name}" holds ${JSON.stringify(value)}; write {"type":"user","id":7} with a whole number as id.`,
  );
}

/** The identifier in a stored to-one relationship; undefined when null, absent or a list. */
export function identifierOf(value: unknown): Identifier | undefined {
  if (!isRecord(value)) return undefined;
  const { type, id } = value;
  return typeof type === 'string' && typeof id === 'number' && Number.isSafeInteger(id) ? { type, id } : undefined;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
