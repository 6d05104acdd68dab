import { createElement } from 'lwc';
import StateNotices from 'c/stateNotices';

describe('c-state-notices', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('shows each notice with an icon that says its weight in a word', async () => {
    const element = createElement('c-state-notices', { is: StateNotices });
    element.notices = [
      { key: 'a', weight: 'info', text: 'First.' },
      { key: 'b', weight: 'warning', text: 'Second.' },
      { key: 'c', weight: 'error', text: 'Third.' },
    ];
    document.body.appendChild(element);
    const icons = [
      ...element.shadowRoot!.querySelectorAll<HTMLElement & { alternativeText: string }>('lightning-icon'),
    ];
    expect(icons.map((icon) => icon.alternativeText)).toEqual(['Information', 'Warning', 'Error']);
    expect([...element.shadowRoot!.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
      'First.',
      'Second.',
      'Third.',
    ]);
    await expect(element).toBeAccessible();
  });

  it('shows nothing when there is nothing to say', async () => {
    const element = createElement('c-state-notices', { is: StateNotices });
    document.body.appendChild(element);
    expect(element.shadowRoot!.textContent).toBe('');
    await expect(element).toBeAccessible();
  });
});
