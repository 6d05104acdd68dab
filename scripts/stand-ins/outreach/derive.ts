// Attributes that Outreach computes and a world may leave out: counters from mailings and calls, names, links to
// active states. What was given always wins. Filters see only what was given, except the two dates and the account.
import { MARKS } from './marks.ts';
import type { Store, StoredRow } from './store.ts';

type Attributes = Readonly<Record<string, unknown>>;

const flag = (mark: keyof typeof MARKS) => `sum(marks & ${MARKS[mark]} <> 0)`;

/** Counter → SQL over the mailings of the key. All in one pass: reading the mailings costs more than counting. */
const FROM_MAILINGS: Readonly<Record<string, string>> = {
  bounceCount: flag('bounced'),
  clickCount: 'sum(clicks)',
  deliverCount: flag('contacted'),
  failureCount: flag('failed'),
  negativeReplyCount: flag('negative'),
  neutralReplyCount: flag('neutral'),
  openCount: 'sum(opens)',
  optOutCount: flag('optedOut'),
  positiveReplyCount: flag('positive'),
  replyCount: flag('replied'),
  scheduleCount: flag('scheduled'),
};
const ALL_COUNTERS = Object.entries(FROM_MAILINGS)
  .map(([name, sql]) => `${sql} AS ${name}`)
  .join(', ');

const at = (name: string) => `json_extract(given, '$.attributes.${name}')`;

const NO_MAILINGS: Attributes = Object.fromEntries(Object.keys(FROM_MAILINGS).map((name) => [name, 0]));

const COUNTED = ['sequence', 'sequenceState', 'sequenceStep'];

/** What a prospect's state is in while the sequence still works on it. */
const UNFINISHED = "('active', 'paused', 'failed', 'bounced', 'pending', 'disabled')";

/** Derives for whole pages; keeps what is costly until the store changes. */
export class Derivation {
  readonly #store: Store;
  #version = -1;
  readonly #kept = new Map<string, Map<number, Attributes>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The derived attributes by id; only those `wanted` (null: all) and not given are computed. */
  attributes(type: string, rows: readonly StoredRow[], wanted: ReadonlySet<string> | null): Map<number, Attributes> {
    const derived = new Map<number, Attributes>(rows.map((row) => [row.id, simple(type, row)]));
    const missing = (name: string) =>
      wanted === null || wanted.has(name)
        ? rows.filter((row) => row.given.attributes[name] === undefined).map((row) => row.id)
        : [];
    if (COUNTED.includes(type)) {
      const ids = new Set(Object.keys(FROM_MAILINGS).flatMap(missing));
      const counters = this.#values(
        `${type} counters`,
        [...ids],
        `SELECT "r_${type}" AS key, ${ALL_COUNTERS} FROM "mailing" WHERE "r_${type}" ${KEYS} GROUP BY 1`,
      );
      for (const id of ids) derived.set(id, { ...derived.get(id), ...NO_MAILINGS, ...counters.get(id) });
    }
    for (const [name, sql, none] of SPECIAL[type] ?? []) {
      const ids = missing(name);
      const values = this.#values(`${type} ${name}`, ids, sql);
      for (const id of ids) derived.set(id, { ...derived.get(id), [name]: values.get(id)?.['value'] ?? none });
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

  /** The row of each id that the query finds; kept until the store changes, but for states: they are too many. */
  #values(what: string, ids: readonly number[], sql: string): Map<number, Attributes> {
    if (this.#version !== this.#store.version) this.#kept.clear();
    this.#version = this.#store.version;
    const known = this.#kept.get(what) ?? new Map<number, Attributes>();
    if (!what.startsWith('sequenceState')) this.#kept.set(what, known);
    const asked = ids.filter((id) => !known.has(id));
    for (const id of asked) known.set(id, {});
    if (asked.length > 0) {
      for (const { key, ...row } of this.#store.all(sql, [JSON.stringify(asked)])) known.set(key as number, row);
    }
    return known;
  }
}

const KEYS = 'IN (SELECT value FROM json_each(?1))';
const contacts = (table: string) =>
  `SELECT "r_sequence" AS key, "r_prospect" AS who FROM "${table}" WHERE "r_sequence" ${KEYS} AND marks & ${MARKS.contacted} <> 0`;

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
      `SELECT "r_sequence" AS key, count(DISTINCT "r_prospect") AS value FROM "mailing" WHERE "r_sequence" ${KEYS} AND marks & ${MARKS.replied} <> 0 GROUP BY 1`,
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
