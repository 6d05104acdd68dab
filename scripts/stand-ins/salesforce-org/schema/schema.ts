// All objects of the org in one place, looked up in any case, with their relationships in both directions.
import { field } from './field.ts';
import type { Field, FieldType, ObjectDefinition } from './field.ts';
import { readObjects } from './read-metadata.ts';
import type { MetadataObject } from './read-metadata.ts';
import { standardObject } from './standard-notation.ts';
import { standardObjects } from './standard-objects.ts';

export interface ChildRelation {
  readonly child: ObjectDefinition;
  readonly field: Field;
}

export class Schema {
  readonly #objects = new Map<string, ObjectDefinition>();
  readonly #fields = new Map<string, Map<string, Field>>();
  readonly #prefixes = new Map<string, ObjectDefinition>();

  constructor(objects: Iterable<ObjectDefinition>) {
    for (const object of objects) this.add(object);
  }

  add(object: ObjectDefinition): void {
    this.#objects.set(object.name.toLowerCase(), object);
    this.#fields.delete(object.name);
    if (object.keyPrefix !== null && !this.#prefixes.has(object.keyPrefix))
      this.#prefixes.set(object.keyPrefix, object);
  }

  addField(object: ObjectDefinition, added: Field): void {
    object.fields.set(added.name, added);
    this.#fields.delete(object.name);
  }

  /**
   * Becomes what the metadata says now. Objects and fields that only the world shows stay, and so do the prefixes of Ids.
   *
   * @param removed objects that the metadata had and has no longer
   * @returns undoes it
   */
  adopt(next: Schema, removed: ReadonlySet<string>): () => void {
    const before = this.all();
    for (const object of before) if (removed.has(object.name)) this.#objects.delete(object.name.toLowerCase());
    for (const object of next.all()) {
      const known = this.object(object.name);
      if (known) for (const each of known.fields.values()) if (each.fromWorld) keepField(object, each);
      this.add(known ? { ...object, keyPrefix: known.keyPrefix } : { ...object, keyPrefix: this.#freePrefix(object) });
    }
    return () => {
      this.#objects.clear();
      this.#fields.clear();
      this.#prefixes.clear();
      for (const object of before) this.add(object);
    };
  }

  /** What the metadata gives a new object by its place in the alphabet may be taken by then. */
  #freePrefix({ keyPrefix }: ObjectDefinition): string | null {
    let prefix = keyPrefix;
    while (prefix !== null && this.#prefixes.has(prefix))
      prefix = `${prefix.charAt(0)}${(parseInt(prefix.slice(1), 36) + 1).toString(36).padStart(2, '0')}`;
    return prefix;
  }

  all(): ObjectDefinition[] {
    return [...this.#objects.values()];
  }

  object(name: string): ObjectDefinition | null {
    return this.#objects.get(name.toLowerCase()) ?? null;
  }

  /** The object of this exact name. @throws Error for a name that the caller took from the schema itself. */
  known(name: string): ObjectDefinition {
    const object = this.object(name);
    if (!object) throw new Error(`The stand-in org has no object ${name}; add it to the metadata folder or the world.`);
    return object;
  }

  field(object: ObjectDefinition, name: string): Field | null {
    let byName = this.#fields.get(object.name);
    if (!byName) {
      byName = new Map([...object.fields.values()].map((each) => [each.name.toLowerCase(), each]));
      this.#fields.set(object.name, byName);
    }
    return byName.get(name.toLowerCase()) ?? null;
  }

  /** The reference field behind a relationship name such as Account, Who or Type__r. */
  relation(object: ObjectDefinition, name: string): Field | null {
    const wanted = name.toLowerCase();
    for (const each of object.fields.values()) if (each.relationshipName?.toLowerCase() === wanted) return each;
    return null;
  }

  childRelations(object: ObjectDefinition): ChildRelation[] {
    return this.all().flatMap((child) =>
      [...child.fields.values()]
        .filter((each) => each.referenceTo.includes(object.name))
        .map((each) => ({ child, field: each })),
    );
  }

  childRelation(object: ObjectDefinition, name: string): ChildRelation | null {
    const wanted = name.toLowerCase();
    return (
      this.childRelations(object).find((each) => each.field.childRelationshipName?.toLowerCase() === wanted) ?? null
    );
  }

  byPrefix(id: string): ObjectDefinition | null {
    return this.#prefixes.get(id.slice(0, 3)) ?? null;
  }

  prefixes(): ReadonlyMap<string, ObjectDefinition> {
    return this.#prefixes;
  }
}

function keepField(object: ObjectDefinition, field: Field): void {
  if (!object.fields.has(field.name)) object.fields.set(field.name, field);
}

/** Standard objects plus what the metadata folder defines. A folder that does not exist adds nothing. */
export function readSchema(metadata: string): Schema {
  const schema = new Schema(standardObjects());
  const found = readObjects(metadata);
  for (const object of found) if (object.definition) schema.add(customObject(object, schema));
  for (const object of found) addFields(schema, object);
  resolveRollUps(schema);
  return schema;
}

function customObject(read: MetadataObject, schema: Schema): ObjectDefinition {
  const metadataType = read.name.endsWith('__mdt');
  const count = schema.all().filter((each) => each.custom && each.name.endsWith('__mdt') === metadataType).length;
  const base = metadataType ? 'm' : 'a';
  const keyPrefix = `${base}${(metadataType ? count : 36 + count).toString(36).padStart(2, '0')}`;
  const detail = read.fields.some((each) => each.masterDetail);
  const lines = metadataType
    ? `DeveloperName text(40)\nMasterLabel text(40)\nLabel text(40)\nLanguage picklist\nNamespacePrefix text(15)\nQualifiedApiName text(70)\nSystemModstamp datetime system`
    : `Name text(80)${detail ? '' : '\nOwnerId ref(User,Group) as Owner'}`;
  const definition = standardObject(read.name, keyPrefix, lines, { readOnly: metadataType, bare: metadataType });
  const name = definition.fields.get('Name');
  if (name && read.nameField) {
    const { label, autoNumber } = read.nameField;
    const computed = autoNumber === null ? {} : { autoNumber, createable: false, updateable: false };
    definition.fields.set('Name', { ...name, label, ...computed });
  }
  return { ...definition, ...read.definition, custom: true };
}

function addFields(schema: Schema, read: MetadataObject): void {
  const owners = read.name === 'Activity' ? ['Task', 'Event'] : [read.name];
  for (const owner of owners) {
    const object = schema.object(owner);
    if (!object)
      throw new Error(
        `objects/${read.name} has fields but no ${read.name}.object-meta.xml, and it is no standard object.`,
      );
    for (const each of read.fields) {
      if (object.fields.has(each.name) && !each.name.endsWith('__c')) continue;
      schema.addField(object, each);
    }
  }
}

/** A MIN or MAX has the type of what it summarizes, which another folder may define. */
function resolveRollUps(schema: Schema): void {
  for (const object of schema.all()) {
    for (const each of object.fields.values()) {
      if (!each.summary) continue;
      const { child, summarized, foreignKey, operation } = each.summary;
      const childObject = schema.object(child);
      if (!childObject || !schema.field(childObject, foreignKey)) {
        throw new Error(`Roll-up ${object.name}.${each.name} points at ${child}.${foreignKey}, which does not exist.`);
      }
      if (summarized === null) continue;
      const source = schema.field(childObject, summarized);
      if (!source)
        throw new Error(`Roll-up ${object.name}.${each.name} summarizes ${child}.${summarized}, which does not exist.`);
      if (operation === 'count') continue;
      const { type, precision, scale } = source;
      schema.addField(object, { ...each, type, precision, scale, sortable: true });
    }
  }
}

/** A field of an admin's own, guessed from the first value that a world gives it. */
export function inferField(name: string, value: unknown): Field {
  const scale = typeof value === 'number' && !Number.isInteger(value) ? 6 : 0;
  const type = inferType(name, value);
  return field({
    name,
    type,
    fromWorld: true,
    createable: false,
    updateable: false,
    ...(type === 'string' ? { length: 255 } : {}),
    ...(type === 'longtext' ? { length: 131_072 } : {}),
    ...(type === 'double' ? { scale: Math.max(scale, 6) } : {}),
    ...(type === 'reference'
      ? { relationshipName: name.endsWith('__c') ? name.replace(/__c$/, '__r') : name.replace(/Id$/, '') }
      : {}),
    externalId: name.endsWith('__c') && type === 'string',
  });
}

function inferType(name: string, value: unknown): FieldType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'double';
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'date';
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?/.test(text)) return 'datetime';
  if (name.endsWith('Id') && !name.endsWith('__c') && /^[0-9A-Za-z]{18}$/.test(text)) return 'reference';
  return text.length > 255 ? 'longtext' : 'string';
}
