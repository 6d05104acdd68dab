// The mirror over a real file: what comes in, what stays, what a partition reads from it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MirrorCall, MirrorMailing, MirrorProspect, MirrorQuery } from '../run/mirror.ts';
import { openLedger, type Ledger } from './ledger.ts';

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mirror-'));
  ledger = await openLedger(folder);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const mailing = (given: Partial<MirrorMailing>): MirrorMailing => ({
  id: 1,
  updatedAt: 100,
  prospectId: null,
  userId: 7,
  sequenceId: null,
  sequenceStateId: null,
  sequenceStepId: null,
  mailingType: 'sequence',
  subject: 'plan',
  deliveredAt: 50,
  repliedAt: null,
  bouncedAt: null,
  replySentiment: null,
  taskIds: [],
  ...given,
});
const call = (given: Partial<MirrorCall>): MirrorCall => ({
  id: 1,
  updatedAt: 100,
  prospectId: null,
  userId: null,
  sequenceId: null,
  dispositionId: null,
  answeredAt: null,
  dialedAt: 60,
  completedAt: null,
  state: 'completed',
  outcome: 'no_answer',
  direction: 'outbound',
  vendor: 'Orum',
  number: '12065550133',
  taskIds: [],
  ...given,
});
const prospect = (given: Partial<MirrorProspect>): MirrorProspect => ({
  id: 1,
  updatedAt: 100,
  accountId: null,
  contactIds: [],
  leadIds: [],
  emails: [],
  title: '',
  ...given,
});
const NOTHING: MirrorQuery = { contactIds: [], leadIds: [], accountIds: [], taskIds: [] };
const read = (query: Partial<MirrorQuery>) => ledger.mirror.read({ ...NOTHING, ...query });

test('A record comes back as it was stored', async () => {
  const person = prospect({
    id: 4,
    accountId: 9,
    contactIds: ['003B', '003A'],
    leadIds: ['00Q1'],
    emails: ['a@b.c'],
    title: 'VP',
  });
  await ledger.mirror.upsert('account', [{ id: 9, updatedAt: 1, salesforceId: '001A' }], null);
  await ledger.mirror.upsert('prospect', [person], null);
  await ledger.mirror.upsert(
    'mailing',
    [mailing({ id: 5, prospectId: 4, replySentiment: 'positive', taskIds: ['00TB', '00TA'] })],
    null,
  );
  await ledger.mirror.upsert('call', [call({ id: 6, prospectId: 4, taskIds: ['00TC'] })], null);
  expect(await read({ contactIds: ['003A'] })).toEqual({
    prospects: [{ ...person, salesforceAccountId: '001A' }],
    mailings: [
      {
        ...mailing({ id: 5, prospectId: 4, replySentiment: 'positive', taskIds: ['00TB', '00TA'] }),
        stepType: '',
        replies: null,
      },
    ],
    calls: [{ ...call({ id: 6, prospectId: 4, taskIds: ['00TC'] }), dispositionName: '' }],
    sequences: [],
    malformed: [],
  });
});

test('Prospects are found by contact, by lead and by account, and each only once', async () => {
  await ledger.mirror.upsert('account', [{ id: 9, updatedAt: 1, salesforceId: '001A' }], null);
  await ledger.mirror.upsert(
    'prospect',
    [
      prospect({ id: 1, contactIds: ['003A'] }),
      prospect({ id: 2, leadIds: ['00QA'] }),
      prospect({ id: 3, accountId: 9, contactIds: ['003A'] }),
      prospect({ id: 4, contactIds: ['003Z'] }),
    ],
    null,
  );
  const found = await read({ contactIds: ['003A'], leadIds: ['00QA'], accountIds: ['001A'] });
  expect(found.prospects.map(({ id }) => id).toSorted()).toEqual([1, 2, 3]);
  expect((await read({})).prospects).toEqual([]);
});

test('An engagement is found by its Task although its prospect belongs elsewhere, and brings that prospect along', async () => {
  await ledger.mirror.upsert('prospect', [prospect({ id: 8 })], null);
  await ledger.mirror.upsert(
    'mailing',
    [mailing({ id: 5, prospectId: 8, sequenceId: 3, taskIds: ['00TA'] }), mailing({ id: 6 })],
    null,
  );
  await ledger.mirror.upsert('call', [call({ id: 7, taskIds: ['00TA', '00TB'] })], null);
  await ledger.mirror.upsert('sequence', [{ id: 3, updatedAt: 1, contactedProspects: null }], null);
  const found = await read({ taskIds: ['00TA', '00TB'] });
  expect(found.mailings.map(({ id }) => id)).toEqual([5]);
  expect(found.calls.map(({ id }) => id)).toEqual([7]);
  expect(found.prospects.map(({ id }) => id)).toEqual([8]);
  expect(found.sequences).toEqual([{ id: 3, updatedAt: 1, contactedProspects: null }]);
});

test('A mailing tells the kind of its step and the replies of its sequence state, a call the name of its disposition', async () => {
  await ledger.mirror.upsert('sequenceStep', [{ id: 2, updatedAt: 1, stepType: 'manual_email' }], null);
  await ledger.mirror.upsert(
    'sequenceState',
    [{ id: 3, updatedAt: 1, positiveReplies: 1, negativeReplies: 0, neutralReplies: 2 }],
    null,
  );
  await ledger.mirror.upsert('callDisposition', [{ id: 4, updatedAt: 1, name: 'Answered - Meeting Set' }], null);
  await ledger.mirror.upsert('mailing', [mailing({ sequenceStepId: 2, sequenceStateId: 3, taskIds: ['00TA'] })], null);
  await ledger.mirror.upsert('call', [call({ dispositionId: 4, taskIds: ['00TA'] })], null);
  const { mailings, calls } = await read({ taskIds: ['00TA'] });
  expect(mailings[0]).toMatchObject({ stepType: 'manual_email', replies: { positive: 1, negative: 0, neutral: 2 } });
  expect(calls[0]).toMatchObject({ dispositionName: 'Answered - Meeting Set' });
});

test('An older record never replaces a newer one, an equally old one does, also within one page', async () => {
  await ledger.mirror.upsert('sequence', [{ id: 1, updatedAt: 20, contactedProspects: 20 }], null);
  await ledger.mirror.upsert('sequence', [{ id: 1, updatedAt: 10, contactedProspects: 10 }], null);
  await ledger.mirror.upsert('mailing', [mailing({ sequenceId: 1, taskIds: ['00TA'] })], null);
  expect((await read({ taskIds: ['00TA'] })).sequences[0]?.contactedProspects).toBe(20);
  await ledger.mirror.upsert(
    'sequence',
    [
      { id: 1, updatedAt: 20, contactedProspects: 21 },
      { id: 1, updatedAt: 19, contactedProspects: 19 },
    ],
    null,
  );
  expect((await read({ taskIds: ['00TA'] })).sequences[0]?.contactedProspects).toBe(21);
});

test('Links follow the record: those it lost are gone, also for a second record that shares them', async () => {
  await ledger.mirror.upsert(
    'mailing',
    [mailing({ id: 1, taskIds: ['00TA', '00TB'] }), mailing({ id: 2, taskIds: ['00TA'] })],
    null,
  );
  await ledger.mirror.upsert('mailing', [mailing({ id: 1, updatedAt: 101, taskIds: ['00TB', '00TC'] })], null);
  const byTask = async (taskId: string) => (await read({ taskIds: [taskId] })).mailings.map(({ id }) => id);
  expect(await byTask('00TA')).toEqual([2]);
  expect(await byTask('00TB')).toEqual([1]);
  expect(await byTask('00TC')).toEqual([1]);
});

test('More rows than one statement takes arrive whole, and all are read by one query', async () => {
  const ids = Array.from({ length: 1001 }, (_id, place) => place + 1);
  await ledger.mirror.upsert(
    'mailing',
    ids.map((id) => mailing({ id, taskIds: [`00T${id}`] })),
    null,
  );
  expect((await read({ taskIds: ids.map((id) => `00T${id}`) })).mailings).toHaveLength(1001);
});

test('A record that cannot be stored takes its page and its checkpoint with it', async () => {
  const broken = { id: 2, updatedAt: 1, stepType: null } as unknown as {
    id: number;
    updatedAt: number;
    stepType: string;
  };
  const checkpoint = { readUpTo: 5, complete: true, loadedFrom: null };
  await expect(
    ledger.mirror.upsert('sequenceStep', [{ id: 1, updatedAt: 1, stepType: 'call' }, broken], checkpoint),
  ).rejects.toThrow();
  expect(await ledger.mirror.checkpoint('sequenceStep')).toBeNull();
});

test('Another source empties the mirror, the same source keeps it', async () => {
  await ledger.mirror.bindTo('one');
  await ledger.mirror.upsert('call', [call({ taskIds: ['00TA'] })], { readUpTo: 5, complete: true, loadedFrom: 1 });
  await ledger.mirror.bindTo('one');
  expect((await read({ taskIds: ['00TA'] })).calls).toHaveLength(1);
  await ledger.mirror.bindTo('two');
  expect((await read({ taskIds: ['00TA'] })).calls).toHaveLength(0);
  expect(await ledger.mirror.checkpoint('call')).toBeNull();
});

test('a record in doubt is told with the prospects it belongs to, and no longer once it is stored', async () => {
  const doubt = { kind: 'mailing', id: 9, prospectId: 1, because: 'odd', since: 5 } as const;
  await ledger.mirror.upsert('prospect', [prospect({ id: 1, contactIds: ['003A'] })], null);
  await ledger.mirror.noteMalformed([
    doubt,
    { ...doubt, id: 10, prospectId: 2 },
    { ...doubt, id: 11, prospectId: null },
  ]);
  const query = { contactIds: ['003A'], leadIds: [], accountIds: [], taskIds: [], engagements: [] };
  expect((await ledger.mirror.read(query)).malformed).toEqual([doubt]);
  await ledger.mirror.upsert('mailing', [mailing({ id: 9, prospectId: 1 })], null);
  expect((await ledger.mirror.read(query)).malformed).toEqual([]);
});
