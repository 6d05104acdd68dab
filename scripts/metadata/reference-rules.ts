// Names that files say of each other: roll-ups, relationships, list views, reports. Formulas are read in formula-rules.ts,
// permissions in permission-rules.ts, records in record-rules.ts.
import { findField, isCustom } from './org-model.ts';
import type { Component, FieldDefinition, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { all, textAt } from './xml.ts';

/** Whatever a field, roll-up, list view or report names exists. */
export function checkReferences(org: OrgModel): Problem[] {
  return [...org.fields.flatMap((field) => checkField(org, field)), ...checkListViews(org), ...checkReports(org)];
}

function checkField(org: OrgModel, field: FieldDefinition): Problem[] {
  const problems: Problem[] = [];
  const report = (problem: string, fix: string): void => {
    problems.push({ file: field.path, problem, fix });
  };
  if (field.object !== 'Activity' && isCustom(field.object) && !org.objects.has(field.object)) {
    report(`the object ${field.object} has no object file`, `add ${field.object}.object-meta.xml`);
  }
  const target = textAt(field.element, 'referenceTo');
  if (['Lookup', 'MasterDetail', 'MetadataRelationship'].includes(field.type)) {
    if (target === null) report('<referenceTo> is missing', 'name the object it points at');
    else if (isCustom(target) && !org.objects.has(target))
      report(`<referenceTo> ${target} does not exist`, 'correct the name');
    if (textAt(field.element, 'relationshipName') === null)
      report('<relationshipName> is missing', 'name the relationship for queries');
  }
  if (field.type === 'MetadataRelationship' && target === field.object) {
    report('a custom metadata type cannot point at itself', 'point at another type');
  }
  if (field.type === 'Summary') checkRollUp(org, field, report);
  return problems;
}

function checkRollUp(org: OrgModel, field: FieldDefinition, report: (problem: string, fix: string) => void): void {
  const operation = textAt(field.element, 'summaryOperation');
  const key = textAt(field.element, 'summaryForeignKey') ?? '';
  const [child = ''] = key.split('.');
  const named = (path: string): FieldDefinition | 'standard' | undefined => {
    const [object = '', name = ''] = path.split('.');
    if (name === '') return undefined;
    return isCustom(name) ? findField(org, object, name) : 'standard';
  };

  const master = named(key);
  if (!master) report(`<summaryForeignKey> "${key}" does not exist`, 'name it as Child__c.Parent__c');
  else if (
    master !== 'standard' &&
    (master.type !== 'MasterDetail' || textAt(master.element, 'referenceTo') !== field.object)
  ) {
    report(
      `<summaryForeignKey> ${key} is not a master-detail to ${field.object}`,
      'roll up over the master-detail field',
    );
  }

  const summarized = textAt(field.element, 'summarizedField');
  if ((operation === 'count') !== (summarized === null)) {
    report(
      `a ${operation ?? ''} roll-up ${summarized === null ? 'needs' : 'takes no'} <summarizedField>`,
      'add or remove it',
    );
  }
  if (summarized !== null && !named(summarized))
    report(`<summarizedField> ${summarized} does not exist`, 'correct the name');

  for (const filter of all(field.element, 'summaryFilterItems')) {
    const path = textAt(filter, 'field') ?? '';
    const value = textAt(filter, 'value') ?? '';
    const found = named(path);
    if (!found) report(`the filter names ${path}, which does not exist`, 'correct the name');
    else if (!path.startsWith(`${child}.`))
      report(`the filter names ${path}, not a field of ${child}`, `use a field of ${child}`);
    else if (found !== 'standard' && found.values && !found.values.includes(value)) {
      report(`the filter asks for "${value}", which ${path} never holds`, `use one of ${found.values.join(', ')}`);
    }
  }
}

function checkListViews(org: OrgModel): Problem[] {
  return org.components
    .filter(({ root }) => root === 'ListView')
    .flatMap((view) => {
      const object = view.path.split('/').at(-3) ?? '';
      const columns = all(view.element, 'columns').map(({ text }) => text);
      const filters = all(view.element, 'filters').map((filter) => textAt(filter, 'field') ?? '');
      return [...columns, ...filters]
        .filter((name) => isCustom(name) && !findField(org, object, name))
        .map((name) => ({
          file: view.path,
          problem: `${object}.${name} does not exist`,
          fix: 'correct the name or remove it',
        }));
    });
}

/** Columns of report types, and whatever a report says as `Account$Field__c`. */
function checkReports(org: OrgModel): Problem[] {
  const named = ({ root, element, text }: Component): [object: string, field: string][] =>
    root === 'ReportType'
      ? all(element, 'sections')
          .flatMap((section) => all(section, 'columns'))
          .map((column) => [textAt(column, 'table') ?? '', textAt(column, 'field') ?? ''])
      : [...text.matchAll(/(\w+)\$(\w+)/g)].map(([, object = '', field = '']) => [object, field]);
  return org.components
    .filter(({ root }) => root === 'ReportType' || root === 'Report')
    .flatMap((report) =>
      named(report)
        .filter(([object, name]) => isCustom(name) && !findField(org, object, name))
        .map(([object, name]) => ({
          file: report.path,
          problem: `${object}.${name} does not exist`,
          fix: 'correct the name or remove it',
        })),
    );
}
