import { createElement } from 'lwc';
import AccountEffort from 'c/accountEffort';

function show(values: Record<string, number | null | undefined>) {
  const element = createElement('c-account-effort', { is: AccountEffort });
  Object.assign(element, values);
  document.body.appendChild(element);
  const row = (key: string) => element.shadowRoot!.querySelector(`[data-id="${key}"]`);
  const width = (key: string) => row(key)?.querySelector('.bar')?.getAttribute('style');
  const summary = () => element.shadowRoot!.querySelector('[data-id="summary"]')?.textContent;
  return { element, row, width, summary };
}

describe('c-account-effort', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('shows both counts in words and both bars to one scale', async () => {
    const { element, row, width, summary } = show({ active: 15, twoWay: 3, people: 2, channels: 1 });
    expect(row('one-way')?.textContent).toContain('Only we were active12');
    expect(row('two-way')?.textContent).toContain('They took part3');
    expect(width('one-way')).toContain('100.0%');
    expect(width('two-way')).toContain('25.0%');
    expect(summary()).toBe('2 people took part, over 1 channel.');
    await expect(element).toBeAccessible();
  });

  it('says that nobody answered', async () => {
    const { element, summary } = show({ active: 20, twoWay: 0, people: 0, channels: 0 });
    expect(summary()).toBe('No answer in the window yet.');
    await expect(element).toBeAccessible();
  });

  it('leaves out how many took part when that is hidden or nobody is named', () => {
    expect(show({ active: 2, twoWay: 1, people: undefined, channels: undefined }).summary()).toBeUndefined();
    expect(show({ active: 2, twoWay: 1, people: 0, channels: 1 }).summary()).toBeUndefined();
  });

  it('says that there is no touchpoint instead of showing empty bars', async () => {
    const { element, row } = show({ active: 0, twoWay: 0 });
    expect(row('one-way')).toBeNull();
    expect(row('none')?.textContent).toBe('No touchpoint in the window.');
    await expect(element).toBeAccessible();
  });
});
