// What may be done depends on the org and the person: a follow-up in one click where the UI API serves Task, a file of the list
// for who may take one. In a real browser, against the stand-in org after a real run.
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterEach, expect, test } from 'vitest';
import { until } from './browser.ts';
import { previewForFile } from './open-preview.ts';
import { storyAccount } from './story.ts';

const preview = previewForFile();
afterEach(() => preview().closePages());

const openTasksOf = (name: string) =>
  preview().org.query(
    `SELECT Subject, Signal_Origin__c FROM Task WHERE WhatId = '${storyAccount(name)}' AND IsClosed = false`,
  );

test('where the UI API serves tasks a follow-up is one click, elsewhere it is the standard page', async () => {
  const path = `/lightning/r/Account/${storyAccount('Orum Foundry')}/view?viewer=rep`;
  await preview().org.control('ui-objects', { Task: true });
  const served = await preview().open(path);
  await served.page.getByRole('button', { name: 'Create follow-up' }).click();
  await until(() => openTasksOf('Orum Foundry')).toMatchObject([
    {
      Subject: 'Turn the interest into a meeting: Orum Foundry',
      Signal_Origin__c: 'play:Turn_Interest_Into_A_Meeting',
    },
  ]);
  await served.page.getByText('is created').filter({ visible: true }).first().waitFor();
  expect(new URL(served.page.url()).pathname).toBe(new URL(path, 'http://preview').pathname);

  await preview().org.control('ui-objects', { Task: false });
  const refused = await preview().open(path);
  await refused.page.getByRole('button', { name: 'Create follow-up' }).click();
  await refused.page.waitForURL('**/lightning/o/Task/new?**');
  await refused.page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
  await refused.page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await openTasksOf('Orum Foundry')).toHaveLength(1);
  expect([...served.troubles, ...refused.troubles]).toEqual([]);
});

test('"log a call" in the menu of a row opens the standard page as a call on that account', async () => {
  const { page, troubles } = await preview().open('/lightning/page/home?viewer=rep');
  await page.getByRole('button', { name: 'Actions for Calendar Chaos' }).click();
  await page.getByRole('menuitem', { name: 'Log a call' }).click();
  await page.waitForURL('**/lightning/o/Task/new?**');
  await until(() => page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Call: Calendar Chaos');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await until(() =>
    preview().org.query(`SELECT Subject, Status FROM Task WHERE Subject = 'Call: Calendar Chaos'`),
  ).toMatchObject([{ Status: 'Completed' }]);
  expect(troubles).toEqual([]);
});

test('"why is it here" shows the card over the list, and the focus goes back to the row', async () => {
  const { page, troubles } = await preview().open('/lightning/page/home?viewer=rep');
  const menu = page.getByRole('button', { name: 'Actions for Full Orchestra Systems' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Why is it here?' }).click();
  await page.getByRole('dialog').getByText('90.2').first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await menu.and(page.locator(':focus')).waitFor();
  expect(troubles).toEqual([]);
});

test('who holds the export permission gets every row of the filter as a file that no spreadsheet runs', async () => {
  const harmful = '=HYPERLINK("http://127.0.0.1","win")';
  await preview().org.control('rows', {
    object: 'Account',
    rows: [{ Id: storyAccount('Cold Call Castings'), Name: harmful }],
  });
  const rep = await preview().open('/lightning/page/home?viewer=rep');
  await rep.page.getByText('112 accounts', { exact: true }).waitFor();
  expect(await rep.page.getByRole('button', { name: /Export/ }).count()).toBe(0);

  const { page, troubles } = await preview().open('/lightning/page/home?viewer=manager');
  await page.getByRole('combobox', { name: 'Tier' }).click();
  await page.getByRole('option', { name: 'High-Effort', exact: true }).click();
  const [counted] = await preview().org.query(
    `SELECT COUNT(Id) pool FROM Account WHERE High_Signal__c = true AND Signal_Tier__c = 'High-Effort'`,
  );
  const expected = Number(counted?.['pool']);
  const button = page.getByRole('button', { name: `Export CSV (${String(expected)})` });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toBe('high-signal-accounts-2026-03-02.csv');
  const text = await readFile(await download.path(), 'utf8');
  const rows = parse(text, { bom: true, columns: true }) as unknown as readonly Record<string, string>[];
  expect(rows).toHaveLength(expected);
  expect(new Set(rows.map((row) => row['Tier']))).toEqual(new Set(['High-Effort']));
  const exported = rows.find((row) => row['Account Id'] === storyAccount('Cold Call Castings'));
  expect(exported).toMatchObject({ Account: `'${harmful}`, Score: '10', 'Last Touch': '2026-03-02' });
  expect(troubles).toEqual([]);
});
