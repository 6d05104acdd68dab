import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld } from './read-world.ts';

let folder = '';
const ORG = JSON.stringify({ id: '00D5g0000012345EAA', timeZone: 'America/New_York', today: '2026-03-02' });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'world-'));
  await mkdir(join(folder, 'salesforce'));
  await writeFile(join(folder, 'org.json'), ORG);
});
afterEach(async () => rm(folder, { recursive: true }));

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const row of stream) rows.push(row);
  return rows;
}

test('rows are passed on as they stand, and what a folder does not hold is empty', async () => {
  await writeFile(join(folder, 'salesforce', 'Account.jsonl'), '{"Id":"001","Name":"A","New__c":1}\n\n{"Id":"002"}\n');
  const world = await openWorld(folder);
  expect(await world.objects()).toEqual(['Account']);
  expect(await all(world.rows('Account'))).toEqual([{ Id: '001', Name: 'A', New__c: 1 }, { Id: '002' }]);
  expect(await all(world.rows('Task'))).toEqual([]);
  expect(await world.resourceTypes()).toEqual([]);
  expect(await all(world.resources('mailing'))).toEqual([]);
});

test('a malformed line is an error that names file and line', async () => {
  await writeFile(join(folder, 'salesforce', 'Account.jsonl'), '{"Id":"001"}\n{"Id":\n');
  const world = await openWorld(folder);
  await expect(all(world.rows('Account'))).rejects.toThrow(/Account\.jsonl, line 2: not JSON/);
});

test('a row without Id and a resource without a number are errors too', async () => {
  await writeFile(join(folder, 'salesforce', 'Account.jsonl'), '{"Name":"A"}\n');
  await mkdir(join(folder, 'outreach'));
  await writeFile(join(folder, 'outreach', 'call.jsonl'), '{"type":"call","id":"7","attributes":{}}\n');
  const world = await openWorld(folder);
  await expect(all(world.rows('Account'))).rejects.toThrow(/line 1: the row has no "Id"/);
  await expect(all(world.resources('call'))).rejects.toThrow(/line 1: the resource has no numeric "id"/);
});

test.each([
  ['{', /not JSON/],
  ['{"id":"1","timeZone":"UTC","today":"2026-03-02"}', /"id"/],
  ['{"id":"00D5g0000012345EAA","timeZone":"Mars/Base","today":"2026-03-02"}', /"timeZone"/],
  ['{"id":"00D5g0000012345EAA","timeZone":"UTC","today":"soon"}', /"today"/],
  ['{"id":"00D5g0000012345EAA","timeZone":"UTC","today":"2026-02-30"}', /"today"/],
])('an org.json of %s is refused with what is wrong', async (text, problem) => {
  await writeFile(join(folder, 'org.json'), text);
  await expect(openWorld(folder)).rejects.toThrow(problem);
});

test('a size opens a generated world; a wrong size says what it cannot read', async () => {
  const world = await openWorld('accounts=3,seed=1,zone=Europe/Berlin');
  expect(world.org.timeZone).toBe('Europe/Berlin');
  expect(await all(world.rows('Account'))).toHaveLength(3);
  await expect(openWorld('accounts=many')).rejects.toThrow(/"accounts" must be a whole number/);
  await expect(openWorld('accounts=1,zone=Mars')).rejects.toThrow(/"zone" must be an IANA zone/);
  await expect(openWorld('accounts=1,today=2026-02-30')).rejects.toThrow(/"today" must be a date/);
  await expect(openWorld('account=3')).rejects.toThrow(/"account" is unknown/);
  await expect(openWorld('/nowhere/at/all')).rejects.toThrow(/neither a folder nor a size/);
});
