// Where the packages of Salesforce lie that the preview shows: base components, styles, icons.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));

export const BASE_COMPONENTS = join(packageFolder('lightning-base-components'), 'src/lightning');
export const SLDS = join(packageFolder('@salesforce-ux/design-system-2'), 'dist/css/bundled/slds2.cosmos.css');
/** Sprites, for an icon whose template is not in the bundle. */
export const ICONS = join(packageFolder('@salesforce-ux/design-system'), 'assets/icons');
