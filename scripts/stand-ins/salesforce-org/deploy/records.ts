// Records of custom metadata types as components: naming them, removing them, and reading their values as XML. Storing them is
// ../store/custom-metadata.ts.
import type { Derivation } from '../store/derive.ts';
import type { StoredRow } from '../store/store.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Member } from './metadata-folder.ts';

const typesOf = ({ schema }: Derivation): ObjectDefinition[] =>
  schema.all().filter(({ name }) => name.endsWith('__mdt'));

const nameOf = (object: ObjectDefinition, row: StoredRow): string =>
  `${object.name.replace(/__mdt$/, '')}.${String(row['DeveloperName'])}`;

export const recordMembers = (using: Derivation): Member[] =>
  typesOf(using).flatMap((object) =>
    using.store.rows(object.name).map((row) => ({ type: 'CustomMetadata', name: nameOf(object, row) })),
  );

/** Those that are there, of the members given. */
export function removeRecords(using: Derivation, members: readonly Member[]): void {
  const names = new Set(members.filter(({ type }) => type === 'CustomMetadata').map(({ name }) => name));
  if (names.size === 0) return;
  for (const object of typesOf(using))
    for (const row of using.store.rows(object.name))
      if (names.has(nameOf(object, row)))
        using.store.db.prepare(`DELETE FROM "${object.name}" WHERE "Id" = ?`).run(row['Id'] ?? null);
}

export interface RecordValues {
  readonly name: string;
  readonly label: string;
  /** As the Metadata API writes them; null is nil. */
  readonly values: readonly { readonly field: string; readonly type: string; readonly value: string | null }[];
}

/** The records of these names that are there. */
export function readRecords(using: Derivation, names: readonly string[]): RecordValues[] {
  return typesOf(using).flatMap((object) =>
    using.store
      .rows(object.name)
      .filter((row) => names.includes(nameOf(object, row)))
      .map((row) => ({
        name: nameOf(object, row),
        label: String(row['MasterLabel']),
        values: [...object.fields.values()]
          .filter((field) => field.name.endsWith('__c'))
          .map((field) => ({ field: field.name, type: xsdType(field), value: written(field, row, using) })),
      })),
  );
}

function xsdType({ type, scale }: Field): string {
  if (type === 'boolean') return 'xsd:boolean';
  if (type === 'date' || type === 'datetime') return type === 'date' ? 'xsd:date' : 'xsd:dateTime';
  return type === 'double' ? (scale === 0 ? 'xsd:int' : 'xsd:double') : 'xsd:string';
}

function written(field: Field, row: StoredRow, { schema, store }: Derivation): string | null {
  const value = row[field.name] ?? null;
  if (value === null) return null;
  if (field.type === 'boolean') return String(value === 1);
  const target = field.referenceTo[0];
  if (!target?.endsWith('__mdt')) return String(value);
  const related = store.row(schema.known(target), String(value));
  return related ? nameOf(schema.known(target), related).replace(/^.*\./, '') : null;
}
