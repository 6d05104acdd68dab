// Door of ./scripts/test: which kinds were asked for, their counts, the last line, the exit code.
import { KINDS } from './kinds.ts';
import { add, isSuccess, lastLine, NOTHING, type Tally } from './tally.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in KINDS));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no kind of test named ${unknown.join(', ')}. Use: ${Object.keys(KINDS).join(', ')}.\n`,
  );
  process.exit(2);
}

let total: Tally = NOTHING;
let expected = false;
for (const [name, kind] of Object.entries(KINDS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const tally = await kind();
  if (tally === null) continue;
  expected = true;
  process.stdout.write(`${name}: ${lastLine(tally)}\n`);
  total = add(total, tally);
}
process.stdout.write(`${lastLine(total)}\n`);
process.exitCode = isSuccess(total, expected) ? 0 : 1;
