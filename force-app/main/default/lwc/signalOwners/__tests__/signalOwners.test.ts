import { createElement } from 'lwc';
import SignalOwners from 'c/signalOwners';

describe('c-signal-owners', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the first five owners until somebody asks for the others', async () => {
    const owners = createElement('c-signal-owners', { is: SignalOwners });
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    Object.assign(owners, { owners: names.map((name, at) => ({ id: name, name, count: 9 - at })) });
    document.body.appendChild(owners);
    const rows = () => owners.shadowRoot!.querySelectorAll('li').length;
    const more = owners.shadowRoot!.querySelector<HTMLElement & { label: string }>('lightning-button')!;
    expect(rows()).toBe(5);
    expect(more.label).toBe('Show 2 more');
    more.click();
    await Promise.resolve();
    expect(rows()).toBe(7);
    await expect(owners).toBeAccessible();
  });
});
