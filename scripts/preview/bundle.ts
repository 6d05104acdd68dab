// Builds what the browser loads, once: script and styles lie in build/preview under the checksum of everything they are made
// of. Whoever starts a preview gets the folder, built or found.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import lwcModule from '@lwc/rollup-plugin';
import replaceModule from '@rollup/plugin-replace';
import { minifySync } from 'rolldown/utils';
import { rollup } from 'rollup';
import { BuildProblem, buildComponents } from '../components/build.ts';
import { LWC, ROOT } from '../components/bundles.ts';
import { salesforceProject } from './bundle-plugin.ts';
import { BASE_LANGUAGE, readLabels } from './labels.ts';

// Their typings speak of CommonJS, where the function is a member; what is imported here is the function itself.
const lwc = lwcModule as unknown as typeof lwcModule.default;
const replace = replaceModule as unknown as typeof replaceModule.default;

const KEPT = join(ROOT, 'build/preview');
const CLIENT = join(import.meta.dirname, 'client');
const require = createRequire(import.meta.url);
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));

export const ICONS = join(packageFolder('@salesforce-ux/design-system'), 'assets/icons');
const SLDS = join(packageFolder('@salesforce-ux/design-system-2'), 'dist/css/bundled/slds2.cosmos.css');
const BASE_COMPONENTS = join(packageFolder('lightning-base-components'), 'src/lightning');

export interface Bundle {
  /** Checksum of everything it is made of. */
  readonly version: string;
  /** Holds main.js, slds.css and shell.css, each beside its gzipped form. */
  readonly folder: string;
}

/** @param say is told before the work of half a minute that a changed source costs */
export async function bundle(say: (line: string) => void): Promise<Bundle> {
  const version = checksum();
  const folder = join(KEPT, version);
  if (existsSync(folder)) return { version, folder };
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
  return { version, folder };
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

async function build(folder: string): Promise<void> {
  // The folder's name becomes the namespace of the components.
  const components = join(folder, 'c');
  await buildComponents(components);
  const labels = new Set(Object.keys(readLabels().get(BASE_LANGUAGE) ?? {}));
  const made = await asBuildProblem(
    rollup({
      input: join(CLIENT, 'main.ts'),
      // What the base components' own sources are warned of is theirs.
      onwarn: () => undefined,
      plugins: [
        salesforceProject({ components, baseComponents: BASE_COMPONENTS, labels }),
        lwc({
          rootDir: CLIENT,
          modules: [{ npm: 'lightning-base-components' }],
          exclude: ['**/client/*.ts', '**/client/platform/**', /\0/],
          enableDynamicComponents: true,
          enableLwcOn: true,
          // The combobox needs element internals, which LWC's synthetic shadow has only on demand.
          enableSyntheticElementInternals: true,
        }),
        replace({
          preventAssignment: true,
          values: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': JSON.stringify('production') },
        }),
      ],
    }),
  );
  const { output } = await made.generate({ format: 'esm', inlineDynamicImports: true });
  // A third less for the browser to parse, on every page.
  writeFileSync(join(folder, 'main.js'), minifySync('main.js', output[0].code, { module: true }).code);
  await made.close();
  rmSync(components, { recursive: true });
  cpSync(SLDS, join(folder, 'slds.css'));
  cpSync(join(CLIENT, 'shell.css'), join(folder, 'shell.css'));
  for (const name of ['main.js', 'slds.css', 'shell.css'])
    writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name))));
}

interface CompilerError {
  readonly message: string;
  readonly filename?: string;
  readonly location?: { readonly line: number };
}

/** The compiler's sentence and its place, without the stack of the compiler. */
async function asBuildProblem<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (cause) {
    const { message, filename, location } = cause as CompilerError;
    const place = filename === undefined ? '' : `${relative(ROOT, filename)}:${String(location?.line ?? 1)}: `;
    throw new BuildProblem(`${place}${message}`, { cause });
  }
}

/** Each state of the sources has its folder; the latest few are worth keeping. */
function dropOldest(keep: number): void {
  const byAge = globSync('????????????????', { cwd: KEPT })
    .map((name) => ({ path: join(KEPT, name), time: statSync(join(KEPT, name)).mtimeMs }))
    .sort((one, other) => other.time - one.time);
  for (const { path } of byAge.slice(keep)) rmSync(path, { recursive: true, force: true });
}
