import { createElement } from 'lwc';
import AccountReasons from 'c/accountReasons';
import type { StoryTouchpoint } from 'c/accountStory';

type Link = HTMLElement & { recordId: string; objectApiName: string; label: string; description: string };

const settle = () => Array.from({ length: 9 }).reduce<Promise<void>>((turn) => turn.then(), Promise.resolve());
const touchpoint = (changed: Partial<StoryTouchpoint> = {}): StoryTouchpoint => ({
  date: '2026-02-24',
  type: 'call_connected',
  source: 'Orum Call',
  direction: 'out',
  twoWay: true,
  people: ['0035g00000BoLinAAA'],
  morePeople: 0,
  records: ['00T5g00000RinGEEAZ', 'call:409636864'],
  ...changed,
});
const NAMES = new Map([
  ['0035g00000BoLinAAA', 'Bo Lind'],
  ['00Q5g00000AdaBrAAA', 'Ada Brook'],
]);

function show(
  touchpoints: readonly StoryTouchpoint[],
  more = 0,
  names: ReadonlyMap<string, string> | undefined = NAMES,
) {
  const element = createElement('c-account-reasons', { is: AccountReasons });
  Object.assign(element, { touchpoints, more, names });
  document.body.appendChild(element);
  const at = <E extends Element = HTMLElement>(selector: string) => element.shadowRoot!.querySelector<E>(selector);
  const links = () => [...element.shadowRoot!.querySelectorAll<Link>('c-record-link')];
  const items = () => [...element.shadowRoot!.querySelectorAll('li')];
  return { element, at, links, items };
}

// axe looks at forty touchpoints, on machines that do other things as well.
jest.setTimeout(60_000);

describe('c-account-reasons', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('tells a touchpoint in words and links its record and its people', async () => {
    const { element, links, items } = show([touchpoint({ people: ['0035g00000BoLinAAA', '00Q5g00000AdaBrAAA'] })]);
    await settle();
    expect(links().map((link) => [link.objectApiName, link.recordId, link.label])).toEqual([
      ['Task', '00T5g00000RinGEEAZ', 'Connected call'],
      ['Contact', '0035g00000BoLinAAA', 'Bo Lind'],
      ['Lead', '00Q5g00000AdaBrAAA', 'Ada Brook'],
    ]);
    expect(links()[0]?.description).toBe('Connected call, Feb 24, 2026');
    expect(items()[0]?.textContent).toContain('Two-way');
    expect(items()[0]?.textContent).toContain('Feb 24, 2026 · Orum Call · from us');
    await expect(element).toBeAccessible();
  });

  it('links every further Salesforce record, and nothing that only Outreach has', async () => {
    const { links, items } = show([
      touchpoint({ records: ['00U5g00000RinGCEAZ', 'call:1', '00T5g00000RinGDEAZ'], people: [] }),
      touchpoint({ records: ['mailing:12'], people: [] }),
    ]);
    await settle();
    expect(links().map((link) => [link.objectApiName, link.label, link.description])).toEqual([
      ['Event', 'Connected call', 'Connected call, Feb 24, 2026'],
      ['Task', 'Record 2', 'Record 2, Connected call, Feb 24, 2026'],
    ]);
    expect(items()[1]?.textContent).toContain('In Outreach only');
    expect(items()[1]?.textContent).toContain('Nobody named');
  });

  it('tells a person the viewer may not read from one that is known to Outreach only', async () => {
    const { links, items, element } = show([
      touchpoint({ people: ['0035g00000UnseenAA', 'prospect:88013'], morePeople: 3, records: ['call:1'] }),
    ]);
    await settle();
    expect(links()).toEqual([]);
    expect(items()[0]?.textContent).toContain('a record you cannot see, somebody known to Outreach only');
    expect(items()[0]?.textContent).toContain('and 3 more');
    await expect(element).toBeAccessible();
  });

  it('folds a long list, and says what is not listed only at its end', async () => {
    const many = Array.from({ length: 40 }, (_, index) => touchpoint({ records: [`call:${String(index)}`] }));
    const { element, at, items } = show(many, 12);
    await settle();
    expect(items()).toHaveLength(5);
    expect(at('[data-id="more"]')).toBeNull();
    const fold = at<HTMLButtonElement>('[data-id="fold"]')!;
    expect(fold.textContent.trim()).toBe('Show all 40');
    expect(fold.getAttribute('aria-expanded')).toBe('false');
    fold.click();
    await settle();
    expect(items()).toHaveLength(40);
    expect(fold.textContent.trim()).toBe('Show fewer');
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    expect(at('[data-id="more"]')?.textContent).toBe('And 12 more that are not listed.');
    await expect(element).toBeAccessible();
  });

  it('does not fold five, and says one more in the singular', async () => {
    const { at } = show(
      Array.from({ length: 5 }, () => touchpoint()),
      1,
    );
    await settle();
    expect(at('[data-id="fold"]')).toBeNull();
    expect(at('[data-id="more"]')?.textContent).toBe('And 1 more that is not listed.');
  });

  it('says that nothing is in the window', async () => {
    const { element, at } = show([]);
    await settle();
    expect(at('[data-id="none"]')?.textContent).toBe('No touchpoint in the window.');
    await expect(element).toBeAccessible();
  });

  it('reads a kind of touchpoint that it does not know as its key', async () => {
    const { links } = show([touchpoint({ type: 'fax_received' })]);
    await settle();
    expect(links()[0]?.label).toBe('fax received');
  });

  it('shows nobody while names are being read', async () => {
    const { element } = show([touchpoint()]);
    Object.assign(element, { names: undefined });
    await settle();
    expect(element.shadowRoot!.textContent).not.toContain('Bo Lind');
    expect(element.shadowRoot!.textContent).not.toContain('cannot see');
  });
});
