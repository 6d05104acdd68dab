// The promise that every fault ends within two minutes, kept with the patience of one minute that is the default. It mostly waits:
// a file of its own waits beside the others.
import { it } from 'vitest';
import { endsWell, named } from './fault-process.ts';

it('a run keeps to two minutes with the patience it has by default', async () => {
  const slowest = [named('a bulk job that never ends'), named('a query answer cut every time')];
  await Promise.all(slowest.map((fault) => endsWell(fault, {})));
});
