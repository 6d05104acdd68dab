import { describe } from 'vitest';
import { checkFormulas } from './formula-rules.ts';
import { checkRecords } from './record-rules.ts';
import { checkReferences } from './reference-rules.ts';
import { refuses } from './refusals.ts';

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
    ['a report column that does not exist', 'reportType', 'Score__c', 'Skore__c', /Account.Skore__c does not exist/],
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
    [
      'a page the manifest does not list',
      'manifest',
      'Strong_Home',
      'Home',
      /no-overwrite.xml: Strong_Home is not listed/,
    ],
    ['a list view the manifest does not list', 'manifest', 'Account.Strong', 'Strong', /Account.Strong is not listed/],
  ]);
});
