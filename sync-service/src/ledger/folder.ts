// Makes the folder that a deployment keeps its data in. Step by step, because Node's own recursive mkdir never returns
// where a folder may not be made inside one that exists, such as below /proc.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigurationFailure } from '../run/failures.ts';

/** For its owner only. Throws a ConfigurationFailure naming LEDGER_URL when it is none and cannot be made. */
export function makeFolder(folder: string): void {
  try {
    makeWithParents(folder);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    const fix = 'Set LEDGER_URL to a folder that this user may make and write to.';
    const message = `the folder ${folder} cannot be made (${problem.message})`;
    throw new ConfigurationFailure([{ where: 'LEDGER_URL', message, fix }], {
      code: 'LEDGER_UNUSABLE',
      cause: problem,
    });
  }
}

function makeWithParents(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent) && parent !== folder) makeWithParents(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (problem) {
    // Another process may make the same folder at the same moment. A file in its place is found when it is opened.
    if (!existsSync(folder)) throw problem;
  }
}
