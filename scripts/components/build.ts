// Compiles the components: TypeScript to the JavaScript that every org takes, with templates, styles and meta files beside it.
// What is deployed lies in build/force-app: the whole package, sources of components replaced by what they compile to.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { bundleNames, LWC, ROOT } from './bundles.ts';

const PACKAGE = join(ROOT, 'force-app');
/** The artefact that a deployment takes; never committed. */
export const ARTEFACT = join(ROOT, 'build/force-app');
const LWC_IN_PACKAGE = relative(PACKAGE, LWC);

/** The components cannot be deployed as they are; the message names each file and what is wrong with it. */
export class BuildProblem extends Error {
  override readonly name = 'BuildProblem';
}

/**
 * Writes the whole deployable package to a folder, which is replaced.
 *
 * @returns names of the bundles, all of which were found complete
 * @throws BuildProblem when a type is wrong or a bundle incomplete; the folder is then not fit for use
 */
export async function buildPackage(folder: string = ARTEFACT): Promise<readonly string[]> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(PACKAGE, folder, { recursive: true, filter: (source) => !isSource(source) });
  const lwc = join(folder, LWC_IN_PACKAGE);
  await compile(lwc);
  return complete(lwc);
}

/**
 * Compiles the components alone, without judging their types: for looking at them while one works.
 *
 * @throws BuildProblem when a file cannot be parsed or a bundle is incomplete
 */
export async function buildComponents(folder: string): Promise<readonly string[]> {
  rmSync(folder, { recursive: true, force: true });
  cpSync(LWC, folder, { recursive: true, filter: (source) => !isSource(source) });
  await compile(folder, '--noCheck');
  return complete(folder);
}

/** What a component is made from, or tested with: nothing of it is deployed. */
const isSource = (path: string): boolean =>
  path.startsWith(LWC) && (/\.ts$|^tsconfig.*\.json$/.test(basename(path)) || basename(path) === '__tests__');

function complete(lwc: string): readonly string[] {
  const problems = incomplete(lwc);
  if (problems.length > 0) throw new BuildProblem(problems.join('\n'));
  return bundleNames(lwc);
}

/** One line a problem: a bundle lacking its JavaScript, its template not being there, a source left behind. */
export function incomplete(lwc: string): readonly string[] {
  const missing = bundleNames(lwc).flatMap((name) => {
    const script = join(lwc, name, `${name}.js`);
    if (!existsSync(script)) return [`${name}: ${name}.js is missing; its source must be ${name}/${name}.ts.`];
    const isVisible = /extends \w*(Mixin\()?(LightningElement|LightningModal)/.test(readFileSync(script, 'utf8'));
    return isVisible && !existsSync(join(lwc, name, `${name}.html`))
      ? [`${name}: ${name}.html is missing, and a component without its template shows nothing.`]
      : [];
  });
  const left = globSync('**/*.ts', { cwd: lwc }).map((file) => `${file}: a source must not be deployed.`);
  return [...missing, ...left];
}

function compile(outDir: string, ...options: string[]): Promise<void> {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const args = ['--project', join(LWC, 'tsconfig.build.json'), '--outDir', outDir, '--pretty', 'false', ...options];
  return new Promise((resolve, reject) => {
    const child = spawn(tsc, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (cause) =>
      reject(new BuildProblem(`${tsc} could not be started. Run ./scripts/setup.`, { cause })),
    );
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new BuildProblem(said.trim() || 'The TypeScript compiler ended without a word.')),
    );
  });
}
