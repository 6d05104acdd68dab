import { expect, test } from 'vitest';
import { idOf, openFixture } from '../fixture/open-fixture.ts';

const ACME = idOf('001', 1);

const open = (account: Record<string, unknown>) => openFixture({ Account: [{ Id: ACME, Name: 'Acme', ...account }] });
const one = async (account: Record<string, unknown>, fields: string) => {
  const { select, org } = await open(account);
  const [record] = select(`SELECT ${fields} FROM Account`);
  org.close();
  return record;
};

test('a formula’s number is rounded to its scale and a blank counts as the field says', async () => {
  expect(await one({ Points__c: 1.01 }, 'Double_Points__c, Points_Or_Zero__c')).toEqual({
    Double_Points__c: 2,
    Points_Or_Zero__c: 1.3,
  });
  expect(await one({}, 'Double_Points__c, Points_Or_Zero__c')).toEqual({
    Double_Points__c: null,
    Points_Or_Zero__c: 0.3,
  });
});

test('TODAY() is the viewer’s date on the org’s clock, and moves with it', async () => {
  const { select, org } = await open({ Seen_On__c: '2026-02-20' });
  const days = (): unknown => select('SELECT Days_Ago__c, Hot__c FROM Account')[0];
  expect(days()).toEqual({ Days_Ago__c: 9, Hot__c: true });
  org.clock.setToday('2026-03-07');
  expect(days()).toEqual({ Days_Ago__c: 15, Hot__c: false });
  expect(select('SELECT Id FROM Account WHERE Hot__c = false AND Days_Ago__c = 15 ORDER BY Days_Ago__c')).toHaveLength(
    1,
  );
  org.close();
});

test('a roll-up counts the children that its filter lets in and forgets deleted ones', async () => {
  const { select, org, viewer } = await open({ Seen_On__c: '2026-02-28' });
  const open_ = (): unknown => select('SELECT Open_Deals__c, Hot__c FROM Account')[0];
  expect(open_()).toEqual({ Open_Deals__c: 0, Hot__c: true });
  const [deal] = org.write(
    'insert',
    'Opportunity',
    [{ Name: 'D', StageName: 'Prospecting', CloseDate: '2026-06-01', AccountId: ACME }],
    viewer,
    { allOrNone: true },
  );
  expect(open_()).toEqual({ Open_Deals__c: 1, Hot__c: false });
  org.write('update', 'Opportunity', [{ Id: deal?.id, StageName: 'Closed Won' }], viewer, { allOrNone: true });
  expect(open_()).toEqual({ Open_Deals__c: 0, Hot__c: true });
  org.putRows('Opportunity', [{ Id: deal?.id, StageName: 'Prospecting' }]);
  expect(open_()).toMatchObject({ Open_Deals__c: 1 });
  org.putRows('Opportunity', [{ Id: deal?.id, IsDeleted: true }]);
  expect(open_()).toMatchObject({ Open_Deals__c: 0 });
  org.close();
});

test('a MAX roll-up has the type of what it summarizes', async () => {
  const { select, org, viewer } = await open({});
  org.write(
    'insert',
    'Play__c',
    [
      { Account__c: ACME, Kind__c: 'Snooze', Until__c: '2026-04-01' },
      { Account__c: ACME, Kind__c: 'Snooze', Until__c: '2026-03-15' },
    ],
    viewer,
    { allOrNone: true },
  );
  expect(select('SELECT Latest_Play__c FROM Account WHERE Latest_Play__c = 2026-04-01')).toEqual([
    { Latest_Play__c: '2026-04-01' },
  ]);
  org.close();
});
