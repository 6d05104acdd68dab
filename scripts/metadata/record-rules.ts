// Custom metadata records against their types: fields, value types, limits, relationships, and the manifest of what a
// deployment never overwrites. Whether the numbers make sense together is decided by the service that reads them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { numberAt } from './org-model.ts';
import type { Component, FieldDefinition, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, readXml, textAt } from './xml.ts';
import type { XmlElement } from './xml.ts';

const MANIFEST = 'manifest/no-overwrite.xml';
/** Kinds of components that belong to the org's admins once they are there. */
const ADMINS_OWN = ['CustomMetadata', 'FlexiPage', 'CustomApplication', 'ListView', 'Report', 'Dashboard'];

// Picklist values are strings: the documented xsd:picklist is no XML Schema type and fails a whole deployment.
const VALUE_TYPES: Readonly<Record<string, readonly string[]>> = {
  Checkbox: ['xsd:boolean'],
  Date: ['xsd:date'],
  DateTime: ['xsd:dateTime'],
  Number: ['xsd:double'],
  Percent: ['xsd:double'],
};
const NAMESPACES = [
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
];

type Report = (problem: string, fix: string) => void;

/** Every record fits its type, says something about each field, and is listed in the manifest of the project. */
export function checkRecords(org: OrgModel, projectRoot: string): Problem[] {
  const problems = org.records.flatMap((record) => checkRecord(org, record));
  return [...problems, ...checkManifest(org, projectRoot)];
}

function checkRecord(org: OrgModel, record: Component): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (problem, fix) => problems.push({ file: record.path, problem, fix });
  const [type = '', name = ''] = record.name.split('.');
  if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) || name.length > 40) {
    report(`the record name "${name}" is not allowed`, 'use letters, digits and single underscores, at most 40');
  }
  const label = textAt(record.element, 'label') ?? '';
  if (label === '' || label.length > 40) report(`<label> has ${label.length} characters`, 'use 1 to 40');
  for (const namespace of NAMESPACES)
    if (!record.text.includes(namespace)) report(`${namespace} is missing`, 'add it to the root element');
  if (!org.objects.has(`${type}__mdt`)) {
    report(`the type ${type}__mdt does not exist`, 'correct the file name or add the type');
    return problems;
  }

  const fields = org.fields.filter((field) => field.object === `${type}__mdt`);
  const named = all(record.element, 'values').map((value) => textAt(value, 'field') ?? '');
  for (const twice of new Set(named.filter((field, at) => named.indexOf(field) !== at)))
    report(`${twice} has two values`, 'keep one');
  for (const value of all(record.element, 'values')) {
    const field = fields.find((candidate) => candidate.name === textAt(value, 'field'));
    if (!field)
      report(`${type}__mdt has no field ${textAt(value, 'field') ?? ''}`, 'correct the name or remove the value');
    else checkValue(org, field, all(value, 'value')[0], report);
  }
  // A value that is left out keeps whatever the org holds, so the same source would give different orgs.
  for (const field of fields.filter((candidate) => !named.includes(candidate.name))) {
    report(`${field.name} has no value`, 'give one, or <value xsi:nil="true"/> for blank');
  }
  return problems;
}

function checkValue(org: OrgModel, field: FieldDefinition, value: XmlElement | undefined, report: Report): void {
  if (!value || value.attributes.get('xsi:nil') === 'true') return;
  const { text } = value;
  const at = `${field.name} "${text}"`;
  const integer = field.type === 'Number' && numberAt(field, 'scale') === 0 ? ['xsd:int'] : [];
  const allowed = [...(VALUE_TYPES[field.type] ?? ['xsd:string']), ...integer];
  const given = value.attributes.get('xsi:type') ?? 'none';
  if (!allowed.includes(given)) report(`${at} has the xsi:type ${given}`, `use ${allowed.join(' or ')}`);

  const length = field.type === 'TextArea' ? 255 : numberAt(field, 'length');
  if (length !== null && text.length > length) report(`${at} has ${text.length} characters`, `shorten it to ${length}`);
  if (field.type === 'Checkbox' && !['true', 'false'].includes(text))
    report(`${at} is not a boolean`, 'write true or false');
  if (field.type === 'Number' || field.type === 'Percent') checkNumber(field, text, at, report);
  if (field.values && !field.values.includes(text))
    report(`${at} is not in the picklist`, `use one of ${field.values.join(', ')}`);
  if (field.type === 'MetadataRelationship') {
    const target = (textAt(field.element, 'referenceTo') ?? '').replace(/__mdt$/, '');
    const exists = org.records.some((record) => record.name === `${target}.${text}`);
    if (!exists)
      report(
        `${at} names no record of ${target}`,
        'use the name of a record, such as the part between the dots of its file name',
      );
  }
}

function checkNumber(field: FieldDefinition, text: string, at: string, report: Report): void {
  const match = /^-?(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  const scale = numberAt(field, 'scale') ?? 0;
  const digits = (numberAt(field, 'precision') ?? 18) - scale;
  if (!match) {
    report(`${at} is not a number`, 'write digits and at most one point');
    return;
  }
  const [, whole = '', fraction = ''] = match;
  if (whole.replace(/^0+/, '').length > digits)
    report(`${at} has more than ${digits} digits before the point`, 'use a smaller number');
  if (fraction.length > scale) report(`${at} has more than ${scale} digits after the point`, 'round it');
}

function checkManifest(org: OrgModel, projectRoot: string): Problem[] {
  const reading = readXml(readFileSync(join(projectRoot, MANIFEST), 'utf8'));
  if (reading.kind === 'broken') return [{ file: MANIFEST, problem: reading.reason, fix: 'make it well-formed XML' }];
  const found = (problem: string, fix: string): Problem => ({ file: MANIFEST, problem, fix });
  return ADMINS_OWN.flatMap((type) => {
    const listed = all(reading.element, 'types')
      .filter((item) => textAt(item, 'name') === type)
      .flatMap((item) => all(item, 'members').map(({ text }) => text));
    const names = org.components.filter(({ root }) => root === type).map(fullName);
    return [
      ...names
        .filter((name) => !listed.includes(name))
        .map((name) => found(`${name} is not listed`, 'add it, so that a deployment does not overwrite it')),
      ...listed.filter((name) => !names.includes(name)).map((name) => found(`${name} has no file`, 'remove it')),
    ];
  });
}

/** The name that a manifest gives a component: its folder or object counts for reports and list views. */
function fullName({ root, name, path }: Component): string {
  if (root === 'Report' || root === 'Dashboard') return `${path.split('/').at(-2) ?? ''}/${name}`;
  return root === 'ListView' ? `${path.split('/').at(-3) ?? ''}.${name}` : name;
}
