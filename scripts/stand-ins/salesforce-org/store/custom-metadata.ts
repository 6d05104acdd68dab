// Records of custom metadata types, from their files into the store: when the org opens and with each deployment.
import { join } from 'node:path';
import type { Row } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { metadataFiles, readXml } from '../schema/read-metadata.ts';
import type { Element } from '../schema/read-metadata.ts';
import { deriveRow } from './derive.ts';
import type { Derivation } from './derive.ts';
import type { NewId } from './metadata-rows.ts';

interface RecordFile {
  readonly file: string;
  readonly object: ObjectDefinition;
  readonly developerName: string;
  readonly xml: Element;
}

const keyOf = (objectName: string, developerName: string): string => `${objectName}.${developerName}`.toLowerCase();

/**
 * Stores the records of the folder's `customMetadata`. One that is there already is changed in the values that its file gives.
 *
 * @throws Error naming the file, for an unknown type or field, or a relationship to a record that is nowhere
 */
export function putCustomMetadata(metadata: string, using: Derivation, newId: NewId): void {
  const { schema, store } = using;
  const files = metadataFiles(join(metadata, 'customMetadata'), '.md-meta.xml').map(([fullName, file]): RecordFile => {
    const [type = '', developerName = ''] = fullName.split('.');
    const object = schema.object(`${type}__mdt`);
    if (!object) throw new Error(`${file}: there is no objects/${type}__mdt; add the type or remove the record.`);
    return { file, object, developerName, xml: readXml(file, 'CustomMetadata') };
  });
  const stored = new Set<string>();
  const idOf = new Map<string, string>();
  for (const { name } of schema.all().filter((object) => object.name.endsWith('__mdt')))
    for (const row of store.rows(name)) {
      const key = keyOf(name, String(row['DeveloperName']));
      stored.add(key);
      idOf.set(key, String(row['Id']));
    }
  files.forEach(({ object, developerName }, at) => {
    const key = keyOf(object.name, developerName);
    if (!stored.has(key)) idOf.set(key, newId(object.keyPrefix ?? 'm00', at));
  });
  for (const record of files) {
    const { object, developerName, xml } = record;
    const key = keyOf(object.name, developerName);
    const label = xml.text('label') ?? developerName;
    const row: Row = { MasterLabel: label, Label: label, ...valuesOf(record, using, idOf) };
    const id = idOf.get(key) ?? '';
    if (stored.has(key)) {
      store.update(object, id, { ...row, SystemModstamp: using.now().toISOString() });
      continue;
    }
    const whole = { ...row, Id: id, DeveloperName: developerName, Language: 'en_US', QualifiedApiName: developerName };
    deriveRow(object, whole, using);
    store.insert(object, whole);
  }
}

function valuesOf({ file, object, xml }: RecordFile, { schema }: Derivation, idOf: ReadonlyMap<string, string>): Row {
  const row: Row = {};
  for (const value of xml.all('values')) {
    const name = value.text('field') ?? '';
    const field = schema.field(object, name);
    if (!field) throw new Error(`${file}: ${object.name} has no field ${name}.`);
    const node = value.all('value')[0];
    const given = node === undefined || node.attribute('xsi:nil') === 'true' ? null : node.own;
    const target = field.referenceTo[0];
    // A metadata relationship is written as the other record's name and read as its Id.
    const related = target && given !== null ? idOf.get(keyOf(target, given.split('.').at(-1) ?? '')) : undefined;
    if (target?.endsWith('__mdt') && given !== null && related === undefined) {
      throw new Error(`${file}: ${name} names ${target} "${given}", which has no record.`);
    }
    row[field.name] = related ?? given;
  }
  return row;
}
