// docs/fields.md, made from the metadata: every field with its label, API name, type, meaning, help and who writes it. Run by
// hand it writes the page; field-dictionary.test.ts compares it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { numberAt, readOrgModel, type FieldDefinition, type OrgModel } from '../metadata/org-model.ts';
import { all, textAt, type XmlElement } from '../metadata/xml.ts';
import { ROOT } from './pages.ts';

export const DICTIONARY = join(ROOT, 'docs', 'fields.md');

const FIRST = ['Account', 'Activity', 'Touchpoint_Run__c'];
const SHARING: Readonly<Record<string, string>> = {
  Read: 'Everybody in the org can read its records.',
  Private: 'Its records are private to their owners.',
  ControlledByParent: 'Who can see its parent can see it.',
};
const INTEGRATION = 'Touchpoint_Integration';
const HEADER = `# Fields

Every field that is deployed, made from its own metadata: \`node scripts/documents/field-dictionary.ts\` writes this page, and a test holds it. *Help* is what
people read beside the field in Salesforce. How the values are computed: [what high-signal means](definition.md) in plain words,
[the handbook](../sync-service/README.md#how-a-score-is-computed) exactly.
`;

/** The whole page. */
export function fieldDictionary(org: OrgModel): string {
  const objects = [...new Set(org.fields.map(({ object }) => object))].sort(
    (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  return [HEADER, ...objects.map((object) => sectionOf(org, object))].join('\n');
}

/** Account first, then what people meet, then what admins edit. */
function rank(object: string): number {
  const at = FIRST.indexOf(object);
  return at >= 0 ? at : FIRST.length + (object.endsWith('__mdt') ? 1 : 0);
}

function sectionOf(org: OrgModel, object: string): string {
  const definition = org.components.find(({ root, name }) => root === 'CustomObject' && name === object);
  const label = definition ? textAt(definition.element, 'label') : null;
  const sharing = SHARING[(definition && textAt(definition.element, 'sharingModel')) ?? ''];
  const about = [definition && textAt(definition.element, 'description'), sharing].filter(Boolean).join(' ');
  const fields = org.fields.filter((field) => field.object === object);
  return [
    `## ${label ?? object}`,
    ...(label === null ? [] : [`\`${object}\`. ${about}`]),
    table(
      ['Field', 'Type', 'Written by', 'Meaning'],
      fields.map((field) => [
        `**${textAt(field.element, 'label') ?? ''}**<br>\`${field.name}\``,
        typeOf(org, field),
        writersOf(org, field),
        `${meaningOf(field)}<br>*Help:* ${textAt(field.element, 'inlineHelpText') ?? ''}`,
      ]),
    ),
    ...fields.flatMap((field) => formulaOf(field)),
    '',
  ].join('\n\n');
}

/** The description without what the column of writers says already. */
function meaningOf({ element }: FieldDefinition): string {
  const meaning = (textAt(element, 'description') ?? '').replace(
    /^(?:Written by[^.]* service\.|Formula, never written[:,]) /,
    '',
  );
  return `${meaning.slice(0, 1).toUpperCase()}${meaning.slice(1)}`;
}

function typeOf(org: OrgModel, field: FieldDefinition): string {
  const shape = shapeOf(field);
  const shipped = field.object === 'Touchpoint_Policy__mdt' ? shippedValue(org, field.name) : null;
  return [
    field.formula === null ? shape : `Formula: ${shape}`,
    ...(shipped === null ? [] : [`shipped: ${shipped}`]),
  ].join('<br>');
}

function shapeOf(field: FieldDefinition): string {
  const { type, element, values } = field;
  if (type === 'Summary') return rollUpOf(element);
  if (values) return `${type === 'MultiselectPicklist' ? 'Several of' : 'One of'}: ${values.join(', ')}`;
  const target = textAt(element, 'referenceTo');
  if (target !== null) return `${type} → ${target}`;
  const length = numberAt(field, 'length');
  if (length !== null) return `${type}(${length})`;
  const precision = numberAt(field, 'precision');
  return precision === null ? type : `${type}(${precision},${numberAt(field, 'scale') ?? 0})`;
}

function rollUpOf(element: XmlElement): string {
  const filters = all(element, 'summaryFilterItems').map((item) =>
    ['field', 'operation', 'value'].map((name) => textAt(item, name)).join(' '),
  );
  const over = textAt(element, 'summarizedField') ?? textAt(element, 'summaryForeignKey') ?? '';
  return `Roll-up: ${textAt(element, 'summaryOperation') ?? ''} of ${over} where ${filters.join(' and ')}`;
}

/** The value of the record `Default`; null when it is blank there. */
function shippedValue(org: OrgModel, field: string): string | null {
  const record = org.records.find(({ name }) => name === 'Touchpoint_Policy.Default');
  const pair = record && all(record.element, 'values').find((values) => textAt(values, 'field') === field);
  const text = (pair && textAt(pair, 'value')) ?? '';
  if (text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text;
}

function writersOf(org: OrgModel, field: FieldDefinition): string {
  if (field.formula !== null) return 'nobody: computed when read';
  if (field.type === 'Summary') return 'nobody: counted by Salesforce';
  if (field.object.endsWith('__mdt')) return 'admins, in Setup';
  // Salesforce takes no field permission for a master-detail field: who creates the record sets it.
  const mayWrite = (set: XmlElement): boolean =>
    field.type === 'MasterDetail'
      ? permits(set, 'object', field.object, 'allowCreate')
      : ownersOf(field).some((object) => permits(set, 'field', `${object}.${field.name}`, 'editable'));
  const sets = org.permissionSets.filter((set) => mayWrite(set.element));
  const people = sets.filter(({ name }) => name !== INTEGRATION).map(({ element }) => textAt(element, 'label') ?? '');
  const writers = [...(sets.length > people.length ? ['the service'] : []), ...people];
  return writers.length === 0 ? 'nobody yet' : writers.join(', ');
}

/** Permissions on fields of Activity are given on its two halves. */
const ownersOf = ({ object }: FieldDefinition): readonly string[] =>
  object === 'Activity' ? ['Task', 'Event'] : [object];

function permits(set: XmlElement, kind: 'object' | 'field', name: string, right: string): boolean {
  return all(set, `${kind}Permissions`).some(
    (permission) => textAt(permission, kind) === name && textAt(permission, right) === 'true',
  );
}

function formulaOf(field: FieldDefinition): readonly string[] {
  if (field.formula === null) return [];
  return [`Formula of \`${field.name}\`:`, `\`\`\`\n${field.formula.trim()}\n\`\`\``];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

if (import.meta.main) writeFileSync(DICTIONARY, fieldDictionary(readOrgModel(ROOT)));
