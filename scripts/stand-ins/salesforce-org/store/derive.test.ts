import { expect, test } from 'vitest';
import { idOf, openFixture } from '../fixture/open-fixture.ts';

const [ACME, BETA] = [idOf('001', 1), idOf('001', 2)];
const CARL = idOf('003', 1);
const DEAL = idOf('006', 1);
const base = {
  Account: [
    { Id: ACME, Name: 'Acme' },
    { Id: BETA, Name: 'Beta' },
  ],
  Contact: [{ Id: CARL, FirstName: 'Carl', LastName: 'Cole', AccountId: ACME }],
  Lead: [{ Id: '00Q000000000001EAA', LastName: 'L', Company: 'X' }],
  Opportunity: [{ Id: DEAL, Name: 'D', StageName: 'Closed Won', AccountId: BETA }],
};
const task = (number: number, row: Record<string, unknown>) => ({
  Id: `00T00000000000${number}EAA`,
  Status: 'Completed',
  ...row,
});

test('an activity belongs to the account of what it is about, else of whom it is with', async () => {
  const { org, select } = await openFixture({
    ...base,
    Task: [
      task(1, { WhatId: BETA, WhoId: CARL }),
      task(2, { WhatId: DEAL, WhoId: CARL }),
      task(3, { WhoId: CARL }),
      task(4, { WhoId: '00Q000000000001EAA' }),
      task(5, { WhoId: CARL, AccountId: null }),
      task(6, { WhoId: CARL, AccountId: BETA }),
    ],
  });
  const accounts = (): unknown[] => select('SELECT AccountId FROM Task ORDER BY Id').map((row) => row['AccountId']);
  expect(accounts()).toEqual([BETA, BETA, ACME, null, null, BETA]);
  org.putRows('Contact', [{ Id: CARL, AccountId: BETA }]);
  expect(accounts().slice(2, 3)).toEqual([BETA]);
  org.close();
});

test('a task is closed by its status, stamped when it is closed, and never by what a world does not say', async () => {
  const { org, select, viewer } = await openFixture({
    ...base,
    Task: [
      task(1, { ActivityDate: '2026-02-10', CreatedDate: '2026-01-05T00:00:00.000Z', WhatId: ACME }),
      task(2, { CreatedDate: '2026-01-05T00:00:00.000Z', WhatId: ACME }),
      task(3, { Status: 'Not Started', WhatId: ACME }),
      task(4, { Status: 'In Progress', IsClosed: true, WhatId: ACME }),
      task(5, { CompletedDateTime: '2026-02-10T14:00:00.000Z', WhatId: ACME }),
    ],
  });
  expect(select('SELECT IsClosed, CompletedDateTime FROM Task ORDER BY Id')).toEqual([
    { IsClosed: true, CompletedDateTime: null },
    { IsClosed: true, CompletedDateTime: null },
    { IsClosed: false, CompletedDateTime: null },
    { IsClosed: true, CompletedDateTime: null },
    { IsClosed: true, CompletedDateTime: '2026-02-10T14:00:00.000+0000' },
  ]);
  org.write(
    'update',
    'Task',
    [
      { Id: '00T000000000003EAA', Status: 'Completed' },
      { Id: '00T000000000001EAA', Status: 'Not Started' },
    ],
    viewer,
    { allOrNone: true },
  );
  const after = select('SELECT IsClosed, CompletedDateTime FROM Task ORDER BY Id');
  expect(after[0]).toEqual({ IsClosed: false, CompletedDateTime: null });
  expect(after[2]).toMatchObject({
    IsClosed: true,
    CompletedDateTime: expect.stringMatching(/^2026-03-01T17:/) as unknown,
  });
  org.close();
});

test('the times of an event follow from the ones that are given', async () => {
  const { org, select } = await openFixture({
    ...base,
    Event: [
      { Id: '00U000000000001EAA', WhatId: ACME, StartDateTime: '2026-02-11T02:00:00.000Z', DurationInMinutes: 30 },
      { Id: '00U000000000002EAA', WhatId: ACME, ActivityDate: '2026-02-12' },
      {
        Id: '00U000000000003EAA',
        WhatId: ACME,
        ActivityDateTime: '2026-02-13T10:00:00.000Z',
        EndDateTime: '2026-02-13T12:00:00.000Z',
      },
    ],
  });
  expect(
    select('SELECT IsAllDayEvent, ActivityDate, StartDateTime, EndDateTime, DurationInMinutes FROM Event ORDER BY Id'),
  ).toEqual([
    {
      IsAllDayEvent: false,
      ActivityDate: '2026-02-10',
      StartDateTime: '2026-02-11T02:00:00.000+0000',
      EndDateTime: '2026-02-11T02:30:00.000+0000',
      DurationInMinutes: 30,
    },
    {
      IsAllDayEvent: true,
      ActivityDate: '2026-02-12',
      StartDateTime: '2026-02-12T00:00:00.000+0000',
      EndDateTime: '2026-02-12T00:00:00.000+0000',
      DurationInMinutes: 1440,
    },
    {
      IsAllDayEvent: false,
      ActivityDate: '2026-02-13',
      StartDateTime: '2026-02-13T10:00:00.000+0000',
      EndDateTime: '2026-02-13T12:00:00.000+0000',
      DurationInMinutes: 120,
    },
  ]);
  org.close();
});

test('names, stages, owners and stamps are filled in, and given values win', async () => {
  const { org, select } = await openFixture({
    User: [{ Id: idOf('005', 1), Username: 'a@example.com', LastName: 'A' }],
    ...base,
    Contact: [
      ...base.Contact,
      { Id: idOf('003', 2), LastName: 'X', Name: 'Given', SystemModstamp: '2026-01-02T03:04:05.000Z' },
    ],
  });
  expect(select('SELECT Name, OwnerId, CreatedDate, SystemModstamp FROM Contact ORDER BY Id')).toEqual([
    {
      Name: 'Carl Cole',
      OwnerId: idOf('005', 1),
      CreatedDate: expect.stringMatching(/^2026-03-01T17:/) as unknown,
      SystemModstamp: expect.any(String) as unknown,
    },
    {
      Name: 'Given',
      OwnerId: idOf('005', 1),
      CreatedDate: '2026-01-02T03:04:05.000+0000',
      SystemModstamp: '2026-01-02T03:04:05.000+0000',
    },
  ]);
  expect(select('SELECT IsClosed, IsWon FROM Opportunity')).toEqual([{ IsClosed: true, IsWon: true }]);
  org.close();
});

test('rows put by the control interface move the stamp unless they give one', async () => {
  const { org, select } = await openFixture(base);
  const stamp = (): unknown => select(`SELECT SystemModstamp FROM Account WHERE Id = '${ACME}'`)[0]?.['SystemModstamp'];
  const before = String(stamp());
  org.putRows('Account', [{ Id: ACME, Name: 'Acme 2' }]);
  expect(String(stamp()) > before).toBe(true);
  org.putRows('Account', [{ Id: ACME, SystemModstamp: '2026-02-01T00:00:00.000Z' }]);
  expect(stamp()).toBe('2026-02-01T00:00:00.000+0000');
  org.close();
});
