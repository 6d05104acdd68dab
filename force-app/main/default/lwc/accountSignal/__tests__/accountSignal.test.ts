import { createElement } from 'lwc';
import { graphql } from 'lightning/graphql';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import AccountSignal from 'c/accountSignal';
import { ACCOUNT_QUERY, CONTACT_NAMES_QUERY, LEAD_NAMES_QUERY } from 'c/accountSignalQueries';
import { LATEST_RUN_QUERY } from 'c/latestRun';
import { PLAYS_QUERY } from 'c/signalPlays';
import type { TestWireAdapter } from '../../../../../../types/jest-stubs';
import {
  ACCOUNT_ID,
  STORY,
  VALUES,
  accountAnswer,
  namesAnswer,
  nothingVisible,
  playsAnswer,
  runAnswer,
} from './data/cardData';
import type { Values } from './data/cardData';

interface Adapter extends TestWireAdapter {
  emit(value: unknown, filter?: (config: Record<string, unknown>) => boolean, refresh?: jest.Mock): void;
}
const adapter = graphql as unknown as Adapter;
const NAMES = {
  '0035g00000AdaBrAAA': 'Ada Brook',
  '0035g00000BoLinAAA': 'Bo Lind',
  '0035g00000CleoMAAA': 'Cleo Marsh',
};

const settle = () => Array.from({ length: 12 }).reduce<Promise<void>>((turn) => turn.then(), Promise.resolve());
const asking = (query: unknown) => (config: Record<string, unknown>) => config.query === query;

/** Everything a person can read in it, children included. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  const shadow = (node as Element).shadowRoot;
  return [...(shadow?.childNodes ?? []), ...node.childNodes].map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}
/** The first match in it or in any child component. */
function find<E extends Element = HTMLElement>(node: Element, selector: string): E | null {
  const roots = [node.shadowRoot, node].filter((root) => root !== null);
  for (const root of roots) {
    const direct = root.querySelector<E>(selector);
    if (direct) return direct;
    for (const child of root.querySelectorAll('*')) {
      const inside = child.shadowRoot ? find<E>(child, selector) : null;
      if (inside) return inside;
    }
  }
  return null;
}
const noticesOf = (element: Element) =>
  [...(find(element, 'c-state-notices')?.shadowRoot?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].map(
    (notice) => notice.dataset.key,
  );

async function mount() {
  const element = createElement('c-account-signal', { is: AccountSignal });
  element.recordId = ACCOUNT_ID;
  document.body.appendChild(element);
  await settle();
  return element;
}
async function show(account: Values = {}, run: Values | null = {}) {
  const element = await mount();
  const refresh = jest.fn().mockResolvedValue(undefined);
  adapter.emit(accountAnswer(account), asking(ACCOUNT_QUERY), refresh);
  adapter.emit(runAnswer(run), asking(LATEST_RUN_QUERY));
  adapter.emit(playsAnswer(), asking(PLAYS_QUERY));
  await settle();
  adapter.emit(namesAnswer('Contact', NAMES), asking(CONTACT_NAMES_QUERY));
  adapter.emit(namesAnswer('Lead', {}), asking(LEAD_NAMES_QUERY));
  await settle();
  return { element, refresh };
}

// axe looks at the whole card, which takes seconds where two cores are shared.
jest.setTimeout(60_000);

describe('c-account-signal', () => {
  beforeEach(() => {
    jest.useFakeTimers({
      now: new Date('2026-03-02T18:00:00Z'),
      doNotFake: [
        'nextTick',
        'queueMicrotask',
        'setImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'performance',
      ],
    });
  });
  afterEach(() => {
    document.body.replaceChildren();
    jest.clearAllMocks();
    jest.useRealTimers();
  });

  it('says that it loads until the org answers', async () => {
    const element = await mount();
    expect(find<HTMLElement & { alternativeText: string }>(element, 'lightning-spinner')?.alternativeText).toBe(
      'Loading the signal',
    );
    await expect(element).toBeAccessible();
  });

  it('shows verdict, score, figures, play, rule, reasons, bars, weeks and thresholds of an engaged account', async () => {
    const { element } = await show();
    const text = textOf(element);
    for (const said of [
      'High-Engaged',
      'They take part, and no opportunity is open yet.',
      '70.3 of 100',
      'High-signal for 5 days',
      'Runs out on Mar 15, 2026',
      'Active TPs 4 in the last 90 days',
      'Last Touch Feb 28, 2026 2 days ago',
      'Acct Age 200 days',
      'Avg Recips Per Series 2.0 over 1 series',
      'Turn the interest into a meeting',
      'Call the person. Offer two times.',
      '4 touchpoints in the last 90 days; 4 are needed',
      'Without a new touchpoint it stops being high-signal on Mar 15, 2026, because the last touch is then too long ago.',
      'Connected call Two-way Feb 24, 2026 · Outreach Call · from us With Bo Lind',
      'Only we were active 1 They took part 3',
      '3 people took part, over 3 channels.',
      'Powered by Salesforce, Outreach, Orum',
      'at least 4 touchpoints in 90 days, the last at most 14 days ago',
    ])
      expect(text).toContain(said);
    expect(noticesOf(element)).toEqual([]);
    await expect(element).toBeAccessible();
  });

  it('asks for the account and for exactly the people of its story, as the viewer', async () => {
    const asked: unknown[] = [];
    const { element } = await show();
    adapter.emit(undefined, (config) => {
      asked.push([config.query, config.variables]);
      return false;
    });
    expect(element).toBeTruthy();
    expect(asked).toEqual(
      expect.arrayContaining([
        [ACCOUNT_QUERY, { id: ACCOUNT_ID }],
        [CONTACT_NAMES_QUERY, { ids: Object.keys(NAMES) }],
        [LEAD_NAMES_QUERY, { ids: ['00Q5g00000LeadAAAA'] }],
      ]),
    );
  });

  it('calls a person whose name the viewer may not read a record they cannot see, without a link', async () => {
    const { element } = await show();
    expect(textOf(element)).toContain(
      'E-mail by hand One-way Feb 27, 2026 · Outreach Email · from us With a record you cannot see',
    );
    expect(textOf(element)).not.toContain('LeadAAAA');
  });

  it('names nobody unseen before the names were answered', async () => {
    const element = await mount();
    adapter.emit(accountAnswer(), asking(ACCOUNT_QUERY));
    await settle();
    expect(textOf(element)).not.toContain('cannot see');
    adapter.emitErrors([{ message: 'no access to Contact' }], asking(CONTACT_NAMES_QUERY));
    adapter.emitErrors([{ message: 'no access to Lead' }], asking(LEAD_NAMES_QUERY));
    await settle();
    expect(textOf(element)).toContain('a record you cannot see');
    expect(textOf(element)).toContain('70.3');
  });

  it('says of an account that no run has scored that it is not scored, and offers no play', async () => {
    const written = Object.keys(VALUES).filter((alias) => !['Name', 'OpenOpportunities'].includes(alias));
    const blank = Object.fromEntries(written.map((alias) => [alias, null]));
    const { element } = await show({ ...blank, High: false, Age: 3 });
    expect(textOf(element)).toContain('No run has scored this account yet.');
    expect(textOf(element)).toContain('Not scored');
    expect(textOf(element)).toContain('Acct Age 3 days');
    expect(noticesOf(element)).toEqual(['not-scored']);
    expect(find(element, 'c-account-play')).toBeNull();
    expect(find(element, 'c-account-feedback')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('shows a score of zero as a score', async () => {
    const { element } = await show({
      Tier: 'None',
      High: false,
      Score: 0,
      Active: 0,
      TwoWay: 0,
      LastTouch: null,
      DaysSince: null,
      Recipients: null,
      Series: 0,
      ExitsOn: null,
      DaysInPool: null,
      Story: JSON.stringify({
        ...STORY,
        touchpoints: [],
        weeks: {},
        changes: [{ what: 'touchpoints needed', count: 4 }],
      }),
    });
    const text = textOf(element);
    expect(find(element, '[data-id="score"]')?.textContent).toBe('0.0');
    expect(text).toContain('Last Touch None no touchpoint in the window');
    expect(text).toContain('No touchpoint in the window.');
    expect(text).toContain('4 new touchpoints today would be enough.');
    expect(text).toContain('Last touch is not in the window; at most 14 days are allowed');
    expect(text).not.toContain('Not scored');
    await expect(element).toBeAccessible();
  });

  it.each<[string, Values, Values | null, string, string]>([
    [
      'out of scope, with the reason',
      { Tier: 'Suppressed', High: false, Excluded: 'Account type: Customer' },
      {},
      'excluded',
      'Out of scope: Account type: Customer.',
    ],
    [
      'that an opportunity is open',
      { Tier: 'None', High: false, OpenOpportunities: 2 },
      {},
      'open',
      'It has 2 open opportunities.',
    ],
    [
      'until when it is snoozed',
      { Tier: 'Suppressed', High: false, SnoozedUntil: '2026-03-10' },
      {},
      'snoozed',
      'Snoozed through Mar 10, 2026.',
    ],
    [
      'that the evidence is incomplete',
      { Evidence: 'Partial' },
      {},
      'partial',
      'Some records of this account could not be read',
    ],
    ['that it follows another policy', { Policy: 'ffffffffffffffff' }, {}, 'old-policy', 'scored with another policy'],
    [
      'that the policy is being changed',
      {},
      { MixedPolicy: true },
      'mixed-policy',
      'A change of the thresholds is still being applied.',
    ],
    [
      'that the run is old',
      {},
      { FinishedAt: '2026-03-01T15:59:00.000Z' },
      'stale',
      'the last run finished 26 hours ago',
    ],
    ['that no run has finished', {}, null, 'no-run', 'No run has finished yet.'],
  ])('says %s', async (_what, account, run, key, said) => {
    const { element } = await show(account, run);
    expect(noticesOf(element)).toEqual([key]);
    expect(textOf(element)).toContain(said);
    await expect(element).toBeAccessible();
  });

  it('does not call a run old that is 25 hours old', async () => {
    const { element } = await show({}, { FinishedAt: '2026-03-01T17:00:00.000Z' });
    expect(noticesOf(element)).toEqual([]);
  });

  it('lets a snooze end after its last day', async () => {
    const { element } = await show({ SnoozedUntil: '2026-03-01' });
    expect(noticesOf(element)).toEqual([]);
    expect(textOf(element)).toContain('In scope and not snoozed');
  });

  it('works without the runs, and says that they cannot be read', async () => {
    const element = await mount();
    adapter.emit(accountAnswer(), asking(ACCOUNT_QUERY));
    adapter.emitErrors([{ message: 'Touchpoint_Run__c is not there' }], asking(LATEST_RUN_QUERY));
    await settle();
    expect(noticesOf(element)).toEqual(['run-unreadable']);
    expect(textOf(element)).toContain('in the rolling window');
    expect(textOf(element)).not.toContain('In force:');
    await expect(element).toBeAccessible();
  });

  it('says which parts are hidden when some fields are, and shows the rest', async () => {
    const { element } = await show({ Score: undefined, Story: undefined, Recipients: undefined, Series: undefined });
    const text = textOf(element);
    expect(noticesOf(element)).toEqual(['hidden']);
    expect(text).toContain('Hidden from you by field permissions: score, Avg Recips Per Series, reasons.');
    expect(text).toContain('You may not see the reasons.');
    expect(find(element, '[data-id="score"]')?.textContent).toBe('Hidden from you');
    expect(text).toContain('Active TPs 4');
    await expect(element).toBeAccessible();
  });

  it('says whom to ask when nothing of the signal is visible', async () => {
    const element = await mount();
    adapter.emit(nothingVisible(), asking(ACCOUNT_QUERY));
    await settle();
    expect(textOf(find(element, '[data-id="nothing"]')!)).toContain(
      'Ask your Salesforce admin for the permission set Touchpoint Rep or Touchpoint Manager.',
    );
    expect(find(element, 'c-account-verdict')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says that an account is deleted or not readable', async () => {
    const element = await mount();
    adapter.emit({ uiapi: { query: { Account: { edges: [] } } } }, asking(ACCOUNT_QUERY));
    await settle();
    expect(textOf(find(element, '[data-id="gone"]')!)).toContain('This account cannot be shown');
    await expect(element).toBeAccessible();
  });

  it('shows an error with what Salesforce said, and asks again on demand', async () => {
    const element = await mount();
    const refresh = jest.fn().mockResolvedValue(undefined);
    (adapter.emitErrors as (...parts: unknown[]) => void)(
      [{ message: 'Query limit reached' }],
      asking(ACCOUNT_QUERY),
      refresh,
    );
    await settle();
    expect(find(element, '[data-id="error"]')?.textContent).toContain('Query limit reached');
    await expect(element).toBeAccessible();
    find(element, '[data-id="retry"]')!.click();
    await settle();
    expect(refresh).toHaveBeenCalledTimes(1);
    adapter.emit(accountAnswer(), asking(ACCOUNT_QUERY));
    await settle();
    expect(find(element, '[data-id="error"]')).toBeNull();
    expect(textOf(element)).toContain('70.3');
  });

  it('keeps the figures when they cannot be read again, and says so', async () => {
    const { element } = await show();
    adapter.emitErrors([{ message: 'Query limit reached' }], asking(ACCOUNT_QUERY));
    await settle();
    expect(noticesOf(element)).toEqual(['refresh-failed']);
    expect(textOf(element)).toContain('Salesforce said: Query limit reached');
    expect(textOf(element)).toContain('70.3');
    await expect(element).toBeAccessible();
  });

  it.each([
    ['damaged', '{"version":1,"touchp', 'The reasons cannot be read.'],
    ['of a newer version', '{"version":2}', 'written by a newer version'],
  ])('says that a story is %s, and shows the figures', async (_what, story, said) => {
    const { element } = await show({ Story: story });
    expect(textOf(element)).toContain(said);
    expect(textOf(element)).toContain('70.3');
    await expect(element).toBeAccessible();
  });

  it('does not promise what a date of the last run promised and time has taken away', async () => {
    const { element } = await show({ Tier: 'None', High: false, DaysSince: 16, DaysInPool: null });
    expect(textOf(element)).toContain('It stopped being high-signal by its counts on Mar 15, 2026');
    expect(textOf(element)).not.toContain('Runs out on');
  });

  it('holds figures of another policy against no threshold of the one in force', async () => {
    const { element } = await show({ Policy: 'ffffffffffffffff' });
    expect(textOf(element)).not.toContain('are needed');
    expect(textOf(element)).toContain('in the rolling window');
    expect(textOf(element)).toContain('No open opportunity');
  });

  it('says that an account is suppressed without guessing why where the reason is hidden', async () => {
    const { element } = await show({ Tier: 'Suppressed', High: false, Excluded: undefined });
    expect(textOf(element)).toContain('Left out by the policy, or snoozed');
  });

  it('asks again after feedback, tells whoever shows it and the page, and says so', async () => {
    const { element, refresh } = await show();
    const told = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
    element.addEventListener('feedback', told);
    find(element, 'c-account-feedback')!.dispatchEvent(new CustomEvent('saved', { detail: { kind: 'Snooze' } }));
    await settle();
    expect(told).toHaveReturnedWith({ kind: 'Snooze' });
    expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: ACCOUNT_ID }]);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-id="status"]')?.textContent).toBe('The card shows the latest figures.');
  });

  it('forgets an account when it is given another', async () => {
    const { element } = await show();
    element.recordId = '0015g0000000Q0vAAE';
    await settle();
    expect(textOf(element)).not.toContain('70.3');
  });
});
