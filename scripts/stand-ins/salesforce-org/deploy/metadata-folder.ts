// The org's metadata as files, one component each: which there are, putting a package's files over them, taking some away, and
// what would be left without something it needs. What the files mean to the org is read elsewhere.
import { cpSync, existsSync, globSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type * as Library from '@salesforce/source-deploy-retrieve';

const require = createRequire(import.meta.url);
/** Salesforce's own packaging. Loaded when the first package comes: that takes as long as opening the whole org. */
export const packaging = (): typeof Library => require('@salesforce/source-deploy-retrieve') as typeof Library;

/** One named piece of metadata: `CustomField`, `Account.High_Signal__c`. */
export interface Member {
  readonly type: string;
  readonly name: string;
}

/** Manifests list the folders of reports among the reports; some tools end their names with a slash. */
export const memberOf = (type: string, name: string): Member =>
  type.startsWith('Report') && type !== 'ReportType' && !/\/./.test(name)
    ? { type: 'ReportFolder', name: name.replace(/\/$/, '') }
    : { type, name };

/** What the stand-in org takes; everything else is refused, as a type that a real org does not know. */
export const KNOWN_TYPES: ReadonlySet<string> = new Set([
  ...['CustomApplication', 'CustomField', 'CustomLabel', 'CustomLabels', 'CustomMetadata', 'CustomNotificationType'],
  ...['CustomObject', 'CustomPermission', 'CustomTab', 'FlexiPage', 'LightningComponentBundle', 'ListView'],
  ...['PermissionSet', 'Report', 'ReportFolder', 'ReportType', 'Translations', 'ValidationRule'],
]);

const partsOf = (folder: string): Library.SourceComponent[] =>
  existsSync(folder) && readdirSync(folder).length > 0
    ? packaging()
        .ComponentSet.fromSource({ fsPaths: [folder] })
        .getSourceComponents()
        .toArray()
        .flatMap((component) => [component, ...component.getChildren()])
    : [];

/** What a folder holds. Records of custom metadata types live in the store: only a package has files of them. */
export const membersIn = (folder: string): Member[] =>
  partsOf(folder).map(({ type, fullName }) => memberOf(type.name, fullName));

/** Puts the files of a package over those of the folder. */
export function overlay(folder: string, source: string): void {
  cpSync(source, folder, {
    recursive: true,
    // The library adds an empty definition to the fields of a standard object.
    filter: (path) => basename(path) !== 'customMetadata' && !/^[^_]*\.object-meta\.xml$/.test(basename(path)),
  });
}

/** Takes components away. @returns those that there were not. */
export function removeMembers(folder: string, members: readonly Member[]): readonly Member[] {
  const parts = members.length > 0 ? partsOf(folder) : [];
  return members.filter(({ type, name }) => {
    const found = parts.find((part) => {
      const member = memberOf(part.type.name, part.fullName);
      return member.type === type && member.name === name;
    });
    if (!found) return true;
    if (type === 'CustomLabel') removeLabel(folder, found.xml ?? '', name);
    else if (type === 'CustomObject') rmSync(join(folder, 'objects', name), { recursive: true, force: true });
    else for (const path of [found.content, found.xml]) if (path) rmSync(path, { recursive: true, force: true });
    return false;
  });
}

/** Its translations go with a label; files that nothing is left in, too. */
function removeLabel(folder: string, file: string, name: string): void {
  const without = (path: string, element: string, key: string): void => {
    const block = new RegExp(`\\s*<${element}>(?:(?!</${element}>)[^])*<${key}>${name}</${key}>[^]*?</${element}>`);
    const text = readFileSync(path, 'utf8').replace(block, '');
    if (text.includes(`<${element}>`)) writeFileSync(path, text);
    else rmSync(path);
  };
  without(file, 'labels', 'fullName');
  for (const path of globSync(join(folder, 'translations', '*.translation-meta.xml')))
    without(path, 'customLabels', 'name');
}

/** One line for each component that names another which is not there. */
export function danglingIn(folder: string): string[] {
  const has = (...path: string[]): boolean => existsSync(join(folder, ...path));
  const named = (pattern: string, element: string, missing: (name: string) => boolean, says: string): string[] =>
    globSync(pattern, { cwd: folder }).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(new RegExp(`<${element}>([^<]+)</${element}>`, 'g'))]
        .map(([, name = '']) => name)
        .filter(missing)
        .map((name) => `${basename(file)}: ${says} ${name}`),
    );
  const noPage = (name: string): boolean => !has('flexipages', `${name}.flexipage-meta.xml`);
  const ours = (name: string): boolean => !name.includes(':') && !name.startsWith('standard-');
  return [
    ...named(
      'flexipages/*.xml',
      'componentName',
      (name) => ours(name) && !has('lwc', name),
      'We couldn’t retrieve the design time component information for component',
    ),
    ...named('tabs/*.xml', 'flexiPage', noPage, 'no FlexiPage named'),
    ...named('applications/*.xml', 'content', noPage, 'no FlexiPage named'),
    ...named(
      'applications/*.xml',
      'tabs',
      (name) => ours(name) && !has('tabs', `${name}.tab-meta.xml`),
      'no CustomTab named',
    ),
  ];
}
