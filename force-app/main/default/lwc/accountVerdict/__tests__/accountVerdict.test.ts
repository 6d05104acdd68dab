import { createElement } from 'lwc';
import AccountVerdict from 'c/accountVerdict';

function show(values: Record<string, unknown>) {
  const element = createElement('c-account-verdict', { is: AccountVerdict });
  Object.assign(element, { tier: 'High-Effort', sentence: 'We are busy here.', facts: [], ...values });
  document.body.appendChild(element);
  const at = (selector: string) => element.shadowRoot!.querySelector(selector);
  return { element, at };
}

describe('c-account-verdict', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('shows the score as a number, as an arc, and in words for screen readers', async () => {
    const { element, at } = show({ score: 70.34, facts: ['Runs out on Mar 15, 2026'] });
    expect(at('[data-id="score"]')?.textContent).toBe('70.3');
    expect(at('.arc')?.getAttribute('stroke-dasharray')).toBe('70.3 100');
    expect(at('[role="img"]')?.getAttribute('aria-label')).toBe('Score 70.3 of 100');
    expect(at('.facts')?.textContent).toBe('Runs out on Mar 15, 2026');
    await expect(element).toBeAccessible();
  });

  it.each([
    [0, '0.0', 'Score 0.0 of 100', true],
    [null, 'Not scored', 'Score: Not scored', false],
    [undefined, 'Hidden from you', 'Score: Hidden from you', false],
  ])('tells a score of %s from the others', async (score, shown, description, hasArc) => {
    const { element, at } = show({ score });
    expect(at('[data-id="score"]')?.textContent).toBe(shown);
    expect(at('[role="img"]')?.getAttribute('aria-label')).toBe(description);
    expect(at('.arc') !== null).toBe(hasArc);
    await expect(element).toBeAccessible();
  });

  it('shows a badge for a blank tier, and none for a hidden one', () => {
    expect(show({ tier: null, score: null }).at('c-tier-badge')).not.toBeNull();
    expect(show({ tier: undefined, score: 1 }).at('c-tier-badge')).toBeNull();
  });
});
