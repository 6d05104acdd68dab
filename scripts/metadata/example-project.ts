// A small project that passes every rule, for the tests to break in one place each.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const SCHEMA = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const OBJECTS = 'force-app/main/default/objects';
const RECORDS = 'force-app/main/default/customMetadata';

export const FILES = {
  strength: `${OBJECTS}/Account/fields/Strength__c.field-meta.xml`,
  score: `${OBJECTS}/Account/fields/Score__c.field-meta.xml`,
  snoozed: `${OBJECTS}/Account/fields/Snoozed_Until__c.field-meta.xml`,
  origin: `${OBJECTS}/Activity/fields/Origin__c.field-meta.xml`,
  feedback: `${OBJECTS}/Feedback__c/Feedback__c.object-meta.xml`,
  parent: `${OBJECTS}/Feedback__c/fields/Account__c.field-meta.xml`,
  kind: `${OBJECTS}/Feedback__c/fields/Kind__c.field-meta.xml`,
  until: `${OBJECTS}/Feedback__c/fields/Until__c.field-meta.xml`,
  validation: `${OBJECTS}/Feedback__c/validationRules/Until_Is_Said.validationRule-meta.xml`,
  sort: `${OBJECTS}/Sort__mdt/Sort__mdt.object-meta.xml`,
  weight: `${OBJECTS}/Sort__mdt/fields/Weight__c.field-meta.xml`,
  rule: `${OBJECTS}/Rule__mdt/Rule__mdt.object-meta.xml`,
  value: `${OBJECTS}/Rule__mdt/fields/Value__c.field-meta.xml`,
  ruleSort: `${OBJECTS}/Rule__mdt/fields/Sort__c.field-meta.xml`,
  side: `${OBJECTS}/Rule__mdt/fields/Side__c.field-meta.xml`,
  sortRecord: `${RECORDS}/Sort.Call.md-meta.xml`,
  ruleRecord: `${RECORDS}/Rule.First.md-meta.xml`,
  view: `${OBJECTS}/Account/listViews/Strong.listView-meta.xml`,
  set: 'force-app/main/default/permissionsets/Reader.permissionset-meta.xml',
  manifest: 'manifest/no-overwrite.xml',
} as const;

export type FileKey = keyof typeof FILES;

const file = (root: string, body: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${NAMESPACE}${attributes}>\n${body}\n</${root}>\n`;
const field = (name: string, body: string): string =>
  file(
    'CustomField',
    `<fullName>${name}</fullName><label>A label</label><description>What it is.</description><inlineHelpText>Help.</inlineHelpText>${body}`,
  );
const picklist = (...values: string[]): string =>
  `<valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values
    .map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`)
    .join('')}</valueSetDefinition></valueSet>`;
const adminOwned = '<fieldManageability>SubscriberControlled</fieldManageability>';
const typeObject = (label: string): string =>
  file(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel><description>What it is.</description><visibility>Public</visibility>`,
  );
const value = (name: string, type: string, text: string): string =>
  `<values><field>${name}</field><value xsi:type="xsd:${type}">${text}</value></values>`;
const grant = (name: string, editable: boolean): string =>
  `<fieldPermissions><editable>${editable}</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;

const CONTENT: Record<FileKey, string> = {
  strength: field(
    'Strength__c',
    '<precision>18</precision><scale>6</scale><type>Number</type><required>false</required>',
  ),
  score: field(
    'Score__c',
    '<formula>IF(ISBLANK(Strength__c), NULL, 100 * (1 - EXP(0 - Strength__c)))</formula><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs><precision>5</precision><scale>1</scale><type>Number</type>',
  ),
  snoozed: field(
    'Snoozed_Until__c',
    '<summarizedField>Feedback__c.Until__c</summarizedField><summaryFilterItems><field>Feedback__c.Kind__c</field><operation>equals</operation><value>Snooze</value></summaryFilterItems><summaryForeignKey>Feedback__c.Account__c</summaryForeignKey><summaryOperation>max</summaryOperation><type>Summary</type>',
  ),
  origin: field('Origin__c', '<length>40</length><type>Text</type>'),
  feedback: file(
    'CustomObject',
    '<label>Feedback</label><pluralLabel>Feedback</pluralLabel><description>What it is.</description><deploymentStatus>Deployed</deploymentStatus><sharingModel>ControlledByParent</sharingModel><nameField><displayFormat>F-{0000}</displayFormat><label>Feedback</label><type>AutoNumber</type></nameField>',
  ),
  parent: field(
    'Account__c',
    '<referenceTo>Account</referenceTo><relationshipLabel>Feedback</relationshipLabel><relationshipName>Feedback</relationshipName><type>MasterDetail</type>',
  ),
  kind: field('Kind__c', `<type>Picklist</type>${picklist('Snooze', 'Useful')}`),
  until: field('Until__c', '<type>Date</type>'),
  validation: file(
    'ValidationRule',
    '<fullName>Until_Is_Said</fullName><active>true</active><errorConditionFormula>AND(ISPICKVAL(Kind__c, "Snooze"), ISBLANK(Until__c))</errorConditionFormula><errorMessage>Say until when.</errorMessage>',
  ),
  sort: typeObject('Sort'),
  weight: field('Weight__c', `${adminOwned}<precision>5</precision><scale>2</scale><type>Number</type>`),
  rule: typeObject('Rule'),
  value: field('Value__c', `${adminOwned}<length>10</length><type>Text</type>`),
  ruleSort: field(
    'Sort__c',
    `${adminOwned}<referenceTo>Sort__mdt</referenceTo><relationshipLabel>Rules</relationshipLabel><relationshipName>Rules</relationshipName><type>MetadataRelationship</type>`,
  ),
  side: field('Side__c', `${adminOwned}<type>Picklist</type>${picklist('in', 'out')}`),
  sortRecord: file(
    'CustomMetadata',
    `<label>Call</label><protected>false</protected>${value('Weight__c', 'double', '1.5')}`,
    ` ${SCHEMA}`,
  ),
  ruleRecord: file(
    'CustomMetadata',
    `<label>First</label><protected>false</protected>${value('Value__c', 'string', '[Call]')}${value('Sort__c', 'string', 'Call')}${value('Side__c', 'string', 'in')}`,
    ` ${SCHEMA}`,
  ),
  view: file(
    'ListView',
    '<fullName>Strong</fullName><columns>ACCOUNT.NAME</columns><columns>Score__c</columns><filterScope>Everything</filterScope><label>Strong</label>',
  ),
  set: file(
    'PermissionSet',
    [
      '<label>Reader</label><hasActivationRequired>false</hasActivationRequired>',
      '<customMetadataTypeAccesses><enabled>true</enabled><name>Rule__mdt</name></customMetadataTypeAccesses>',
      '<customMetadataTypeAccesses><enabled>true</enabled><name>Sort__mdt</name></customMetadataTypeAccesses>',
      grant('Account.Strength__c', true),
      grant('Account.Score__c', false),
      grant('Account.Snoozed_Until__c', false),
      grant('Feedback__c.Kind__c', true),
      grant('Feedback__c.Until__c', true),
      grant('Task.Origin__c', true),
      grant('Event.Origin__c', true),
      '<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Feedback__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
    ].join('\n'),
  ),
  manifest: file(
    'Package',
    '<types><members>Rule.First</members><members>Sort.Call</members><name>CustomMetadata</name></types><version>66.0</version>',
  ),
};

/** Writes the project into a new folder, one file changed by replacing `from` with `to`; answers the folder. */
export function exampleProject(change?: { readonly in: FileKey; readonly from: string; readonly to: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'touchpoint-metadata-'));
  for (const key of Object.keys(FILES) as FileKey[]) {
    const path = join(folder, FILES[key]);
    const before = CONTENT[key];
    const after = change?.in === key ? before.replace(change.from, change.to) : before;
    if (change?.in === key && after === before)
      throw new Error(`${FILES[key]} does not hold "${change.from}"; correct the test.`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
  }
  return folder;
}
