// Every state of the list in a real browser, each reached as it happens: before the first run, by records, by permissions, by a
// fault, by time. What the words are is asserted, how it looks is in build/screenshots.
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { inspect, type Visit, type Width } from './browser.ts';
import { previewForFile } from './open-preview.ts';
import { setWithout } from './permission-sets.ts';
import { storyAccount } from './story.ts';
import { eachWidth, everyWidth, withFault, withPermissionSets } from './states.ts';

const HIDDEN = ['Touchpoint_Score__c', 'Avg_Recipients_Per_Series__c', 'Signal_Tier__c'].map((it) => `Account.${it}`);
const preview = previewForFile({ run: false, permissionSets: { Few_Fields: setWithout('Touchpoint_Rep', HIDDEN) } });
afterEach(() => preview().closePages());

const HOME = '/lightning/page/home';
const list = (page: Page): Locator => page.locator('c-high-signal-list');
const control = (name: string, body?: unknown, method?: string) => preview().org.control(name, body, method);
const put = (object: string, rows: readonly Record<string, unknown>[]) => control('rows', { object, rows });

async function openList(query: string, width: Width, words: readonly string[]): Promise<Visit> {
  const visit = await preview().open(`${HOME}?${query}`, width);
  for (const each of words) await list(visit.page).getByText(each).filter({ visible: true }).first().waitFor();
  return visit;
}

/** At both widths: the words are there, and nothing is wrong with the page. */
const show = (name: string, words: readonly string[], query = 'viewer=rep'): Promise<void> =>
  everyWidth(async (width) => inspect(await openList(query, width, words), `list-${name}`));

test('before the first run the list says that no run has finished', () =>
  show('no-run', ['No run has finished yet.', 'No account is high-signal right now']));

describe('after a run', () => {
  beforeAll(() => preview().org.run());

  test.each([
    ['rep', 'viewer=rep', ['112 accounts', 'In the pool', 'From run', 'Powered by Salesforce, Outreach, Orum']],
    ['manager', 'viewer=manager', ['112 accounts', 'Export CSV (112)']],
    ['admin', 'viewer=admin', ['112 accounts', 'In the pool']],
    ['german', 'viewer=rep&lang=de', ['112']],
    ['right-to-left', 'viewer=rep&dir=rtl', ['112 accounts']],
    ['small', 'viewer=rep&form=Small', ['112 accounts']],
  ])('the list is shown as it is for %s', (name, query, words) => show(name, words, query));

  test('nothing matches: it says so and offers to clear the filters', () =>
    everyWidth(async (width) => {
      const visit = await openList('viewer=rep', width, ['112 accounts']);
      await list(visit.page).getByRole('searchbox', { name: 'Search' }).fill('no such company');
      await list(visit.page).getByText('No account matches these filters').waitFor();
      await inspect(visit, 'list-nothing-matches');
      await list(visit.page).getByRole('button', { name: 'Clear filters' }).last().click();
      await list(visit.page).getByText('112 accounts', { exact: true }).waitFor();
    }));

  test('while the org takes its time, the list says that it loads', () =>
    withFault(preview(), { match: 'graphql', kind: 'slow', delayMs: 20_000 }, () =>
      everyWidth(async (width) => {
        const visit = await preview().open(`${HOME}?viewer=rep`, width);
        await list(visit.page).getByText('Loading accounts').filter({ visible: true }).first().waitFor();
        await inspect(visit, 'list-loading');
      }),
    ));

  test('when the org fails, the list says what it said, and trying again brings the accounts', () =>
    eachWidth((width) =>
      withFault(preview(), { match: 'graphql', kind: 'status', status: 503 }, async (repair) => {
        const visit = await openList('viewer=rep', width, ['The accounts could not be read']);
        await inspect(visit, 'list-error');
        // An org that is down says nothing about what the viewer may read.
        expect(await list(visit.page).getByText('You cannot read').count()).toBe(0);
        await repair();
        await list(visit.page).getByRole('button', { name: 'Try again' }).click();
        await list(visit.page).getByText('112 accounts', { exact: true }).waitFor();
        expect(visit.troubles).toEqual([]);
      }),
    ));

  test('fields that the viewer may not read have no column, and the list says which', () =>
    withPermissionSets(preview(), ['Few_Fields'], (query) =>
      show('fields-hidden', ['112 accounts', 'You do not have access to these columns: '], query),
    ));

  test('without any of our fields the list says whom to ask', () =>
    withPermissionSets(preview(), [], (query) =>
      show(
        'no-permission',
        ['You do not have access to account signals', 'Ask your administrator to assign you'],
        query,
      ),
    ));

  test('a failed source and a policy on its way are said above the list', async () => {
    const [run] = await preview().org.query('SELECT Id FROM Touchpoint_Run__c');
    const Id = run?.['Id'];
    await put('Touchpoint_Run__c', [{ Id, Verdict__c: 'degraded', Mixed_Policy__c: true, Coverage_Percent__c: 93.4 }]);
    await show('degraded', [
      'They keep their last good figures.',
      'A change of the thresholds is still being applied.',
      '93',
    ]);
    await put('Touchpoint_Run__c', [{ Id, Verdict__c: 'ok', Mixed_Policy__c: false, Coverage_Percent__c: null }]);
  });

  test('names as long as a field allows stay in their places', async () => {
    await put('Account', [
      { Id: storyAccount('Full Orchestra Systems'), Name: 'Donaudampfschifffahrtsgesellschaft'.repeat(7) },
      {
        Id: storyAccount('Calendar Chaos'),
        Name: 'The Very Honourable Society of the Northern Provinces and '.repeat(4),
      },
    ]);
    await show('long-names', ['112 accounts', 'The Very Honourable Society']);
  });

  test('thousands of accounts are loaded as one scrolls', async () => {
    await put('Account', manyAccounts(3000));
    const visit = await openList('viewer=rep', 'desktop', ['3,112 accounts']);
    const rows = visit.page.locator('c-signal-table-rows [role="row"]');
    const loaded = await rows.count();
    while ((await rows.count()) < 10 * loaded) await rows.last().scrollIntoViewIfNeeded();
    await inspect(visit, 'list-thousands');
  });

  test('a run of the day before yesterday is old, and the list says so', async () => {
    await control('today', { date: '2026-03-04' });
    await show('stale', ['These figures are old: the last run finished 2 days ago.', 'Opal Dynamics']);
  });

  test('when everything has run out, the list is empty and says when accounts appear', async () => {
    await control('today', { date: '2026-07-01' });
    await show('empty', ['No account is high-signal right now', 'Accounts appear here once']);
  });
});

/** As a run would have left them. */
function manyAccounts(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    Id: `0015g0Z${String(index).padStart(8, '0')}`,
    Name: `Quarry ${String(index).padStart(4, '0')}`,
    Active_Touchpoints__c: 4 + (index % 30),
    Last_Touch__c: '2026-03-01',
    Touchpoint_Strength__c: 1 + index / 100,
    Touchpoint_Rank__c: 600 + Math.log2(1 + index / 100),
    Touchpoint_Half_Life__c: 30,
    Touchpoint_Scale__c: 30,
    Touchpoint_Scored_On__c: '2026-03-02',
    Signal_Exits_On__c: '2026-03-16',
    Signal_Engaged_Until__c: index % 2 === 0 ? '2026-05-01' : null,
    Signal_Evidence__c: 'Complete',
  }));
}
