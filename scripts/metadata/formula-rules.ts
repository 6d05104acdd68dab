// Formula fields and validation rules: they parse, name existing fields, and give the type of their field. What they
// mean is tested where they are evaluated, against the stand-in org.
import { basename, dirname } from 'node:path';
import { ast, extract, parse, type Literal, type SyntaxNode } from 'formulon';
import { findField, isCustom, numberAt } from './org-model.ts';
import type { Component, OrgModel } from './org-model.ts';
import type { Problem } from './problem.ts';
import { textAt } from './xml.ts';

// The standard fields our formulas may name, with a type to try them with. A name that is not here may be misspelt.
const STANDARD_FIELDS: Readonly<Record<string, string>> = {
  Name: 'Text',
  Type: 'Picklist',
  CreatedDate: 'DateTime',
  LastModifiedDate: 'DateTime',
  IsClosed: 'Checkbox',
  IsWon: 'Checkbox',
};

const RESULTS: Readonly<Record<string, string>> = {
  Checkbox: 'checkbox',
  Text: 'text',
  Number: 'number',
  Percent: 'number',
  Date: 'date',
  DateTime: 'datetime',
};

/** Every formula in the metadata, tried with a value in each field it names. */
export function checkFormulas(org: OrgModel): Problem[] {
  const ofFields = org.fields.flatMap((field) => {
    if (field.formula === null) return [];
    const blanks = textAt(field.element, 'formulaTreatBlanksAs') === null;
    const missing = {
      file: field.path,
      problem: '<formulaTreatBlanksAs> is missing',
      fix: 'add BlankAsBlank or BlankAsZero',
    };
    return [
      ...(blanks ? [missing] : []),
      ...checkFormula(org, field, field.object, field.formula, RESULTS[field.type]),
    ];
  });
  const ofRules = org.components
    .filter(({ root }) => root === 'ValidationRule')
    .flatMap((rule) => {
      const object = basename(dirname(dirname(rule.path)));
      return checkFormula(org, rule, object, textAt(rule.element, 'errorConditionFormula') ?? '', 'checkbox');
    });
  return [...ofFields, ...ofRules];
}

function checkFormula(
  org: OrgModel,
  component: Component,
  object: string,
  formula: string,
  result: string | undefined,
): Problem[] {
  const found = (problem: string, fix: string): Problem => ({ file: component.path, problem, fix });
  const tree = ast(formula);
  if (tree.type === 'error')
    return [found('the formula does not parse', 'correct it; write 0 - Field__c rather than -Field__c')];
  const problems: Problem[] = [];
  if (calls(tree).includes('exponentiate'))
    problems.push(found('the formula uses ^, which takes whole exponents only', 'use EXP or multiply'));

  const values: Record<string, Literal> = {};
  for (const name of extract(formula)) {
    const type = typeOf(org, object, name);
    if (type === undefined)
      problems.push(found(`the formula names ${name}, which ${object} does not have`, 'correct the name'));
    else values[name] = sample(type.type, type.component);
  }
  if (problems.length > 0) return problems;

  const outcome = parse(formula, values);
  if (outcome.type === 'error') return [found(`the formula fails: ${outcome.message}`, 'correct it')];
  if (result !== undefined && outcome.dataType !== result && outcome.dataType !== 'null') {
    return [
      found(
        `the formula gives ${outcome.dataType} where ${result} is wanted`,
        'change the formula or the type of the field',
      ),
    ];
  }
  return [];
}

const calls = (node: SyntaxNode): string[] => [
  ...(node.id === undefined ? [] : [node.id]),
  ...(node.arguments ?? []).flatMap(calls),
];

function typeOf(
  org: OrgModel,
  object: string,
  name: string,
): { type: string; component: Component | null } | undefined {
  if (name.startsWith('$Permission.')) {
    const permission = org.components.some(
      (item) => item.root === 'CustomPermission' && `$Permission.${item.name}` === name,
    );
    return permission ? { type: 'Checkbox', component: null } : undefined;
  }
  const standard = STANDARD_FIELDS[name];
  if (standard !== undefined) return { type: standard, component: null };
  const field = isCustom(name) ? findField(org, object, name) : undefined;
  if (!field) return undefined;
  if (field.type !== 'Summary') return { type: field.type, component: field };
  const [child = '', summarized = ''] = (textAt(field.element, 'summarizedField') ?? '').split('.');
  return { type: findField(org, child, summarized)?.type ?? 'Number', component: null };
}

const DAY = new Date(Date.UTC(2026, 0, 15));

function sample(type: string, field: Component | null): Literal {
  const literal = (dataType: string, value: unknown, options: object = {}): Literal => ({
    type: 'literal',
    dataType,
    value,
    options,
  });
  switch (type) {
    case 'Checkbox':
      return literal('checkbox', true);
    case 'Date':
      return literal('date', DAY);
    case 'DateTime':
      return literal('datetime', DAY);
    case 'Number':
    case 'Percent':
      return literal('number', 1, { length: 1, scale: (field && numberAt(field, 'scale')) ?? 0 });
    case 'Picklist':
      return literal('picklist', 'a', { values: ['a'] });
    case 'MultiselectPicklist':
      return literal('multipicklist', ['a'], { values: ['a'] });
    default:
      return literal('text', 'a', { length: 1 });
  }
}
