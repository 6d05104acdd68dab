// What the ledger remembers between two runs, over a real file: how far changes were read, which accounts wait, and where
// records of the mirror lead to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MirrorCall, MirrorMailing } from '../run/mirror.ts';
import { openLedger, type Ledger } from './ledger.ts';

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changes-'));
  ledger = await openLedger(folder);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

test('how far changes were read only moves forward', async () => {
  const { changes } = ledger;
  expect(await changes.readUpTo()).toBeNull();
  for (const at of [100, 50, 200]) await changes.noteReadUpTo(at);
  expect(await changes.readUpTo()).toBe(200);
});

test('a write that was postponed is due at the first instant given, until it is written or no longer true', async () => {
  const { changes } = ledger;
  await changes.noteWritten(['a', 'b'], 100);
  expect(await changes.lastWritten(['a', 'c'])).toEqual(new Map([['a', 100]]));
  await changes.postpone(
    new Map([
      ['a', 1000],
      ['b', 1000],
      ['c', 500],
    ]),
  );
  await changes.postpone(new Map([['a', 2000]]));
  expect(await changes.due(999)).toEqual(['c']);
  expect(await changes.due(1000)).toEqual(['a', 'b', 'c']);
  await changes.noteWritten(['a'], 1000);
  await changes.settle(['c']);
  expect(await changes.due(1000)).toEqual(['b']);
  // Being postponed is no write.
  expect(await changes.lastWritten(['a', 'b', 'c'])).toEqual(
    new Map([
      ['a', 1000],
      ['b', 100],
    ]),
  );
});

const CONTACT = '0035f00000000001AAA';
const TASK = '00T5f00000000001AAA';
const ACCOUNT = '0015f00000000001AAA';

async function mirror(): Promise<void> {
  const { mirror: store } = ledger;
  const updatedAt = 100;
  const nothing = { prospectId: null, userId: null, sequenceId: null, taskIds: [] };
  const mailing: MirrorMailing = {
    ...{ ...nothing, id: 1, updatedAt, prospectId: 1, sequenceStateId: 5, sequenceStepId: null, taskIds: [TASK] },
    ...{ mailingType: 'sequence', subject: '', deliveredAt: 50, repliedAt: 60, bouncedAt: null, replySentiment: null },
  };
  const call: MirrorCall = {
    ...{ ...nothing, id: 2, updatedAt: 300, prospectId: 9, dispositionId: 4, answeredAt: null, dialedAt: 60 },
    ...{ completedAt: null, state: 'completed', outcome: '', direction: 'outbound', vendor: null, number: null },
  };
  await store.upsert('account', [{ id: 1, updatedAt, salesforceId: ACCOUNT }], null);
  const prospect = { id: 1, updatedAt, accountId: 1, contactIds: [CONTACT], leadIds: [], emails: [], title: '' };
  await store.upsert('prospect', [prospect], null);
  await store.upsert('mailing', [mailing, { ...mailing, id: 3, repliedAt: null, sequenceStateId: 6 }], null);
  await store.upsert('call', [call], null);
}

test('a reply leads to the contact, account and Task behind it, and to the counters that tell how it was meant', async () => {
  await mirror();
  const expected = { accountIds: [ACCOUNT], contactIds: [CONTACT], leadIds: [], taskIds: [TASK] };
  const toRead = [{ kind: 'sequenceState', id: 5 }];
  expect(await ledger.trails.follow([{ kind: 'mailing', id: 1 }])).toEqual({ ...expected, toRead });
  expect(await ledger.trails.follow([{ kind: 'sequenceState', id: 6 }])).toEqual({ ...expected, toRead: [] });
  for (const kind of ['prospect', 'account'] as const)
    expect(await ledger.trails.follow([{ kind, id: 1 }])).toEqual({ ...expected, taskIds: [], toRead: [] });
});

test('what an engagement names and the mirror lacks is to be read', async () => {
  await mirror();
  const { toRead, ...led } = await ledger.trails.follow([{ kind: 'call', id: 2 }]);
  expect(toRead).toEqual([
    { kind: 'prospect', id: 9 },
    { kind: 'callDisposition', id: 4 },
  ]);
  expect(led).toEqual({ accountIds: [], contactIds: [], leadIds: [], taskIds: [] });
});

test('news of Outreach is told only when every kind that tells was read to its end', async () => {
  await mirror();
  expect(await ledger.trails.mirroredUpTo()).toBeNull();
  for (const kind of ['account', 'prospect', 'sequenceState', 'mailing', 'call'] as const)
    await ledger.mirror.upsert(kind, [], { readUpTo: 200, complete: true, loadedFrom: null });
  const upTo = await ledger.trails.mirroredUpTo();
  expect(upTo?.get('call')).toBe(200);
  expect(await ledger.trails.updatedSince(upTo ?? new Map())).toEqual([{ kind: 'call', id: 2 }]);
});
