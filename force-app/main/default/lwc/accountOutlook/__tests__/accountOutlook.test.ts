import { createElement } from 'lwc';
import AccountOutlook from 'c/accountOutlook';

describe('c-account-outlook', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('says of each condition in a word whether it holds, and lists what would change the verdict', async () => {
    const element = createElement('c-account-outlook', { is: AccountOutlook });
    element.clauses = [
      { holds: true, text: 'No open opportunity' },
      { holds: false, text: 'Last touch 17 days ago; at most 14 days are allowed' },
    ];
    element.changes = ['1 new touchpoint today would be enough.'];
    document.body.appendChild(element);
    const icons = [
      ...element.shadowRoot!.querySelectorAll<HTMLElement & { alternativeText: string }>('lightning-icon'),
    ];
    expect(icons.map((icon) => icon.alternativeText)).toEqual(['Holds', 'Does not hold']);
    expect(element.shadowRoot!.querySelector('.changes')?.textContent).toBe('1 new touchpoint today would be enough.');
    await expect(element).toBeAccessible();
  });

  it('shows no empty lists', async () => {
    const element = createElement('c-account-outlook', { is: AccountOutlook });
    document.body.appendChild(element);
    expect(element.shadowRoot!.querySelector('ul')).toBeNull();
    await expect(element).toBeAccessible();
  });
});
