import { createElement } from 'lwc';
import AccountMetrics from 'c/accountMetrics';

const ACCOUNT = {
  active: 4,
  lastTouch: '2026-02-28',
  daysSince: 2,
  age: 200,
  recipients: 2,
  series: 1,
};

function show(changed: Record<string, unknown> = {}, windowDays: number | null = 90) {
  const element = createElement('c-account-metrics', { is: AccountMetrics });
  Object.assign(element, { account: { ...ACCOUNT, ...changed }, windowDays });
  document.body.appendChild(element);
  const figure = (key: string) =>
    [...element.shadowRoot!.querySelectorAll(`[data-id="${key}"] dt, [data-id="${key}"] span`)].map(
      (part) => part.textContent,
    );
  return { element, figure };
}

describe('c-account-metrics', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('shows the four figures, each with what it is over', async () => {
    const { element, figure } = show();
    expect(figure('active')).toEqual(['Active TPs', '4', 'in the last 90 days']);
    expect(figure('last-touch')).toEqual(['Last Touch', 'Feb 28, 2026', '2 days ago']);
    expect(figure('age')).toEqual(['Acct Age', '200 days', 'since it was created']);
    expect(figure('recipients')).toEqual(['Avg Recips Per Series', '2.0', 'over 1 series']);
    await expect(element).toBeAccessible();
  });

  it('shows zero as zero and nothing in the window as none', () => {
    const { figure } = show({ active: 0, lastTouch: null, daysSince: null, recipients: null, series: 0, age: 0 });
    expect(figure('active')).toEqual(['Active TPs', '0', 'in the last 90 days']);
    expect(figure('last-touch')).toEqual(['Last Touch', 'None', 'no touchpoint in the window']);
    expect(figure('age')[1]).toBe('0 days');
    expect(figure('recipients')).toEqual([
      'Avg Recips Per Series',
      'No series',
      'none reached this account in the window',
    ]);
  });

  it('says that figures are not scored yet, but tells the age', async () => {
    const { element, figure } = show({
      active: null,
      lastTouch: null,
      daysSince: null,
      recipients: null,
      series: null,
    });
    expect(['active', 'last-touch', 'recipients'].map((key) => figure(key)[1])).toEqual([
      'Not scored',
      'Not scored',
      'Not scored',
    ]);
    expect(figure('age')[1]).toBe('200 days');
    await expect(element).toBeAccessible();
  });

  it('says which figures are hidden, and does without the length of the window', () => {
    const { figure } = show({ lastTouch: undefined, recipients: undefined, age: undefined }, null);
    expect(['last-touch', 'recipients', 'age'].map((key) => figure(key)[1])).toEqual([
      'Hidden from you',
      'Hidden from you',
      'Hidden from you',
    ]);
    expect(figure('active')[2]).toBe('in the rolling window');
  });

  it('says a touch of today and of yesterday in words', () => {
    expect(show({ daysSince: 0 }).figure('last-touch')[2]).toBe('today');
    expect(show({ daysSince: 1 }).figure('last-touch')[2]).toBe('yesterday');
  });
});
