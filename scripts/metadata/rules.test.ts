import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkDescriptions } from './description-rules.ts';
import { exampleProject, FILES } from './example-project.ts';
import { readOrgModel } from './org-model.ts';
import type { OrgModel } from './org-model.ts';
import { checkPermissions } from './permission-rules.ts';
import type { Problem } from './problem.ts';
import { refuses } from './refusals.ts';
import { loadTypeCheck } from './types-rule.ts';

const typeCheck = loadTypeCheck();
const checkTypes = (org: OrgModel): Problem[] => org.files.flatMap(typeCheck);

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

describe('the example project', () => {
  it('has a file for every key', () => {
    const folder = exampleProject();
    const metadata = Object.values(FILES).filter((path) => path.endsWith('-meta.xml'));
    expect(readOrgModel(folder).files).toHaveLength(metadata.length);
    rmSync(folder, { recursive: true });
  });
});
