// Between two runs: what changes in the org and in Outreach is found by a run of the changed accounts, by the poll and by
// webhooks of the running service, and leads to the fields that a full run gives.
import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HandMadeWorld } from './hand-made-world.ts';
import { type OrgReader, readerOf } from './org-reader.ts';
import { lastLine, startService, startStandIns, temporaryFolder, touchpoint } from './processes.ts';

const [TODAY, ZONE] = ['2026-03-02', 'America/New_York'];
const SECRET = 'the secret of the webhook';
const LISTENING = { OUTREACH_WEBHOOK_SECRET: SECRET, POLL_SECONDS: '10' };

interface RunResult {
  run: { verdict: string; accounts: number; evaluated: number; changed: number; failed: number };
}

/** An account with so many completed Tasks of the last days; three make it Near, a fourth high-signal. */
function accountWith(world: HandMadeWorld, tasks: number): { id: string; contact: string; tasks: string[] } {
  const id = world.account();
  const contact = world.contact(id);
  return { id, contact, tasks: Array.from({ length: tasks }, (_, n) => world.task(2 + n, { WhoId: contact })) };
}

function makeOrgWorld() {
  const world = new HandMadeWorld(TODAY, ZONE);
  // Long ago for all of them, so that only what happens later is news.
  const old = { CreatedDate: world.at(30), SystemModstamp: world.at(30), LastModifiedDate: world.at(30) };
  const places = {
    late: accountWith(world, 3),
    deleted: accountWith(world, 4),
    undeleted: accountWith(world, 3),
    winner: accountWith(world, 2),
    loser: accountWith(world, 2),
    converted: accountWith(world, 3),
    quiet: accountWith(world, 4),
    moved: accountWith(world, 3),
    polled: accountWith(world, 3),
  };
  const gone = world.task(1, { WhoId: places.undeleted.contact, IsDeleted: true });
  const lead = world.row('Lead', '00Q', { LastName: 'Lead', Company: 'C', Status: 'Open' });
  world.task(1, { WhoId: lead });
  for (const rows of world.salesforce.values()) for (const row of rows) Object.assign(row, { ...old, ...row });
  return { world, ...places, gone, lead };
}

const TIER = 'SELECT Id, Signal_Tier__c, Active_Touchpoints__c FROM Account';
const tiersOf = async (reader: OrgReader): Promise<Record<string, unknown>> =>
  Object.fromEntries((await reader.query(TIER)).map((row) => [String(row['Id']), row['Signal_Tier__c']]));

/** Minutes before the stand-ins' clock, which stands a little after noon of today. */
const minutesAgo = (minutes: number): string =>
  new Date(Date.parse(`${TODAY}T17:00:00Z`) - minutes * 60_000).toISOString();

function webhook(
  url: string,
  record: { type: string; id: number },
  more: { secret?: string; deliveredAt?: string; event?: string } = {},
): { answer: () => Promise<number> } {
  const meta = { deliveredAt: more.deliveredAt ?? new Date().toISOString(), eventName: `${record.type}.replied` };
  const body = JSON.stringify({ data: record, meta });
  const signature = createHmac('sha256', more.secret ?? SECRET)
    .update(body)
    .digest('hex');
  const send = async (): Promise<number> => {
    const headers = {
      'content-type': 'application/vnd.api+json',
      'outreach-webhook-signature': signature,
      'outreach-webhook-event-id': more.event ?? randomUUID(),
    };
    return (await fetch(`${url}/webhooks/outreach`, { method: 'POST', headers, body })).status;
  };
  return { answer: send };
}

describe('between two runs', () => {
  it('a late commit, a delete, an undelete, a merge, a conversion and a move end as a full run would have it', async () => {
    const { world, late, deleted, undeleted, winner, loser, converted, quiet, moved, polled, gone, lead } =
      makeOrgWorld();
    const standIns = await startStandIns(world.write(await temporaryFolder()));
    const { environment } = standIns;
    const org = (order: string, body: object) => standIns.control('salesforce', 'POST', order, body);
    expect(lastLine<RunResult>(await touchpoint(['run', '--inline', '--json'], environment)).run).toMatchObject({
      verdict: 'ok',
      changed: 9,
    });
    const reader = await readerOf(environment);
    const before = await tiersOf(reader);
    const near = [late, undeleted, converted, moved, polled].map(({ id }) => before[id]);
    expect(new Set(near)).toEqual(new Set(['Near']));
    expect([before[deleted.id], before[quiet.id]]).toEqual(['High-Effort', 'High-Effort']);

    const commit = { Id: world.nextId('00T'), WhoId: late.contact, Status: 'Completed', ActivityDate: TODAY };
    const times = { CreatedDate: minutesAgo(8), SystemModstamp: minutesAgo(8) };
    await org('rows', { object: 'Task', rows: [{ ...commit, Subject: 'Committed late', ...times }] });
    await org('rows', { object: 'Task', rows: [{ Id: deleted.tasks[0], IsDeleted: true }] });
    await org('undelete', { ids: [gone] });
    await org('merge', { object: 'Account', master: winner.id, losers: [loser.id] });
    await org('convert', { lead, account: converted.id });
    // A contact that moves takes its activities along: one account more, one touchpoint more.
    const traveller = quiet.contact;
    await org('rows', { object: 'Contact', rows: [{ Id: traveller, AccountId: moved.id }] });

    const { run } = lastLine<RunResult>(await touchpoint(['run', '--changed', '--inline', '--json'], environment));
    expect([run.verdict, run.failed]).toEqual(['ok', 0]);
    // Those and no others: what the first run wrote is no news.
    expect(run.accounts).toBe(6);
    const after = await tiersOf(reader);
    for (const { id } of [late, undeleted, winner, converted, moved]) expect(after[id]).toBe('High-Effort');
    expect(after[deleted.id]).toBe('Near');

    // The service polls: what it finds is on the account without a run.
    const { service } = await startService({ ...environment, ...LISTENING });
    await org('rows', {
      object: 'Task',
      rows: [{ ...commit, ...times, Id: world.nextId('00T'), WhoId: polled.contact, Subject: 'Polled' }],
    });
    await expect
      .poll(async () => (await tiersOf(reader))[polled.id], { timeout: 60_000, interval: 250 })
      .toBe('High-Effort');
    service.child.kill('SIGTERM');
    expect((await service.finished).code).toBe(0);

    const full = await touchpoint(['run', '--full', '--inline', '--dry-run', '--json'], environment);
    // The account that the contact left is told by no record; that it has nothing left is for the full run to find.
    expect(lastLine<RunResult>(full).run).toMatchObject({ verdict: 'ok', accounts: 8, changed: 1 });
  });

  it('a reply is in explain and a flipped verdict on the account; forged, stale and repeated webhooks change nothing', async () => {
    const world = new HandMadeWorld(TODAY, ZONE);
    const sequence = world.resource('sequence', { numContactedProspects: 9 });
    const mailings = Array.from({ length: 3 }, () => {
      const account = accountWith(world, 2);
      const prospect = world.resource('prospect', { emails: [] }, {}, [account.contact]);
      const sent = { mailingType: 'sequence', state: 'delivered', deliveredAt: world.at(3) };
      return { account: account.id, id: world.resource('mailing', sent, { prospect, sequence }) };
    });
    const [genuine, forged, stale] = mailings as [(typeof mailings)[0], (typeof mailings)[0], (typeof mailings)[0]];
    const standIns = await startStandIns(world.write(await temporaryFolder()));
    const { environment } = standIns;
    await touchpoint(['run', '--inline', '--json'], environment);
    const reader = await readerOf(environment);
    expect(new Set(Object.values(await tiersOf(reader)))).toEqual(new Set(['Near']));
    const { service, url } = await startService({ ...environment, ...LISTENING });

    // All three were answered; whether anybody hears of it depends on the webhook.
    const replied = (world.outreach.get('mailing') ?? []).map((row) => {
      const reply = { repliedAt: minutesAgo(1), updatedAt: minutesAgo(1) };
      return { ...row, attributes: { ...(row['attributes'] as object), ...reply } };
    });
    await standIns.control('outreach', 'POST', 'rows', { object: 'mailing', rows: replied });
    const badly = webhook(url, { type: 'mailing', id: forged.id }, { secret: 'another secret' });
    const old = { deliveredAt: new Date(Date.now() - 3_600_000).toISOString() };
    const late = webhook(url, { type: 'mailing', id: stale.id }, old);
    const good = webhook(url, { type: 'mailing', id: genuine.id });
    expect([await badly.answer(), await late.answer(), await good.answer()]).toEqual([401, 400, 202]);
    await expect.poll(async () => (await tiersOf(reader))[genuine.account], { timeout: 30_000 }).toBe('High-Engaged');
    // The same body again, though under an event id of its own.
    expect(await good.answer()).toBe(200);
    const other = webhook(url, { type: 'opportunity', id: 7 });
    expect(await other.answer()).toBe(202);

    const explained = async (account: string) =>
      lastLine<{ tier: string; touchpoints: { type: string }[] }>(
        await touchpoint(['explain', account, '--json'], environment),
      );
    const reply = await explained(genuine.account);
    expect(reply.tier).toBe('High-Engaged');
    expect(reply.touchpoints.map(({ type }) => type)).toContain('reply');
    for (const { account } of [forged, stale]) {
      const { tier, touchpoints } = await explained(account);
      expect([tier, touchpoints.map(({ type }) => type).includes('reply')]).toEqual(['Near', false]);
    }
    service.child.kill('SIGTERM');
    const { stderr, code } = await service.finished;
    expect(code).toBe(0);
    const counts = [...stderr.matchAll(/^\{.*"event":"webhooks.received"\}$/gm)].map(
      ([line]) => JSON.parse(line) as Record<string, number>,
    );
    const total = (end: string) => counts.reduce((sum, each) => sum + (each[end] ?? 0), 0);
    expect(['accepted', 'ignored', 'repeated', 'stale', 'forged'].map(total)).toEqual([1, 1, 1, 1, 1]);
    expect(stderr.match(/"written":1/g)).toHaveLength(1);
  });
});
