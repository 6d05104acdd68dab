// Generates a believable org of any size from a seed. What is here so far: the org itself, no rows yet.
import type { WorldSize } from './size.ts';
import type { World } from './world.ts';

// eslint-disable-next-line @typescript-eslint/require-await -- nothing to stream yet
async function* nothing(): AsyncGenerator<never> {
  yield* [];
}

/** Same size, same bytes: nothing but the size decides what is generated. */
export function generateWorld(size: WorldSize): World {
  return {
    org: { id: '00D5g0000012345EAA', timeZone: size.timeZone, today: size.today },
    objects: () => Promise.resolve([]),
    rows: () => nothing(),
    resourceTypes: () => Promise.resolve([]),
    resources: () => nothing(),
  };
}
