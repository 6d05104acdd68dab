import { expect, it } from 'vitest';
import { KINDS, STAGES } from './kinds.ts';

it('runs every kind of test in one stage', () => {
  expect(STAGES.flat(2).sort()).toEqual(Object.keys(KINDS).sort());
});
