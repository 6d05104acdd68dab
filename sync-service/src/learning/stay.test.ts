import { describe, expect, it } from 'vitest';
import { TODAY } from '../../test/builders.ts';
import { BLANK_FIELDS } from '../../test/readings.ts';
import type { AccountFields } from '../scoring/account-fields.ts';
import { enteredOn, wasHigh } from './stay.ts';

const held = (given: Partial<AccountFields>): AccountFields => ({ ...BLANK_FIELDS, ...given });
const ENTERED = TODAY - 60;
/** High when last scored, to leave on that day. */
const high = (exitsOn: number) =>
  held({ tierScored: 'High-Effort', exitsOn, scoredOn: TODAY - 40, enteredOn: ENTERED });
/** Not high when last scored, on that day. */
const low = (scoredOn: number) => held({ tierScored: 'Near', scoredOn, enteredOn: ENTERED });

describe('the day a stay began', () => {
  it('is today for an account that was never in the pool', () => {
    expect(enteredOn(held({}), true, TODAY)).toBe(TODAY);
    expect(enteredOn(held({ tierScored: 'None', scoredOn: TODAY - 1 }), true, TODAY)).toBe(TODAY);
  });

  it('stays while the account stays', () => {
    expect(enteredOn(high(TODAY + 5), true, TODAY)).toBe(ENTERED);
  });

  it('is never cleared, and is blank until the first stay', () => {
    expect(enteredOn(high(TODAY), false, TODAY)).toBe(ENTERED);
    expect(enteredOn(held({}), false, TODAY)).toBeNull();
  });

  it('goes on when the account comes back within 14 days', () => {
    expect(enteredOn(high(TODAY - 14), true, TODAY)).toBe(ENTERED);
    expect(enteredOn(low(TODAY - 14), true, TODAY)).toBe(ENTERED);
  });

  it('is today when it comes back later', () => {
    expect(enteredOn(high(TODAY - 15), true, TODAY)).toBe(TODAY);
    expect(enteredOn(low(TODAY - 15), true, TODAY)).toBe(TODAY);
  });
});

describe('an account was high', () => {
  it('up to the day before it was to leave', () => {
    expect([TODAY + 1, TODAY].map((exitsOn) => wasHigh(high(exitsOn), TODAY))).toEqual([true, false]);
    expect(wasHigh(low(TODAY), TODAY)).toBe(false);
    expect(wasHigh(held({}), TODAY)).toBe(false);
  });
});
