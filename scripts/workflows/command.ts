// The check of all workflows: one line a problem, exit code 1 when there is any.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../command-line.ts';
import { lintWorkflow } from './lint.ts';

const ROOT = join(import.meta.dirname, '../..');

await runCommand('node scripts/workflows/command.ts', async () => {
  const files = globSync('.github/workflows/*.{yml,yaml}', { cwd: ROOT }).sort();
  let count = 0;
  for (const file of files)
    for (const { line, message } of await lintWorkflow(readFileSync(join(ROOT, file), 'utf8'))) {
      process.stderr.write(`${file}:${line}: ${message}\n`);
      count += 1;
    }
  process.stderr.write(`${files.length} workflows, ${count} problems.\n`);
  return count === 0 ? 0 : 1;
});
