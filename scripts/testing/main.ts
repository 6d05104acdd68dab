// Door of ./scripts/test: which kinds were asked for, their counts, the last line, the exit code.
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { KINDS, LANES } from './kinds.ts';
import { add, isSuccess, lastLine, NOTHING, type Tally } from './tally.ts';

const HELP = `Runs the tests of every kind, or of those named. The last line counts them over all runners; exit code 1 when one fails.

  ./scripts/test [${Object.keys(KINDS).join('|')} …]

  --help   this text

Example: ./scripts/test check unit
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = positionals.filter((name) => !Object.hasOwn(KINDS, name));
  if (unknown.length > 0)
    throw new WrongUse(`There is no kind of test named ${unknown.join(', ')}. Use: ${Object.keys(KINDS).join(', ')}.`);

  const isWanted = (name: string): boolean => positionals.length === 0 || positionals.includes(name);
  const lanes = LANES.map((lane) => lane.filter(isWanted)).filter((lane) => lane.length > 0);
  const total = (await Promise.all(lanes.map((lane) => runLane(lane, lanes.length > 1)))).reduce(add, NOTHING);
  process.stdout.write(`${lastLine(total)}\n`);
  return isSuccess(total) ? 0 : 1;
}

/** @param isOneOfMany then each line of a kind's output begins with its name */
async function runLane(names: readonly string[], isOneOfMany: boolean): Promise<Tally> {
  let total = NOTHING;
  for (const name of names) {
    const tally = (await KINDS[name]?.(isOneOfMany ? name : null)) ?? NOTHING;
    process.stdout.write(`${name}: ${lastLine(tally)}\n`);
    total = add(total, tally);
  }
  return total;
}

await runCommand('./scripts/test', main);
