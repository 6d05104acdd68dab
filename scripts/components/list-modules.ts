// `npm run lwc:modules`: lists every bundle for TypeScript. Run it after adding or removing one.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { bundleNames, MODULES_FILE, modulesConfig, ROOT } from './bundles.ts';

const names = bundleNames();
writeFileSync(MODULES_FILE, modulesConfig(names));
process.stderr.write(`${relative(ROOT, MODULES_FILE)}: ${String(names.length)} bundles.\n`);
