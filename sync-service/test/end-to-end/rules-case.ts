// What a case of the rules is: an account of the hand-made world and what the org must show of it, at first and, where
// the case says so, after something changed in the org.
import type { HandMadeWorld, Row } from './hand-made-world.ts';

/** The rows of "What is one touchpoint". The handbook tells each; each has at least one case here. */
export const RULES = [
  'Open, future, cancelled, skipped',
  'Past event, attendance unknown',
  'Internal events',
  'Recurring',
  'Invitee copies',
  'Group tasks',
  'Several contacts on one activity',
  'Private events',
  'Outreach mailing or call ↔ Salesforce Task',
  'An engagement whose Task is deleted or not counted',
  'Opens, clicks, bounces logged as Tasks',
  'Two e-mail Tasks from different tools',
  'Orum call seen as Outreach call, as an Orum Task, or both',
  'Power-dial bursts',
  'Auto-replies',
  'Deleted, undeleted, merged, re-parented',
  'Converted leads',
  'Person accounts',
  'Case, note',
] as const;
export type Rule = (typeof RULES)[number];

/** Short names of the fields that cases speak of. */
export const FIELDS = {
  active: 'Active_Touchpoints__c',
  twoWay: 'Two_Way_Touchpoints__c',
  last: 'Last_Touch__c',
  tier: 'Signal_Tier__c',
  high: 'High_Signal__c',
  exits: 'Signal_Exits_On__c',
  near: 'Signal_Near_Until__c',
  excluded: 'Signal_Excluded_Because__c',
  sources: 'Touchpoint_Sources__c',
  score: 'Touchpoint_Score__c',
  rank: 'Touchpoint_Rank__c',
  recipients: 'Avg_Recipients_Per_Series__c',
  series: 'Active_Series__c',
  internal: 'Avg_Internal_Per_Series__c',
  size: 'Avg_Series_Size__c',
} as const;

/** Only what is stated is compared; `types` are the counted touchpoints' types, sorted. */
export type Expected = Partial<Record<keyof typeof FIELDS | 'types', string | number | boolean | null>>;

export interface Case {
  readonly name: string;
  readonly id: string;
  /** The rule it is a fixture of; null: a rule that stands elsewhere in the specification. */
  readonly rule: Rule | null;
  readonly expected: Expected;
  /** What the org must show once everything changed that cases change; absent: the same. */
  readonly later?: Expected;
}

/** What changes in the org after the first run: rows by object, each with its Id. */
export type Changes = Map<string, Row[]>;

/** Collects cases: each is an account of its own, furnished by the function that also says what is expected. */
export class Cases {
  readonly all: Case[] = [];
  readonly changes: Changes = new Map();
  /** Of the cases that are added from now on. */
  rule: Rule | null = null;
  readonly #world: HandMadeWorld;

  constructor(world: HandMadeWorld) {
    this.#world = world;
  }

  add(
    name: string,
    furnish: (accountId: string, contactId: string) => Expected,
    row: Record<string, unknown> = {},
    later?: Expected,
  ): void {
    const id = this.#world.account({ Name: name, ...row });
    this.expect(name, id, furnish(id, this.#world.contact(id)), later);
  }

  /** For an account that was made elsewhere. */
  expect(name: string, id: string, expected: Expected, later?: Expected): void {
    this.all.push({ name, id, rule: this.rule, expected, ...(later ? { later } : {}) });
  }

  /** A row that will hold these values later. */
  change(object: string, row: Row & { readonly Id: string }): void {
    this.changes.set(object, [...(this.changes.get(object) ?? []), row]);
  }
}
