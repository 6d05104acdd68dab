// What a rep does with the two components, from the list to a task, a snooze and feedback, in a real browser against the stand-in
// org after a real run; once with the mouse, once with the keys alone.
import type { Locator, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { inspect, until } from './browser.ts';
import { expectFocus, tabTo } from './keyboard.ts';
import { previewForFile } from './open-preview.ts';
import { storyAccount } from './story.ts';

const preview = previewForFile();
afterEach(() => preview().closePages());

const list = (page: Page): Locator => page.locator('c-high-signal-list');
const card = (page: Page): Locator => page.locator('c-account-signal');
const accountLinks = (page: Page): Locator => page.locator('c-signal-table').locator('a.name');
/** Of rows below the fold, too: they have text, but the browser does not lay it out before it comes in sight. */
const namesShown = (page: Page): Promise<string[]> => accountLinks(page).allTextContents();
const dialog = (page: Page): Locator => page.getByRole('dialog');
const toast = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).filter({ visible: true }).first().waitFor();

const count = (page: Page, accounts: number): Promise<void> =>
  list(page)
    .getByText(accounts === 1 ? '1 account' : `${String(accounts)} accounts`, { exact: true })
    .waitFor();

async function choose(page: Page, label: string, option: string): Promise<void> {
  await list(page).getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function poolSize(): Promise<number> {
  const [counted] = await preview().org.query('SELECT COUNT(Id) pool FROM Account WHERE High_Signal__c = true');
  return Number(counted?.['pool']);
}

const tasksOf = (name: string) =>
  preview().org.query(
    `SELECT Subject, Status, ActivityDate, OwnerId, Signal_Origin__c FROM Task WHERE WhatId = '${storyAccount(name)}' AND IsClosed = false`,
  );
const feedbackOf = (name: string) =>
  preview().org.query(
    `SELECT Kind__c, Reason__c, Until__c FROM Signal_Feedback__c WHERE Account__c = '${storyAccount(name)}'`,
  );

test('a rep finds an account, reads why, makes a task on the standard page, snoozes it and says what was useful', async () => {
  const visit = await preview().open('/lightning/page/home?viewer=rep');
  const { page, troubles } = visit;
  const pool = await poolSize();
  await count(page, pool);

  await choose(page, 'Tier', 'High-Effort');
  await page.getByRole('button', { name: 'Clear filters' }).waitFor();
  await until(() => namesShown(page)).toContain('Cold Call Castings');
  expect(await namesShown(page)).not.toContain('Textbook Therapeutics');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await count(page, pool);

  await page.getByRole('columnheader', { name: 'Account' }).getByRole('button').click();
  await until(async () => (await namesShown(page))[0]).toMatch(/^A/);
  const names = await namesShown(page);
  expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')));

  await list(page).getByRole('searchbox', { name: 'Search' }).fill('textbook');
  await count(page, 1);
  await accountLinks(page).filter({ hasText: 'Textbook Therapeutics' }).click();
  await page.waitForURL(`**/lightning/r/Account/${storyAccount('Textbook Therapeutics')}/view`);

  await card(page).getByText('They take part, and no opportunity is open yet.').waitFor();
  const reasons = card(page).locator('c-account-reasons').getByRole('listitem');
  await until(() => reasons.count()).toBe(4);
  expect(await reasons.first().innerText()).toMatch(/Reply[\s\S]*Feb 28, 2026 · Outreach Email · from them/);
  expect(await reasons.getByRole('link', { name: 'Meeting held' }).getAttribute('href')).toMatch(
    /^\/lightning\/r\/Event\/00U\w{15}\/view$/,
  );

  await card(page).getByRole('button', { name: 'Create follow-up' }).click();
  await page.waitForURL('**/lightning/o/Task/new?**');
  const subject = dialog(page).getByRole('textbox', { name: 'Subject' });
  await until(() => subject.inputValue()).toBe('Turn the interest into a meeting: Textbook Therapeutics');
  await inspect(visit, 'task-new');
  await subject.fill('Ask Ada for a meeting');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await toast(page, /was created/);
  await card(page).getByText('70.3').first().waitFor();
  expect(await tasksOf('Textbook Therapeutics')).toMatchObject([
    { Subject: 'Ask Ada for a meeting', Status: 'Not Started', ActivityDate: '2026-03-03' },
  ]);

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await count(page, pool);
  await list(page).getByRole('searchbox', { name: 'Search' }).fill('textbook');
  await count(page, 1);
  await page.getByRole('button', { name: 'Actions for Textbook Therapeutics' }).click();
  await page.getByRole('menuitem', { name: 'Snooze…' }).click();
  await dialog(page).getByText('Snooze Textbook Therapeutics').waitFor();
  await inspect(visit, 'snooze');
  await dialog(page).getByRole('textbox', { name: 'Why? (optional)' }).fill('Ada is away');
  await dialog(page).getByRole('button', { name: 'Snooze', exact: true }).click();
  await toast(page, 'Textbook Therapeutics is snoozed and left the list.');
  await count(page, 0);
  expect(await feedbackOf('Textbook Therapeutics')).toMatchObject([{ Kind__c: 'Snooze', Reason__c: 'Ada is away' }]);
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await count(page, pool - 1);

  await accountLinks(page).filter({ hasText: 'Full Orchestra Systems' }).click();
  await card(page).getByRole('button', { name: 'Useful', exact: true }).click();
  await dialog(page).getByText('What was useful about Full Orchestra Systems?').waitFor();
  await dialog(page).getByRole('textbox', { name: 'Why? (optional)' }).fill('Five people answered');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await toast(page, /Thank/);
  expect(await feedbackOf('Full Orchestra Systems')).toMatchObject([
    { Kind__c: 'Useful', Reason__c: 'Five people answered', Until__c: null },
  ]);
  expect(troubles).toEqual([]);
});

test('the same way is open to somebody who has only a keyboard', async () => {
  const { page, troubles } = await preview().open('/lightning/page/home?viewer=rep');
  const pool = await poolSize();
  await count(page, pool);
  const key = (name: string) => page.keyboard.press(name);

  await tabTo(page, list(page).getByRole('searchbox', { name: 'Search' }));
  await page.keyboard.type('calendar');
  await count(page, 1);
  await tabTo(page, page.getByRole('columnheader', { name: 'Score' }).getByRole('button'));
  await key('Enter');
  const menu = page.getByRole('button', { name: 'Actions for Calendar Chaos' });
  await tabTo(page, menu);
  await key('Enter');
  await expectFocus(page, page.getByRole('menuitem', { name: 'Open account' }));
  await key('Escape');
  await expectFocus(page, menu);
  await tabTo(page, accountLinks(page).filter({ hasText: 'Calendar Chaos' }), 'Shift+Tab');
  await key('Enter');

  const followUp = card(page).getByRole('button', { name: 'Create follow-up' });
  await tabTo(page, followUp);
  await key('Enter');
  await expectFocus(page, dialog(page).getByRole('textbox', { name: 'Subject' }));
  await tabTo(page, dialog(page).getByRole('button', { name: 'Save' }));
  await key('Enter');
  await toast(page, /was created/);
  expect(await tasksOf('Calendar Chaos')).toHaveLength(1);

  await expectFocus(page, followUp);
  const notUseful = card(page).getByRole('button', { name: 'Not useful' });
  await tabTo(page, notUseful);
  await key('Enter');
  const why = dialog(page).getByRole('textbox', { name: 'Why? (optional)' });
  await tabTo(page, why);
  await page.keyboard.type('Wrong company');
  await tabTo(page, dialog(page).getByRole('button', { name: 'Save' }));
  await key('Enter');
  await dialog(page).waitFor({ state: 'detached' });
  await expectFocus(page, notUseful);
  expect(await feedbackOf('Calendar Chaos')).toMatchObject([{ Kind__c: 'Not useful', Reason__c: 'Wrong company' }]);

  const snooze = card(page).getByRole('button', { name: 'Snooze' });
  await tabTo(page, snooze);
  await key('Enter');
  await dialog(page).getByText('Snooze Calendar Chaos').waitFor();
  // Drawn before it has the focus; a key pressed in between is not its own.
  await page.locator('[role=dialog]:focus, [role=dialog] :focus').first().waitFor();
  await key('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await expectFocus(page, snooze);
  await key('Enter');
  await tabTo(page, dialog(page).getByRole('button', { name: 'Snooze', exact: true }));
  await key('Enter');
  await card(page).getByText('Snoozed through').first().waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Home', exact: true }), 'Shift+Tab');
  await key('Enter');
  await count(page, pool - 1);
  expect(troubles).toEqual([]);
});
