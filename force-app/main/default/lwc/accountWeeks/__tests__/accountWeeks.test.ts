import { createElement } from 'lwc';
import AccountWeeks from 'c/accountWeeks';
import type { StoryWeek } from 'c/accountStory';

const WEEKS: readonly StoryWeek[] = [
  { monday: '2026-02-16', twoWay: 1, oneWay: 0 },
  { monday: '2026-02-23', twoWay: 2, oneWay: 2 },
];

function show(weeks: readonly StoryWeek[], today = '2026-03-02', windowDays: number | null = 90) {
  const element = createElement('c-account-weeks', { is: AccountWeeks });
  Object.assign(element, { weeks, today, windowDays });
  document.body.appendChild(element);
  const rows = () =>
    [...element.shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent.trim()),
    );
  const heights = (kind: string) =>
    [...element.shadowRoot!.querySelectorAll(`.bar_${kind}`)].map((bar) => Number(bar.getAttribute('height')));
  return { element, rows, heights };
}

describe('c-account-weeks', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('draws every week of the window, also the empty ones, stacked and to scale', async () => {
    const { element, rows, heights } = show(WEEKS);
    // 90 days before 2 March is 2 December, a Tuesday of the week of 1 December.
    expect(rows()).toHaveLength(14);
    expect(rows()[0]).toEqual(['Dec 1, 2025', '0', '0']);
    expect(rows().slice(-3)).toEqual([
      ['Feb 16, 2026', '1', '0'],
      ['Feb 23, 2026', '2', '2'],
      ['Mar 2, 2026', '0', '0'],
    ]);
    expect(heights('two-way').slice(-3)).toEqual([15, 30, 0]);
    expect(heights('one-way').slice(-3)).toEqual([0, 30, 0]);
    await expect(element).toBeAccessible();
  });

  it('says in a sentence what the chart shows', () => {
    const { element } = show(WEEKS);
    expect(element.shadowRoot!.querySelector('svg')?.getAttribute('aria-label')).toBe(
      '5 touchpoints in 14 weeks; most in the week of Feb 23, 2026: 4.',
    );
  });

  it('keeps weeks that lie outside the window when the run is old', () => {
    const { rows } = show([{ monday: '2025-10-06', twoWay: 1, oneWay: 0 }]);
    expect(rows()[0]).toEqual(['Oct 6, 2025', '1', '0']);
    expect(rows().at(-1)).toEqual(['Mar 2, 2026', '0', '0']);
  });

  it('counts a Sunday to the week of the Monday before', () => {
    const { rows } = show(WEEKS, '2026-03-01');
    expect(rows().at(-1)).toEqual(['Feb 23, 2026', '2', '2']);
  });

  it('draws nothing without weeks', async () => {
    const { element } = show([]);
    expect(element.shadowRoot!.querySelector('svg')).toBeNull();
    await expect(element).toBeAccessible();
  });
});
