// The command `./scripts/bench`: sizes in, figures out. How a world is measured is bench-world.ts.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { benchWorld } from './bench-world.ts';
import { promise, table, type Figures } from './figures.ts';

const HELP = `Measures the service against both stand-ins, beside what reading alone costs. Not a test: figures differ by machine.

  ./scripts/bench [--sizes 10000,100000,1000000] [--json]

  --sizes N,N   about how many activities each world has (default 10000,100000,1000000: some twenty minutes)
  --json        the figures as one JSON object, as the last line of stdout
  --help        this text

Example: ./scripts/bench --sizes 10000,100000
Each figure is of a whole process, start included. Modes: full = first run with --inline, again = the second one, with nothing
to write, queue = first run through BullMQ. Beside them, CPU seconds of: floor = downloading the same Bulk pages and counting
lines, stream = parsing them too, REST = the same activities by jsforce query and queryMore (up to 100,000 activities).
`;

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 10 && size <= 10_000_000)) return sizes;
  throw new WrongUse(`--sizes is "${text}": give whole numbers from 10 to 10000000, such as 10000,100000.`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000,1000000' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const worlds: Figures[] = [];
  for (const size of sizesOf(values.sizes)) worlds.push(...(await benchWorld(size, { say, signal: stop.signal })));
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ worlds })}\n`);
    return 0;
  }
  const cores = `${availableParallelism()} cores, Node ${process.versions.node}, both stand-ins on the same machine`;
  process.stdout.write(`${table(worlds)}\n\n${promise(worlds)}\n(${cores})\n`);
  return 0;
}

await runCommand('./scripts/bench', main);
