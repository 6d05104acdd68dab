// Turns `filter[…]` parameters into SQL conditions, in both of Outreach's syntaxes, refusing what Outreach cannot filter.
// What a filter can point at is in filter-target.ts; sorting and paging are in paging.ts.
import type { SQLInputValue } from 'node:sqlite';
import type { AttributeKind, ResourceType } from './catalogue.ts';
import { columnOf, refusal, target, type Condition, type Target } from './filter-target.ts';

export interface FilterRules {
  /** `newFilterSyntax=true`: `[gte]`, `[lte]` and `[]`, values taken whole; otherwise `a..b` and comma lists. */
  readonly newSyntax: boolean;
  /** A list of ids through a relationship is the documented list form, but not documented for relationships. */
  readonly relationshipLists: boolean;
  /** The fault `unbounded`: ranges lose their upper end, as has been seen. */
  readonly ignoreUpperBounds: boolean;
}

/**
 * One condition a parameter; a list that matches nothing is `0`.
 * @throws Refusal (400) on attributes and forms that cannot be filtered.
 */
export function compileFilters(
  type: ResourceType,
  parameters: Iterable<[string, string]>,
  rules: FilterRules,
): Condition[] {
  const conditions: Condition[] = [];
  const lists = new Map<string, string[]>();
  for (const [key, value] of parameters) {
    if (!key.startsWith('filter')) continue;
    const path = [...key.matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? '');
    if (key !== `filter${path.map((part) => `[${part}]`).join('')}` || path.length === 0) {
      throw refusal('filterParameter.malformed', key, `'${key}' is not of the form filter[attribute].`);
    }
    const last = path.at(-1) ?? '';
    if (path.length > 1 && last === '') {
      if (!rules.newSyntax) throw refusal('filterParameter.malformed', key, `'${key}' needs newFilterSyntax=true.`);
      const name = key.slice(0, -2);
      lists.set(name, [...(lists.get(name) ?? []), value]);
    } else conditions.push(one(type, key, path, value, rules));
  }
  for (const [key, values] of lists) {
    const path = [...key.matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? '');
    conditions.push(among(target(type, key, path), key, values));
  }
  return conditions;
}

function one(type: ResourceType, key: string, path: string[], value: string, rules: FilterRules): Condition {
  if (path.length === 1 && path[0] === 'q') return search(type, key, value);
  const last = path.at(-1) ?? '';
  if (path.length > 1 && (last === 'gte' || last === 'lte')) {
    if (!rules.newSyntax) throw refusal('filterParameter.malformed', key, `'${key}' needs newFilterSyntax=true.`);
    const found = target(type, key, path.slice(0, -1));
    if (last === 'lte' && rules.ignoreUpperBounds) return ALL;
    return bound(found, last === 'gte' ? '>=' : '<=', convert(found.kind, value, key));
  }
  const found = target(type, key, path);
  if (value === '__null__') return found.wrap(`${found.sql} IS NULL`, []);
  if (value === '__notnull__') return found.wrap(`${found.sql} IS NOT NULL`, []);
  if (rules.newSyntax) return among(found, key, [value]);
  const range = /^(.*?)\.\.(.*)$/.exec(value);
  if (range) return between(found, key, range[1] ?? '', range[2] ?? '', rules);
  const values = value.split(',');
  if (values.length > 1 && found.through && !rules.relationshipLists) {
    throw refusal('filterParameter.malformed', key, `'${key}' takes one id.`);
  }
  return among(found, key, values);
}

const ALL: Condition = { sql: '1', values: [] };

const bound = (found: Target, operator: string, value: SQLInputValue): Condition =>
  found.wrap(`${found.sql} ${operator} ?`, [value]);

function among(found: Target, key: string, values: readonly string[]): Condition {
  const converted = values.map((value) => convert(found.kind, value, key));
  return converted.length === 1
    ? bound(found, '=', converted[0] ?? null)
    : // One array parameter keeps the statement's text the same for any number of values.
      found.wrap(`${found.sql} IN (SELECT value FROM json_each(?))`, [JSON.stringify(converted)]);
}

/** Both ends belong to the range. */
function between(found: Target, key: string, from: string, to: string, rules: FilterRules): Condition {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  if (from !== 'neginf') {
    parts.push(`${found.sql} >= ?`);
    values.push(convert(found.kind, from, key));
  }
  if (to !== 'inf') {
    const upper = convert(found.kind, to, key);
    if (!rules.ignoreUpperBounds) {
      parts.push(`${found.sql} <= ?`);
      values.push(upper);
    }
  }
  return found.wrap([...parts, `${found.sql} IS NOT NULL`].join(' AND '), values);
}

function convert(kind: AttributeKind, value: string, key: string): SQLInputValue {
  if (kind === 'datetime') {
    const date = /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : undefined;
    if (!date || Number.isNaN(date.getTime())) {
      throw refusal('filterParameter.invalidDatetimeFormat', key, `'${value}' is not a valid datetime.`);
    }
    return date.toISOString();
  }
  if (kind === 'integer' || kind === 'number') {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) throw refusal('filterParameter.invalidNumber', key, `'${value}' is not a number.`);
    return number;
  }
  if (kind === 'boolean') return value === 'true' ? 1 : 0;
  return value;
}

const SEARCHED: Readonly<Record<string, readonly string[]>> = {
  account: ['name', 'domain'],
  prospect: ['firstName', 'lastName', 'company'],
};

/** `filter[q]`: the beginning of a name, for accounts and prospects only. */
function search(type: ResourceType, key: string, value: string): Condition {
  const names = SEARCHED[type.name];
  if (!names) throw refusal('filterParameter.notFilterable', key, `'q' cannot be used as a filter of ${type.plural}.`);
  const pattern = `${value.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
  const parts = names.map((name) => `${columnOf(name)} LIKE ? ESCAPE '\\'`);
  return { sql: `(${parts.join(' OR ')})`, values: parts.map(() => pattern) };
}
