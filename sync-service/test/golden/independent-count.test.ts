// Hand-made rows for every row of the table "What is one touchpoint": the judge is judged here.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countWorld, type AccountCount } from './independent-count.ts';

type Row = Record<string, unknown>;

const ACCOUNT = '001000000000001AAA';
const OTHER = '001000000000002AAA';
const ADA = '003000000000001AAA';
const BO = '003000000000002AAA';
const CLEO = '003000000000003AAA';
const LEAD = '00Q000000000001AAA';
const DEAL = '006000000000001AAA';
const AS_OF = new Date('2026-03-02T17:00:00.000Z');

let folder = '';
let files: Record<string, Row[]> = {};
let made = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'count-'));
  made = 0;
  files = {
    'salesforce/Account': [
      { Id: ACCOUNT, Name: 'One', CreatedDate: '2026-02-01T15:00:00.000Z' },
      { Id: OTHER, Name: 'Two', CreatedDate: '2026-03-02T15:00:00.000Z' },
    ],
    'salesforce/Contact': [
      { Id: ADA, AccountId: ACCOUNT, Email: 'ada@one.example' },
      { Id: BO, AccountId: ACCOUNT, Email: 'bo@one.example' },
      { Id: CLEO, AccountId: OTHER, Email: 'cleo@two.example' },
    ],
    'salesforce/Lead': [{ Id: LEAD }],
    'salesforce/Opportunity': [{ Id: DEAL, AccountId: ACCOUNT }],
    'outreach/account': [{ type: 'account', id: 1, attributes: { customId: ACCOUNT } }],
    'outreach/callDisposition': [
      { type: 'callDisposition', id: 1, attributes: { name: 'Answered - Conversation' } },
      { type: 'callDisposition', id: 2, attributes: { name: 'No Answer' } },
    ],
  };
  prospect(1, { meta: { dataConnections: [{ type: 'Contact', id: ADA.slice(0, 15) }] } });
});
afterEach(() => rmSync(folder, { recursive: true }));

function add(kind: string, row: Row): void {
  (files[kind] ??= []).push(row);
}

function prospect(id: number, more: Row = {}, emails: string[] = []): void {
  add('outreach/prospect', {
    type: 'prospect',
    id,
    attributes: { emails },
    relationships: { account: to('account', 1) },
    ...more,
  });
}

const to = (type: string, id: number): Row => ({ data: { type, id } });
const ids = (...tasks: string[]): Row => ({ dataConnections: tasks.map((id) => ({ type: 'Task', id })) });

/** A completed task of 1 March at 10:00 in New York with Ada; returns its Id. */
function task(fields: Row = {}): string {
  made += 1;
  const Id = `00T00000000${String(made).padStart(4, '0')}AAA`;
  add('salesforce/Task', {
    Id,
    Subject: `Task ${made}`,
    Status: 'Completed',
    TaskSubtype: 'Task',
    ActivityDate: '2026-03-01',
    CompletedDateTime: '2026-03-01T15:00:00.000Z',
    CreatedDate: `2026-03-01T15:${String(made % 60).padStart(2, '0')}:00.000Z`,
    CreatedById: '005000000000001AAA',
    OwnerId: '005000000000001AAA',
    WhoId: ADA,
    ...fields,
  });
  return Id;
}

function event(fields: Row = {}, answers: Record<string, string> = {}): string {
  made += 1;
  const Id = `00U00000000${String(made).padStart(4, '0')}AAA`;
  add('salesforce/Event', {
    Id,
    Subject: 'Visit',
    WhoId: ADA,
    StartDateTime: '2026-02-27T15:00:00.000Z',
    EndDateTime: '2026-02-27T16:00:00.000Z',
    ...fields,
  });
  for (const [RelationId, Status] of Object.entries(answers))
    add('salesforce/EventRelation', { Id: `0RE${RelationId}${Id}`, EventId: Id, RelationId, IsInvitee: true, Status });
  return Id;
}

function mailing(id: number, attributes: Row, more: Row = {}, prospectId = 1): void {
  add('outreach/mailing', {
    type: 'mailing',
    id,
    attributes: { subject: 'Hello', ...attributes },
    relationships: { prospect: to('prospect', prospectId), sequence: to('sequence', 5) },
    ...more,
  });
}

function call(id: number, attributes: Row, disposition = 2, more: Row = {}): void {
  add('outreach/call', {
    type: 'call',
    id,
    attributes: { direction: 'outbound', to: '+1200', state: 'completed', outcome: 'no_answer', ...attributes },
    relationships: { prospect: to('prospect', 1), callDisposition: to('callDisposition', disposition) },
    ...more,
  });
}

async function count(account = ACCOUNT, asOf = AS_OF): Promise<AccountCount> {
  files['org'] = [];
  for (const [name, all] of Object.entries(files)) {
    const path = join(folder, `${name}.jsonl`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, all.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  writeFileSync(
    join(folder, 'org.json'),
    JSON.stringify({ id: 'x', timeZone: 'America/New_York', today: '2026-03-02' }),
  );
  const found = (await countWorld(folder, asOf)).get(account);
  if (found === undefined) throw new Error(`${account} is not in the book; add it to the test's accounts.`);
  return found;
}
const active = async (account = ACCOUNT): Promise<number> => (await count(account)).activeTouchpoints;

test('a completed task counts; open, deferred, cancelled, skipped and future ones do not', async () => {
  task();
  task({ Status: 'Not Started', CompletedDateTime: null });
  task({ Status: 'Deferred', IsClosed: true });
  for (const Status of ['Cancelled', 'Canceled', 'Skipped']) task({ Status, IsClosed: true });
  task({ ActivityDate: '2026-03-03', CompletedDateTime: null });
  task({ Status: 'Done by us', IsClosed: true });
  expect(await active()).toBe(2);
});

test('cancelled meetings do not count', async () => {
  for (const Subject of ['Canceled: Visit', 'Cancelled: Visit', 'Meeting Canceled - Visit']) event({ Subject });
  expect(await active()).toBe(0);
});

test('a meeting is held when somebody external accepted, unverified when nobody said, none when all declined', async () => {
  event({}, { [ADA]: 'Accepted', [BO]: 'Declined' });
  event({}, { [ADA]: 'New' });
  event();
  event({}, { [ADA]: 'Declined', [BO]: 'Declined' });
  expect(await count()).toMatchObject({ activeTouchpoints: 3, twoWayTouchpoints: 1 });
});

test('internal events do not count, even on the account', async () => {
  event({ WhoId: null, WhatId: ACCOUNT }, { '005000000000001AAA': 'Accepted' });
  expect(await active()).toBe(0);
});

test('past occurrences count, patterns do not', async () => {
  event({ IsRecurrence: true });
  event({ GroupEventType: '3' });
  event();
  event({ StartDateTime: '2026-04-10T15:00:00.000Z', EndDateTime: '2026-04-10T16:00:00.000Z' });
  task({ IsRecurrence: true });
  task({ RecurrenceActivityId: '00T000000000999AAA' });
  expect(await active()).toBe(2);
});

test('invitee copies, private events and deleted rows do not count', async () => {
  event({ IsChild: true });
  event({ IsPrivate: true });
  event({ IsDeleted: true });
  task({ IsDeleted: true });
  expect(await active()).toBe(0);
});

test('one task for several owners is one, at most 60 seconds after the first', async () => {
  const shared = { Subject: 'Same', CreatedDate: '2026-03-01T15:00:00.000Z' };
  task({ ...shared, OwnerId: 'a' });
  task({ ...shared, OwnerId: 'b', CreatedDate: '2026-03-01T15:01:00.000Z' });
  expect(await active()).toBe(1);
  task({ ...shared, OwnerId: 'c', CreatedDate: '2026-03-01T15:01:01.000Z' });
  task({ ...shared, OwnerId: 'd', CreatedById: 'somebody else' });
  task({ ...shared, OwnerId: 'e', WhoId: BO });
  expect(await active()).toBe(4);
  task({ ...shared, OwnerId: 'a' });
  expect(await active()).toBe(5);
});

test('one activity with several people is one touchpoint in each of their accounts', async () => {
  const Id = task();
  for (const RelationId of [ADA, BO, CLEO])
    add('salesforce/TaskRelation', { Id: `r${RelationId}`, TaskId: Id, RelationId });
  expect(await active()).toBe(1);
  expect(await active(OTHER)).toBe(1);
});

test('an activity belongs to its WhatId’s account and to its contact’s', async () => {
  task({ WhoId: CLEO, WhatId: DEAL });
  task({ WhoId: null, WhatId: ACCOUNT });
  task({ WhoId: LEAD });
  expect(await active()).toBe(2);
  expect(await active(OTHER)).toBe(1);
});

test('a mailing and its Tasks are one mail and one reply, each on its own date', async () => {
  const sent = task({
    Subject: '[Outreach] [Email] [Out] Hello',
    TaskSubtype: 'Email',
    ActivityDate: '2026-02-20',
    CompletedDateTime: '2026-02-20T15:00:00.000Z',
  });
  const replied = task({ Subject: '[Outreach] [Email] [In] Re: Hello', TaskSubtype: 'Email' });
  mailing(
    1,
    { deliveredAt: '2026-02-20T15:00:00.000Z', repliedAt: '2026-03-01T15:00:00.000Z' },
    { meta: ids(sent, replied) },
  );
  expect(await count()).toMatchObject({ activeTouchpoints: 2, twoWayTouchpoints: 1, lastTwoWay: '2026-03-01' });
});

test('an engagement follows its Task: deleted with it; never found, it counts by itself', async () => {
  const gone = task({ Subject: '[Outreach] [Email] [Out] Hello', IsDeleted: true });
  mailing(1, { deliveredAt: '2026-03-01T15:00:00.000Z' }, { meta: ids(gone) });
  expect(await active()).toBe(0);
  mailing(2, { deliveredAt: '2026-03-01T15:00:00.000Z' }, { meta: ids('00T999999999999AAA') });
  mailing(3, { deliveredAt: '2026-03-01T15:00:00.000Z', repliedAt: '2026-03-02T01:00:00.000Z' });
  expect(await count()).toMatchObject({ activeTouchpoints: 3, twoWayTouchpoints: 1, lastTouch: '2026-03-01' });
});

test('opens and clicks never count, with or without the tag; a bounce takes the mail back', async () => {
  for (const Subject of ['[Outreach] [Email] [Opened] Hi', '[Email] [Clicked] Hi', '[outreach] [email] [opened] hi'])
    task({ Subject });
  expect(await active()).toBe(0);
  task({ Subject: '[Outreach] [Email] [Out] Lost', TaskSubtype: 'Email' });
  task({ Subject: '[Outreach] [Email] [Out] Found', TaskSubtype: 'Email' });
  task({ Subject: '[Outreach] [Email] [Bounced] Lost' });
  expect(await active()).toBe(1);
  const sent = task({ Subject: '[Outreach] [Email] [Out] Back', TaskSubtype: 'Email' });
  mailing(1, { deliveredAt: '2026-03-01T15:00:00.000Z', bouncedAt: '2026-03-01T15:01:00.000Z' }, { meta: ids(sent) });
  expect(await active()).toBe(1);
});

test('one mail logged by two tools is one, at most 15 minutes apart, or on one date without times', async () => {
  const tool = { Subject: '[Outreach] [Email] [Out] Offer', TaskSubtype: 'Email' };
  const addIn = { Subject: 'Re: Offer', TaskSubtype: 'Email' };
  task(tool);
  task({ ...addIn, CompletedDateTime: '2026-03-01T15:15:00.000Z' });
  expect(await active()).toBe(1);
  task({ ...addIn, CompletedDateTime: '2026-03-01T15:30:01.000Z' });
  task({ ...addIn, WhoId: BO });
  expect(await active()).toBe(3);
  task({ Subject: '[Email] [Out] Dates', TaskSubtype: 'Email', CompletedDateTime: null });
  task({ Subject: 'Dates', TaskSubtype: 'Email', CompletedDateTime: null });
  expect(await active()).toBe(4);
  task({ Subject: '[Email] [In] Dates', TaskSubtype: 'Email', CompletedDateTime: null });
  expect(await active()).toBe(5);
});

test('an Orum call seen twice is one; a forum is no Orum', async () => {
  const outreach = task({ Subject: '[Outreach] [Call] [Outbound] Ada', TaskSubtype: 'Call' });
  const own = task({
    Subject: '[Orum] Answered - Conversation',
    TaskSubtype: 'Call',
    CompletedDateTime: '2026-03-01T15:00:20.000Z',
  });
  call(1, { dialedAt: '2026-03-01T15:00:00.000Z', outcome: 'completed', externalVendor: 'Orum' }, 1, {
    meta: ids(outreach, own),
  });
  task({ Subject: 'Forum invitation' });
  expect(await count()).toMatchObject({ activeTouchpoints: 2, twoWayTouchpoints: 1 });
});

test('an Orum Task that nothing connects to the call it tells again is found by person and time', async () => {
  const outreach = task({ Subject: '[Outreach] [Call] [Outbound] Ada', TaskSubtype: 'Call' });
  call(1, { dialedAt: '2026-03-01T15:00:00.000Z', outcome: 'completed' }, 1, { meta: ids(outreach) });
  task({
    Subject: '[Orum] Answered - Conversation',
    TaskSubtype: 'Call',
    CompletedDateTime: '2026-03-01T15:05:00.000Z',
  });
  expect(await active()).toBe(1);
  task({
    Subject: '[Orum] Answered - Conversation',
    TaskSubtype: 'Call',
    CompletedDateTime: '2026-03-01T15:05:01.000Z',
  });
  expect(await active()).toBe(2);
});

test('a mail that names no Task is found by person, direction, subject and minute, or by the date alone', async () => {
  const deliveredAt = '2026-03-01T15:00:00.000Z';
  const tool = { Subject: '[Outreach] [Email] [Out] FW: Hello', TaskSubtype: 'Email' };
  task({ ...tool, CompletedDateTime: '2026-03-01T15:15:00.000Z' });
  mailing(1, { deliveredAt, repliedAt: '2026-03-01T15:05:00.000Z' });
  task({ Subject: '[Outreach] [Email] [In] Re: Hello', CompletedDateTime: '2026-03-01T15:06:00.000Z' });
  expect(await count()).toMatchObject({ activeTouchpoints: 2, twoWayTouchpoints: 1 });
  // A second over, and another person: the mails stand by themselves beside their Tasks.
  task({ ...tool, Subject: '[Email] [Out] Late', CompletedDateTime: '2026-03-01T15:15:01.000Z' });
  mailing(2, { deliveredAt, subject: 'Late' });
  task({ ...tool, Subject: '[Email] [Out] Whose', WhoId: BO });
  mailing(3, { deliveredAt, subject: 'Whose' });
  expect(await active()).toBe(6);
  task({ ...tool, Subject: '[Email] [Out] Dated', ActivityDate: '2026-02-28', CompletedDateTime: null });
  mailing(4, { deliveredAt, subject: 'Dated' });
  expect(await active()).toBe(7);
  task({ ...tool, Subject: '[Email] [Out] Older', ActivityDate: '2026-02-27', CompletedDateTime: null });
  mailing(5, { deliveredAt, subject: 'Older' });
  expect(await active()).toBe(9);
});

test('a call that names no Task is found by person and minute, the nearest first', async () => {
  const log = (CompletedDateTime: string | null): string =>
    task({ Subject: '[Outreach] [Call] [Outbound] Ada', TaskSubtype: 'Call', CompletedDateTime });
  log('2026-03-01T15:01:00.000Z');
  log('2026-03-01T15:04:00.000Z');
  call(1, { dialedAt: '2026-03-01T15:00:00.000Z', outcome: 'completed' }, 1);
  call(2, { dialedAt: '2026-03-01T15:03:00.000Z', outcome: 'completed' }, 1);
  expect(await active()).toBe(2);
  log('2026-03-01T18:05:01.000Z');
  log(null);
  call(3, { dialedAt: '2026-03-01T18:00:00.000Z', outcome: 'completed' }, 1);
  expect(await active()).toBe(5);
});

test('one-way calls to one number within 30 minutes after the first are one; a conversation stands by itself', async () => {
  for (const [id, minute] of ['00', '10', '30'].entries()) call(id, { dialedAt: `2026-03-01T15:${minute}:00.000Z` });
  expect(await active()).toBe(1);
  call(7, { dialedAt: '2026-03-01T15:30:01.000Z' });
  call(8, { dialedAt: '2026-03-01T15:05:00.000Z', outcome: 'Answered' }, 1);
  call(9, { dialedAt: '2026-03-01T15:06:00.000Z', to: '+1999' });
  call(10, { dialedAt: '2026-03-01T15:07:00.000Z', direction: 'inbound', from: '+1200' });
  expect(await active()).toBe(5);
});

test('auto-replies are no interaction', async () => {
  for (const Subject of [
    'Automatic reply: Hi',
    'Auto: Hi',
    'Re: Out of office',
    'Undeliverable: Hi',
    'Delivery Status Notification',
    'Mail delivery failed',
  ])
    task({ Subject: `[Outreach] [Email] [In] ${Subject}`, TaskSubtype: 'Email' });
  expect(await active()).toBe(0);
});

test('calls are conversations only when disposition, outcome or tag says so', async () => {
  const said = (CallDisposition: string | null, Subject = 'Call'): string =>
    task({ Subject, TaskSubtype: 'Call', CallDisposition, CompletedDateTime: null });
  for (const disposition of ['Connected', 'Answered', 'Meeting Set', 'Conversation']) said(disposition);
  said(null, '[Call] [Outbound] [Answered] Ada');
  expect((await count()).twoWayTouchpoints).toBe(5);
  for (const disposition of [
    'Left voicemail',
    'No answer',
    'Gatekeeper',
    'Wrong number',
    'Busy',
    'Not answered',
    'Unanswered',
    'Disconnected',
    null,
  ])
    said(disposition);
  said(null, '[Call] [Outbound] [Not Answered] Ada');
  expect(await count()).toMatchObject({ activeTouchpoints: 15, twoWayTouchpoints: 5 });
});

test('a task’s date is its due date, or its completion when that came first, or its creation', async () => {
  task({ ActivityDate: '2026-02-20', CompletedDateTime: '2026-02-27T15:00:00.000Z' });
  expect((await count()).lastTouch).toBe('2026-02-20');
  task({ ActivityDate: '2026-05-01', CompletedDateTime: '2026-02-22T04:30:00.000Z' });
  expect((await count()).lastTouch).toBe('2026-02-21');
  task({ ActivityDate: null, CompletedDateTime: null, CreatedDate: '2026-02-24T04:59:00.000Z' });
  expect((await count()).lastTouch).toBe('2026-02-23');
});

test('a timed event has the date of its end in the org’s zone and counts once it has ended', async () => {
  event({ StartDateTime: '2026-03-02T03:30:00.000Z', EndDateTime: '2026-03-02T04:30:00.000Z' });
  event({ StartDateTime: '2026-03-02T16:30:00.000Z', EndDateTime: '2026-03-02T17:30:00.000Z' });
  event({
    IsAllDayEvent: true,
    ActivityDate: '2026-02-10',
    StartDateTime: '2026-02-10T00:00:00.000Z',
    EndDateTime: '2026-02-10T00:00:00.000Z',
  });
  expect(await count()).toMatchObject({ activeTouchpoints: 2, lastTouch: '2026-03-01' });
  expect(await count(ACCOUNT, new Date('2026-03-02T17:30:00.000Z'))).toMatchObject({
    activeTouchpoints: 3,
    lastTouch: '2026-03-02',
  });
});

test('the window has 91 dates, and Exits On is the earlier of the two ends', async () => {
  const on = (ActivityDate: string): string => task({ ActivityDate });
  for (const date of ['2025-12-02', '2025-12-01', '2026-01-10', '2026-02-25', '2026-02-24']) on(date);
  // 2 December is 90 days before 2 March; 1 December is not in the window.
  expect(await count()).toMatchObject({ activeTouchpoints: 4, exitsOn: '2026-03-03', nearUntil: '2026-03-12' });
  on('2026-02-01');
  expect(await count()).toMatchObject({ activeTouchpoints: 5, exitsOn: '2026-03-12', nearUntil: '2026-03-19' });
});

test('without enough or recent touches there is no Exits On, and near ends by its own clauses', async () => {
  for (const ActivityDate of ['2026-02-20', '2026-02-10', '2026-02-01']) task({ ActivityDate });
  expect(await count()).toMatchObject({ exitsOn: null, nearUntil: '2026-03-07', engagedUntil: null });
  expect(await count(OTHER)).toMatchObject({ lastTouch: null, exitsOn: null, nearUntil: null, accountAgeDays: 0 });
});

test('deleted accounts and person accounts are not in the book', async () => {
  add('salesforce/Account', { Id: '001000000000003AAA', IsDeleted: true, CreatedDate: '2026-02-01T15:00:00.000Z' });
  add('salesforce/Account', {
    Id: '001000000000004AAA',
    IsPersonAccount: true,
    CreatedDate: '2026-02-01T15:00:00.000Z',
  });
  await count();
  expect([...(await countWorld(folder, AS_OF)).keys()]).toEqual([ACCOUNT, OTHER]);
});

test('Avg Recips Per Series is the mean of distinct contacted people over active sequences', async () => {
  prospect(2, {}, ['BO@one.example']);
  prospect(3);
  const deliveredAt = '2026-02-27T15:00:00.000Z';
  for (const [id, person] of [1, 1, 2, 3].entries()) mailing(id, { deliveredAt }, {}, person);
  add('outreach/mailing', {
    type: 'mailing',
    id: 10,
    attributes: { deliveredAt, bouncedAt: deliveredAt },
    relationships: { prospect: to('prospect', 1), sequence: to('sequence', 6) },
  });
  add('outreach/mailing', {
    type: 'mailing',
    id: 11,
    attributes: { deliveredAt: '2025-11-30T15:00:00.000Z' },
    relationships: { prospect: to('prospect', 1), sequence: to('sequence', 7) },
  });
  add('outreach/call', {
    type: 'call',
    id: 12,
    attributes: { state: 'completed', dialedAt: deliveredAt, outcome: 'no_answer' },
    relationships: { prospect: to('prospect', 1), sequence: to('sequence', 8) },
  });
  expect(await count()).toMatchObject({ activeSeries: 2, avgRecipientsPerSeries: 2 });
  expect(await count(OTHER)).toMatchObject({ activeSeries: 0, avgRecipientsPerSeries: null });
});
