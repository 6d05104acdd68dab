// Wrong settings, an impossible policy, a missing permission, an unknown field in a rule: every problem at once, each
// with record and fix, exit code 2, nothing written.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readerOf } from './org-reader.ts';
import { ROOT, startStandIns, temporaryFolder, touchpoint } from './processes.ts';

const WORLD = 'accounts=20,seed=5,today=2026-03-02';

describe('a run with wrong settings', () => {
  it('names every missing or malformed setting at once', async () => {
    const finished = await touchpoint(['run', '--inline', '--json'], {
      SF_USERNAME: 'somebody@example.com',
      OUTREACH_CLIENT_ID: 'half-a-credential',
      RUN_CRON: 'every morning',
      LEDGER_URL: await temporaryFolder(),
    });
    expect(finished.code).toBe(2);
    for (const name of ['SF_CONSUMER_KEY', 'SF_PRIVATE_KEY', 'SF_DOMAIN', 'OUTREACH_CLIENT_SECRET', 'RUN_CRON'])
      expect(finished.stderr).toContain(name);
    expect(finished.stderr).toContain('What to do');
  });

  it('says which setting is wrong when the org refuses the sign-in', async () => {
    const standIns = await startStandIns(WORLD);
    const finished = await touchpoint(['run', '--inline', '--json'], {
      ...standIns.environment,
      SF_CONSUMER_KEY: 'not-the-key-of-this-app',
    });
    expect(finished.code).toBe(2);
    expect(finished.stderr).toContain('SF_CONSUMER_KEY');
  });
});

describe('a run in an org that is not ready', () => {
  it('names an impossible policy, an unknown field in a rule and a missing permission together, and writes nothing', async () => {
    const metadata = join(await temporaryFolder(), 'default');
    cpSync(join(ROOT, 'force-app/main/default'), metadata, { recursive: true });
    edit(join(metadata, 'customMetadata/Touchpoint_Policy.Default.md-meta.xml'), (xml) =>
      valueOf(xml, 'Half_Life_Days__c', '0').replace(
        /(<field>Rolling_Window_Days__c<\/field>\s*<value[^>]*>)[^<]*/,
        '$1-5',
      ),
    );
    edit(join(metadata, 'customMetadata/Touchpoint_Rule.Email_Type.md-meta.xml'), (xml) =>
      valueOf(xml, 'Field_1__c', 'Tpye'),
    );
    edit(join(metadata, 'permissionsets/Touchpoint_Integration.permissionset-meta.xml'), (xml) =>
      xml.replace(
        /<fieldPermissions>\s*<editable>true<\/editable>\s*<field>Account\.Last_Touch__c<\/field>.*?<\/fieldPermissions>/s,
        '',
      ),
    );
    const standIns = await startStandIns(WORLD, ['--metadata', metadata]);
    const finished = await touchpoint(['run', '--inline', '--json'], standIns.environment);
    expect(finished.code, finished.stderr).toBe(2);
    for (const named of [
      'Half_Life_Days__c',
      'Rolling_Window_Days__c',
      'Email_Type',
      'Tpye',
      'Last_Touch__c',
      'Touchpoint',
    ])
      expect(finished.stderr).toContain(named);
    const requests = (await standIns.control('salesforce', 'GET', 'requests')) as { method: string; path: string }[];
    expect(requests.filter(({ method, path }) => method !== 'GET' && /composite|ingest|sobjects/.test(path))).toEqual(
      [],
    );
    const accounts = await (
      await readerOf(standIns.environment)
    ).query('SELECT Id, Touchpoint_Scored_On__c FROM Account');
    expect(accounts.filter((row) => row['Touchpoint_Scored_On__c'] !== null)).toEqual([]);
  });
});

function edit(file: string, change: (xml: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing was changed in ${file}`);
  writeFileSync(file, after);
}

function valueOf(xml: string, field: string, value: string): string {
  return xml.replace(new RegExp(`(<field>${field}</field>\\s*<value[^>]*>)[^<]*`), `$1${value}`);
}
