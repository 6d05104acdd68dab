// Which accounts the list shows and in which order: from what a person chose to the filter and the order of a query.
// Pure; nothing here asks the org.

export type Scope = 'mine' | 'team' | 'all';

export interface Order {
  /** Key of a column; `rank` is the default order. */
  readonly key: string;
  readonly descending: boolean;
}

export interface Filters {
  readonly scope: Scope;
  /** A value of Signal Tier, or empty for every high-signal account. */
  readonly tier: string;
  /** A source label, or empty for any. */
  readonly source: string;
  /** Id of a user, or empty for anyone. */
  readonly ownerId: string;
  /** Part of an account's name; empty for any. */
  readonly search: string;
}

/** Who is looking, and what they may read. */
export interface Viewer {
  readonly userId: string;
  /** API names of the Account fields that field-level security lets them read. */
  readonly readable: ReadonlySet<string>;
  /** Account lookups to a user that the policy names as roles; those not readable are left out. */
  readonly roleFields: readonly string[];
}

type Condition = Readonly<Record<string, unknown>>;

export const NO_FILTERS: Filters = { scope: 'all', tier: '', source: '', ownerId: '', search: '' };
export const BY_RANK: Order = { key: 'rank', descending: true };
export const NEAR = 'Near';

/** What each column is sorted on. A name with a dot leads through a lookup. */
const ORDER_FIELDS: Readonly<Record<string, string>> = {
  rank: 'Touchpoint_Rank__c',
  account: 'Name',
  tier: 'Signal_Tier__c',
  score: 'Touchpoint_Score__c',
  touchpoints: 'Active_Touchpoints__c',
  lastTouch: 'Last_Touch__c',
  age: 'Account_Age_Days__c',
  recipients: 'Avg_Recipients_Per_Series__c',
  exitsOn: 'Signal_Exits_On__c',
  owner: 'Owner.Name',
};

/** What the verdict is made of, all of it. */
const CLAUSES = [
  'Signal_Exits_On__c',
  'Signal_Excluded_Because__c',
  'Open_Opportunities__c',
  'Signal_Snoozed_Until__c',
] as const;

/** False: this viewer can read neither the verdict nor all it is made of; a list without one clause would show accounts that are not high-signal. */
export function canSeeSignals({ readable }: Viewer): boolean {
  return readable.has('High_Signal__c') || CLAUSES.every((field) => readable.has(field));
}

/** The conditions, stored fields first: an org can use an index on those, while formulas are computed row by row. */
export function whereOf(filters: Filters, viewer: Viewer): Condition {
  const conditions: Condition[] = [];
  const add = (field: string, test: Condition): void => {
    if (viewer.readable.has(field)) conditions.push({ [field]: test });
  };
  const near = filters.tier === NEAR;
  add(near ? 'Signal_Near_Until__c' : 'Signal_Exits_On__c', { gt: { literal: 'TODAY' } });
  add('Signal_Excluded_Because__c', { eq: null });
  add('Open_Opportunities__c', { eq: 0 });
  conditions.push(...scopeConditions(filters.scope, viewer));
  if (filters.ownerId) conditions.push({ OwnerId: { eq: filters.ownerId } });
  if (filters.source) add('Touchpoint_Sources__c', { includes: [filters.source] });
  if (filters.search.trim()) conditions.push({ Name: { like: `%${escaped(filters.search.trim())}%` } });
  if (!near) conditions.push(...verdictConditions(viewer));
  if (filters.tier) add('Signal_Tier__c', { eq: filters.tier });
  return { and: conditions };
}

/** The order, with the Id last so that equal rows keep their places from page to page. */
export function orderByOf(order: Order, viewer: Viewer): Condition {
  const asked = ORDER_FIELDS[order.key];
  const direction = { order: order.descending ? 'DESC' : 'ASC', nulls: 'LAST' };
  if (asked === undefined || !canOrderBy(asked, viewer.readable))
    return { Name: { order: 'ASC' }, Id: { order: 'ASC' } };
  const [field = asked, lookedUp] = asked.split('.');
  return { [field]: lookedUp === undefined ? direction : { [lookedUp]: direction }, Id: { order: 'ASC' } };
}

/** True when the list can be sorted by this column for this viewer. */
export function canSortBy(key: string, readable: Viewer['readable']): boolean {
  const field = ORDER_FIELDS[key];
  return field !== undefined && canOrderBy(field, readable);
}

/** The filters after a change of some. The owners to choose from follow the scope: one chosen before would go on filtering unseen. */
export function changedBy(filters: Filters, change: Partial<Filters>): Filters {
  return { ...filters, ...(change.scope === undefined ? {} : { ownerId: '' }), ...change };
}

/** True when something narrows the list beyond its scope. */
export function isNarrowed(filters: Filters): boolean {
  return Boolean(filters.tier || filters.source || filters.ownerId || filters.search.trim());
}

/** The filters of the ten bars of the score chart: 0 to below 10, … 90 and more. */
export function scoreBuckets(where: Condition): Record<string, Condition> {
  const buckets: Record<string, Condition> = {};
  for (let at = 0; at < 10; at += 1) {
    const bounds = at === 9 ? { gte: 90 } : { gte: at * 10, lt: at * 10 + 10 };
    buckets[`b${String(at)}`] = { and: [where, { Touchpoint_Score__c: bounds }] };
  }
  return buckets;
}

function scopeConditions(scope: Scope, viewer: Viewer): readonly Condition[] {
  if (scope === 'team') return [{ Owner: { ManagerId: { eq: viewer.userId } } }];
  if (scope === 'all') return [];
  const roles = viewer.roleFields.filter((field) => viewer.readable.has(field));
  const mine = ['OwnerId', ...roles].map((field) => ({ [field]: { eq: viewer.userId } }));
  return mine.length === 1 ? mine : [{ or: mine }];
}

/** The verdict itself where it can be read (see `canSeeSignals`); else the one of its clauses that is not a stored condition already. */
function verdictConditions(viewer: Viewer): readonly Condition[] {
  if (viewer.readable.has('High_Signal__c')) return [{ High_Signal__c: { eq: true } }];
  const notSnoozed = [{ eq: null }, { lt: { literal: 'TODAY' } }];
  return [{ or: notSnoozed.map((test) => ({ Signal_Snoozed_Until__c: test })) }];
}

function canOrderBy(field: string, readable: Viewer['readable']): boolean {
  return field === 'Name' || field.startsWith('Owner.') || readable.has(field);
}

/** The wildcards of LIKE, taken literally. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
