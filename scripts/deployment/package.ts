// What is sent to the org: the built metadata without what stays as it is, in the format of the Metadata API; or manifests that
// take metadata away. What stays is decided in owned.ts, what goes in uninstall.ts.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ComponentSet, MetadataConverter, type SourceComponent } from '@salesforce/source-deploy-retrieve';
import { all, readXml, textAt } from '../metadata/xml.ts';
import type { Member } from './target-org.ts';

export const API_VERSION = '66.0';

export interface BuiltMember extends Member {
  /** Absolute path of its meta file. */
  readonly file: string;
  /** True for a part that shares the file of its parent, such as a label. */
  readonly shared: boolean;
}

/** Every component of a built package, parts of objects included. */
export const builtMembers = (built: string): readonly BuiltMember[] =>
  ComponentSet.fromSource({ fsPaths: [built] })
    .getSourceComponents()
    .toArray()
    .flatMap((component) => [component, ...component.getChildren()])
    .map(memberOf);

/** The library ends names of report folders with a slash; the org does not. */
const memberOf = (component: SourceComponent): BuiltMember => ({
  type: component.type.name,
  name: component.fullName.replace(/\/$/, ''),
  file: component.xml ?? '',
  shared: component.parent?.xml === component.xml,
});

/** A temporary folder for the time of `work`. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'touchpoint-deploy-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the package that leaves these components out.
 *
 * @param replaced the texts of files that go in another form, by absolute path of the built one
 * @returns how many components it holds
 */
export async function writePackage(
  folder: string,
  built: string,
  left: readonly BuiltMember[],
  replaced: ReadonlyMap<string, string>,
): Promise<number> {
  const stage = join(folder, 'stage');
  cpSync(built, stage, { recursive: true });
  const staged = (file: string): string => join(stage, relative(built, file));
  for (const { file } of left) rmSync(staged(file));
  for (const [file, text] of replaced) writeFileSync(staged(file), text);
  const set = ComponentSet.fromSource({ fsPaths: [stage] });
  set.sourceApiVersion = API_VERSION;
  const output = { type: 'directory', outputDirectory: join(folder, 'package'), genUniqueDir: false } as const;
  await new MetadataConverter().convert(set, 'metadata', output);
  return builtMembers(stage).length;
}

/** Writes a package that only takes away: first these, then those. */
export function writeRemoval(folder: string, first: readonly Member[], last: readonly Member[]): void {
  mkdirSync(join(folder, 'package'), { recursive: true });
  const write = (name: string, members: readonly Member[]): void =>
    writeFileSync(join(folder, 'package', name), manifest(members));
  write('package.xml', []);
  write('destructiveChangesPre.xml', first);
  write('destructiveChangesPost.xml', last);
}

function manifest(members: readonly Member[]): string {
  const types = [...new Set(members.map(({ type }) => type))].map((type) => {
    const names = members
      .filter((member) => member.type === type)
      .map(({ name }) => `    <members>${name}</members>\n`);
    return `  <types>\n${names.join('')}    <name>${type}</name>\n  </types>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">\n${types.join('')}  <version>${API_VERSION}</version>\n</Package>\n`;
}

/** What a manifest file names. @throws Error naming a file that is none. */
export function readManifest(file: string): readonly Member[] {
  const reading = readXml(readFileSync(file, 'utf8'));
  if (reading.kind === 'broken' || reading.root !== 'Package') throw new Error(`${file} is no manifest.`);
  return all(reading.element, 'types').flatMap((types) =>
    all(types, 'members').map(({ text }) => ({ type: textAt(types, 'name') ?? '', name: text })),
  );
}
