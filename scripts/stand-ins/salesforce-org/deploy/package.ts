// What a deployment carries: the zip file of the Metadata API, unpacked into source files, with what its manifests name. What the
// org makes of it is in deployments.ts.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ZipTreeContainer as ZipTree } from '@salesforce/source-deploy-retrieve';
import { all, readXml, textAt } from '../../../metadata/xml.ts';
import { ApiError } from '../http/api-error.ts';
import { memberOf, membersIn, packaging, type Member } from './metadata-folder.ts';

export interface DeployPackage {
  /** What package.xml names. */
  readonly named: readonly Member[];
  /** What is in the zip file, parts of objects included. */
  readonly present: readonly Member[];
  /** What destructiveChanges(Pre).xml and destructiveChangesPost.xml name. */
  readonly removedFirst: readonly Member[];
  readonly removedLast: readonly Member[];
  /** Folder with `objects`, `customMetadata` and so on, one file a component; null when the package only removes. */
  readonly source: string | null;
}

/**
 * @param folder an empty one that the source files go to
 * @throws ApiError INVALID_REQUEST for what is no zip file, or one without package.xml
 */
export async function openPackage(zip: Buffer, folder: string): Promise<DeployPackage> {
  const { ComponentSet, MetadataConverter, ZipTreeContainer } = packaging();
  const tree = await ZipTreeContainer.create(zip).catch((error: unknown) => {
    throw refused(`The file is no zip file: ${String(error)}`);
  });
  const packed = join(folder, 'packed');
  await unpack(tree, '.', packed);
  // A single package lies at the top, or in the one folder there.
  const [top = '', ...more] = readdirSync(packed);
  const root = more.length === 0 ? join(packed, top) : packed;
  const manifest = (file: string): Member[] => {
    const path = join(root, file);
    return existsSync(path) ? membersOf(readFileSync(path, 'utf8')) : [];
  };
  if (!existsSync(join(root, 'package.xml'))) throw refused('No package.xml found');
  const components = ComponentSet.fromSource({ fsPaths: [root] })
    .getSourceComponents()
    .toArray();
  const source = join(folder, 'source/main/default');
  if (components.length > 0) {
    const output = { type: 'directory', outputDirectory: join(folder, 'source'), genUniqueDir: false } as const;
    const decomposed = components.filter(({ type }) => type.name !== 'CustomLabels');
    await new MetadataConverter().convert(decomposed, 'source', output);
    // The library merges labels into those of a project; here the package's own are wanted.
    for (const { xml } of components.filter(({ type }) => type.name === 'CustomLabels'))
      cpSync(xml ?? '', join(source, 'labels', `${basename(xml ?? '')}-meta.xml`));
  }
  return {
    named: manifest('package.xml'),
    present: membersIn(source),
    removedFirst: [...manifest('destructiveChangesPre.xml'), ...manifest('destructiveChanges.xml')],
    removedLast: manifest('destructiveChangesPost.xml'),
    source: components.length > 0 ? source : null,
  };
}

async function unpack(tree: ZipTree, path: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  for (const name of tree.readDirectory(path)) {
    const inside = join(path, name);
    if (tree.isDirectory(inside)) await unpack(tree, inside, join(to, name));
    else writeFileSync(join(to, name), await tree.readFile(inside));
  }
}

function membersOf(text: string): Member[] {
  const reading = readXml(text);
  if (reading.kind === 'broken' || reading.root !== 'Package') throw refused('A manifest holds no <Package>.');
  return all(reading.element, 'types').flatMap((types) => {
    const type = textAt(types, 'name') ?? '';
    return all(types, 'members').map((member) => memberOf(type, member.text));
  });
}

const refused = (message: string) => new ApiError(400, 'INVALID_REQUEST', message);
