// Reads the metadata folder: custom objects, custom fields and custom metadata records as XML. What the files mean to
// the org is here; whether they would deploy is the business of the metadata check.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { all, readXml as readText, textAt, type XmlElement } from '../../../metadata/xml.ts';
import { field } from './field.ts';
import type { Field, FieldType, ObjectDefinition, Summary } from './field.ts';

/** An element's content: text, children by name (always lists), or both. */
export interface Element {
  text(name: string): string | null;
  all(name: string): Element[];
  /** The element's own text. */
  readonly own: string;
  attribute(name: string): string | null;
}

const elementOf = (xml: XmlElement): Element => ({
  own: xml.text,
  all: (name) => all(xml, name).map(elementOf),
  text: (name) => textAt(xml, name),
  attribute: (name) => xml.attributes.get(name) ?? null,
});

/** The root element of a metadata file. @throws Error naming the file when it is not such XML. */
export function readXml(file: string, root: string): Element {
  const reading = readText(readFileSync(file, 'utf8'));
  if (reading.kind === 'broken') throw new Error(`${file}, ${reading.reason}; make it well-formed XML.`);
  if (reading.root !== root) throw new Error(`${file} has no <${root}>; write one metadata component a file.`);
  return elementOf(reading.element);
}

/** Files of a folder with an ending, as [name without it, path]; an absent folder has none. */
export function metadataFiles(folder: string, ending: string): [string, string][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => [basename(name, ending), join(folder, name)]);
}

const FIELD_TYPES: Record<string, FieldType> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'double',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  Html: 'longtext',
  LongTextArea: 'longtext',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MetadataRelationship: 'reference',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'double',
  Phone: 'phone',
  Picklist: 'picklist',
  Text: 'string',
  TextArea: 'textarea',
  Url: 'url',
};

const yes = (text: string | null): boolean => text === 'true';

function readSummary(xml: Element, file: string): Summary {
  const foreignKey = (xml.text('summaryForeignKey') ?? '').split('.');
  const operation = xml.text('summaryOperation') ?? '';
  const [child, key] = foreignKey;
  if (child === undefined || key === undefined || !['count', 'sum', 'min', 'max'].includes(operation)) {
    throw new Error(
      `${file}: a roll-up needs summaryForeignKey as Child.Field and summaryOperation count, sum, min or max.`,
    );
  }
  const own = (path: string | null): string => (path ?? '').split('.').at(-1) ?? '';
  return {
    operation: operation as Summary['operation'],
    child,
    foreignKey: key,
    summarized: xml.text('summarizedField') === null ? null : own(xml.text('summarizedField')),
    filters: xml.all('summaryFilterItems').map((item) => ({
      field: own(item.text('field')),
      operation: item.text('operation') ?? 'equals',
      value: item.text('value') ?? '',
    })),
  };
}

function defaultOf(type: FieldType, text: string | null): string | boolean | number | null {
  if (type === 'boolean') return text === 'true';
  if (text === null) return null;
  const quoted = /^["'](.*)["']$/s.exec(text);
  if (quoted) return quoted[1] ?? '';
  return type === 'double' && !Number.isNaN(Number(text)) ? Number(text) : null;
}

/** Reads one field file. `summaryTypes` tells the type of a roll-up's summarized child field once all files are read. */
function readField(file: string, objectName: string): Field {
  const xml = readXml(file, 'CustomField');
  const name = xml.text('fullName');
  const word = xml.text('type');
  if (name === null || word === null) throw new Error(`${file}: a field needs <fullName> and <type>.`);
  const summary = word === 'Summary' ? readSummary(xml, file) : null;
  const type = summary ? 'double' : FIELD_TYPES[word];
  if (type === undefined) throw new Error(`${file}: the stand-in org does not know the field type ${word}.`);
  const formula = xml.text('formula');
  const master = word === 'MasterDetail';
  const valueSet = xml.all('valueSet')[0];
  const values = valueSet?.all('valueSetDefinition')[0]?.all('value') ?? [];
  const preset = values.find((value) => yes(value.text('default')))?.text('fullName') ?? null;
  const target = xml.text('referenceTo');
  const fallback = preset ?? defaultOf(type, xml.text('defaultValue'));
  return field({
    name,
    type,
    label: xml.text('label') ?? name,
    length: Number(
      xml.text('length') ??
        (type === 'textarea' || type === 'url' || type === 'picklist'
          ? 255
          : type === 'email'
            ? 80
            : type === 'phone'
              ? 40
              : type === 'multipicklist'
                ? 4099
                : type === 'string'
                  ? 255
                  : 0),
    ),
    precision: Number(xml.text('precision') ?? (type === 'double' ? 18 : 0)),
    scale: Number(xml.text('scale') ?? 0),
    required: master || yes(xml.text('required')),
    unique: yes(xml.text('unique')),
    externalId: yes(xml.text('externalId')),
    referenceTo: type !== 'reference' ? [] : [target ?? (objectName === 'Activity' ? '' : objectName)],
    relationshipName: type === 'reference' ? name.replace(/__c$/, '__r') : null,
    childRelationshipName: xml.text('relationshipName') === null ? null : `${xml.text('relationshipName') ?? ''}__r`,
    masterDetail: master,
    masterReadSuffices: yes(xml.text('writeRequiresMasterRead')),
    picklist: values.map((value) => value.text('fullName') ?? ''),
    restricted: yes(valueSet?.text('restricted') ?? null),
    defaultValue: formula === null && summary === null ? fallback : null,
    autoNumber: word === 'AutoNumber' ? (xml.text('displayFormat') ?? '{0}') : null,
    formula:
      formula === null ? null : { text: formula, blankAsZero: xml.text('formulaTreatBlanksAs') !== 'BlankAsBlank' },
    summary,
    ...(formula === null && summary === null && word !== 'AutoNumber'
      ? {}
      : { createable: false, updateable: false, groupable: false }),
    ...(summary?.operation === 'count' ? { scale: 0 } : {}),
    ...(master && !yes(xml.text('reparentableMasterDetail')) ? { updateable: false } : {}),
    help: xml.text('inlineHelpText'),
  });
}

const sharingOf = (model: string | null): ObjectDefinition['sharing'] =>
  model === 'Private' ? 'private' : model === 'ControlledByParent' ? 'parent' : 'public';

/** What `objects` says: each folder's fields, and the object's own file where there is one. */
export interface MetadataObject {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly definition: Pick<ObjectDefinition, 'label' | 'labelPlural' | 'sharing'> | null;
  readonly nameField: { readonly label: string; readonly autoNumber: string | null } | null;
}

export function readObjects(metadata: string): MetadataObject[] {
  const folder = join(metadata, 'objects');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const fields = metadataFiles(join(folder, name, 'fields'), '.field-meta.xml').map(([, file]) =>
        readField(file, name),
      );
      const file = join(folder, name, `${name}.object-meta.xml`);
      if (!existsSync(file)) return { name, fields, definition: null, nameField: null };
      const xml = readXml(file, 'CustomObject');
      const nameXml = xml.all('nameField')[0];
      return {
        name,
        fields,
        definition: {
          label: xml.text('label') ?? name,
          labelPlural: xml.text('pluralLabel') ?? name,
          sharing: sharingOf(xml.text('sharingModel')),
        },
        nameField: nameXml
          ? {
              label: nameXml.text('label') ?? 'Name',
              autoNumber: nameXml.text('type') === 'AutoNumber' ? (nameXml.text('displayFormat') ?? '{0}') : null,
            }
          : null,
      };
    });
}
