// What a case of the rules is: an account of the hand-made world and what the org must show of it.
import type { HandMadeWorld } from './hand-made-world.ts';

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
  readonly expected: Expected;
}

/** Collects cases: each is an account of its own, furnished by the function that also says what is expected. */
export class Cases {
  readonly all: Case[] = [];
  readonly #world: HandMadeWorld;

  constructor(world: HandMadeWorld) {
    this.#world = world;
  }

  add(
    name: string,
    furnish: (accountId: string, contactId: string) => Expected,
    row: Record<string, unknown> = {},
  ): void {
    const id = this.#world.account({ Name: name, ...row });
    this.all.push({ name, id, expected: furnish(id, this.#world.contact(id)) });
  }

  /** For an account that was made elsewhere. */
  expect(name: string, id: string, expected: Expected): void {
    this.all.push({ name, id, expected });
  }
}
