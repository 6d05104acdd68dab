// The contract of the Outreach port over real HTTP: what the mirror holds after a refresh, in fair weather and foul.
// Not run against a real tenant: a test that refreshes its token would take the token away from the service.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { OutreachOptions } from '../../../scripts/stand-ins/outreach/options.ts';
import type { OutreachResource } from '../../../scripts/stand-ins/world/world.ts';
import { ConfigurationFailure, FatalFailure, RetriableFailure } from '../../src/run/failures.ts';
import { ACCOUNT, contactOf, mailing, NOON, SINCE, taskOf, tenant, Tenant } from './outreach-tenant.ts';

const running: Tenant[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});
async function start(resources: readonly OutreachResource[], options: OutreachOptions = {}): Promise<Tenant> {
  const started = await Tenant.start(resources, options);
  running.push(started);
  return started;
}
const never = new AbortController().signal;
const KINDS = [
  'account',
  'prospect',
  'sequence',
  'sequenceStep',
  'callDisposition',
  'sequenceState',
  'mailing',
  'call',
] as const;

describe('what the mirror holds', () => {
  test('the first load brings everything, with Salesforce Ids, and leaves old engagements out', async () => {
    const old = mailing(77, { deliveredAt: '2025-08-01T00:00:00Z', updatedAt: '2025-08-31T00:00:00.000Z' });
    const it = await start([...tenant(3), old]);
    const refresh = await it.port().refreshMirror(SINCE, never);
    expect(refresh).toMatchObject({ firstLoad: true, remarks: [] });
    expect(refresh.records).toEqual({ ...Object.fromEntries(KINDS.map((kind) => [kind, 1])), mailing: 3 });
    const { prospects, mailings, calls, sequences } = await it.reading();
    expect(prospects).toEqual([
      {
        id: 1,
        updatedAt: Date.parse('2024-01-01T00:00:00Z'),
        accountId: 41,
        contactIds: [contactOf(1)],
        leadIds: [],
        emails: ['dana@northwind.example'],
        title: 'VP',
        salesforceAccountId: ACCOUNT,
      },
    ]);
    expect(mailings.map(({ id, taskIds }) => [id, taskIds]).toSorted()).toEqual(
      [1, 2, 3].map((id) => [id, [taskOf(id)]]),
    );
    expect(mailings.find(({ id }) => id === 2)).toMatchObject({
      deliveredAt: NOON - 120_000,
      prospectId: 1,
      userId: 7,
    });
    expect(calls[0]).toMatchObject({ vendor: 'Orum', number: '1206555', dispositionName: 'Answered' });
    expect(sequences.map(({ id }) => id)).toEqual([311]);
  });

  test('the second refresh takes one request a kind, none for look-ups, and brings only what changed', async () => {
    const it = await start(tenant(1200));
    // A page a kind, another one for the mailings, and one a kind to count what a first load will take.
    expect((await it.port().refreshMirror(SINCE, never)).requests).toBe(17);
    // By the tenant's clock this is later than the first load.
    await it.put('mailing', [
      mailing(5, { repliedAt: '2026-03-02T23:59:00.000Z', updatedAt: '2026-03-02T23:59:00.000Z' }),
    ]);
    const again = await it.port().refreshMirror(SINCE, never);
    expect(again).toMatchObject({ requests: 6, firstLoad: false });
    expect(again.records['mailing']).toBe(1);
    const { mailings } = await it.reading();
    expect(mailings).toHaveLength(1200);
    expect(mailings.find(({ id }) => id === 5)?.repliedAt).toBe(Date.parse('2026-03-02T23:59:00Z'));
  });

  test('a mirror that does not reach back far enough is loaded again from further back', async () => {
    const it = await start(tenant(3));
    await it.port().refreshMirror(NOON - 90_000, never);
    expect((await it.reading()).mailings.map(({ id }) => id)).toEqual([1]);
    expect(await it.port().refreshMirror(SINCE, never)).toMatchObject({ firstLoad: true });
    expect((await it.reading()).mailings).toHaveLength(3);
  });

  test('a data connection given as a single object is understood as well', async () => {
    const it = await start(tenant(1), { connectionsForm: 'object' });
    await it.port().refreshMirror(SINCE, never);
    expect((await it.reading()).mailings[0]?.taskIds).toEqual([taskOf(1)]);
  });

  test('a record that makes no sense is named, and stays in doubt in every run until it is read well', async () => {
    // Text is expected there, and the stand-in hands out what it was given.
    const broken = { ...mailing(13), attributes: { ...mailing(13).attributes, mailingType: 5 } };
    const it = await start([...tenant(2), broken]);
    const inDoubt = [
      {
        message: expect.stringMatching(
          /^Outreach records that cannot .*: 1, mailing 13 among them \(attributes.mailingType/,
        ) as string,
        degrades: true,
      },
    ];
    const first = await it.port().refreshMirror(SINCE, never);
    expect(first.records['mailing']).toBe(2);
    expect(first.remarks).toEqual(inDoubt);
    expect(it.warnings[0]).toEqual(['outreach.record.skipped', expect.objectContaining({ type: 'mailing', id: 13 })]);
    const second = await it.port().refreshMirror(SINCE, never);
    expect(second).toMatchObject({ requests: 7, remarks: inDoubt });
    await it.put('mailing', [mailing(13)]);
    expect((await it.port().refreshMirror(SINCE, never)).remarks).toEqual([]);
    expect((await it.reading()).mailings.map(({ id }) => id).toSorted()).toEqual([1, 13, 2]);
  });

  test('records read again by id are brought up to date, and those that are gone leave the mirror', async () => {
    const it = await start(tenant(250));
    const port = it.port();
    await port.refreshMirror(SINCE, never);
    // An instant long before the last refresh: only reading by id finds it.
    await it.put('mailing', [
      mailing(3, { repliedAt: '2026-03-01T11:58:30.000Z', updatedAt: '2026-03-01T11:58:30.000Z' }),
    ]);
    await it.vanish('mailing', [4, 5]);
    const mailings = Array.from({ length: 250 }, (_mailing, place) => ({ kind: 'mailing', id: place + 1 }) as const);
    const refresh = await port.refreshRecords([...mailings, { kind: 'call', id: 9 }, { kind: 'call', id: 99 }], never);
    expect(refresh).toEqual({ requests: 4, kept: 249, dropped: 2 });
    const reading = await it.reading();
    expect(reading.mailings).toHaveLength(248);
    expect(reading.mailings.find(({ id }) => id === 3)?.repliedAt).toBe(Date.parse('2026-03-01T11:58:30Z'));
    const byTask = await it.ledger.mirror.read({ contactIds: [], leadIds: [], accountIds: [], taskIds: [taskOf(4)] });
    expect(byTask.mailings).toEqual([]);
  });

  test('another client means another mirror', async () => {
    const it = await start(tenant(2));
    await it.port().refreshMirror(SINCE, never);
    const bearer = { kind: 'bearer', token: it.standIn.developmentBearer } as const;
    expect(await it.port({ credentials: bearer }).refreshMirror(SINCE, never)).toMatchObject({ firstLoad: true });
  });
});

describe('who we are', () => {
  const kept = (it: Tenant) => {
    const folder = join(it.folder, 'state');
    const [file = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    return JSON.parse(readFileSync(join(folder, file), 'utf8')) as { refreshToken: string };
  };

  test('two ports that start at once, and one that starts after them, mint one token', async () => {
    const it = await start(tenant(1));
    await Promise.all([it.port().probe(), it.port().probe()]);
    await it.port().probe();
    expect(await it.answered('/oauth/token')).toBe(1);
  });

  test('the refresh token that Outreach hands out replaces the one configured, across restarts', async () => {
    const it = await start(tenant(1), { tokens: { refresh: 'single', mintSeconds: 0 } });
    await it.port().probe();
    const first = kept(it).refreshToken;
    expect(first).not.toBe(it.refreshCredentials.refreshToken);
    it.fault({ match: 'read', kind: 'expire' });
    await it.port().probe();
    expect(kept(it).refreshToken).not.toBe(first);
    expect(await it.answered('/oauth/token', 200)).toBe(2);
  });

  test('a mint whose answer is lost is tried again with the same refresh token', async () => {
    const it = await start(tenant(1), { tokens: { mintSeconds: 0 } });
    it.fault({ match: 'token', kind: 'drop' });
    await it.port().probe();
    expect(await it.answered('/oauth/token', 200)).toBe(2);
  });

  test('a token that ends in the middle of a list is replaced, waiting for the next mint, and nothing is lost', async () => {
    const it = await start(tenant(2500), { tokens: { mintSeconds: 2 } });
    it.fault({ match: 'mailings', kind: 'expire', after: 2 });
    await it.port().refreshMirror(SINCE, never);
    expect((await it.reading()).mailings).toHaveLength(2500);
    expect(await it.answered('/api/v2/mailings', 401)).toBe(1);
  });

  test('a refresh token that is no longer good is named with the fix', async () => {
    const it = await start(tenant(1));
    const probe = it.port({ credentials: { ...it.refreshCredentials, refreshToken: 'gone' } }).probe();
    await expect(probe).rejects.toThrow(ConfigurationFailure);
    await expect(probe).rejects.toMatchObject({ problems: [{ where: 'OUTREACH_REFRESH_TOKEN' }] });
  });

  test('a wrong client secret is named with the fix', async () => {
    const it = await start(tenant(1));
    const probe = it.port({ credentials: { ...it.refreshCredentials, clientSecret: 'wrong' } }).probe();
    await expect(probe).rejects.toMatchObject({ problems: [{ where: 'OUTREACH_CLIENT_ID' }] });
  });

  test('a development token works until it ends; then its setting is named', async () => {
    const it = await start(tenant(1));
    const port = it.port({ credentials: { kind: 'bearer', token: it.standIn.developmentBearer } });
    await port.probe();
    it.fault({ match: 'read', kind: 'expire' });
    await expect(port.probe()).rejects.toMatchObject({ problems: [{ where: 'OUTREACH_API_KEY' }] });
  });

  test('server to server reads what it may, and goes without steps and dispositions', async () => {
    const it = await start(tenant(2));
    const { guid, installId, privateKey } = it.standIn.serverToServer;
    const port = it.port({ credentials: { kind: 's2s', guid, installId, privateKeyPem: privateKey } });
    const { records } = await port.refreshMirror(SINCE, never);
    expect(Object.keys(records)).toEqual(['account', 'prospect', 'sequence', 'sequenceState', 'mailing', 'call']);
    expect((await it.reading()).calls[0]?.dispositionName).toBe('');
  });

  test('a private key that is none is named before anything is sent', async () => {
    const it = await start(tenant(1));
    const { guid, installId } = it.standIn.serverToServer;
    const probe = it.port({ credentials: { kind: 's2s', guid, installId, privateKeyPem: 'no key' } }).probe();
    await expect(probe).rejects.toMatchObject({ problems: [{ where: 'OUTREACH_S2S_PRIVATE_KEY' }] });
  });

  test('the probe tells all missing scopes at once', async () => {
    const scopes = ['accounts', 'prospects', 'sequences', 'sequenceStates', 'calls', 'callDispositions'];
    const it = await start(tenant(1), { tokens: { scopes: scopes.map((plural) => `${plural}.read`) } });
    const probe = it.port().probe();
    await expect(probe).rejects.toThrow(/scope sequenceSteps\.read[^]*scope mailings\.read/);
  });
});

describe('what goes wrong on the way', () => {
  test.each([
    ['a gateway that gives up on big pages', { kind: 'status', status: 502, times: 3 }],
    ['an internal error', { kind: 'status', status: 500, times: 2 }],
    ['maintenance with an ISO instant to come back at', { kind: 'status', status: 503 }],
    ['the rate limit with an epoch to come back at', { kind: 'limit' }],
    ['a connection cut in the middle', { kind: 'drop', after: 2 }],
    ['an answer that ends early', { kind: 'truncate', after: 2 }],
    ['unsorted pages', { kind: 'unsorted', times: -1 }],
    ['records that come twice', { kind: 'duplicate', times: -1 }],
  ])('%s: every record arrives once', async (_name, fault) => {
    const it = await start(tenant(2300));
    // The first of them only counts.
    it.fault({ match: 'mailings', after: 1, ...fault });
    const { records } = await it.port().refreshMirror(SINCE, never);
    expect(records['mailing']).toBe(2300);
    expect((await it.reading()).mailings).toHaveLength(2300);
    expect(await it.ledger.mirror.checkpoint('mailing')).toMatchObject({ complete: true });
  });

  test.each([
    ['a gateway that always gives up', { kind: 'status', status: 504 }, 'OUTREACH_GATEWAY'],
    ['connections that are always cut', { kind: 'drop' }, 'OUTREACH_CUT_OFF'],
    ['answers that always end early', { kind: 'truncate' }, 'OUTREACH_CUT_OFF'],
    ['a page of HTML', { kind: 'status', status: 200, body: '<html></html>' }, 'OUTREACH_CUT_OFF'],
  ])('%s: ends in a clear failure, and the next refresh goes on where it ended', async (_name, fault, code) => {
    const it = await start(tenant(2300));
    it.fault({ match: 'mailings', ...fault, times: -1, after: 2 });
    const refresh = it.port().refreshMirror(SINCE, never);
    await expect(refresh).rejects.toThrow(RetriableFailure);
    await expect(refresh).rejects.toMatchObject({ code });
    expect(await it.ledger.mirror.checkpoint('mailing')).toMatchObject({ complete: false });
    it.standIn.control.faults.clear();
    const { records } = await it.port().refreshMirror(SINCE, never);
    expect(records['mailing']).toBeLessThan(1400);
    expect((await it.reading()).mailings).toHaveLength(2300);
  });

  test('an answer that never comes is given up in time', async () => {
    const it = await start(tenant(1));
    it.fault({ match: 'calls', kind: 'slow', delayMs: 60_000, times: -1 });
    const started = Date.now();
    const refresh = it.port({ timeouts: { attempt: 300, request: 2000 } }).refreshMirror(SINCE, never);
    await expect(refresh).rejects.toMatchObject({ code: 'OUTREACH_TOO_SLOW' });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('a page that is none is a failure that names it', async () => {
    const it = await start(tenant(1));
    it.fault({ match: 'calls', kind: 'status', status: 200, body: '{"data":{"type":"call"}}', after: 1 });
    const refresh = it.port().refreshMirror(SINCE, never);
    await expect(refresh).rejects.toThrow(FatalFailure);
    await expect(refresh).rejects.toThrow('/api/v2/calls is malformed');
    expect(await it.ledger.mirror.checkpoint('call')).toBeNull();
  });

  test('a limit that is nearly used up for the next hour stops the run before it is reached', async () => {
    const it = await start(tenant(1), { rateLimit: 8, twoValueRateLimit: true });
    const refresh = it.port().refreshMirror(SINCE, never);
    await expect(refresh).rejects.toMatchObject({
      code: 'OUTREACH_RATE_LIMITED',
      retryAfterMs: expect.any(Number) as number,
    });
    expect(await it.answered('/api/v2/accounts', 200)).toBe(1);
    expect(await it.answered('/api/v2/accounts', 429)).toBe(0);
  });

  test('a refresh that is told to stop stops, and the next one goes on where it ended', async () => {
    const it = await start(tenant(3000));
    const stop = new AbortController();
    it.fault({ match: 'mailings', kind: 'slow', delayMs: 20_000, after: 3 });
    const stopped = expect(it.port().refreshMirror(SINCE, stop.signal)).rejects.toThrow('stopped');
    // Two pages are stored, and the third takes its time.
    await expect.poll(async () => (await it.reading()).mailings.length, { timeout: 60_000 }).toBe(2000);
    stop.abort(new Error('stopped'));
    await stopped;
    expect(await it.ledger.mirror.checkpoint('mailing')).toMatchObject({ complete: false });
    const { records } = await it.port().refreshMirror(SINCE, never);
    expect(records['mailing']).toBeLessThan(1100);
    expect((await it.reading()).mailings).toHaveLength(3000);
  });
});
