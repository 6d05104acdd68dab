// The conditions of a mapping rule's record: that each names a field the integration user can read, compares it in a way
// that fits its type, and can hold at all. Whole rules are checked in policy-rules.ts.
import type { Condition, MappedObject, Operator } from '../scoring/policy.ts';
import { valuesOf } from '../scoring/rules.ts';
import { leadingTags, wordsOf } from '../scoring/words.ts';
import { nearest, type KnownFields, type RecordReader } from './policy-records.ts';

const WITH_VALUE: readonly Operator[] = [
  'equals',
  'not equals',
  'starts with',
  'contains',
  'contains word',
  'matches tags',
];
const OPERATORS: [Operator, ...Operator[]] = [
  'equals',
  ...WITH_VALUE.slice(1),
  'is true',
  'is false',
  'is blank',
  'is not blank',
];
/** What the service itself provides for a Task beside the fields of the org (help text of Field 1). */
const PSEUDO_FIELDS = ['$Outreach.Kind', '$Outreach.Vendor', '$Recording.Vendor'];
/** What people wrote to one another. It is not read, whatever a rule says. */
const BODIES: Readonly<Record<MappedObject, readonly string[]>> = {
  Task: ['description'],
  Event: ['description'],
  Case: ['description', 'comments'],
  Note: ['body'],
  ContentNote: ['content', 'textpreview'],
};

const BLANKNESS: readonly Operator[] = ['is blank', 'is not blank'];
/** Operators by type of field; a type that is not here is text and takes all but `is true` and `is false`. */
const FITTING: Readonly<Record<string, readonly Operator[]>> = {
  boolean: ['is true', 'is false', 'equals', 'not equals'],
  int: ['equals', 'not equals', ...BLANKNESS],
  // The org writes these in several ways (3 and 3.0, two forms of a time): as text they cannot be compared.
  ...Object.fromEntries(['double', 'currency', 'percent', 'date', 'datetime', 'time'].map((type) => [type, BLANKNESS])),
  multipicklist: ['contains', 'contains word', ...BLANKNESS],
};
const NEVER_COMPARED = ['address', 'location', 'base64', 'anyType', 'encryptedstring', 'complexvalue'];

/** The three conditions of a rule record, joined by AND. */
const NAMES = [
  { field: 'Field_1__c', operator: 'Operator_1__c', value: 'Value_1__c' },
  { field: 'Field_2__c', operator: 'Operator_2__c', value: 'Value_2__c' },
  { field: 'Field_3__c', operator: 'Operator_3__c', value: 'Value_3__c' },
] as const;
type Names = (typeof NAMES)[number];

/** The conditions that are set; what is wrong with them is noted. Fields are spelled as the org spells them. */
export function conditionsFrom(read: RecordReader, object: MappedObject, knownFields: KnownFields): Condition[] {
  return NAMES.flatMap((names) => conditionFrom(read, names, object, knownFields));
}

function conditionFrom(read: RecordReader, names: Names, object: MappedObject, knownFields: KnownFields): Condition[] {
  const field = read.text(names.field);
  const value = read.text(names.value);
  if (field === '') {
    if (value !== '' || read.text(names.operator) !== '')
      read.problem(names.field, 'is blank although its operator or value is set', 'name the field or clear both');
    return [];
  }
  const operator = read.word(names.operator, OPERATORS);
  if (read.text(names.operator) !== '' && WITH_VALUE.includes(operator)) checkValue(read, names, operator, value);
  return [{ field: checkedField(read, names, object, operator, knownFields), operator, value }];
}

/** That a value is there and could ever be met. */
function checkValue(read: RecordReader, names: Names, operator: Operator, value: string): void {
  const values = valuesOf(value);
  if (values.length === 0) read.problem(names.value, `is blank, but "${operator}" needs a value`, 'give a value');
  const empty = (each: string): boolean =>
    (operator === 'matches tags' && leadingTags(each).length === 0) ||
    (operator === 'contains word' && wordsOf(each).trim() === '');
  for (const each of values.filter(empty))
    read.problem(
      names.value,
      `holds "${each}", which "${operator}" can never find`,
      operator === 'matches tags' ? 'write tags in brackets, such as [Email] [In]' : 'write a word',
    );
}

/** The field's name as the org spells it; as written when it is wrong or not known. */
function checkedField(
  read: RecordReader,
  names: Names,
  object: MappedObject,
  operator: Operator,
  knownFields: KnownFields,
): string {
  const field = read.text(names.field);
  const wrong = (message: string, fix: string): string => {
    read.problem(names.field, message, fix);
    return field;
  };
  if (BODIES[object].includes(field.toLowerCase()))
    return wrong(`names ${object}.${field}, which is a text that people wrote and is never read`, 'name another field');
  if (field.startsWith('$')) {
    const provided = object === 'Task' ? PSEUDO_FIELDS : [];
    const name = provided.find((candidate) => candidate.toLowerCase() === field.toLowerCase());
    if (name !== undefined) return name;
    return wrong(
      `names ${field}, which the service does not provide for ${object}`,
      provided.length === 0 ? 'name a field of the object' : `name one of ${provided.join(', ')}`,
    );
  }
  if (field.includes('.'))
    return wrong(
      `names ${field}, a field of another object`,
      `make a formula field that shows it (for Task and Event on Activity) and name that`,
    );
  const known = knownFields[object];
  if (!known) return field;
  const found = known.get(field.toLowerCase());
  if (!found) {
    const all = [...known.values()].map(({ name }) => name);
    const meant = nearest(field, all);
    return wrong(
      `names ${object}.${field}, which does not exist or is not readable by the integration user`,
      meant === null
        ? 'name an existing field, and grant Read on it to the integration user by a permission set'
        : `did you mean ${meant}?`,
    );
  }
  const fitting = NEVER_COMPARED.includes(found.type) ? [] : FITTING[found.type];
  if (fitting?.includes(operator) === false || (!fitting && ['is true', 'is false'].includes(operator)))
    read.problem(
      names.operator,
      `is "${operator}", which does not fit ${object}.${found.name}, a field of type ${found.type}`,
      fitting?.length === 0
        ? 'name another field'
        : `choose one of: ${(fitting ?? [...WITH_VALUE, ...BLANKNESS]).join(', ')}`,
    );
  return found.name;
}
