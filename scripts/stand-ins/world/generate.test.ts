import { expect, test } from 'vitest';
import { generateWorld } from './generate.ts';
import { demoWorld } from './demo.ts';
import { checksum } from './record-id.ts';
import { parseSize } from './size.ts';
import type { Row } from './world.ts';

const TODAY = '2026-03-02';
/** The clock is moved ahead a week in tests; what could count is at least 30 days away. */
const FREE_UNTIL = '2026-04-01';

function collect(placed: Iterable<{ kind: string; row: unknown }>): Map<string, Row[]> {
  const kinds = new Map<string, Row[]>();
  for (const { kind, row } of placed) kinds.set(kind, [...(kinds.get(kind) ?? []), row as Row]);
  return kinds;
}
const demo = grouped(demoWorld().everything());
const rows = (kind: string): Row[] => demo.get(kind) ?? [];
const tasks = rows('salesforce/Task');
const events = rows('salesforce/Event');
const text = (row: Row, name: string): string => (typeof row[name] === 'string' ? row[name] : '');

/** As collect, without copying the lists at each row. */
function grouped(placed: Iterable<{ kind: string; row: unknown }>): Map<string, Row[]> {
  const kinds = new Map<string, Row[]>();
  for (const { kind, row } of placed) {
    const list = kinds.get(kind);
    if (list === undefined) kinds.set(kind, [row as Row]);
    else list.push(row as Row);
  }
  return kinds;
}

test('the same size gives the same rows, another seed gives others', () => {
  const written = (size: string): string => JSON.stringify([...generateWorld(parseSize(size)).everything()]);
  expect(written('accounts=30,seed=7')).toBe(written('accounts=30,seed=7'));
  expect(written('accounts=30,seed=7')).not.toBe(written('accounts=30,seed=8'));
});

test('an object streamed alone has the rows it has among all', async () => {
  const world = generateWorld(parseSize('accounts=120,seed=7'));
  const together = collect(world.everything());
  for (const name of await world.objects()) {
    const alone: Row[] = [];
    for await (const row of world.rows(name)) alone.push(row);
    expect(alone).toEqual(together.get(`salesforce/${name}`) ?? []);
  }
  for (const type of await world.resourceTypes()) {
    const alone: unknown[] = [];
    for await (const resource of world.resources(type)) alone.push(resource);
    expect(alone).toEqual(together.get(`outreach/${type}`) ?? []);
  }
});

test('the mean of activities is about what was asked for', () => {
  const world = collect(generateWorld(parseSize('accounts=1500,seed=3,activities=10')).everything());
  const activities = (world.get('salesforce/Task')?.length ?? 0) + (world.get('salesforce/Event')?.length ?? 0);
  expect(activities / 1500).toBeGreaterThan(8);
  expect(activities / 1500).toBeLessThan(12);
});

test('every Id is unique and carries its right checksum', () => {
  for (const [kind, all] of demo) {
    const ids = all.map((row) => String(row['Id'] ?? row['id']));
    expect(new Set(ids).size, kind).toBe(ids.length);
    if (kind.startsWith('salesforce/')) for (const id of ids) expect(id.slice(15)).toBe(checksum(id.slice(0, 15)));
  }
});

test('every reference between Salesforce rows leads to a row', () => {
  const known = new Set(
    [...demo].filter(([kind]) => kind.startsWith('salesforce/')).flatMap(([, all]) => all.map((row) => row['Id'])),
  );
  const broken: string[] = [];
  for (const [kind, all] of demo) {
    if (!kind.startsWith('salesforce/')) continue;
    for (const row of all) {
      for (const [field, value] of Object.entries(row)) {
        if (!/(Id|__c)$/.test(field) || field === 'Id' || typeof value !== 'string' || !/^[0-9a-zA-Z]{18}$/.test(value))
          continue;
        if (!known.has(value)) broken.push(`${kind} ${String(row['Id'])}.${field}`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test('every relationship between Outreach resources and every data connection leads somewhere', () => {
  const known = new Set<string>();
  for (const [kind, all] of demo)
    for (const row of all)
      known.add(kind.startsWith('outreach/') ? `${kind.slice(9)} ${String(row['id'])}` : String(row['Id']));
  const broken: string[] = [];
  for (const [kind, all] of demo) {
    if (!kind.startsWith('outreach/')) continue;
    for (const row of all) {
      const relationships = (row['relationships'] ?? {}) as Record<string, { data: unknown }>;
      const named = Object.values(relationships).flatMap(({ data }) =>
        Array.isArray(data) ? (data as unknown[]) : data === null ? [] : [data],
      );
      for (const { type, id } of named as { type: string; id: number }[])
        if (!known.has(`${type} ${id}`)) broken.push(`${kind} ${String(row['id'])} → ${type} ${id}`);
      const connections = ((row['meta'] as Row | undefined)?.['dataConnections'] ?? []) as { id: string }[];
      for (const { id } of connections) if (!known.has(id)) broken.push(`${kind} ${String(row['id'])} ⇄ ${id}`);
    }
  }
  expect(broken).toEqual([]);
});

test('nothing that could count is dated in the weeks after today', () => {
  const closed = (task: Row): boolean => task['IsClosed'] === true || task['Status'] === 'Completed';
  const soon = (date: string): boolean => date > TODAY && date < FREE_UNTIL;
  const early = [
    ...tasks
      .filter(closed)
      .flatMap((task) => [text(task, 'ActivityDate'), text(task, 'CompletedDateTime').slice(0, 10)]),
    ...tasks.map((task) => text(task, 'CreatedDate').slice(0, 10)),
    ...events.flatMap((event) => [text(event, 'EndDateTime').slice(0, 10), text(event, 'ActivityDate')]),
    ...rows('outreach/mailing').flatMap(({ attributes }) =>
      ['deliveredAt', 'repliedAt'].map((name) => text(attributes as Row, name).slice(0, 10)),
    ),
    ...rows('outreach/call').map(({ attributes }) => text(attributes as Row, 'dialedAt').slice(0, 10)),
  ].filter(soon);
  expect(early).toEqual([]);
});

const subject =
  (pattern: RegExp) =>
  (row: Row): boolean =>
    pattern.test(text(row, 'Subject'));
const attribute =
  (name: string, value: unknown) =>
  (row: Row): boolean =>
    (row['attributes'] as Row)[name] === value;
const connected = (row: Row): boolean => row['meta'] !== undefined;
const MESS: [string, Row[], (row: Row) => boolean][] = [
  ['open tasks', tasks, (row) => row['Status'] === 'Not Started'],
  ['deferred tasks', tasks, (row) => row['Status'] === 'Deferred'],
  ['closed but cancelled tasks', tasks, (row) => row['Status'] === 'Cancelled' && row['IsClosed'] === true],
  [
    'closed tasks dated ahead',
    tasks,
    (row) => row['Status'] === 'Completed' && text(row, 'ActivityDate') >= FREE_UNTIL,
  ],
  ['deleted tasks', tasks, (row) => row['IsDeleted'] === true],
  ['task series patterns', tasks, (row) => row['IsRecurrence'] === true],
  ['task series occurrences', tasks, (row) => row['RecurrenceActivityId'] !== undefined],
  ['tasks without a date', tasks, (row) => row['ActivityDate'] === null],
  ['tasks with nobody', tasks, (row) => row['WhoId'] === null],
  ['tasks on opportunities', tasks, (row) => text(row, 'WhatId').startsWith('006')],
  ['tasks on leads', tasks, (row) => text(row, 'WhoId').startsWith('00Q')],
  ['opens', tasks, subject(/^\[Outreach\] \[Email\] \[Opened\]/)],
  ['bounces', tasks, subject(/^\[Outreach\] \[Email\] \[Bounced\]/)],
  ['auto-replies', tasks, subject(/^\[Outreach\] \[Email\] \[In\] Automatic reply/)],
  ['tasks about a forum', tasks, subject(/^Forum/)],
  ['Orum tasks', tasks, subject(/^\[Orum\]/)],
  ['LinkedIn tasks', tasks, (row) => row['TaskSubtype'] === 'LinkedIn'],
  [
    'late entries',
    tasks,
    (row) =>
      text(row, 'ActivityDate') !== '' &&
      text(row, 'CreatedDate').slice(0, 10) > text(row, 'ActivityDate') &&
      row['Subject'] === 'Send samples',
  ],
  ['several people on a task', rows('salesforce/TaskRelation'), () => true],
  ['invitee copies', events, (row) => row['IsChild'] === true],
  ['classic series patterns', events, (row) => row['IsRecurrence'] === true],
  ['new series patterns', events, (row) => row['GroupEventType'] === '3'],
  ['private events', events, (row) => row['IsPrivate'] === true],
  ['internal events', events, (row) => row['WhoId'] === null],
  ['all-day events', events, (row) => row['IsAllDayEvent'] === true],
  ['cancelled events', events, subject(/^(Canceled|Cancelled|Meeting Canceled)/)],
  ['events ahead', events, (row) => text(row, 'StartDateTime') >= FREE_UNTIL],
  ['deleted events', events, (row) => row['IsDeleted'] === true],
  ['archived events', events, (row) => row['IsArchived'] === true],
  ['declined invitations', rows('salesforce/EventRelation'), (row) => row['Status'] === 'Declined'],
  ['accepted invitations', rows('salesforce/EventRelation'), (row) => row['Status'] === 'Accepted'],
  ['converted leads', rows('salesforce/Lead'), (row) => row['IsConverted'] === true],
  ['deleted accounts', rows('salesforce/Account'), (row) => row['IsDeleted'] === true],
  ['accounts without a type', rows('salesforce/Account'), (row) => row['Type'] === null],
  ['people without a title', rows('salesforce/Contact'), (row) => row['Title'] === null],
  ['mail only Outreach knows', rows('outreach/mailing'), (row) => !connected(row)],
  ['calls only Outreach knows', rows('outreach/call'), (row) => !connected(row)],
  ['answers with a sentiment', rows('outreach/mailing'), attribute('replySentiment', 'positive')],
  [
    'answers without one',
    rows('outreach/mailing'),
    (row) =>
      (row['attributes'] as Row)['repliedAt'] !== null && (row['attributes'] as Row)['replySentiment'] === undefined,
  ],
  ['bounced mail', rows('outreach/mailing'), attribute('state', 'bounced')],
  ['mail outside sequences', rows('outreach/mailing'), attribute('mailingType', 'single')],
  ['documented outcomes', rows('outreach/call'), attribute('outcome', 'Not Answered')],
  ['observed outcomes', rows('outreach/call'), attribute('outcome', 'no_answer')],
  ['Orum by name', rows('outreach/call'), attribute('externalVendor', 'Orum')],
  ['prospects without a connection', rows('outreach/prospect'), (row) => !connected(row)],
  [
    'prospects without an account',
    rows('outreach/prospect'),
    (row) => ((row['relationships'] as Row)['account'] as Row)['data'] === null,
  ],
  ['accounts by customId only', rows('outreach/account'), (row) => !connected(row)],
];

test.each(MESS)('the demo world holds %s', (_name, all, is) => {
  expect(all.filter(is).length).toBeGreaterThan(0);
});

test('a Task belongs to at most one engagement, and most that Outreach wrote are named by theirs, but not all', () => {
  const named = [...rows('outreach/mailing'), ...rows('outreach/call')].flatMap(
    (row) => ((row['meta'] as Row | undefined)?.['dataConnections'] ?? []) as { id: string }[],
  );
  const ids = new Set(named.map(({ id }) => id));
  expect(ids.size).toBe(named.length);
  const written = tasks.filter(subject(/^\[Outreach\] (\[Email\] \[Out\]|\[Call\])/));
  const unnamed = written.filter((task) => !ids.has(text(task, 'Id')));
  expect(unnamed.length).toBeGreaterThan(0);
  expect(unnamed.length).toBeLessThan(written.length / 5);
});
