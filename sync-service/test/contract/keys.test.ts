// Rotation of the key that signs in, against a stand-in org that trusts one certificate at a time, as an app does: made with the
// commands of docs/set-up.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { createOrg, type SalesforceOrg } from '../../src/salesforce/org.ts';
import { readSettings } from '../../src/settings.ts';
import { configOf, QUIET } from './stand-in-org.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;
let standIns: StandIns;
let next: string;
let certificate: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-keys-'));
  const page = readFileSync(join(root, 'docs/set-up.md'), 'utf8');
  for (const command of page.matchAll(/^ *(openssl .*)$/gm))
    execFileSync('sh', ['-c', command[1] ?? ''], { cwd: folder, stdio: 'pipe' });
  next = readFileSync(join(folder, 'touchpoint.key'), 'utf8');
  certificate = readFileSync(join(folder, 'touchpoint.crt'), 'utf8');
  standIns = await startStandIns({ world: 'accounts=60', sfPort: 0, outreachPort: 0 });
});

afterAll(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true, force: true });
});

test('while one key replaces the other the service signs in before and after the org knows the new one', async () => {
  const keys: unknown[] = [];
  const log = { ...QUIET, info: (_: string, facts?: object) => void keys.push(facts && Reflect.get(facts, 'key')) };
  const config = { ...configOf(standIns.environment), nextPrivateKeyPem: next, log };
  const used = async (): Promise<unknown> => {
    const org = createOrg(config);
    await done(org, (opened) => opened.identify());
    return keys.at(-1);
  };
  expect(await used()).toBe('SF_PRIVATE_KEY');
  await trust(certificate);
  expect(await used()).toBe('SF_PRIVATE_KEY_NEXT');
});

test('the old key alone is refused from then on, and the setting is named', async () => {
  const org = createOrg(configOf(standIns.environment));
  const [finding] = await done(org, (opened) => opened.diagnose());
  expect(finding).toMatchObject({ check: 'sign-in', ok: false });
  expect(finding?.fix).toContain('SF_PRIVATE_KEY');
});

test('settings tell when the certificate ends and whose it is', () => {
  const { settings } = readSettings(
    {
      ...standIns.environment,
      SF_PRIVATE_KEY_NEXT_FILE: join(folder, 'touchpoint.key'),
      SF_CERTIFICATE_FILE: join(folder, 'touchpoint.crt'),
    },
    folder,
  );
  const days = ((settings?.salesforce.certificate?.validUntil ?? 0) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(365);
  expect(settings?.salesforce.certificate?.fits).toBe('SF_PRIVATE_KEY_NEXT');
});

async function trust(pem: string): Promise<void> {
  const request = { method: 'POST', body: JSON.stringify({ pem }) };
  expect((await fetch(`${standIns.salesforce.url}/__control/certificate`, request)).status).toBe(200);
}

async function done<T>(org: SalesforceOrg, work: (org: SalesforceOrg) => Promise<T>): Promise<T> {
  try {
    return await work(org);
  } finally {
    await org.close();
  }
}
