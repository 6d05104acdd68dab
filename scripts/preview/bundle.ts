// Builds what the browser loads, once: scripts and styles lie in build/preview under the checksum of everything they are made
// of. Whoever starts a preview gets the folder, built or found. What building means is in make-bundle.ts.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { BuildProblem } from '../components/build.ts';
import { LWC, ROOT } from '../components/bundles.ts';

const KEPT = join(ROOT, 'build/preview');
const CLIENT = join(import.meta.dirname, 'client');
const MAKER = join(import.meta.dirname, 'make-bundle.ts');

export interface Bundle {
  /** Checksum of everything it is made of. */
  readonly version: string;
  /** By name: scripts, of which `main.js` fetches the others, and style sheets, each also with `.gz`. Held in memory: the folder may be dropped by another build. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** @param say is told before the work of half a minute that a changed source costs. Rejects with BuildProblem. */
export async function bundle(say: (line: string) => void): Promise<Bundle> {
  const version = checksum();
  const folder = join(KEPT, version);
  if (existsSync(folder)) return read(version, folder);
  say('Building the preview (components, base components, styles); it is kept for the next time …');
  mkdirSync(KEPT, { recursive: true });
  const making = mkdtempSync(join(KEPT, 'making-'));
  try {
    await build(making);
    dropOldest(4);
    // Whoever comes second finds the folder there, made from the same sources.
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return read(version, folder);
}

function read(version: string, folder: string): Bundle {
  return { version, files: new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])) };
}

function checksum(): string {
  const sources = [
    ...globSync('**/*.{ts,html,css}', { cwd: LWC }).map((file) => join(LWC, file)),
    ...globSync('**/*.{ts,html,css}', { cwd: CLIENT }).map((file) => join(CLIENT, file)),
    ...globSync('*.ts', { cwd: import.meta.dirname }).map((file) => join(import.meta.dirname, file)),
    join(ROOT, 'package-lock.json'),
    join(ROOT, 'force-app/main/default/labels/CustomLabels.labels-meta.xml'),
  ].filter((file) => !/__tests__|\.test\.ts$/.test(file));
  const hash = createHash('sha256');
  for (const file of sources.sort()) hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** In a process of its own: the compilers take a gigabyte, and whoever asks may be serving the org meanwhile. */
async function build(folder: string): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAKER, folder], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new BuildProblem(said.trim() || 'Building the preview was interrupted.');
}

/** Each state of the sources has its folder; the latest few are worth keeping. */
function dropOldest(keep: number): void {
  const byAge = globSync('????????????????', { cwd: KEPT })
    .map((name) => ({ path: join(KEPT, name), time: statSync(join(KEPT, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time);
  for (const { path } of byAge.slice(keep)) rmSync(path, { recursive: true, force: true });
}
