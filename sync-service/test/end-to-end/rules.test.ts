// The specification's rules, each as an account of one hand-made world: the real service scores it, and what the org
// then shows must be what the rule says. The cases stand in rules-*.ts; nothing here computes an expectation.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HandMadeWorld } from './hand-made-world.ts';
import { type OrgRow, readerOf } from './org-reader.ts';
import { lastLine, startStandIns, temporaryFolder, touchpoint } from './processes.ts';
import { allCases } from './rules-all.ts';
import { type Case, type Expected, FIELDS } from './rules-case.ts';

interface RunResult {
  readonly run: { readonly accounts: number; readonly changed: number; readonly failed: number };
  readonly pool: readonly { readonly accountId: string }[];
}

describe('the rules, read in the org after a run', () => {
  it('give every hand-made account what the specification says', async () => {
    // Two days after the clocks of New York went forward.
    const world = new HandMadeWorld('2026-03-10', 'America/New_York');
    const cases = allCases(world);
    const standIns = await startStandIns(world.write(join(await temporaryFolder(), 'world')));
    const first = await touchpoint(['run', '--inline', '--json'], standIns.environment);
    expect(first.code, first.stderr).toBe(0);
    const { run, pool } = lastLine<RunResult>(first);
    expect(run).toMatchObject({ failed: 0, changed: run.accounts });

    const reader = await readerOf(standIns.environment);
    const fields = [...new Set(Object.values(FIELDS)), 'Touchpoint_Story__c', 'Signal_Tier_Scored__c'];
    const soql = `SELECT Id, ${fields.join(', ')} FROM Account`;
    const rows = await reader.query(soql);
    expectShown(rows, cases.all, ({ expected }) => expected);
    const high = rows.filter((row) => row['High_Signal__c'] === true).map((row) => row['Id']);
    expect(pool.map(({ accountId }) => accountId).sort()).toEqual(high.sort());
    for (const row of rows) expect(row['Signal_Tier__c']).toBe(row['Signal_Tier_Scored__c']);

    const second = await touchpoint(['run', '--inline', '--json'], standIns.environment);
    expect(lastLine<RunResult>(second).run).toMatchObject({ changed: 0, failed: 0 });

    // What changes later: records, and what an admin decides, one record each.
    const recordOf = async (type: string, name: string): Promise<string> => {
      const [record] = await reader.query(`SELECT Id FROM ${type} WHERE DeveloperName = '${name}'`);
      return String(record?.['Id']);
    };
    for (const type of ['Case', 'Note'])
      cases.change('Touchpoint_Type__mdt', { Id: await recordOf('Touchpoint_Type__mdt', type), Active__c: true });
    const policy = await recordOf('Touchpoint_Policy__mdt', 'Default');
    cases.change('Touchpoint_Policy__mdt', { Id: policy, Outreach_Id_Field__c: 'Outreach_Id__c' });
    for (const [object, changed] of cases.changes)
      await standIns.control('salesforce', 'POST', 'rows', { object, rows: changed });
    const third = await touchpoint(['run', '--inline', '--json'], standIns.environment);
    expect(third.code, third.stderr).toBe(0);
    expectShown(await reader.query(soql), cases.all, ({ expected, later }) => later ?? expected);
  });
});

describe('the dates, in zones far from UTC', () => {
  it.each([
    // Local time 00:01 and 23:59 of the days before: in UTC they fall on other dates.
    [
      'Pacific/Kiritimati',
      '2026-03-10',
      '2026-03-08T10:01:00.000Z',
      '2026-03-09T09:59:00.000Z',
      '2025-12-09T09:59:00.000Z',
    ],
    [
      'Pacific/Pago_Pago',
      '2026-03-10',
      '2026-03-09T11:01:00.000Z',
      '2026-03-10T10:59:00.000Z',
      '2025-12-10T10:59:00.000Z',
    ],
    [
      'Asia/Kathmandu',
      '2026-03-10',
      '2026-03-08T18:16:00.000Z',
      '2026-03-09T18:14:00.000Z',
      '2025-12-09T18:14:00.000Z',
    ],
  ])('count %s by its own calendar', async (zone, today, earliest, latest, tooOld) => {
    const world = new HandMadeWorld(today, zone);
    const id = world.account();
    for (const at of [earliest, latest, tooOld])
      world.row('Task', '00T', { Subject: at, Status: 'Completed', WhatId: id, CompletedDateTime: at });
    world.task(90, { WhatId: id });
    world.task(91, { WhatId: id });
    const standIns = await startStandIns(world.write(join(await temporaryFolder(), 'world')));
    const finished = await touchpoint(['run', '--inline', '--json'], standIns.environment);
    expect(finished.code, finished.stderr).toBe(0);
    const rows = await (
      await readerOf(standIns.environment)
    ).query('SELECT Active_Touchpoints__c, Last_Touch__c, Touchpoint_Scored_On__c FROM Account');
    expect(rows).toEqual([{ Active_Touchpoints__c: 3, Last_Touch__c: world.date(1), Touchpoint_Scored_On__c: today }]);
  });
});

/** Compares the org with what each case says, all cases at once. */
function expectShown(rows: readonly OrgRow[], cases: readonly Case[], saying: (it: Case) => Expected): void {
  const found = new Map(rows.map((row) => [row['Id'], row]));
  const shown = cases.map((it) => [it.name, pick(found.get(it.id) ?? {}, saying(it))]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(cases.map((it) => [it.name, saying(it)])));
}

/** What the org shows of the fields that a case speaks of. */
function pick(row: OrgRow, expected: Expected): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(expected).map((key) => [key, key === 'types' ? typesOf(row) : row[FIELDS[key as keyof typeof FIELDS]]]),
  );
}

/** Types of the counted touchpoints, each as often as it was counted, sorted. */
function typesOf(row: OrgRow): string {
  const story = JSON.parse(String(row['Touchpoint_Story__c'])) as { types: Record<string, number> };
  const types = Object.entries(story.types).flatMap(([type, count]) => Array.from({ length: count }, () => type));
  return types.sort().join(' ');
}
