import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, openFixture } from '../fixture/open-fixture.ts';
import type { Fixture } from '../fixture/open-fixture.ts';

const [WINNER, LOSER, BINNED] = [idOf('001', 1), idOf('001', 2), idOf('001', 3)];
const [CONTACT, LEAD] = [idOf('003', 1), idOf('00Q', 1)];
const task = (n: number) => idOf('00T', n);
const STAMP = '2026-01-01T00:00:00.000Z';

let fixture: Fixture;
beforeAll(async () => {
  const old = { SystemModstamp: STAMP, CreatedDate: STAMP };
  fixture = await openFixture({
    Account: [
      { Id: WINNER, Name: 'Winner', ...old },
      { Id: LOSER, Name: 'Loser', ...old },
      { Id: BINNED, Name: 'Binned', IsDeleted: true, ...old },
    ],
    Contact: [{ Id: CONTACT, LastName: 'C', AccountId: LOSER, ...old }],
    Lead: [{ Id: LEAD, LastName: 'Wave', Title: 'CFO', Company: 'W', ...old }],
    Task: [
      { Id: task(1), WhoId: CONTACT, ...old },
      { Id: task(2), WhatId: LOSER, ...old },
      { Id: task(3), WhoId: LEAD, ...old },
      { Id: task(4), WhatId: BINNED, IsDeleted: true, ...old },
    ],
  });
});
afterAll(() => fixture.org.close());

/** Deleted rows too. */
const select = (soql: string) => fixture.select(soql, { all: true });
const stampsOf = (object: string) =>
  select(`SELECT SystemModstamp FROM ${object}`).map((row) => String(row['SystemModstamp']).slice(0, 7));

test('a merge hands everything to the master, and only the loser gets a new stamp', () => {
  fixture.org.actions.merge('Account', WINNER, [LOSER]);
  expect(select(`SELECT IsDeleted, MasterRecordId FROM Account WHERE Id = '${LOSER}'`)).toEqual([
    { IsDeleted: true, MasterRecordId: WINNER },
  ]);
  expect(select(`SELECT AccountId FROM Contact WHERE Id = '${CONTACT}'`)).toEqual([{ AccountId: WINNER }]);
  expect(select(`SELECT AccountId FROM Task WHERE Id IN ('${task(1)}','${task(2)}')`)).toEqual([
    { AccountId: WINNER },
    { AccountId: WINNER },
  ]);
  expect(stampsOf('Task')).toEqual(['2026-01', '2026-01', '2026-01', '2026-01']);
  expect(select(`SELECT Id FROM Account WHERE SystemModstamp > ${STAMP}`)).toEqual([{ Id: LOSER }]);
  expect(() => fixture.org.actions.undelete([LOSER])).toThrow('was merged');
});

test('a converted lead becomes a contact, to whom its activities move', () => {
  const contact = fixture.org.actions.convert(LEAD, WINNER, null);
  expect(select(`SELECT IsConverted, ConvertedAccountId, ConvertedContactId FROM Lead`)).toEqual([
    { IsConverted: true, ConvertedAccountId: WINNER, ConvertedContactId: contact },
  ]);
  expect(select(`SELECT LastName, Title, AccountId FROM Contact WHERE Id = '${contact}'`)).toEqual([
    { LastName: 'Wave', Title: 'CFO', AccountId: WINNER },
  ]);
  expect(select(`SELECT WhoId, AccountId FROM Task WHERE Id = '${task(3)}'`)).toEqual([
    { WhoId: contact, AccountId: WINNER },
  ]);
  expect(() => fixture.org.actions.convert(LEAD, WINNER, null)).toThrow('is converted');
});

test('what comes out of the recycle bin brings its activities along', () => {
  fixture.org.actions.undelete([BINNED]);
  expect(fixture.select(`SELECT Name FROM Account WHERE Id = '${BINNED}'`)).toEqual([{ Name: 'Binned' }]);
  expect(fixture.select(`SELECT AccountId FROM Task WHERE Id = '${task(4)}'`)).toEqual([{ AccountId: BINNED }]);
  expect(() => fixture.org.actions.undelete([BINNED])).toThrow('not in the recycle bin');
});
