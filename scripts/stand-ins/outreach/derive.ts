// Attributes that Outreach computes and a world may leave out: counters from mailings and calls, names, links to
// active states. What was given always wins. Filters see only what was given, except the two dates and the account.
import type { ResourceType } from './catalogue.ts';
import type { Store, StoredRow } from './store.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** Counter → SQL over the mailings of the key; opens and clicks count mailings when their own counter is missing. */
const at = (name: string) => `json_extract(given, '$.attributes.${name}')`;
const sentiment = (word: string) => `sum(coalesce(${at('replySentiment')} = '${word}', 0))`;
const FROM_MAILINGS: Readonly<Record<string, string>> = {
  bounceCount: `count(${at('bouncedAt')})`,
  clickCount: `sum(coalesce(${at('clickCount')}, ${at('clickedAt')} IS NOT NULL))`,
  deliverCount: `count(${at('deliveredAt')})`,
  failureCount: `sum(coalesce(${at('state')} = 'failed', 0))`,
  negativeReplyCount: sentiment('negative'),
  neutralReplyCount: sentiment('neutral'),
  openCount: `sum(coalesce(${at('openCount')}, ${at('openedAt')} IS NOT NULL))`,
  optOutCount: `count(${at('unsubscribedAt')})`,
  positiveReplyCount: sentiment('positive'),
  replyCount: `count(${at('repliedAt')})`,
  scheduleCount: `sum(coalesce(${at('state')} IN ('scheduled', 'queued', 'drafted'), 0))`,
};

const COUNTED = ['sequence', 'sequenceState', 'sequenceStep'];

/** What a prospect's state is in while the sequence still works on it. */
const UNFINISHED = "('active', 'paused', 'failed', 'bounced', 'pending', 'disabled')";

/** Derives for whole pages; keeps what is costly until the store changes. */
export class Derivation {
  readonly #store: Store;
  #version = -1;
  readonly #kept = new Map<string, unknown>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The derived attributes by id; only those `wanted` (null: all) and not given are computed. */
  attributes(
    type: ResourceType,
    rows: readonly StoredRow[],
    wanted: ReadonlySet<string> | null,
  ): Map<number, Attributes> {
    const derived = new Map<number, Attributes>(rows.map((row) => [row.id, simple(type.name, row)]));
    const missing = (name: string) =>
      wanted === null || wanted.has(name)
        ? rows.filter((row) => row.given.attributes[name] === undefined).map((row) => row.id)
        : [];
    const merge = (name: string, ids: readonly number[], values: ReadonlyMap<number, unknown>, none: unknown) => {
      for (const id of ids) derived.set(id, { ...derived.get(id), [name]: values.get(id) ?? none });
    };
    if (COUNTED.includes(type.name)) {
      for (const [name, sql] of Object.entries(FROM_MAILINGS)) {
        const ids = missing(name);
        merge(
          name,
          ids,
          this.#numbers(
            type.name,
            name,
            ids,
            `SELECT "r_${type.name}" AS key, ${sql} AS value FROM "mailing" WHERE "r_${type.name}" IN (SELECT value FROM json_each(?)) GROUP BY 1`,
          ),
          0,
        );
      }
    }
    for (const [name, sql, none] of SPECIAL[type.name] ?? []) {
      const ids = missing(name);
      merge(name, ids, this.#numbers(type.name, name, ids, sql), none);
    }
    return derived;
  }

  /** Ids of the unfinished sequence states of each prospect. */
  activeStates(prospects: readonly number[]): Map<number, number[]> {
    const found = this.#store.all(
      `SELECT "r_prospect" AS key, json_group_array(id) AS value FROM "sequenceState" WHERE "r_prospect" IN (SELECT value FROM json_each(?)) AND ${at('state')} IN ${UNFINISHED} GROUP BY 1`,
      [JSON.stringify(prospects)],
    );
    return new Map(found.map((row) => [row['key'] as number, JSON.parse(row['value'] as string) as number[]]));
  }

  #numbers(type: string, name: string, ids: readonly number[], sql: string): Map<number, unknown> {
    const values = new Map<number, unknown>();
    if (ids.length === 0) return values;
    if (this.#version !== this.#store.version) this.#kept.clear();
    this.#version = this.#store.version;
    // A sequence can have a hundred thousand mailings, and every list of sequences asks again.
    const keep = type !== 'sequenceState';
    const key = (id: number) => `${type} ${id} ${name}`;
    const asked = keep ? ids.filter((id) => !this.#kept.has(key(id))) : ids;
    if (keep) for (const id of asked) this.#kept.set(key(id), undefined);
    if (asked.length > 0) {
      for (const row of this.#store.all(sql, [JSON.stringify(asked)])) {
        values.set(row['key'] as number, row['value']);
        if (keep) this.#kept.set(key(row['key'] as number), row['value']);
      }
    }
    if (keep) for (const id of ids) values.set(id, this.#kept.get(key(id)));
    return values;
  }
}

const KEYS = 'IN (SELECT value FROM json_each(?1))';
const contacts = (table: string) =>
  `SELECT "r_sequence" AS key, "r_prospect" AS who FROM "${table}" WHERE "r_sequence" ${KEYS} AND contacted = 1`;

/** [attribute, SQL giving key and value for a list of ids, value when there is none] */
const SPECIAL: Readonly<Record<string, readonly (readonly [string, string, unknown])[]>> = {
  sequence: [
    [
      'numContactedProspects',
      `SELECT key, count(DISTINCT who) AS value FROM (${contacts('mailing')} UNION ALL ${contacts('call')}) GROUP BY key`,
      0,
    ],
    [
      'numRepliedProspects',
      `SELECT "r_sequence" AS key, count(DISTINCT "r_prospect") AS value FROM "mailing" WHERE "r_sequence" ${KEYS} AND ${at('repliedAt')} IS NOT NULL GROUP BY 1`,
      0,
    ],
    [
      'sequenceStepCount',
      `SELECT "r_sequence" AS key, count(*) AS value FROM "sequenceStep" WHERE "r_sequence" ${KEYS} GROUP BY 1`,
      0,
    ],
  ],
  sequenceState: [
    [
      'repliedAt',
      `SELECT "r_sequenceState" AS key, max(${at('repliedAt')}) AS value FROM "mailing" WHERE "r_sequenceState" ${KEYS} GROUP BY 1`,
      null,
    ],
    [
      'callCompletedAt',
      `SELECT "r_sequenceState" AS key, max(${at('completedAt')}) AS value FROM "call" WHERE "r_sequenceState" ${KEYS} GROUP BY 1`,
      null,
    ],
  ],
};

const STEP_WORDS: Readonly<Record<string, string>> = {
  auto_email: 'Auto Email',
  manual_email: 'Manual Email',
  call: 'Phone Call',
  task: 'Generic Task',
};

/** What follows from the resource itself. */
function simple(type: string, { given: { attributes } }: StoredRow): Attributes {
  if (type === 'prospect' || type === 'user') {
    const parts = [attributes['firstName'], attributes['lastName']].filter((part) => typeof part === 'string');
    return parts.length > 0 ? { name: parts.join(' ') } : {};
  }
  const { order, stepType } = attributes;
  if (type === 'sequenceStep' && typeof order === 'number' && typeof stepType === 'string') {
    return { displayName: `Step #${order} (${STEP_WORDS[stepType] ?? stepType})` };
  }
  return {};
}
