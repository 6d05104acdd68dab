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
  permission: 'force-app/main/default/customPermissions/Export.customPermission-meta.xml',
  labels: 'force-app/main/default/labels/CustomLabels.labels-meta.xml',
  german: 'force-app/main/default/translations/de.translation-meta.xml',
  bundle: 'force-app/main/default/lwc/strongList/strongList.js-meta.xml',
  script: 'force-app/main/default/lwc/strongList/strongList.js',
  source: 'force-app/main/default/lwc/strongList/strongList.ts',
  page: 'force-app/main/default/flexipages/Strong_Home.flexipage-meta.xml',
  tabPage: 'force-app/main/default/flexipages/Strong.flexipage-meta.xml',
  tab: 'force-app/main/default/tabs/Strong.tab-meta.xml',
  app: 'force-app/main/default/applications/Strong.app-meta.xml',
  reportType: 'force-app/main/default/reportTypes/Strong.reportType-meta.xml',
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
const objectGrant = (name: string, create: boolean): string =>
  `<objectPermissions><allowCreate>${create}</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${name}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
const lightningPage = (label: string, region: string, template: string, kind: string): string =>
  file(
    'FlexiPage',
    `<flexiPageRegions><itemInstances><componentInstance><componentName>strongList</componentName><identifier>c_strongList</identifier></componentInstance></itemInstances><name>${region}</name><type>Region</type></flexiPageRegions><masterLabel>${label}</masterLabel><template><name>${template}</name></template><type>${kind}</type>`,
  );
const label = (name: string, text: string): string =>
  `<labels><fullName>${name}</fullName><categories>Strong</categories><language>en_US</language><protected>false</protected><shortDescription>A note</shortDescription><value>${text}</value></labels>`;
const COMPONENT =
  "import more from '@salesforce/label/c.Strong_More';\nimport title from '@salesforce/label/c.Strong_Title';\nexport const words = [title, more, 'Score__c', 'Rule__mdt'];\n";

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
      '<label>Reader</label><description>For readers.</description><hasActivationRequired>false</hasActivationRequired>',
      '<applicationVisibilities><application>Strong</application><visible>true</visible></applicationVisibilities>',
      '<tabSettings><tab>Strong</tab><visibility>Visible</visibility></tabSettings>',
      '<customMetadataTypeAccesses><enabled>true</enabled><name>Rule__mdt</name></customMetadataTypeAccesses>',
      '<customMetadataTypeAccesses><enabled>true</enabled><name>Sort__mdt</name></customMetadataTypeAccesses>',
      grant('Account.Strength__c', true),
      grant('Account.Score__c', false),
      grant('Account.Snoozed_Until__c', false),
      grant('Feedback__c.Kind__c', true),
      grant('Feedback__c.Until__c', true),
      grant('Task.Origin__c', true),
      grant('Event.Origin__c', true),
      objectGrant('Feedback__c', true),
      objectGrant('Account', false),
    ].join('\n'),
  ),
  permission: file(
    'CustomPermission',
    '<description>What it is.</description><isLicensed>false</isLicensed><label>Export</label>',
  ),
  labels: file('CustomLabels', label('Strong_More', '{0} more') + label('Strong_Title', 'Strong')),
  german: file(
    'Translations',
    '<customLabels><label>{0} weitere</label><name>Strong_More</name></customLabels><customLabels><label>Stark</label><name>Strong_Title</name></customLabels>',
  ),
  bundle: file(
    'LightningComponentBundle',
    '<apiVersion>66.0</apiVersion><isExposed>true</isExposed><masterLabel>Strong</masterLabel><targets><target>lightning__HomePage</target><target>lightning__AppPage</target></targets>',
  ),
  script: COMPONENT,
  source: COMPONENT,
  page: lightningPage('Strong Home', 'top', 'home:desktopTemplate', 'HomePage'),
  tabPage: lightningPage('Strong', 'main', 'flexipage:defaultAppHomeTemplate', 'AppPage'),
  tab: file('CustomTab', '<flexiPage>Strong</flexiPage><label>Strong</label><motif>Custom9: Lightning</motif>'),
  app: file(
    'CustomApplication',
    '<actionOverrides><actionName>Tab</actionName><content>Strong_Home</content><formFactor>Large</formFactor><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type><pageOrSobjectType>standard-home</pageOrSobjectType></actionOverrides><formFactors>Large</formFactors><label>Strong</label><tabs>standard-home</tabs><tabs>Strong</tabs><uiType>Lightning</uiType>',
  ),
  reportType: file(
    'ReportType',
    '<baseObject>Account</baseObject><category>accounts</category><deployed>true</deployed><label>Strong</label><sections><columns><checkedByDefault>true</checkedByDefault><field>Score__c</field><table>Account</table></columns><masterLabel>Strong</masterLabel></sections>',
  ),
  manifest: file(
    'Package',
    [
      '<types><members>Strong</members><name>CustomApplication</name></types>',
      '<types><members>Rule.First</members><members>Sort.Call</members><name>CustomMetadata</name></types>',
      '<types><members>Strong</members><members>Strong_Home</members><name>FlexiPage</name></types>',
      '<types><members>Account.Strong</members><name>ListView</name></types><version>66.0</version>',
    ].join(''),
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
