import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
/** Of no key that is used here. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBcDCCARWgAwIBAgIUAsJc77xP1EqI5/7p0C4LeoaNqFYwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBdDAgFw0yNjExMjMwMjM5MThaGA8yMTI2MTAzMDAyMzkxOFow
DDEKMAgGA1UEAwwBdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPdYR9aArQ7H
G5ofW0MpnTYtSeNKRtAJPvJXdH4J90/UR8VOUt32+lHOiCJ/uyPoR+dAaGa2QpXg
sYFdaLbyHSujUzBRMB0GA1UdDgQWBBTmAWzV8nvF5/8wPRiJpar6s580eTAfBgNV
HSMEGDAWgBTmAWzV8nvF5/8wPRiJpar6s580eTAPBgNVHRMBAf8EBTADAQH/MAoG
CCqGSM49BAMCA0kAMEYCIQCPoFsU2CwXuq55MOVf7BEh+E8q15gisfVa4VqlYkR+
kwIhAJBxxYoC3cV7d/uYTLtIiQ/HLIBqSVbPfWz+HGFKUFK8
-----END CERTIFICATE-----`;
const enough = {
  SF_USERNAME: 'integration@example.com',
  SF_CONSUMER_KEY: 'consumer',
  SF_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
  SF_DOMAIN: 'login.salesforce.com',
};
const read = (more: Record<string, string | undefined> = {}) => readSettings({ ...enough, ...more }, '/project');
const wrong = (more: Record<string, string | undefined>) => read(more).problems.map((problem) => problem.where);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('settings', () => {
  it('need only the Salesforce login, and have defaults for all that is no secret', () => {
    expect(read().settings).toMatchObject({
      salesforce: { privateKeyPem: privateKey.trim(), loginUrl: 'login.salesforce.com' },
      outreach: null,
      redisUrl: null,
      ledgerUrl: '/project/.data/ledger',
      dataFolder: '/project/.data/ledger',
      schedule: { cron: '0 8 * * *', timeZone: 'UTC' },
      http: { port: 8080, host: '127.0.0.1' },
      partitionAccounts: 5000,
      patienceMs: 60_000,
      workerConcurrency: 2,
    });
  });

  it('name every problem at once, each with its fix', () => {
    const { problems } = readSettings({ RUN_CRON: 'daily', HTTP_PORT: 'eighty', OUTREACH_CLIENT_ID: 'id' }, '/project');
    expect(problems.map((problem) => problem.where).sort()).toEqual([
      'HTTP_PORT',
      'OUTREACH_CLIENT_SECRET',
      'OUTREACH_REFRESH_TOKEN',
      'RUN_CRON',
      'SF_CONSUMER_KEY',
      'SF_DOMAIN',
      'SF_PRIVATE_KEY',
      'SF_USERNAME',
    ]);
    expect(problems.every((problem) => problem.fix.length > 20)).toBe(true);
  });

  it('treat a blank value as absent', () => {
    expect(wrong({ SF_USERNAME: '  ' })).toEqual(['SF_USERNAME']);
    expect(read({ REDIS_URL: '' }).settings?.redisUrl).toBeNull();
  });

  it('read the private key from a file when the file is named', () => {
    const file = join(folder, 'key.pem');
    writeFileSync(file, privateKey);
    const { settings } = read({ SF_PRIVATE_KEY: undefined, SF_PRIVATE_KEY_FILE: file });
    expect(settings?.salesforce.privateKeyPem).toBe(privateKey.trim());
  });

  it('refuse a key file that is missing or holds no key', () => {
    const none = join(folder, 'none.pem');
    const prose = join(folder, 'prose.pem');
    writeFileSync(prose, 'not a key');
    expect(wrong({ SF_PRIVATE_KEY: undefined, SF_PRIVATE_KEY_FILE: none })).toEqual(['SF_PRIVATE_KEY_FILE']);
    expect(wrong({ SF_PRIVATE_KEY: undefined, SF_PRIVATE_KEY_FILE: prose })).toEqual(['SF_PRIVATE_KEY_FILE']);
    expect(wrong({ SF_PRIVATE_KEY: 'not a key' })).toEqual(['SF_PRIVATE_KEY']);
  });

  it('refuse a key of another kind than Salesforce takes, and blame no certificate for it', () => {
    const { privateKey: curve } = generateKeyPairSync('ec', {
      namedCurve: 'prime256v1',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    expect(read({ SF_PRIVATE_KEY: curve }).problems).toMatchObject([
      { where: 'SF_PRIVATE_KEY', message: 'is not an RSA key (ec)' },
    ]);
    expect(wrong({ SF_PRIVATE_KEY: 'not a key', SF_CERTIFICATE: CERTIFICATE })).toEqual(['SF_PRIVATE_KEY']);
    expect(wrong({ SF_CERTIFICATE: 'not a certificate' })).toEqual(['SF_CERTIFICATE']);
  });

  it('take exactly one whole form of Outreach credentials', () => {
    expect(read({ OUTREACH_API_KEY: 'a-token' }).settings?.outreach).toEqual({
      baseUrl: 'https://api.outreach.io/api/v2',
      credentials: { kind: 'bearer', token: 'a-token' },
      ...{ yearlyRequests: 250_000, dropShare: 0.05 },
    });
    expect(wrong({ OUTREACH_CLIENT_ID: 'id', OUTREACH_CLIENT_SECRET: 'secret' })).toEqual(['OUTREACH_REFRESH_TOKEN']);
    expect(wrong({ OUTREACH_API_KEY: 'a-token', OUTREACH_CLIENT_ID: 'id' })).toEqual([
      'OUTREACH_CLIENT_ID, OUTREACH_API_KEY',
    ]);
  });

  it.each(['60 8 * * *', '0 8 * *', '0 8 * * 9', '0 8 31-1 * *', '*/0 * * * *', 'x 8 * * *', 'H 8 * * *'])(
    'refuse the schedule %s',
    (pattern) => {
      expect(wrong({ RUN_CRON: pattern })).toEqual(['RUN_CRON']);
    },
  );

  it.each(['0 8 * * *', '*/15 8-18 * * 1-5', '0 8 1,15 JAN-JUN MON', '30 0 8 * * THU'])(
    'take the schedule %s',
    (pattern) => {
      expect(wrong({ RUN_CRON: pattern })).toEqual([]);
    },
  );

  it('refuse an unknown time zone, a strange Redis and a login host that is none', () => {
    expect(wrong({ RUN_TIME_ZONE: 'Mars/Olympus', REDIS_URL: 'http://x', SF_DOMAIN: 'two words' }).sort()).toEqual([
      'REDIS_URL',
      'RUN_TIME_ZONE',
      'SF_DOMAIN',
    ]);
  });

  it('list their secrets, so that logs can leave them out', () => {
    const { settings } = read({ OUTREACH_API_KEY: 'a-token', REDIS_URL: 'redis://u:hidden%21@host:6379' });
    expect(settings?.secrets).toEqual([privateKey.trim(), 'a-token', 'hidden!']);
  });

  it('refuse an address with a percent sign that begins no code, but no folder', () => {
    expect(wrong({ REDIS_URL: 'redis://u:100%zz@host:6379' })).toEqual(['REDIS_URL']);
    expect(read({ LEDGER_URL: '/data/100%' }).settings?.ledgerUrl).toBe('/data/100%');
  });

  it('never show a secret in a problem', () => {
    const { problems } = read({ OUTREACH_API_KEY: 'a-token', OUTREACH_CLIENT_ID: 'id', SF_PRIVATE_KEY: 'a-secret' });
    expect(JSON.stringify(problems)).not.toMatch(/a-token|a-secret/);
  });
});
