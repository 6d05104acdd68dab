// Builds the plain table that the list is compared with, as the preview's own script is built.
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import lwcModule from '@lwc/rollup-plugin';
import replaceModule from '@rollup/plugin-replace';
import { minifySync } from 'rolldown/utils';
import { rollup } from 'rollup';
import { salesforceProject } from '../preview/bundle-plugin.ts';

// Their typings speak of CommonJS, where the function is a member; what is imported here is the function itself.
const lwc = lwcModule as unknown as typeof lwcModule.default;
const replace = replaceModule as unknown as typeof replaceModule.default;

const SOURCES = join(import.meta.dirname, 'plain-table');
const require = createRequire(import.meta.url);

/** @returns the script of the page, to be served in place of the preview's */
export async function plainTable(): Promise<string> {
  const baseComponents = join(dirname(require.resolve('lightning-base-components/package.json')), 'src/lightning');
  const made = await rollup({
    input: join(SOURCES, 'main.ts'),
    onwarn: () => undefined,
    plugins: [
      salesforceProject({ components: SOURCES, baseComponents, labels: new Set() }),
      lwc({
        rootDir: SOURCES,
        modules: [{ npm: 'lightning-base-components' }],
        exclude: [/plain-table[/\\]main\.ts$/, '**/preview/client/*.ts', /\0/],
        enableDynamicComponents: true,
        enableLwcOn: true,
        enableSyntheticElementInternals: true,
      }),
      replace({
        preventAssignment: true,
        values: { 'import.meta.env.SSR': 'false', 'process.env.NODE_ENV': JSON.stringify('production') },
      }),
    ],
  });
  const { output } = await made.generate({ format: 'esm', inlineDynamicImports: true });
  await made.close();
  return minifySync('main.js', output[0].code, { module: true }).code;
}
