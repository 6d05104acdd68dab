// Door of outcome.ts for a step of a workflow: FILE with the stdout of `run --json`, and its exit code.
import { appendFileSync, readFileSync } from 'node:fs';
import { runCommand, WrongUse } from '../command-line.ts';
import { outcomeOf } from './outcome.ts';

await runCommand('node scripts/workflows/tell-outcome.ts FILE CODE', () => {
  const [file, code] = process.argv.slice(2);
  if (file === undefined || !/^\d+$/.test(code ?? ''))
    throw new WrongUse('Give the file with the result, and the exit code.');
  const line = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const { exitCode, annotation, summary } = outcomeOf(line.startsWith('{') ? JSON.parse(line) : null, Number(code));
  process.stdout.write(`${annotation}\n`);
  const page = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (page !== '') appendFileSync(page, `${summary}\n`);
  return Promise.resolve(exitCode);
});
