import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDescriptions } from './description-rules.ts';
import { exampleProject, FILES } from './example-project.ts';
import type { FileKey } from './example-project.ts';
import { checkFormulas } from './formula-rules.ts';
import { readOrgModel } from './org-model.ts';
import type { OrgModel } from './org-model.ts';
import { checkPermissions } from './permission-rules.ts';
import { inOneLine } from './problem.ts';
import type { Problem } from './problem.ts';
import { checkRecords } from './record-rules.ts';
import { checkReferences } from './reference-rules.ts';
import { loadTypeCheck } from './types-rule.ts';

const typeCheck = loadTypeCheck();
const checkTypes = (org: OrgModel): Problem[] => org.files.flatMap(typeCheck);

type Rule = (org: OrgModel, projectRoot: string) => Problem[];
type Case = [sentence: string, file: FileKey, from: string, to: string, problem: RegExp];

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(rule: Rule, change?: { in: FileKey; from: string; to: string }): Problem[] {
  folder = exampleProject(change);
  return rule(readOrgModel(folder), folder);
}

function refuses(rule: Rule, cases: Case[]): void {
  it('accepts the sound example', () => {
    expect(problemsOf(rule)).toEqual([]);
  });
  it.each(cases)('refuses %s', (_sentence, file, from, to, problem) => {
    const found = problemsOf(rule, { in: file, from, to });
    expect(found.map(inOneLine).join('\n')).toMatch(problem);
    for (const each of found) expect(each.fix).not.toBe('');
  });
}

describe('the Metadata API types', () => {
  refuses(checkTypes, [
    ['an unclosed tag', 'strength', '</label>', '', /Strength__c.*line \d+:/],
    [
      'a wrong root element',
      'strength',
      'CustomField',
      'CustomFeild',
      /<CustomFeild> is not a Metadata API type|Expected closing/,
    ],
    ['a missing namespace', 'until', 'xmlns="http://soap.sforce.com/2006/04/metadata"', '', /namespace is missing/],
    ['an unknown type of field', 'strength', '<type>Number', '<type>Decimal', /type "Decimal" is not known/],
    ['a misspelt element', 'strength', '<scale>6</scale>', '<skale>6</skale>', /unknown element <skale>/],
    ['a boolean in words', 'strength', '<required>false', '<required>no', /"no" is not a boolean/],
    ['a number in words', 'strength', '<precision>18', '<precision>many', /"many" is not a number/],
    [
      'an element that stands there twice',
      'strength',
      '<scale>6</scale>',
      '<scale>6</scale><scale>6</scale>',
      /<scale> 2 times/,
    ],
    [
      'text where elements are expected',
      'set',
      '<objectPermissions>',
      '<objectPermissions>yes',
      /holds the text "yes"/,
    ],
    ['a missing element', 'set', '<object>Feedback__c</object>', '', /has no <object>/],
  ]);
});

describe('descriptions and sizes', () => {
  refuses(checkDescriptions, [
    [
      'a field without a description',
      'strength',
      '<description>What it is.</description>',
      '',
      /<description> is missing/,
    ],
    ['a field without help', 'strength', '<inlineHelpText>Help.</inlineHelpText>', '', /<inlineHelpText> is missing/],
    [
      'help of more than 510 characters',
      'strength',
      'Help.',
      'x'.repeat(511),
      /has 511 characters — shorten it to 510/,
    ],
    ['a label of more than 40 characters', 'strength', 'A label', 'x'.repeat(41), /<label> has 41 characters/],
    [
      'a name other than that of the file',
      'strength',
      '<fullName>Strength__c',
      '<fullName>Force__c',
      /<fullName> is Force__c/,
    ],
    ['a required field', 'strength', '<required>false', '<required>true', /the field is required/],
    ['a currency field', 'strength', '<type>Number', '<type>Currency', /use Number/],
    ['a text of more than 255 characters', 'origin', '<length>40', '<length>300', /<length> is 300/],
    ['a scale above the precision', 'score', '<scale>1', '<scale>6', /<scale> is 6/],
    ['a checkbox without a default', 'until', '<type>Date', '<type>Checkbox', /<defaultValue> is missing/],
    ['a picklist value that stands there twice', 'kind', '<fullName>Useful', '<fullName>Snooze', /stands there twice/],
    [
      'a multi-select field of a custom metadata type',
      'side',
      '<type>Picklist',
      '<type>MultiselectPicklist',
      /have no MultiselectPicklist fields/,
    ],
    [
      'a custom metadata field admins cannot change',
      'value',
      '<fieldManageability>SubscriberControlled</fieldManageability>',
      '',
      /<fieldManageability> is missing/,
    ],
    [
      'manageability on an object field',
      'until',
      '<type>',
      '<fieldManageability>Locked</fieldManageability><type>',
      /only for custom metadata types/,
    ],
    [
      'an object without a description',
      'feedback',
      '<description>What it is.</description>',
      '',
      /Feedback__c.object.*<description> is missing/,
    ],
    [
      'a sharing model on a custom metadata type',
      'rule',
      '<visibility>',
      '<sharingModel>Read</sharingModel><visibility>',
      /have no <sharingModel>/,
    ],
  ]);
});

describe('permissions', () => {
  const score = '<editable>false</editable><field>Account.Score__c';
  const snoozed = '<editable>false</editable><field>Account.Snoozed_Until__c';
  const untilGrant =
    '<fieldPermissions><editable>true</editable><field>Feedback__c.Until__c</field><readable>true</readable></fieldPermissions>';
  refuses(checkPermissions, [
    ['an editable formula', 'set', score, score.replace('false', 'true'), /Account.Score__c is calculated/],
    ['an editable roll-up', 'set', snoozed, snoozed.replace('false', 'true'), /Account.Snoozed_Until__c is calculated/],
    ['an editable auto number', 'until', '<type>Date', '<type>AutoNumber', /Feedback__c.Until__c is calculated/],
    ['a permission for a required field', 'strength', '<required>false', '<required>true', /Strength__c is required/],
    [
      'a permission for a master-detail field',
      'set',
      'Feedback__c.Until__c',
      'Feedback__c.Account__c',
      /is a master-detail field/,
    ],
    [
      'a permission for a field that does not exist',
      'set',
      'Account.Score__c',
      'Account.Skore__c',
      /Account.Skore__c does not exist/,
    ],
    ['a field nobody is granted', 'set', untilGrant, '', /Until__c.*no permission set grants the field/],
    [
      'a type nobody is granted',
      'set',
      '<name>Sort__mdt',
      '<name>Rule__mdt',
      /Sort__mdt.*no permission set grants the type/,
    ],
    [
      'a custom metadata type that does not exist',
      'set',
      '<name>Sort__mdt',
      '<name>Kind__mdt',
      /type Kind__mdt does not exist/,
    ],
    [
      'an object that does not exist',
      'set',
      '<object>Feedback__c',
      '<object>Feedbag__c',
      /object Feedbag__c does not exist/,
    ],
    ['create without read', 'set', '<allowRead>true', '<allowRead>false', /allowCreate needs allowRead/],
    [
      'edit without read of a field',
      'set',
      'Strength__c</field><readable>true',
      'Strength__c</field><readable>false',
      /editable but not readable/,
    ],
    [
      'a task field without its twin on events',
      'set',
      '<field>Event.Origin__c',
      '<field>Event.WhoId',
      /Task.Origin__c stands without/,
    ],
    ['a licence', 'set', '<label>', '<license>Salesforce</license><label>', /<license> ties the set/],
    [
      'a custom permission that does not exist',
      'set',
      '<label>',
      '<customPermissions><enabled>true</enabled><name>Fly</name></customPermissions><label>',
      /permission Fly does not exist/,
    ],
  ]);
});

describe('references', () => {
  refuses(checkReferences, [
    [
      'a relationship to nothing',
      'ruleSort',
      '<referenceTo>Sort__mdt',
      '<referenceTo>Sord__mdt',
      /Sord__mdt does not exist/,
    ],
    [
      'a type that points at itself',
      'ruleSort',
      '<referenceTo>Sort__mdt',
      '<referenceTo>Rule__mdt',
      /cannot point at itself/,
    ],
    [
      'a roll-up over a field that does not exist',
      'snoozed',
      'Feedback__c.Until__c',
      'Feedback__c.Till__c',
      /Feedback__c.Till__c does not exist/,
    ],
    [
      'a roll-up over something else than a master-detail',
      'snoozed',
      'Feedback__c.Account__c',
      'Feedback__c.Kind__c',
      /is not a master-detail to Account/,
    ],
    [
      'a roll-up filter on a value the picklist lacks',
      'snoozed',
      '<value>Snooze',
      '<value>Sleep',
      /"Sleep", which Feedback__c.Kind__c never holds/,
    ],
    [
      'a roll-up filter on a field that does not exist',
      'snoozed',
      'Feedback__c.Kind__c',
      'Feedback__c.Sort__c',
      /names Feedback__c.Sort__c, which does not exist/,
    ],
    [
      'a maximum of nothing',
      'snoozed',
      '<summarizedField>Feedback__c.Until__c</summarizedField>',
      '',
      /needs <summarizedField>/,
    ],
    ['a list column that does not exist', 'view', 'Score__c', 'Skore__c', /Account.Skore__c does not exist/],
  ]);
});

describe('formulas', () => {
  refuses(checkFormulas, [
    ['a minus sign before a field', 'score', '0 - Strength__c', '-Strength__c', /does not parse — .*0 - Field__c/],
    ['a power', 'score', 'EXP(0 - Strength__c)', '2 ^ Strength__c', /uses \^/],
    [
      'a field that does not exist',
      'score',
      'EXP(0 - Strength__c)',
      'EXP(0 - Force__c)',
      /names Force__c, which Account does not have/,
    ],
    ['an unknown function', 'score', 'EXP(', 'EXPO(', /Unknown function EXPO/],
    ['a comparison of unlike things', 'score', '100 * (1', '100 * ("a"', /the formula fails: Incorrect parameter type/],
    ['a result of the wrong type', 'score', '<type>Number', '<type>Text', /gives number where text is wanted/],
    [
      'a formula that does not say what blanks are',
      'score',
      '<formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>',
      '',
      /<formulaTreatBlanksAs> is missing/,
    ],
    [
      'a validation rule on a field that does not exist',
      'validation',
      'ISBLANK(Until__c)',
      'ISBLANK(Till__c)',
      /names Till__c, which Feedback__c does not have/,
    ],
    [
      'a permission that does not exist',
      'validation',
      'ISBLANK(Until__c)',
      '$Permission.Fly',
      /names \$Permission.Fly/,
    ],
  ]);
});

describe('records', () => {
  refuses(checkRecords, [
    [
      'a value of the wrong type',
      'sortRecord',
      'xsd:double',
      'xsd:string',
      /has the xsi:type xsd:string — use xsd:double/,
    ],
    [
      'the documented but broken picklist type',
      'ruleRecord',
      'xsi:type="xsd:string">in',
      'xsi:type="xsd:picklist">in',
      /xsd:picklist — use xsd:string/,
    ],
    ['a value of a field that does not exist', 'sortRecord', 'Weight__c', 'Wait__c', /Sort__mdt has no field Wait__c/],
    ['a field without a value', 'ruleRecord', '<field>Value__c', '<field>Side__c', /Value__c has no value/],
    ['two values of one field', 'ruleRecord', '<field>Value__c', '<field>Side__c', /Side__c has two values/],
    ['a text that is too long', 'ruleRecord', '[Call]', '[Call] [Out]', /has 12 characters — shorten it to 10/],
    ['a number with too many digits', 'sortRecord', '1.5', '1234.5', /more than 3 digits before the point/],
    ['a number with too many decimals', 'sortRecord', '1.5', '1.555', /more than 2 digits after the point/],
    ['a number that is none', 'sortRecord', '1.5', 'much', /is not a number/],
    ['a value the picklist lacks', 'ruleRecord', '>in<', '>up<', /"up" is not in the picklist/],
    ['a relationship to a record that does not exist', 'ruleRecord', '>Call<', '>Cell<', /names no record of Sort/],
    [
      'a missing schema namespace',
      'sortRecord',
      'xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
      '',
      /xmlns:xsd.* is missing/,
    ],
    [
      'a label of more than 40 characters',
      'sortRecord',
      '<label>Call',
      `<label>${'x'.repeat(41)}`,
      /<label> has 41 characters/,
    ],
    [
      'a record the manifest does not list',
      'manifest',
      '<members>Sort.Call</members>',
      '',
      /no-overwrite.xml: Sort.Call is not listed/,
    ],
    ['a manifest entry without a record', 'manifest', 'Sort.Call', 'Sort.Cell', /Sort.Cell has no file/],
  ]);
});

describe('the example project', () => {
  it('has a file for every key', () => {
    folder = exampleProject();
    expect(readOrgModel(folder).files).toHaveLength(Object.keys(FILES).length - 1);
  });
});
