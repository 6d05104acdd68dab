// What the adapter says of an org whose permissions or policy are not as they should be: everything at once, each with
// its fix. The stand-in org is started on a changed copy of force-app.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { ConfigurationFailure } from '../../src/run/failures.ts';
import { createOrg, type SalesforceOrg } from '../../src/salesforce/org.ts';
import { configOf } from './stand-in-org.ts';

const APP = join(import.meta.dirname, '../../../force-app/main/default');
const PERMISSIONS = 'permissionsets/Touchpoint_Integration.permissionset-meta.xml';

let folder: string;
let standIns: StandIns;
let org: SalesforceOrg;

function change(path: string, edit: (xml: string) => string): void {
  const file = join(folder, path);
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`${path} did not hold what this test changes: adapt the test`);
  writeFileSync(file, after);
}

const without = (xml: string, block: string, name: string) =>
  xml.replace(new RegExp(`<${block}>(?:(?!</${block}>)[\\s\\S])*>${name}<[\\s\\S]*?</${block}>`), '');
const valued = (xml: string, field: string, value: string) =>
  xml.replace(new RegExp(`(<field>${field}</field>\\s*)<value[^>]*?(?:/>|>[^<]*</value>)`), `$1${value}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-metadata-'));
  cpSync(APP, folder, { recursive: true });
  change(PERMISSIONS, (xml) => {
    const noLead = without(xml, 'objectPermissions', 'Lead');
    const noSnooze = without(noLead, 'fieldPermissions', 'Account.Signal_Snoozed_Until__c');
    const readOnly = noSnooze.replace(
      /<editable>true<\/editable>(\s*<field>Account.Signal_Exits_On__c)/,
      '<editable>false</editable>$1',
    );
    return without(readOnly, 'objectPermissions', 'Case');
  });
  change('customMetadata/Touchpoint_Policy.Default.md-meta.xml', (xml) =>
    valued(xml, 'Half_Life_Days__c', '<value xsi:type="xsd:double">0.0</value>'),
  );
  change('customMetadata/Touchpoint_Rule.Call_Type.md-meta.xml', (xml) =>
    valued(xml, 'Field_1__c', '<value xsi:type="xsd:string">Tpye</value>'),
  );
  change('customMetadata/Touchpoint_Type.Case.md-meta.xml', (xml) =>
    valued(xml, 'Active__c', '<value xsi:type="xsd:boolean">true</value>'),
  );
  standIns = await startStandIns({ world: 'accounts=20,seed=3', sfPort: 0, outreachPort: 0, metadata: folder });
  org = createOrg(configOf(standIns.environment));
});

afterAll(async () => {
  await org.close();
  await standIns.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every missing permission is named with its fix', async () => {
  const problems = await org.findAccessProblems();
  const where = problems.map((problem) => problem.where);
  expect(where).toContain('Account.Signal_Snoozed_Until__c');
  expect(where).toContain('Lead');
  expect(where).toContain('Account.Signal_Exits_On__c');
  expect(problems.every(({ fix }) => /permission set Touchpoint Integration/.test(fix))).toBe(true);
});

test('an impossible number, an unknown field and cases that cannot be read are told together', async () => {
  const failure: unknown = await org.readPolicy().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigurationFailure);
  expect((failure as ConfigurationFailure).problems.map(({ where }) => where).sort()).toEqual([
    'Case',
    'Touchpoint_Policy__mdt Default · Half_Life_Days__c',
    'Touchpoint_Rule__mdt Call_Type · Field_1__c',
  ]);
});

test('doctor names the objects whose activities the user cannot see', async () => {
  const parents = (await org.diagnose()).find(({ check }) => check === 'activity parents');
  expect(parents).toMatchObject({ ok: false });
  expect(parents?.detail).toMatch(/Case/);
  expect(parents?.fix).toMatch(/View All/);
});
