// The custom labels of force-app in each language they are translated to, by API name. Words of the preview's own shell
// are not here: they are no part of the product.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { ROOT } from '../components/bundles.ts';

const METADATA = join(ROOT, 'force-app/main/default');
const LISTS = new Set(['labels', 'customLabels']);
const parser = new XMLParser({ parseTagValue: false, trimValues: false, isArray: (name) => LISTS.has(name) });

/** The language that labels are written in; every other one falls back to it. */
export const BASE_LANGUAGE = 'en_US';

interface LabelsFile {
  readonly CustomLabels?: { readonly labels?: readonly { readonly fullName: string; readonly value: string }[] };
}
interface TranslationFile {
  readonly Translations?: { readonly customLabels?: readonly { readonly name: string; readonly label: string }[] };
}

/** Language code, as Salesforce writes it, to labels by API name; a label without a translation is in the base language. */
export function readLabels(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const file = parse(join(METADATA, 'labels/CustomLabels.labels-meta.xml'));
  const base = Object.fromEntries((file.CustomLabels?.labels ?? []).map(({ fullName, value }) => [fullName, value]));
  const languages = new Map([[BASE_LANGUAGE, base]]);
  const folder = join(METADATA, 'translations');
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const [code = ''] = name.split('.');
    if (!name.endsWith('.translation-meta.xml')) continue;
    const translated = parse(join(folder, name)).Translations?.customLabels ?? [];
    languages.set(code, {
      ...base,
      ...Object.fromEntries(translated.map(({ name: label, label: text }) => [label, text])),
    });
  }
  return languages;
}

const parse = (path: string) => parser.parse(readFileSync(path, 'utf8')) as LabelsFile & TranslationFile;
