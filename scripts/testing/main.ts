// Door of ./scripts/test: which kinds were asked for, their counts, the last line, the exit code.
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { KINDS, STAGES } from './kinds.ts';
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

  let total: Tally = NOTHING;
  for (const stage of STAGES) {
    const names = stage.filter((name) => positionals.length === 0 || positionals.includes(name));
    const running = names.map(async (name) => {
      const tally = (await KINDS[name]?.(names.length > 1 ? name : null)) ?? NOTHING;
      process.stdout.write(`${name}: ${lastLine(tally)}\n`);
      return tally;
    });
    total = (await Promise.all(running)).reduce(add, total);
  }
  process.stdout.write(`${lastLine(total)}\n`);
  return isSuccess(total) ? 0 : 1;
}

await runCommand('./scripts/test', main);
