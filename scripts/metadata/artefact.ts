// A throw-away copy of what is deployed: force-app of this repository with its components compiled. Their types are not judged
// here; scripts/build-lwc does, and writes the copy that is kept.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildComponents } from '../components/build.ts';
import { LWC, ROOT } from '../components/bundles.ts';

/**
 * @param work gets the folder, which is removed when it is done
 * @throws BuildProblem when a component does not compile
 */
export async function withArtefact<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'touchpoint-artefact-'));
  const source = join(ROOT, 'force-app');
  try {
    cpSync(source, folder, { recursive: true, filter: (path) => path !== LWC });
    await buildComponents(join(folder, relative(source, LWC)));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
