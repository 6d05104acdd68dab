// The Rollup plugin that makes a Salesforce project bundle: finds `c/*` among the compiled components, the platform's modules
// among ours, and fills the @salesforce/* modules from what the page was told. The LWC compiler does the rest.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rollup';
import ts from 'typescript';
import { I18N_NAMES } from './locale.ts';

const CLIENT = join(import.meta.dirname, 'client');
const VIEWING = join(CLIENT, 'viewing.ts');
const VIRTUAL = '\0salesforce:';
/**
 * What base components look like in native shadow, one copy of the design system in each: half of the script, and none of
 * it applies in the synthetic shadow of this page, which has the design system's own style sheet.
 */
const NATIVE_STYLES = /\.lbc\.native\.css(\?|$)/;
const NO_STYLES = '\0no-styles';
const ICON = /\b(utility|standard|action|custom|doctype):([a-z][a-z0-9_]*)/g;

export interface Sources {
  /** Folder of the compiled components, one bundle a folder. */
  readonly components: string;
  readonly baseComponents: string;
  /** API names of all custom labels. */
  readonly labels: ReadonlySet<string>;
}

export function salesforceProject({ components, baseComponents, labels }: Sources): Plugin {
  const icons = iconNames([components, CLIENT, baseComponents]);
  return {
    name: 'salesforce-project',
    resolveId(id) {
      if (NATIVE_STYLES.test(id)) return NO_STYLES;
      const [, namespace, name = ''] = /^(c|shell|lightning)\/(\w+)$/.exec(id) ?? [];
      if (namespace === 'c') return join(components, name, `${name}.js`);
      if (namespace === 'shell') return join(CLIENT, 'shell', name, `${name}.ts`);
      const ours = join(CLIENT, 'platform/lightning', `${name}.ts`);
      if (namespace === 'lightning' && existsSync(ours)) return ours;
      return valueOf(id) === null ? null : VIRTUAL + id;
    },
    load(id) {
      if (id === NO_STYLES) return 'export default [];\n';
      if (!id.startsWith(VIRTUAL)) return null;
      const [, label] = /^@salesforce\/label\/c\.(.*)$/.exec(id.slice(VIRTUAL.length)) ?? [];
      if (label !== undefined && !labels.has(label)) this.error(`There is no custom label ${label}.`);
      return `import { context, formFactor } from ${JSON.stringify(VIEWING)};\nexport default ${valueOf(id.slice(VIRTUAL.length)) ?? 'undefined'};\n`;
    },
    transform(code, id) {
      const [file = ''] = id.split('?');
      if (/iconSvgTemplates\w*[/\\]buildTemplates[/\\]templates\.js$/.test(file)) return onlyIcons(code, icons);
      if (!file.endsWith('.ts') || file.endsWith('.d.ts')) return null;
      // Types only: decorators and fields stay as written, for the LWC compiler.
      const { outputText } = ts.transpileModule(code, { fileName: file, compilerOptions: TYPES_ONLY });
      return { code: outputText, map: null };
    },
  };
}

const TYPES_ONLY: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  experimentalDecorators: false,
};

/** The expression that a scoped module exports, over `context` and `formFactor`; null for modules of somebody else. */
export function valueOf(id: string): string | null {
  const [, kind, name = ''] = /^@salesforce\/(\w+)\/(.+)$/.exec(id) ?? [];
  const given = JSON.stringify(name);
  if (kind === 'label' && name.startsWith('c.')) return `context.labels[${JSON.stringify(name.slice(2))}]`;
  if (kind === 'i18n') return I18N_NAMES.some((known) => known === name) ? `context.i18n[${given}]` : null;
  if (kind === 'customPermission') return `context.customPermissions.includes(${given}) || undefined`;
  if (kind === 'userPermission') return 'undefined';
  if (kind === 'user') return name === 'Id' ? 'context.viewer.userId' : 'false';
  if (kind === 'client') return name === 'formFactor' ? 'formFactor' : null;
  if (kind === 'resourceUrl') return JSON.stringify(`/resource/${name}`);
  if (kind === 'schema') {
    const [objectApiName, ...path] = name.split('.');
    return JSON.stringify(path.length > 0 ? { objectApiName, fieldApiName: path.join('.') } : { objectApiName });
  }
  return null;
}

/** Icons that any source names, as `utility_close`. */
function iconNames(folders: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const folder of folders)
    for (const file of globSync('**/*.{js,ts,html}', { cwd: folder })) {
      if (/iconSvgTemplates|__examples__|__tests__/.test(file)) continue;
      for (const [, set = '', name = ''] of readFileSync(join(folder, file), 'utf8').matchAll(ICON))
        names.add(`${set}_${name}`);
    }
  return names;
}

/** Two thousand templates of icons are most of the time that bundling takes; those that nobody names are left out. */
function onlyIcons(code: string, names: ReadonlySet<string>): { code: string; map: null } {
  const kept = [...code.matchAll(/import \{ default as (\w+) \} from '(.*?)';/g)].filter(([, name = '']) =>
    names.has(name),
  );
  const list = kept.map(([, name = '']) => name).join(', ');
  return { code: `${kept.map(([line]) => line).join('\n')}\nexport default { ${list} };`, map: null };
}
