// The trail over real HTTP against the stand-ins: two runs on a changing world, replayed byte for byte; undone, with a field
// that somebody changed meanwhile; and a person forgotten in ledger and org.
import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIns, startStandIns } from '../../../scripts/stand-ins/start.ts';
import { openWorld } from '../../../scripts/stand-ins/world/read-world.ts';
import { undoAsJson, undoAsText } from '../../src/commands/undo.ts';
import { replayAsText } from '../../src/commands/replay.ts';
import { overviewAsText, writesAsText } from '../../src/commands/trail-text.ts';
import { compose, type Service } from '../../src/compose.ts';
import { packEvidence, text, unpackEvidence } from '../../src/ledger/trail-format.ts';
import { forgettingAsText } from '../../src/commands/forget.ts';
import { forget } from '../../src/run/forget.ts';
import { policyChanges } from '../../src/run/policy-changes.ts';
import { replay } from '../../src/run/replay.ts';
import { undo } from '../../src/run/undo.ts';
import type { RunSummary } from '../../src/run/run-store.ts';
import { readSettings } from '../../src/settings.ts';
import { QUIET } from './stand-in-org.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGE = { after: 0, limit: 1000 };
const signal = new AbortController().signal;
const silent = () => undefined;

const WORLD = await openWorld('accounts=60,seed=7,today=2026-03-02,zone=America/New_York');

let standIns: StandIns;
let service: Service;
/** Everything is written. */
let first: RunSummary;
/** Two days later, with one Task more. */
let second: RunSummary;

beforeAll(async () => {
  standIns = await startStandIns({
    ...{ world: WORLD, sfPort: 0, outreachPort: 0 },
  });
  const { settings, problems } = readSettings(standIns.environment, ROOT);
  if (settings === null) throw new Error(JSON.stringify(problems));
  service = await compose(settings, QUIET);
  first = await run();
  await control('today', { date: '2026-03-04' });
  const call = { Id: '00T900000000001AAA', Subject: 'Called', Status: 'Completed', ActivityDate: '2026-03-03' };
  const rows = [{ ...call, AccountId: someAccount(), WhatId: someAccount() }];
  await control('rows', { object: 'Task', rows });
  second = await run();
});
afterAll(async () => {
  await service.close();
  await standIns.close();
});

const run = () => service.runInline({ mode: 'full', dryRun: false, asOf: null }, silent, signal);

async function control(path: string, body: object, server: 'salesforce' | 'outreach' = 'salesforce'): Promise<void> {
  const response = await fetch(`${standIns[server].url}/__control/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.ok, await response.text()).toBe(true);
}

function query(soql: string) {
  const { org } = standIns.salesforce;
  return [...org.query(soql, org.viewer(org.integrationUser.id)).records(0, 1_000)];
}
const someAccount = () => String(query('SELECT Id FROM Account ORDER BY Id')[0]?.['Id']);

const replayed = (id: string) =>
  replay({ trail: service.ledger.trail, runs: service.ledger.runs, core: service.author.core }, id, silent);
const undone = (id: string, dryRun = false) => {
  const { org, ledger, author, log } = service;
  return undo({ org, trail: ledger.trail, runs: ledger.runs, author, log }, id, dryRun, silent, signal);
};
/** Every field that we write, of every account. */
const fieldsNow = async () => {
  const ids = query('SELECT Id FROM Account').map((row) => String(row['Id']));
  return service.org.readHeld(ids, signal);
};

/** Changes the ledger's file behind its back; returns how to put it back. */
function tamper(column: 'evidence' | 'images', change: (bytes: Uint8Array) => Uint8Array): () => void {
  const file = new DatabaseSync(join(service.settings.ledgerUrl, 'ledger.sqlite'));
  const [{ id, bytes }] = file
    .prepare(
      `select id, ${column} as bytes from trailWrite where actId = ? and evidence is not null order by id limit 1`,
    )
    .all(second.id) as unknown as [{ id: number; bytes: Uint8Array }];
  const put = (value: Uint8Array) => file.prepare(`update trailWrite set ${column} = ? where id = ?`).run(value, id);
  put(change(new Uint8Array(bytes)));
  return () => {
    put(bytes);
    file.close();
  };
}

test('both runs are computed anew to the same bytes, every changed account, without a request', async () => {
  expect(first.changed).toBeGreaterThan(50);
  expect(second.changed).toBeGreaterThan(0);
  standIns.salesforce.requests.clear();
  for (const { id, changed } of [first, second]) {
    const { counts, accounts } = await replayed(id);
    expect({ counts, accounts }).toMatchObject({ counts: { equal: changed, different: 0, damaged: 0 }, accounts: [] });
  }
  expect(standIns.salesforce.requests.list()).toEqual([]);
});

test('the trail tells what was written, by which policy, and what was read, and of one account every write', async () => {
  const { trail } = service.ledger;
  const acts = await trail.acts(10);
  const accesses = await trail.accesses(100);
  const told = overviewAsText({ acts, policies: await policyChanges(trail, acts), accesses });
  expect(told).toContain(`${second.id}  run by ${service.author.by}`);
  expect(told).toMatch(/[0-9a-f]{16} {2}first seen by/);
  expect(accesses.find(({ purpose }) => purpose === 'score or explain accounts')?.records['Account']).toBe(
    first.changed,
  );
  expect(accesses.find(({ purpose }) => purpose.includes('Outreach up to date'))).toBeDefined();
  const writes = await trail.writesTo([someAccount()]);
  expect(writes.map(({ actId }) => actId)).toEqual([first.id, second.id]);
  expect(writesAsText({ act: null, writes })).toMatch(/activeTouchpoints: \(blank\) → \d/);
});

test('a changed byte of what was stored is found, whether it can still be read or not', async () => {
  const restore = tamper('evidence', (bytes) => {
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return bytes;
  });
  expect((await replayed(second.id)).counts).toMatchObject({ damaged: 1, equal: second.changed - 1 });
  restore();
  const restoreAgain = tamper('evidence', (bytes) => {
    const evidence = unpackEvidence(bytes);
    return packEvidence({ ...evidence, account: { ...evidence.account, openOpportunities: 1, type: 'Customer' } });
  });
  const found = await replayed(second.id);
  restoreAgain();
  expect(found.counts).toMatchObject({ different: 1, damaged: 0 });
  expect(replayAsText(found)).toMatch(/story: written .*, computed /);
  expect((await replayed(second.id)).counts.equal).toBe(second.changed);
});

test('an undo shows first, then restores all but what somebody changed since, and can be undone itself', async () => {
  const { trail } = service.ledger;
  const before = await trail.writesOf(second.id, PAGE);
  const [changedSince] = before;
  const ofSomebody = { Id: changedSince?.accountId, Active_Touchpoints__c: 77 };
  await control('rows', { object: 'Account', rows: [ofSomebody] });
  const heldAfterRun = await fieldsNow();

  const shown = await undone(second.id, true);
  expect(undoAsText(shown, true)).toContain('Nothing was written.');
  expect(await fieldsNow()).toEqual(heldAfterRun);

  const done = await undone(second.id);
  expect(undoAsJson(done, false)).toEqual({ ...undoAsJson(shown, false), actId: done.actId });
  const held = await fieldsNow();
  for (const { accountId, images } of before)
    expect(held.get(accountId)).toEqual(
      accountId === changedSince?.accountId ? { ...images?.held, activeTouchpoints: 77 } : images?.held,
    );
  expect(
    done.accounts.flatMap(({ accountId, left }) => left.map(({ field, holds }) => ({ accountId, field, holds }))),
  ).toEqual([{ accountId: changedSince?.accountId, field: 'activeTouchpoints', holds: 77 }]);

  const again = await undone(second.id);
  expect([again.actId, again.accounts.flatMap(({ restored }) => restored)]).toEqual([null, []]);

  await undone(done.actId ?? '');
  expect(await fieldsNow()).toEqual(heldAfterRun);
});

test('the fields of an older run that a newer one wrote are left, and the newer one is named', async () => {
  const { accounts } = await undone(first.id, true);
  const left = accounts.flatMap((account) => account.left);
  expect(left.length).toBeGreaterThan(0);
  expect(new Set(left.map(({ because }) => because?.slice(0, 8)))).toEqual(new Set(['20260304']));
});

test('a dry run, a run in progress and an id that nobody gave are refused with what to do', async () => {
  const dry = await service.runInline({ mode: 'full', dryRun: true, asOf: null }, silent, signal);
  await expect(undone(dry.id)).rejects.toThrow(/was a dry run: it wrote nothing/);
  const { runs, trail } = service.ledger;
  const [plan, act] = [await runs.loadPlan(second.id), await trail.act(second.id)];
  if (!plan || !act) throw new Error('the second run is not in the ledger');
  const going = { ...plan, id: 'going' };
  await runs.savePlan(going);
  await trail.open({ ...act, id: 'going' }, null);
  await expect(undone('going')).rejects.toThrow(/in progress/);
  await runs.saveSummary('going', { ...second, id: 'going' });
  await expect(replayed('20200101T000000Z-0000')).rejects.toThrow(/knows no run/);
});

/** Somebody whom stories, evidence and the mirror name. */
async function somebody() {
  const stories = query('SELECT Id, Touchpoint_Story__c FROM Account').map((row) => String(row['Touchpoint_Story__c']));
  for await (const prospect of WORLD.resources('prospect')) {
    const connected = JSON.stringify(prospect.meta ?? {}).match(/003\w{15}/)?.[0];
    if (connected && stories.some((story) => story.includes(connected))) {
      const [contact] = query(`SELECT Id, Email FROM Contact WHERE Id = '${connected}'`);
      return { prospect, id: connected, email: String(contact?.['Email']) };
    }
  }
  throw new Error('no prospect of the world is named in a story');
}

/** Everything that the ledger's files say, also what is packed in them. */
function everythingKept(): string {
  const { ledgerUrl } = service.settings;
  const files = readdirSync(ledgerUrl).filter((name) => name.startsWith('ledger.sqlite'));
  const plain = files.map((name) => readFileSync(join(ledgerUrl, name), 'latin1')).join('');
  const file = new DatabaseSync(join(ledgerUrl, 'ledger.sqlite'), { readOnly: true });
  const rows = file.prepare('select images, evidence from trailWrite').all();
  file.close();
  const packed = rows.flatMap(({ images, evidence }) => [images, evidence]).filter((it) => it instanceof Uint8Array);
  return `${plain}${packed.map(text).join('')}`.toLowerCase();
}
const storiesNow = () => JSON.stringify(query('SELECT Touchpoint_Story__c FROM Account'));

test('a person who is forgotten leaves no trace in ledger and stories, and no later run brings the person back', async () => {
  const { prospect, id, email } = await somebody();
  const words = [id.toLowerCase(), email.toLowerCase(), `prospect:${prospect.id}"`];
  const { org, ledger, author, log } = service;
  const needs = { org, store: ledger.people, people: ledger.forgotten, trail: ledger.trail, author, log };
  const traces = () => words.filter((word) => everythingKept().includes(word));
  const counts = async () =>
    new Map([...(await fieldsNow())].map(([key, it]) => [key, [it.activeTouchpoints, it.lastTouch]]));
  await control('today', { date: '2026-03-05' });
  await run();
  const before = await counts();
  expect(traces()).toEqual([id.toLowerCase(), email.toLowerCase()]);
  expect(storiesNow()).toContain(id);

  const shown = await forget(needs, email, true, signal);
  expect(shown).toMatchObject({ unknown: false, person: { contactIds: [id], prospectIds: [prospect.id] } });
  expect(traces()).toHaveLength(2);

  const done = await forget(needs, id.slice(0, 15), false, signal);
  expect({ ...done.traces, accounts: done.accounts }).toEqual({ ...shown.traces, accounts: shown.accounts });
  expect(done.traces.evidence).toBeGreaterThan(0);
  expect([done.accounts.length > 0, done.problems]).toEqual([true, []]);
  expect(traces()).toEqual([]);
  expect(storiesNow()).not.toContain(id);
  expect(forgettingAsText(done, email, false)).not.toContain(email);

  // Outreach and Salesforce still hold the person, and Outreach has news of it.
  const updated = { ...prospect, attributes: { ...prospect.attributes, updatedAt: '2026-03-05T23:00:00.000Z' } };
  await control('rows', { object: 'prospect', rows: [updated] }, 'outreach');
  const third = await run();
  expect(third.verdict).toBe('ok');
  expect(traces()).toEqual([]);
  expect(storiesNow()).not.toContain(id);
  expect((await run()).changed).toBe(0);
  for (const [account, [active]] of await counts())
    expect([account, active]).toEqual([account, before.get(account)?.[0]]);

  const again = await forget(needs, id, false, signal);
  expect([Object.values(again.traces).every((many) => many === 0), again.accounts]).toEqual([true, []]);
  const { counts: ends } = await replayed(first.id);
  expect(ends).toMatchObject({ different: 0, damaged: 0, forgotten: ends.forgotten });
  expect(ends.forgotten).toBeGreaterThan(0);
  expect(ends.equal + ends.forgotten).toBe(first.changed);

  const nobody = await forget(needs, 'nobody@nowhere.example', false, signal);
  expect(forgettingAsText(nobody, 'nobody@nowhere.example', false)).toMatch(/^Nobody is known by/);
  await expect(forget(needs, 'Jane Doe', false, signal)).rejects.toThrow(/neither an e-mail address nor the Id/);
});
