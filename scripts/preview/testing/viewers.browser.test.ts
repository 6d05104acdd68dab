// What people see depends on who they are: on the date where they are, on whom they may read, on the permission set they have.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { peopleOf, readCard, type ShownCard } from './card.ts';
import { previewForFile } from './open-preview.ts';
import { setWithout } from './permission-sets.ts';
import { storyAccount } from './story.ts';

interface Viewer {
  readonly userId: string;
  readonly role: string;
  readonly permissionSets: readonly string[];
}

const HIDDEN = ['Account.Touchpoint_Score__c', 'Account.Avg_Recipients_Per_Series__c'];
const preview = previewForFile({ permissionSets: { Rep_With_Less: setWithout('Touchpoint_Rep', HIDDEN) } });

afterEach(() => preview().closePages());

const viewers = async (): Promise<readonly Viewer[]> => (await preview().org.control('viewers')) as readonly Viewer[];
const change = (userId: string, to: object): Promise<unknown> => preview().org.control('viewers', { userId, ...to });
const moveTo = (date: string): Promise<unknown> => preview().org.control('today', { date });

async function withRole(role: string): Promise<readonly Viewer[]> {
  return (await viewers()).filter((each) => each.role === role);
}

async function cardOf(account: string, viewerId: string): Promise<ShownCard> {
  const { page, troubles } = await preview().open(
    `/lightning/r/Account/${storyAccount(account)}/view?viewer=${viewerId}`,
  );
  const card = await readCard(page);
  expect(troubles).toEqual([]);
  return card;
}

/** Whether the list has the account when its name is searched for. */
async function isListed(account: string, viewerId: string): Promise<boolean> {
  const { page } = await preview().open(`/lightning/page/home?viewer=${viewerId}`);
  const list = page.locator('c-high-signal-list');
  await list.locator('[data-row]').first().waitFor();
  await list.locator('input[type="search"]').fill(account);
  const row = list.locator('[data-row]').filter({ hasText: account });
  await list.locator('[data-id="empty"]').or(row).first().waitFor();
  return (await row.count()) === 1;
}

describe('two people on either side of the date line', () => {
  // The org's clock stands at noon in New York: 06:00 of the same date in Pago Pago (UTC−11), 07:00 of the next one on
  // Kiritimati (UTC+14). The run was on 2 March.
  let east = '';
  let west = '';
  beforeAll(async () => {
    const [one, other] = await withRole('rep');
    east = one?.userId ?? '';
    west = other?.userId ?? '';
    await change(east, { timeZone: 'Pacific/Kiritimati' });
    await change(west, { timeZone: 'Pacific/Pago_Pago' });
  });

  test('each see the account that runs out on 3 March right for their own date', async () => {
    // Last touch on 16 February: the fourteenth day after is 2 March, the last one that counts.
    expect(await cardOf('Fortnight Edge Tools', west)).toMatchObject({
      tier: 'High-Effort',
      lastTouch: 'Feb 16, 2026',
      lastTouchNote: '14 days ago',
      facts: expect.arrayContaining(['Runs out on Mar 3, 2026']) as unknown,
    });
    const gone = await cardOf('Fortnight Edge Tools', east);
    expect(gone).toMatchObject({ tier: 'Near', lastTouch: 'Feb 16, 2026', lastTouchNote: '15 days ago', facts: [] });
    expect(gone.changes[0]).toBe(
      'It stopped being high-signal by its counts on Mar 3, 2026; the next run says what is needed.',
    );
  });

  test('have that account in the list only where it is still 2 March', async () => {
    expect(await isListed('Fortnight Edge Tools', west)).toBe(true);
    expect(await isListed('Fortnight Edge Tools', east)).toBe(false);
  });

  test('see the last day of Near where it is, and None where it is over', async () => {
    // Last touch on 9 February: Near through the twenty-first day after, which is 2 March.
    expect(await cardOf('Last Day of Near Lamps', west)).toMatchObject({ tier: 'Near', lastTouchNote: '21 days ago' });
    expect(await cardOf('Last Day of Near Lamps', east)).toMatchObject({ tier: 'None', lastTouchNote: '22 days ago' });
  });

  test('see a score that has decayed by a day where it is a day later', async () => {
    const id = storyAccount('Textbook Therapeutics');
    const [stored] = await preview().org.query(
      `SELECT Touchpoint_Strength__c, Touchpoint_Scored_On__c, Last_Touch__c FROM Account WHERE Id = '${id}'`,
    );
    expect(stored).toMatchObject({ Touchpoint_Scored_On__c: '2026-03-02', Last_Touch__c: '2026-02-28' });
    const score = (days: number): string =>
      (100 * (1 - Math.exp((-Number(stored?.['Touchpoint_Strength__c']) * 2 ** (-days / 30)) / 30))).toFixed(1);
    // As the reference scenario has it: 70.3 on the day it was scored.
    expect([score(0), score(1)]).toEqual(['70.3', '69.5']);
    expect(await cardOf('Textbook Therapeutics', west)).toMatchObject({ score: '70.3', lastTouchNote: '2 days ago' });
    expect(await cardOf('Textbook Therapeutics', east)).toMatchObject({ score: '69.5', lastTouchNote: '3 days ago' });
  });

  test('see a snooze through 5 March end at their own midnight', async () => {
    await moveTo('2026-03-05');
    expect(await cardOf('Short Nap Mattresses', west)).toMatchObject({ tier: 'Suppressed' });
    expect(await cardOf('Short Nap Mattresses', east)).toMatchObject({ tier: 'High-Engaged' });
  });

  test('see no figure run ahead where the date of the run has not come yet', async () => {
    // Noon of 1 March in New York: still the day before the run in Pago Pago, its own date on Kiritimati.
    await moveTo('2026-03-01');
    const today = { tier: 'High-Effort', score: '10.0', lastTouch: 'Mar 2, 2026', lastTouchNote: 'today' };
    expect(await cardOf('Cold Call Castings', west)).toMatchObject(today);
    expect(await cardOf('Cold Call Castings', east)).toMatchObject(today);
    await moveTo('2026-03-02');
  });
});

describe('names', () => {
  test('are shown to whoever may read the people, and to others a record they cannot see', async () => {
    const id = storyAccount('Textbook Therapeutics');
    const [account] = await preview().org.query(`SELECT OwnerId FROM Account WHERE Id = '${id}'`);
    const owner = String(account?.['OwnerId']);
    const [stranger] = (await withRole('rep')).filter(({ userId }) => userId !== owner);
    const names = async (viewerId = ''): Promise<readonly string[]> => {
      const { page } = await preview().open(`/lightning/r/Account/${id}/view?viewer=${viewerId}`);
      await readCard(page);
      await page.locator('c-account-reasons .person').first().waitFor();
      return peopleOf(page);
    };
    expect([...new Set(await names(owner))].sort()).toEqual(['Ada Brook', 'Bo Lind', 'Cleo Marsh']);
    expect(new Set(await names(stranger?.userId))).toEqual(new Set(['a record you cannot see']));
  });
});

const COLUMNS = [
  ...['Account', 'Tier', 'Score', 'Active TPs', 'Last Touch', 'Acct Age', 'Avg Recips Per Series', 'Leaves On'],
  ...['Owner', 'Next Step'],
];

interface ShownList {
  readonly columns: readonly string[];
  readonly notices: string;
  readonly canExport: boolean;
}

async function listOf(viewerId: string): Promise<ShownList> {
  const { page, troubles } = await preview().open(`/lightning/page/home?viewer=${viewerId}`);
  const list = page.locator('c-high-signal-list');
  await list.locator('[data-row]').first().waitFor();
  await list.locator('c-signal-run-line').getByText('Powered by').waitFor();
  const columns = (await list.getByRole('columnheader').allInnerTexts()).map((each) => each.trim());
  const [notices = ''] = await list.locator('c-state-notices').allInnerTexts();
  const canExport = (await list.locator('[data-id="export"]').count()) > 0;
  expect(troubles).toEqual([]);
  return { columns: columns.filter((each) => each !== '' && each !== 'Actions'), notices, canExport };
}

async function runPageOf(viewerId: string): Promise<string> {
  const [run] = await preview().org.query('SELECT Id FROM Touchpoint_Run__c');
  const { page } = await preview().open(
    `/lightning/r/Touchpoint_Run__c/${String(run?.['Id'])}/view?viewer=${viewerId}`,
  );
  await page.getByText('Pool Size').first().waitFor();
  return page.locator('body').innerText();
}

describe('a permission set', () => {
  test('for reps opens list and card whole, without what it does not grant', async () => {
    const [rep] = (await withRole('rep')).slice(2);
    const id = rep?.userId ?? '';
    expect(rep?.permissionSets).toEqual(['Touchpoint_Rep']);
    expect(await listOf(id)).toEqual({ columns: COLUMNS, notices: '', canExport: false });
    expect(await cardOf('Textbook Therapeutics', id)).toMatchObject({ tier: 'High-Engaged', activeTouchpoints: '4' });
    const run = await runPageOf(id);
    expect(run).toMatch(/^Changed$/m);
    expect(run).not.toMatch(/^Failed$/m);
  });

  test('that grants fewer fields leaves out their columns and says which, and the card the same', async () => {
    const [rep] = (await withRole('rep')).slice(3);
    const id = rep?.userId ?? '';
    await change(id, { permissionSets: ['Rep_With_Less'] });
    const list = await listOf(id);
    expect(list.columns).toEqual(COLUMNS.filter((name) => name !== 'Score' && name !== 'Avg Recips Per Series'));
    expect(list.notices).toContain('You do not have access to these columns: Score, Avg Recips Per Series.');
    const card = await cardOf('Textbook Therapeutics', id);
    expect(card).toMatchObject({ tier: 'High-Engaged', score: 'Hidden from you', activeTouchpoints: '4' });
    expect(card.reasons).toHaveLength(4);
  });

  test('missing altogether is said, and whom to ask, in place of list and card', async () => {
    const [rep] = (await withRole('rep')).slice(4);
    const id = rep?.userId ?? '';
    await change(id, { permissionSets: [] });
    const list = await preview().open(`/lightning/page/home?viewer=${id}`);
    await list.page.getByText('You do not have access to account signals').waitFor();
    await list.page.getByText('Ask your administrator to assign you the permission set Touchpoint Rep').waitFor();
    expect(await list.page.locator('[data-row]').count()).toBe(0);
    const card = await preview().open(
      `/lightning/r/Account/${storyAccount('Textbook Therapeutics')}/view?viewer=${id}`,
    );
    await card.page.getByText('You do not have access to the signal').waitFor();
    await card.page.getByText('Ask your Salesforce admin for the permission set Touchpoint Rep').waitFor();
    expect([...list.troubles, ...card.troubles]).toEqual([]);
  });

  test.each(['manager', 'admin'])('for the role %s shows everything there is', async (role) => {
    const [person] = await withRole(role);
    const id = person?.userId ?? '';
    expect(await listOf(id)).toEqual({ columns: COLUMNS, notices: '', canExport: true });
    expect(await cardOf('Textbook Therapeutics', id)).toMatchObject({ tier: 'High-Engaged', activeTouchpoints: '4' });
    expect(await runPageOf(id)).toMatch(/^Failed$/m);
  });
});
