// The door of scripts/check-metadata: arguments in, lines and exit code out.
import { parseArgs } from 'node:util';
import { runCommand } from '../command-line.ts';
import { BuildProblem } from '../components/build.ts';
import { ROOT } from '../components/bundles.ts';
import { withArtefact } from './artefact.ts';
import { checkMetadata } from './check.ts';
import { inOneLine } from './problem.ts';
import { DEFAULT_SOURCES } from './usage.ts';

const HELP = `Checks force-app without an org: Metadata API types, descriptions, permissions, pages, labels and translations, references,
formulas, records, and that the source packages with its components compiled. One line a problem; exit code 1 when there is one, 2 when the
command is used wrongly.

  ./scripts/check-metadata [--used] [--json] [GLOB …]

  GLOB …   where fields are used (default: ${DEFAULT_SOURCES.join(' ')})
  --used   a field nothing uses is a problem, not a note
  --json   one object on the last line of stdout, everything else on stderr

Example: ./scripts/check-metadata --used 'sync-service/src/**/*.ts'`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { used: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const say = values.json === true ? console.error : console.log;
  const options = { sources: positionals.length > 0 ? positionals : DEFAULT_SOURCES, used: values.used ?? false };
  const result = await withArtefact((deployed) => checkMetadata(ROOT, { ...options, deployed })).catch(unlessCompiled);
  if (result === null) return 1;
  for (const note of result.notes) say(`note: ${note}`);
  for (const problem of result.problems) say(inOneLine(problem));
  say(`${result.files} files, ${result.problems.length} problems`);
  if (values.json === true) console.log(JSON.stringify(result));
  return result.problems.length > 0 ? 1 : 0;
}

function unlessCompiled(error: unknown): null {
  if (!(error instanceof BuildProblem)) throw error;
  console.error(`Nothing was checked, because the components do not compile:\n${error.message}`);
  return null;
}

await runCommand('./scripts/check-metadata', main);
