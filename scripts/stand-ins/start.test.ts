// A world that can be played in one pass fills both stand-ins exactly as one that is read kind by kind.
import { afterEach, expect, test } from 'vitest';
import { catalogue } from './outreach/catalogue.ts';
import { Store } from './outreach/store.ts';
import { startStandIns, type StandIns } from './start.ts';
import { generateWorld } from './world/generate.ts';
import { parseSize } from './world/size.ts';
import type { World } from './world/world.ts';

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const played = generateWorld(parseSize('accounts=150,seed=3'));
const kindByKind: World = {
  org: played.org,
  objects: () => played.objects(),
  rows: (name) => played.rows(name),
  resourceTypes: () => played.resourceTypes(),
  resources: (type) => played.resources(type),
};

/** Derived fields first of all: they are worked out from rows that must be there already. */
const FIELDS = {
  Account: 'Id, Name, OwnerId, CreatedDate, SystemModstamp',
  Contact: 'Id, AccountId, Name, LastModifiedDate',
  Lead: 'Id, Name, ConvertedAccountId',
  Opportunity: 'Id, AccountId, IsClosed, IsWon',
  Task: 'Id, AccountId, WhoId, WhatId, IsClosed, ActivityDate, CompletedDateTime, TaskSubtype, OwnerId',
  Event: 'Id, AccountId, ActivityDate, EndDateTime, DurationInMinutes, WhoCount, CreatedById',
  TaskRelation: 'Id, TaskId, RelationId, IsWhat, AccountId',
  EventRelation: 'Id, EventId, RelationId, IsInvitee, IsParent, Status',
};

async function start(world: World): Promise<StandIns> {
  const standIns = await startStandIns({ world, sfPort: 0, outreachPort: 0 });
  closers.push(() => standIns.close());
  return standIns;
}

function rowsOf({ salesforce: { org } }: StandIns, object: string, fields: string): unknown[] {
  const viewer = org.viewer(org.integrationUser.id);
  const query = org.query(`SELECT ${fields} FROM ${object} ORDER BY Id`, viewer, { all: true });
  return [...query.records(0, 100_000)];
}

test('the org holds the same rows, derived fields included, whether its world is played once or read by object', async () => {
  const [once, apart] = [await start(played), await start(kindByKind)];
  for (const [object, fields] of Object.entries(FIELDS)) {
    const rows = rowsOf(once, object, fields);
    expect(rows.length, object).toBeGreaterThan(0);
    expect(rows, object).toEqual(rowsOf(apart, object, fields));
  }
});

test('Outreach holds the same resources whether its world is played once or read by type', async () => {
  const now = new Date('2026-03-02T12:00:00Z');
  const [once, apart] = [new Store(), new Store()];
  closers.push(
    () => once.close(),
    () => apart.close(),
  );
  const loading = once.startLoading(now);
  for (const { kind, row } of played.everything())
    if (kind.startsWith('outreach/')) loading.take(row as Parameters<typeof loading.take>[0]);
  loading.finish();
  await apart.load(kindByKind, now);
  for (const type of catalogue.values()) {
    const rows = (store: Store) => store.rows(type, '1', 'ORDER BY id', []);
    expect(rows(once), type.name).toEqual(rows(apart));
  }
});

test('the Outreach started with a played world answers with its mailings, and stops', async () => {
  const standIns = await start(played);
  const { outreach, environment } = standIns;
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: environment['OUTREACH_CLIENT_ID'] ?? '',
    client_secret: environment['OUTREACH_CLIENT_SECRET'] ?? '',
    refresh_token: environment['OUTREACH_REFRESH_TOKEN'] ?? '',
  });
  const token = (await (await fetch(`${outreach.url}/oauth/token`, { method: 'POST', body })).json()) as {
    access_token: string;
  };
  const asked = `${outreach.url}/api/v2/mailings?page%5Bsize%5D=100`;
  const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/vnd.api+json' };
  const answer = await fetch(asked, { headers });
  expect(((await answer.json()) as { data: unknown[] }).data).toHaveLength(100);
  await standIns.close();
  await expect(fetch(asked)).rejects.toThrow('fetch failed');
});
