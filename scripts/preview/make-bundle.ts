// Compiles components, base components and shell into scripts, `main.js` the first, and puts the styles beside them. Started
// by bundle.ts as a program: `node make-bundle.ts FOLDER`; what is wrong goes to stderr.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import lwcModule from '@lwc/rollup-plugin';
import replaceModule from '@rollup/plugin-replace';
import { minifySync } from 'rolldown/utils';
import { rollup } from 'rollup';
import { BuildProblem, buildComponents } from '../components/build.ts';
import { ROOT } from '../components/bundles.ts';
import { salesforceProject } from './bundle-plugin.ts';
import { BASE_LANGUAGE, readLabels } from './labels.ts';
import { BASE_COMPONENTS, SLDS } from './packages.ts';

// Their typings speak of CommonJS, where the function is a member; what is imported here is the function itself.
const lwc = lwcModule as unknown as typeof lwcModule.default;
const replace = replaceModule as unknown as typeof replaceModule.default;

const CLIENT = join(import.meta.dirname, 'client');

async function make(folder: string): Promise<void> {
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
  const { output } = await made.generate({ format: 'esm', entryFileNames: 'main.js', chunkFileNames: '[name].js' });
  for (const chunk of output)
    // A third less for the browser to parse, on every page.
    if (chunk.type === 'chunk')
      writeFileSync(join(folder, chunk.fileName), minifySync(chunk.fileName, chunk.code, { module: true }).code);
  await made.close();
  rmSync(components, { recursive: true });
  cpSync(SLDS, join(folder, 'slds.css'));
  cpSync(join(CLIENT, 'shell.css'), join(folder, 'shell.css'));
  for (const name of readdirSync(folder))
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

try {
  await make(process.argv[2] ?? '');
} catch (error) {
  if (!(error instanceof BuildProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
