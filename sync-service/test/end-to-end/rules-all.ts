// All cases of the rules, furnished in one world.
import type { HandMadeWorld } from './hand-made-world.ts';
import { Cases } from './rules-case.ts';
import { changingCases } from './rules-changing.ts';
import { countingCases } from './rules-counting.ts';
import { mappingCases } from './rules-mapping.ts';
import { outreachCases } from './rules-outreach.ts';

export function allCases(world: HandMadeWorld): Cases {
  const cases = new Cases(world);
  for (const add of [countingCases, mappingCases, outreachCases, changingCases]) add(world, cases);
  return cases;
}
