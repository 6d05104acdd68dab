// The kinds of tests and how each is run. Adding a kind: one entry here. What they count is in tally.ts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findChromium } from '../preview/chromium.ts';
import { add, NOTHING, tallyOfReport, type Tally } from './tally.ts';

/**
 * Runs every test of one kind, showing the runner's own output on stderr.
 *
 * @param label begins each line of that output, to tell kinds apart that run at the same time; null: as it comes
 */
type Kind = (label: string | null) => Promise<Tally>;

const root = join(import.meta.dirname, '..', '..');
const LWC = join('force-app', 'main', 'default', 'lwc');
const tool = (name: string) => join(root, 'node_modules', '.bin', name);

export const KINDS: Readonly<Record<string, Kind>> = {
  check: runChecks,
  unit: runVitest('unit'),
  component: (label) =>
    reported((report) => run(tool('sfdx-lwc-jest'), ['--', '--json', `--outputFile=${report}`], label)),
  contract: runVitest('contract'),
  e2e: runVitest('e2e'),
  browser: runBrowserTests,
};

/**
 * Lanes run side by side, because many tests mostly wait; the kinds of a lane follow one another. These three take about as long.
 */
export const LANES: readonly (readonly string[])[] = [
  ['component', 'browser'],
  ['e2e', 'check'],
  ['unit', 'contract'],
];

function runVitest(project: string): Kind {
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  return (label) => reported((report) => run(tool('vitest'), [...args, `--outputFile.json=${report}`], label));
}

/** Without a browser every one of them would fail, each after starting an org for nothing. */
async function runBrowserTests(label: string | null): Promise<Tally> {
  try {
    findChromium();
  } catch (problem) {
    say(`The browser tests cannot run. ${(problem as Error).message}`);
    return { passed: 0, failed: 1 };
  }
  return runVitest('browser')(label);
}

/** @param runner writes its report to the path it is given, and answers its exit code */
async function reported(runner: (report: string) => Promise<number>): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-tests-'));
  const report = join(folder, 'report.json');
  try {
    const exitCode = await runner(report);
    return tallyOfReport(existsSync(report) ? JSON.parse(await readFile(report, 'utf8')) : null, exitCode);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runChecks(label: string | null): Promise<Tally> {
  const checkers: [string, string, string[]][] = [
    ['types (tsc)', tool('tsc'), ['-p', '.']],
    ['types of components (tsc)', tool('tsc'), ['-p', LWC]],
    ['types of the preview (tsc)', tool('tsc'), ['-p', join('scripts', 'preview', 'client')]],
    ['build of components (scripts/build-lwc)', join(root, 'scripts', 'build-lwc'), []],
    ['lint (eslint)', tool('eslint'), ['.', '--max-warnings', '0']],
    ['form (prettier)', tool('prettier'), ['--check', '.']],
    ['metadata (scripts/check-metadata)', join(root, 'scripts', 'check-metadata'), ['--used']],
    ['workflows (scripts/workflows)', tool('node'), [join('scripts', 'workflows', 'command.ts')]],
  ];
  let tally = NOTHING;
  for (const [name, command, args] of checkers) {
    const good = (await run(command, args, label)) === 0;
    say(`${good ? 'passed' : 'FAILED'}  ${name}`);
    tally = add(tally, { passed: good ? 1 : 0, failed: good ? 0 : 1 });
  }
  return tally;
}

/** The exit code; 1 when the program could not be started or was killed. */
function run(command: string, args: readonly string[], label: string | null): Promise<number> {
  return new Promise((resolve) => {
    // Only counts belong on stdout: the runners' own output goes to stderr.
    const output = label === null ? 2 : 'pipe';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', output, output] });
    for (const stream of [child.stdout, child.stderr])
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => say(`${label ?? ''} | ${line}`));
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}. Run ./scripts/setup.`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
