// The metadata folder as one model: files, objects, fields, records, permission sets. Judging them lives in the rules.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { all, readXml, textAt } from './xml.ts';
import type { Reading, XmlElement } from './xml.ts';

export interface MetadataFile {
  /** Path from the root of the project. */
  readonly path: string;
  /** Component name from the file name: `Account`, `Touchpoint_Rule.Any_Task`. */
  readonly name: string;
  readonly text: string;
  readonly reading: Reading;
}

/** A file whose XML is well-formed. */
export interface Component extends MetadataFile {
  readonly root: string;
  readonly element: XmlElement;
}

export interface FieldDefinition extends Component {
  readonly object: string;
  /** `CustomField` type, such as `Text`; `Summary` is a roll-up. */
  readonly type: string;
  /** Null: not a formula. */
  readonly formula: string | null;
  readonly required: boolean;
  /** Names of the picklist values; null when the field has none of its own. */
  readonly values: readonly string[] | null;
}

export interface OrgModel {
  readonly files: readonly MetadataFile[];
  readonly components: readonly Component[];
  /** Names of the custom objects and custom metadata types that have an object file. */
  readonly objects: ReadonlySet<string>;
  readonly fields: readonly FieldDefinition[];
  readonly records: readonly Component[];
  readonly permissionSets: readonly Component[];
}

/** Reads every `-meta.xml` under `force-app` of the project. Broken files are in `files` only. */
export function readOrgModel(projectRoot: string): OrgModel {
  const files = globSync('force-app/**/*-meta.xml', { cwd: projectRoot })
    .sort()
    .map((path): MetadataFile => {
      const text = readFileSync(join(projectRoot, path), 'utf8');
      return { path, name: basename(path).replace(/\.[^.]+-meta\.xml$/, ''), text, reading: readXml(text) };
    });
  const components = files.flatMap((file): Component[] =>
    file.reading.kind === 'document' ? [{ ...file, root: file.reading.root, element: file.reading.element }] : [],
  );
  const of = (root: string): Component[] => components.filter((component) => component.root === root);
  return {
    files,
    components,
    objects: new Set(of('CustomObject').map((object) => object.name)),
    fields: of('CustomField').map(fieldOf),
    records: of('CustomMetadata'),
    permissionSets: of('PermissionSet'),
  };
}

function fieldOf(component: Component): FieldDefinition {
  const { element } = component;
  const definition = all(element, 'valueSet')[0];
  const values = definition && all(definition, 'valueSetDefinition')[0];
  return {
    ...component,
    object: basename(dirname(dirname(component.path))),
    type: textAt(element, 'type') ?? '',
    formula: textAt(element, 'formula'),
    required: textAt(element, 'required') === 'true',
    values: values ? all(values, 'value').map((value) => textAt(value, 'fullName') ?? '') : null,
  };
}

export const isCustom = (name: string): boolean => /__(c|mdt)$/.test(name);

/** Finds a custom field; fields of Activity are found under Task and Event too. */
export function findField(org: OrgModel, object: string, name: string): FieldDefinition | undefined {
  const owners = object === 'Task' || object === 'Event' ? ['Activity', object] : [object];
  return org.fields.find((field) => field.name === name && owners.includes(field.object));
}

/** A number in an element such as `length`; null when it is absent. */
export function numberAt(component: Component, name: string): number | null {
  const text = textAt(component.element, name);
  return text === null ? null : Number(text);
}
