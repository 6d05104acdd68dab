// How objects and fields present themselves: names, labels, descriptions, help, sizes. Who may see them is in
// permission-rules.ts. The limits are Salesforce's unless a comment says otherwise.
import { numberAt } from './org-model.ts';
import type { Component, FieldDefinition, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, textAt } from './xml.ts';

const LABEL = 40;
const DESCRIPTION = 1000;
const HELP = 510;
const API_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*__(?:c|mdt)$/;
const NOT_IN_CUSTOM_METADATA = [
  'Currency',
  'AutoNumber',
  'MasterDetail',
  'Lookup',
  'Summary',
  'Location',
  'Time',
  'EncryptedText',
  'Html',
  'MultiselectPicklist',
];

/** Every custom field and object is named, labelled, described and helped within the limits. */
export function checkDescriptions(org: OrgModel): Problem[] {
  const problems: Problem[] = [];
  const report = (component: Component) => (problem: string, fix: string) => {
    problems.push({ file: component.path, problem, fix });
  };
  for (const field of org.fields) checkField(field, report(field));
  for (const object of org.components.filter((component) => component.root === 'CustomObject')) {
    checkObject(object, report(object));
  }
  for (const component of org.components.filter(({ root }) => root === 'Layout')) {
    report(component)('is a page layout, which belongs to the org', 'remove it and let pages show the fields');
  }
  return problems;
}

type Report = (problem: string, fix: string) => void;

function checkText(component: Component, name: string, limit: number, report: Report): void {
  const text = textAt(component.element, name) ?? '';
  if (text === '') report(`<${name}> is missing`, `add one of at most ${limit} characters`);
  else if (text.length > limit) report(`<${name}> has ${text.length} characters`, `shorten it to ${limit}`);
}

function checkField(field: FieldDefinition, report: Report): void {
  checkText(field, 'label', LABEL, report);
  checkText(field, 'description', DESCRIPTION, report);
  checkText(field, 'inlineHelpText', HELP, report);
  checkNames(field, report);
  // Our rule: a required field would break every other integration that writes the object.
  if (field.required) report('the field is required', 'set <required> to false');
  if (field.type === 'Currency') report('currency fields convert and differ by user', 'use Number');

  const metadata = field.object.endsWith('__mdt');
  const manageability = textAt(field.element, 'fieldManageability');
  if (metadata && NOT_IN_CUSTOM_METADATA.includes(field.type))
    report(`custom metadata types have no ${field.type} fields`, 'use another type');
  if (metadata && field.formula !== null) report('custom metadata types have no formula fields', 'remove <formula>');
  if (metadata && manageability === null)
    report('<fieldManageability> is missing', 'add SubscriberControlled, so that admins may change the value');
  if (!metadata && manageability !== null)
    report('<fieldManageability> is only for custom metadata types', 'remove it');
  checkSize(field, report);
}

function checkNames(component: Component, report: Report): void {
  const fullName = textAt(component.element, 'fullName');
  if (fullName !== component.name)
    report(`<fullName> is ${fullName ?? 'missing'}`, `set it to ${component.name}, as the file is named`);
  if (!API_NAME.test(component.name) || component.name.length > LABEL + 3) {
    report(
      `the API name ${component.name} is not allowed`,
      'use letters, digits and single underscores, at most 40 before __c',
    );
  }
}

function checkSize(field: FieldDefinition, report: Report): void {
  const within = (name: string, least: number, most: number): void => {
    const value = numberAt(field, name);
    if (value === null) report(`<${name}> is missing`, `add one from ${least} to ${most}`);
    else if (!Number.isInteger(value) || value < least || value > most)
      report(`<${name}> is ${value}`, `use ${least} to ${most}`);
  };
  if (field.formula === null && field.type === 'Text') within('length', 1, 255);
  if (field.type === 'LongTextArea') within('length', 256, 131_072);
  if (field.type === 'Number' || field.type === 'Percent') {
    within('precision', 1, 18);
    within('scale', 0, Math.max(0, numberAt(field, 'precision') ?? 18));
  }
  if (field.type === 'Checkbox' && field.formula === null && textAt(field.element, 'defaultValue') === null) {
    report('<defaultValue> is missing', 'add true or false');
  }
  if (new Set(field.values).size !== (field.values?.length ?? 0))
    report('a picklist value stands there twice', 'keep one');
}

function checkObject(object: Component, report: Report): void {
  if (!/__(c|mdt)$/.test(object.name)) {
    report(
      'a standard object is deployed as a whole and would overwrite what admins set',
      'remove the file; fields live beside it',
    );
    return;
  }
  checkText(object, 'label', LABEL, report);
  checkText(object, 'pluralLabel', LABEL, report);
  checkText(object, 'description', DESCRIPTION, report);
  const refused = [
    'sharingModel',
    'nameField',
    'deploymentStatus',
    'enableActivities',
    'enableReports',
    'enableHistory',
    'enableSearch',
  ];
  for (const name of object.name.endsWith('__mdt') ? refused : []) {
    if (all(object.element, name).length > 0) report(`custom metadata types have no <${name}>`, 'remove it');
  }
}
