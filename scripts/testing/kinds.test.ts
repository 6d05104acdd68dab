import { expect, it } from 'vitest';
import { KINDS, LANES } from './kinds.ts';

it('runs every kind of test in one lane', () => {
  expect(LANES.flat().sort()).toEqual(Object.keys(KINDS).sort());
});
