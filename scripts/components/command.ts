// The command `./scripts/build-lwc`: compiles and checks, and says where the artefact is.
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command-line.ts';
import { ARTEFACT, BuildProblem, buildPackage } from './build.ts';
import { ROOT } from './bundles.ts';

const HELP = `Type-checks and compiles the components, and writes the package that is deployed: build/force-app.

  ./scripts/build-lwc        also: npm run build:lwc

  --help   this text

It holds everything of force-app, and for each component its JavaScript, template, styles and meta file; no TypeScript, no tests.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    const names = await buildPackage();
    process.stdout.write(`${String(names.length)} components built: ${relative(ROOT, ARTEFACT)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildProblem)) throw error;
    process.stderr.write(`The components were not built:\n${error.message}\n`);
    return 1;
  }
}

await runCommand('./scripts/build-lwc', main);
