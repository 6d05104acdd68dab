// Every state of the account card in a real browser, each reached as it happens: by the run, by a record, by a permission, by a
// fault. What the words are is asserted, how it looks is in build/screenshots.
import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { inspect, type Visit, type Width } from './browser.ts';
import { previewForFile } from './open-preview.ts';
import { setWithout } from './permission-sets.ts';
import { eachWidth, everyWidth, withFault, withPermissionSets } from './states.ts';
import { storyAccount } from './story.ts';

const HIDDEN = ['Touchpoint_Score__c', 'Avg_Recipients_Per_Series__c', 'Touchpoint_Story__c'].map(
  (it) => `Account.${it}`,
);
const preview = previewForFile({ permissionSets: { Few_Fields: setWithout('Touchpoint_Rep', HIDDEN) } });

afterEach(() => preview().closePages());

const FRESH = '0015g000000New1';

interface State {
  readonly name: string;
  readonly account: string;
  readonly words: readonly string[];
  /** Of the address: viewer, language, direction. */
  readonly query?: string;
  /** Brings the org into the state. */
  readonly reach?: () => Promise<unknown>;
}

const control = (name: string, body: unknown): Promise<unknown> => preview().org.control(name, body);
const put = (object: string, row: Record<string, unknown>): Promise<unknown> =>
  control('rows', { object, rows: [row] });
const set = (account: string, fields: Record<string, unknown>): Promise<unknown> =>
  put('Account', { Id: storyAccount(account), ...fields });

const pathOf = (account: string, query = ''): string =>
  `/lightning/r/Account/${account === FRESH ? FRESH : storyAccount(account)}/view?${query}`;

const card = (page: Page): Locator => page.locator('c-account-signal');
const says = (page: Page, words: string): Promise<void> =>
  card(page).getByText(words).filter({ visible: true }).first().waitFor();

/** Opens the card at this width and waits until it says all of this. */
async function openCard(path: string, width: Width, words: readonly string[]): Promise<Visit> {
  const visit = await preview().open(path, width);
  for (const each of words) await says(visit.page, each);
  return visit;
}

/** At both widths: the words are there, and nothing is wrong with the page. */
const show = ({ name, account, words, query }: State): Promise<void> =>
  everyWidth(async (width) => inspect(await openCard(pathOf(account, query), width, words), `card-${name}`));

const BY_RUN: readonly State[] = [
  {
    name: 'high-engaged',
    account: 'Textbook Therapeutics',
    words: [
      'High-Engaged',
      '70.3',
      'They take part, and no opportunity is open yet.',
      'Connected call',
      'Create follow-up',
    ],
  },
  { name: 'high-effort', account: 'Cold Call Castings', words: ['High-Effort', '10.0', 'they have not answered yet'] },
  {
    name: 'near',
    account: 'Three Ring Foods',
    words: ['Nearly high-signal.', '1 new touchpoint today would be enough.'],
  },
  { name: 'none', account: 'Single Spark Labs', words: ['Not high-signal now.', '16.5'] },
  { name: 'zero-score', account: 'Open Window Glass', words: ['0.0', 'No touchpoint in the window.'] },
  {
    name: 'out-of-scope',
    account: 'Rival Robotics',
    words: ['Suppressed', 'Left out of the high-signal list by the policy.', 'Out of scope:'],
  },
  {
    name: 'open-opportunity',
    account: 'Already Talking Software',
    words: ['Not shown as high-signal while an opportunity is open.'],
  },
  { name: 'snoozed', account: 'Snoozed Solutions', words: ['Suppressed', 'Snoozed through'] },
  { name: 'many-touchpoints', account: 'Blanket Mailers', words: ['200', '40.0', 'And '] },
  { name: 'german', account: 'Textbook Therapeutics', query: 'lang=de', words: ['70,3', 'Outreach'] },
  { name: 'right-to-left', account: 'Textbook Therapeutics', query: 'dir=rtl', words: ['70.3'] },
  { name: 'small', account: 'Textbook Therapeutics', query: 'form=Small', words: ['70.3'] },
];

describe('after a run', () => {
  test.each(BY_RUN)('the card shows the state "$name" in words', show);
});

async function setRun(fields: Record<string, unknown>): Promise<void> {
  const [run] = await preview().org.query('SELECT Id FROM Touchpoint_Run__c');
  await put('Touchpoint_Run__c', { Id: run?.['Id'], ...fields });
}

const BY_RECORD: readonly State[] = [
  {
    name: 'not-scored',
    account: FRESH,
    reach: () => put('Account', { Id: FRESH, Name: 'Created This Morning' }),
    words: ['Not scored yet', 'No run has scored this account yet.', 'The next run scores it'],
  },
  {
    name: 'evidence-partial',
    account: 'Orum Foundry',
    reach: () => set('Orum Foundry', { Signal_Evidence__c: 'Partial' }),
    words: ['Some records of this account could not be read.'],
  },
  {
    name: 'other-policy',
    account: 'Calendar Chaos',
    reach: () => set('Calendar Chaos', { Touchpoint_Policy__c: '0123456789abcdef' }),
    words: ['This account was scored with another policy than the latest run.'],
  },
  {
    name: 'story-unreadable',
    account: 'Former Lead Farms',
    reach: () => set('Former Lead Farms', { Touchpoint_Story__c: '{"version":1,"touchpo' }),
    words: ['The reasons cannot be read.'],
  },
  {
    name: 'story-newer',
    account: 'Round Table Group',
    reach: () => set('Round Table Group', { Touchpoint_Story__c: '{"version":2}' }),
    words: ['The reasons were written by a newer version of Touchpoint Intelligence than this card.'],
  },
  {
    name: 'long-name',
    account: 'Midnight Oil Energy',
    reach: () =>
      set('Midnight Oil Energy', {
        Name: `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)} & Partners of ${'the Northern Provinces '.repeat(4)}`,
      }),
    words: ['47.9'],
  },
  {
    name: 'mixed-policy',
    account: 'Full Orchestra Systems',
    reach: () => setRun({ Mixed_Policy__c: true }),
    words: ['A change of the thresholds is still being applied.'],
  },
];

describe('in states that records and permissions bring', () => {
  test.each(BY_RECORD)('the card shows the state "$name" in words', async (state) => {
    await state.reach?.();
    await show(state);
  });

  test('people whom the viewer may not read are no names but "a record you cannot see"', async () => {
    const hidden = 'a record you cannot see';
    await show({ name: 'people-hidden', account: 'Textbook Therapeutics', words: [hidden] });
    const { page } = await openCard(pathOf('Textbook Therapeutics', 'viewer=admin'), 'desktop', ['Ada Brook']);
    expect(await card(page).getByText(hidden).count()).toBe(0);
  });

  test('fields that the viewer may not read are left out, and the card says which', () =>
    withPermissionSets(preview(), ['Few_Fields'], async (query) => {
      const words = ['Hidden from you by field permissions: ', 'You may not see the reasons.', 'High-Engaged'];
      await show({ name: 'fields-hidden', account: 'Weekly Reader Press', query, words });
    }));

  test('without any of our fields the card says whom to ask', () =>
    withPermissionSets(preview(), [], async (query) => {
      const words = ['You do not have access to the signal', 'Ask your Salesforce admin for the permission set'];
      await show({ name: 'no-permission', account: 'Weekly Reader Press', query, words });
    }));

  test('while the org takes its time, the card says that it loads', () =>
    withFault(preview(), { match: 'graphql', kind: 'slow', delayMs: 20_000 }, () =>
      everyWidth(async (width) => {
        const visit = await preview().open(pathOf('Textbook Therapeutics'), width);
        await card(visit.page).locator('lightning-spinner').waitFor();
        await inspect(visit, 'card-loading');
      }),
    ));

  test('when the org fails, the card says what it said, and trying again brings the signal', () =>
    eachWidth((width) =>
      withFault(preview(), { match: 'graphql', kind: 'status', status: 503 }, async (repair) => {
        const visit = await openCard(pathOf('Textbook Therapeutics'), width, ['The signal could not be loaded']);
        await inspect(visit, 'card-error');
        await repair();
        await card(visit.page).getByRole('button', { name: 'Try again' }).click();
        await says(visit.page, '70.3');
        expect(visit.troubles).toEqual([]);
      }),
    ));

  test('figures of the day before yesterday are old, and the card says so', async () => {
    await preview().org.control('today', { date: '2026-03-04' });
    const words = ['These figures are old: the last run finished 2 days ago.'];
    await show({ name: 'stale', account: 'Textbook Therapeutics', words });
  });
});
