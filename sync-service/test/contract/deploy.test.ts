// scripts/deploy with Salesforce's own command line against a stand-in org that starts empty: first deployment, what an admin
// changed since, a newer version, the way back to the shipped values, and removal. Components are not compiled for it.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'scripts/sf-cli');
const ADMIN = 'admin@touchpoint.example';
const DEFAULT = 'customMetadata/Touchpoint_Policy.Default.md-meta.xml';

let folder: string;
let standIns: StandIns;
let token: string;
let orgUrl = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-deploy-test-'));
  if (!existsSync(join(cli, 'node_modules/.bin/sf'))) await run('npm', ['ci', '--no-audit', '--no-fund'], cli);
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  standIns = await startStandIns({ world: 'accounts=60', sfPort: 0, outreachPort: 0, metadata: empty });
  orgUrl = standIns.salesforce.url;
  const admin = standIns.salesforce.org.userByName(ADMIN)?.id;
  const answer = await control('sessions', { userId: admin });
  token = (answer as { accessToken: string }).accessToken;
  built('first', () => undefined);
});

afterAll(async () => {
  await standIns.close();
  await rm(folder, { recursive: true, force: true });
});

test('deploys everything to an org that has nothing of it, and gives the integration user its set', async () => {
  const { code, result, said } = await deploy('first', '--integration-user', 'integration@touchpoint.example');
  expect(said).not.toContain(token);
  expect(result).toMatchObject({ ok: true, kept: [], problems: [] });
  expect(code).toBe(0);
  expect(policy()).toMatchObject({ Min_Active_Touchpoints__c: 4 });
  const { org } = standIns.salesforce;
  const integration = org.viewer(org.integrationUser.id);
  expect(integration.canEdit('Account', 'Active_Touchpoints__c')).toBe(true);
  expect(integration.object('Touchpoint_Policy__mdt').read).toBe(true);
});

test('tells whoever may not deploy so, without a stack', async () => {
  const { accessToken } = (await control('sessions', { userId: standIns.salesforce.org.integrationUser.id })) as {
    accessToken: string;
  };
  const { code, said } = await deploy('first', '--target-org', accessToken);
  expect(code).toBe(3);
  expect(said).toContain('The org did not list its metadata: INSUFFICIENT_ACCESS');
  expect(said).not.toMatch(/\n\s+at /);
});

test('a newer version leaves the value that an admin changed, and brings what is new', async () => {
  standIns.salesforce.org.putRows('Touchpoint_Policy__mdt', [{ Id: policy()['Id'], Min_Active_Touchpoints__c: 6 }]);
  newerVersion();
  const { result } = await deploy('newer');
  expect(result).toMatchObject({ ok: true, completed: ['Touchpoint_Policy.Default'] });
  expect((result as { kept: string[] }).kept).toContain('FlexiPage:Touchpoint_Home');
  // The shipped value is 5 now, and the field Patience__c has come with 7.
  expect(policy('Patience__c')).toMatchObject({
    Min_Active_Touchpoints__c: 6,
    Last_Touch_Max_Days__c: 14,
    Patience__c: 7,
  });
  expect(select("SELECT Title__c FROM Signal_Play__mdt WHERE DeveloperName = 'Newer'")).toHaveLength(1);
});

test('goes back to the shipped values only after it has shown each of them and was told to', async () => {
  const unasked = await deploy('newer', '--reset-policy');
  expect(unasked.code).toBe(2);
  expect(unasked.said).toContain('Touchpoint_Policy.Default Min_Active_Touchpoints__c: 6 → 5');
  expect(unasked.said).toContain('Give --yes');
  expect(policy()).toMatchObject({ Min_Active_Touchpoints__c: 6 });

  const { said, result } = await deploy('newer', '--reset-policy', '--yes');
  expect(said).toContain('Touchpoint_Policy.Default Min_Active_Touchpoints__c: 6 → 5');
  expect(result).toMatchObject({ ok: true, reset: true, differences: [{ org: '6', shipped: '5' }] });
  expect(policy()).toMatchObject({ Min_Active_Touchpoints__c: 5 });
});

test('an org that refuses one component keeps everything as it was, and the refusal is shown', async () => {
  built('broken', (file, text) =>
    file === 'Touchpoint_Integration.permissionset-meta.xml'
      ? text.replaceAll('Account.Last_Touch__c', 'Account.Lost_Touch__c')
      : text,
  );
  rewrite('broken', 'objects/Account/fields/Active_Touchpoints__c.field-meta.xml', (text) =>
    text.replace(/<label>.*<\/label>/, '<label>Changed</label>'),
  );
  const { code, said } = await deploy('broken');
  expect(code).toBe(3);
  expect(said).toContain('no CustomField named Account.Lost_Touch__c found');
  const { org } = standIns.salesforce;
  const fields = org.describe('Account', org.viewer(adminId()))['fields'] as { name: string; label: string }[];
  expect(fields.find(({ name }) => name === 'Active_Touchpoints__c')?.label).not.toBe('Changed');
});

test('removes everything, what an admin added included, and leaves nothing of it', async () => {
  const { result, said } = await deploy('newer', '--uninstall', '--yes');
  expect(said).toContain('0 records of Touchpoint_Run__c');
  expect(result).toMatchObject({ ok: true, left: [] });
  expect(standIns.salesforce.org.deployments.members()).toEqual([]);
  const { org } = standIns.salesforce;
  const account = org.describe('Account', org.viewer(adminId()))['fields'] as { name: string; custom: boolean }[];
  const ours = /^(Active_Touchpoints|Touchpoint_|Signal_|High_Signal|Open_Opportunities)/;
  expect(account.filter(({ name }) => ours.test(name))).toEqual([]);
  expect(select("SELECT Id FROM PermissionSet WHERE Name LIKE 'Touchpoint%'")).toEqual([]);
});

/** A version of the metadata as it would be built, each file passed through `change`. */
function built(name: string, change: (file: string, text: string) => string | undefined): void {
  const target = join(folder, name);
  cpSync(join(root, 'force-app'), target, {
    recursive: true,
    filter: (path) => !/\.ts$|__tests__|tsconfig/.test(path),
  });
  const sets = 'permissionsets/Touchpoint_Integration.permissionset-meta.xml';
  rewrite(name, sets, (text) => change(basename(sets), text) ?? text);
}

function rewrite(version: string, file: string, change: (text: string) => string): void {
  const path = join(folder, version, 'main/default', file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function newerVersion(): void {
  built('newer', () => undefined);
  const metadata = join(folder, 'newer/main/default');
  const fields = join(metadata, 'objects/Touchpoint_Policy__mdt/fields');
  const field = readFileSync(join(fields, 'Min_Active_Touchpoints__c.field-meta.xml'), 'utf8');
  writeFileSync(
    join(fields, 'Patience__c.field-meta.xml'),
    field.replace('<fullName>Min_Active_Touchpoints__c', '<fullName>Patience__c'),
  );
  rewrite('newer', DEFAULT, (text) =>
    text
      .replace(/(<field>Min_Active_Touchpoints__c<\/field>\s*<value[^>]*>)[^<]*/, '$15')
      .replace(
        '</CustomMetadata>',
        '<values><field>Patience__c</field><value xsi:type="xsd:double">7.0</value></values></CustomMetadata>',
      ),
  );
  const play = readFileSync(join(metadata, 'customMetadata/Signal_Play.Make_The_Next_Touch_Count.md-meta.xml'), 'utf8');
  writeFileSync(join(metadata, 'customMetadata/Signal_Play.Newer.md-meta.xml'), play);
}

const adminId = () => standIns.salesforce.org.userByName(ADMIN)?.id ?? '';

function select(soql: string): Record<string, unknown>[] {
  const { org } = standIns.salesforce;
  const query = org.query(soql, org.viewer(adminId()));
  const records = [...query.records(0, 100)];
  query.dispose();
  return records;
}

function policy(...more: string[]): Record<string, unknown> {
  const fields = ['Id', 'Min_Active_Touchpoints__c', 'Last_Touch_Max_Days__c', ...more].join(', ');
  return select(`SELECT ${fields} FROM Touchpoint_Policy__mdt WHERE DeveloperName = 'Default'`)[0] ?? {};
}

async function control(path: string, body: object): Promise<unknown> {
  const request = { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`${standIns.salesforce.url}/__control/${path}`, request)).json();
}

interface Finished {
  readonly code: number;
  readonly stdout: string;
  /** Both streams. */
  readonly said: string;
}

async function deploy(version: string, ...words: string[]): Promise<Finished & { readonly result: unknown }> {
  const all = ['--target-org', token, '--built', join(folder, version), '--roll-up-minutes', '0', '--json', ...words];
  const finished = await run(join(root, 'scripts/deploy'), all, root);
  const last = finished.stdout.trim().split('\n').at(-1) ?? '';
  return { ...finished, result: last === '' ? null : (JSON.parse(last) as unknown) };
}

function run(file: string, words: readonly string[], cwd: string): Promise<Finished> {
  const env = {
    ...process.env,
    PATH: [join(cli, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
    HOME: folder,
    SF_ORG_INSTANCE_URL: orgUrl,
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    NO_COLOR: '1',
  };
  return new Promise((resolve, reject) => {
    execFile(file, words, { cwd, env, maxBuffer: 50_000_000 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${file} cannot be run.`, { cause: error }));
      else resolve({ code: Number(error?.code ?? 0), stdout, said: `${stdout}${stderr}` });
    });
  });
}
