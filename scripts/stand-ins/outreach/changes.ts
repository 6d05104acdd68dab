// What Outreach would tell about records that were put or that vanished: event names and payloads, flat relationships
// and changed attributes only. Who is told, and how it is sent, is in webhooks.ts.
import { identifierOf, type Given, type Identifier } from './given.ts';
import type { StoredRow } from './store.ts';

/** One event about one record, without the time and way of its delivery. */
export interface Change {
  readonly type: string;
  readonly id: number;
  /** `created`, `updated`, `destroyed`, or what happened to it: `delivered`, `replied`, … */
  readonly action: string;
  /** Action events and the end of a record carry the identifier only. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, Identifier>>;
  /** The values before, of the attributes that changed; of updates only. */
  readonly beforeUpdate?: Readonly<Record<string, unknown>>;
}

/** The types that webhooks tell about. */
const TOLD = new Set(['account', 'call', 'prospect', 'sequence', 'mailing', 'sequenceState', 'user']);

/** Instants of a mailing whose change is an event of its own. */
const MAILING_ACTIONS = {
  deliveredAt: 'delivered',
  openedAt: 'opened',
  repliedAt: 'replied',
  bouncedAt: 'bounced',
} as const;

/** The events of a record that was put; `before` is null when it was not there. Empty when nothing changed. */
export function changesOf(type: string, before: StoredRow | null, after: StoredRow): readonly Change[] {
  if (!TOLD.has(type)) return [];
  const { id } = after;
  const attributes = changedAttributes(before, after);
  const relationships = changedRelationships(before?.given, after.given);
  if (Object.keys(attributes).length === 0 && Object.keys(relationships).length === 0) return [];
  const change: Change = {
    ...{ type, id, action: before === null ? 'created' : 'updated', attributes, relationships },
    ...(before === null
      ? {}
      : {
          beforeUpdate: Object.fromEntries(
            Object.keys(attributes).map((name) => [name, valueOf(before, name) ?? null]),
          ),
        }),
  };
  const actions = actionsOf(type, attributes, relationships).map((action) => ({ type, id, action }));
  return [change, ...actions];
}

/** The events of records that vanished; users cannot be deleted. */
export const endsOf = (type: string, ids: readonly number[]): readonly Change[] =>
  TOLD.has(type) && type !== 'user' ? ids.map((id) => ({ type, id, action: 'destroyed' })) : [];

function actionsOf(
  type: string,
  attributes: Readonly<Record<string, unknown>>,
  relationships: Readonly<Record<string, Identifier>>,
): string[] {
  if (type === 'mailing')
    return Object.entries(MAILING_ACTIONS)
      .filter(([name]) => typeof attributes[name] === 'string')
      .map(([, action]) => action);
  if (type !== 'sequenceState') return [];
  return [
    ...(relationships['sequenceStep'] === undefined ? [] : ['advanced']),
    ...(attributes['state'] === 'finished' ? ['finished'] : []),
  ];
}

const valueOf = (row: StoredRow, name: string): unknown =>
  name === 'createdAt' ? row.createdAt : name === 'updatedAt' ? row.updatedAt : row.given.attributes[name];

function changedAttributes(before: StoredRow | null, after: StoredRow): Record<string, unknown> {
  const names = new Set([...Object.keys(after.given.attributes), 'createdAt', 'updatedAt']);
  const changed = [...names].filter(
    (name) =>
      JSON.stringify(valueOf(after, name) ?? null) !== JSON.stringify((before && valueOf(before, name)) ?? null),
  );
  return Object.fromEntries(changed.map((name) => [name, valueOf(after, name)]));
}

/** Flat, and named by the relationship: `{"type":"owner","id":7}`, unlike in any other answer. */
function changedRelationships(before: Given | undefined, after: Given): Record<string, Identifier> {
  const changed: Record<string, Identifier> = {};
  for (const [name, value] of Object.entries(after.relationships)) {
    const one = identifierOf(value);
    if (one && one.id !== identifierOf(before?.relationships[name])?.id) changed[name] = { type: name, id: one.id };
  }
  return changed;
}
