// The component bundles of force-app: where they are, what they are called, and the list by which TypeScript finds `c/name`.
// Compiling them is in build.ts.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
export const LWC = join(ROOT, 'force-app/main/default/lwc');
/** Written by `npm run lwc:modules`, read by the tsconfig beside it. */
export const MODULES_FILE = join(LWC, 'tsconfig.modules.json');

/** Names of all bundles in alphabetical order; a folder is one when it has a meta file. */
export function bundleNames(folder: string = LWC): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, `${entry.name}.js-meta.xml`)))
    .map((entry) => entry.name)
    .sort();
}

/** TypeScript's `paths` know one `*`, and `c/name` needs two (`name/name.ts`): so each bundle is listed. */
export function modulesConfig(names: readonly string[]): string {
  const paths = names.map((name) => `      "c/${name}": ["./${name}/${name}.ts"]`);
  return `{\n  "compilerOptions": {\n    "paths": {${paths.length > 0 ? `\n${paths.join(',\n')}\n    ` : ''}}\n  }\n}\n`;
}
