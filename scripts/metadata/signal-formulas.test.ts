// The verdict formulas of Account, evaluated by an independent formula engine. The stand-in org evaluates the same
// files by its own means; its tests compare with the core.
import { join } from 'node:path';
import { parse, type Literal } from 'formulon';
import { describe, expect, it } from 'vitest';
import { findField, readOrgModel } from './org-model.ts';

const evaluated = (formula: string, fields: Record<string, Literal>): Literal => {
  const outcome = parse(formula, fields);
  if (outcome.type === 'error') throw new Error(`${outcome.message} in ${formula}`);
  return outcome;
};

const org = readOrgModel(join(import.meta.dirname, '../..'));
const formulaOf = (name: string): string => findField(org, 'Account', name)!.formula!.replaceAll('TODAY()', 'Today__c');
const HIGH = formulaOf('High_Signal__c');
const TIER = formulaOf('Signal_Tier__c');
const SCORE = formulaOf('Touchpoint_Score__c');
const POOL = formulaOf('Days_In_Pool__c');

const blank: Literal = { type: 'literal', dataType: 'null', value: null };
const date = (text: string | null): Literal =>
  text === null ? blank : { type: 'literal', dataType: 'date', value: new Date(`${text}T00:00:00Z`) };
const number = (value: number): Literal => ({
  type: 'literal',
  dataType: 'number',
  value,
  options: { length: 12, scale: 6 },
});

/** On 15 March: high since the first, two-way, until the 20th; near until the 27th. */
const account = {
  today: '2026-03-15',
  scoredOn: '2026-03-14' as string | null,
  exitsOn: '2026-03-20' as string | null,
  nearUntil: '2026-03-27' as string | null,
  engagedUntil: '2026-04-30' as string | null,
  enteredOn: '2026-03-01' as string | null,
  snoozedUntil: null as string | null,
  excluded: null as string | null,
  opportunities: 0,
};

function verdict(change: Partial<typeof account>): { high: unknown; tier: unknown; daysInPool: unknown } {
  const given = { ...account, ...change };
  const fields: Record<string, Literal> = {
    Today__c: date(given.today),
    Touchpoint_Scored_On__c: date(given.scoredOn),
    Signal_Exits_On__c: date(given.exitsOn),
    Signal_Near_Until__c: date(given.nearUntil),
    Signal_Engaged_Until__c: date(given.engagedUntil),
    Signal_Entered_On__c: date(given.enteredOn),
    Signal_Snoozed_Until__c: date(given.snoozedUntil),
    Signal_Excluded_Because__c:
      given.excluded === null
        ? blank
        : { type: 'literal', dataType: 'text', value: given.excluded, options: { length: 80 } },
    Open_Opportunities__c: number(given.opportunities),
  };
  const high = evaluated(HIGH, fields);
  const all = { ...fields, High_Signal__c: high };
  return { high: high.value, tier: evaluated(TIER, all).value, daysInPool: evaluated(POOL, all).value };
}

describe('the verdict formulas', () => {
  it.each<[string, Partial<typeof account>, boolean, string | null, number | null]>([
    ['high and engaged while both dates lie ahead', {}, true, 'High-Engaged', 14],
    ['high on the day before Exits On', { today: '2026-03-19' }, true, 'High-Engaged', 18],
    ['near from Exits On', { today: '2026-03-20' }, false, 'Near', null],
    ['near on the day before Near Until', { today: '2026-03-26' }, false, 'Near', null],
    ['none from Near Until', { today: '2026-03-27' }, false, 'None', null],
    ['high by effort when nobody answered in the window', { engagedUntil: null }, true, 'High-Effort', 14],
    ['high by effort from Engaged Until', { engagedUntil: '2026-03-15' }, true, 'High-Effort', 14],
    ['neither high nor near with an open opportunity', { opportunities: 1 }, false, 'None', null],
    ['not near with an open opportunity', { opportunities: 2, today: '2026-03-20' }, false, 'None', null],
    ['suppressed when excluded', { excluded: 'Type is Customer' }, false, 'Suppressed', null],
    [
      'suppressed when excluded, even with an open opportunity',
      { excluded: 'Type is Customer', opportunities: 1 },
      false,
      'Suppressed',
      null,
    ],
    ['suppressed through the last day of a snooze', { snoozedUntil: '2026-03-15' }, false, 'Suppressed', null],
    ['high again on the day after a snooze', { snoozedUntil: '2026-03-14' }, true, 'High-Engaged', 14],
    ['near without ever having been high', { exitsOn: null }, false, 'Near', null],
    ['none when neither date is known', { exitsOn: null, nearUntil: null }, false, 'None', null],
    [
      'blank until first scored',
      { scoredOn: null, exitsOn: null, nearUntil: null, engagedUntil: null },
      false,
      null,
      null,
    ],
    [
      'blank until first scored, also when snoozed',
      { scoredOn: null, exitsOn: null, nearUntil: null, snoozedUntil: '2026-04-01' },
      false,
      null,
      null,
    ],
  ])('say %s', (_sentence, change, high, tier, daysInPool) => {
    expect(verdict(change)).toEqual({ high, tier, daysInPool });
  });
});

describe('the score formula', () => {
  const score = (strength: number, today: string): number =>
    Number(
      evaluated(SCORE, {
        Today__c: date(today),
        Touchpoint_Scored_On__c: date('2026-03-15'),
        Touchpoint_Strength__c: number(strength),
        Touchpoint_Half_Life__c: number(30),
        Touchpoint_Scale__c: number(30),
      }).value,
    );

  it('is 63.2 when the strength equals the scale', () => {
    expect(score(30, '2026-03-15')).toBeCloseTo(100 * (1 - Math.exp(-1)), 6);
  });

  it('halves the strength in one half-life and ignores a viewer whose date is behind', () => {
    expect(score(30, '2026-04-14')).toBeCloseTo(100 * (1 - Math.exp(-0.5)), 6);
    expect(score(30, '2026-03-14')).toBe(score(30, '2026-03-15'));
  });
});
