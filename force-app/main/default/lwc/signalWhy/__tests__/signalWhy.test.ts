import { createElement } from 'lwc';
import SignalWhy from 'c/signalWhy';

describe('c-signal-why', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the card of the account, tells what is said on it, and closes with what comes next', async () => {
    const why = createElement('c-signal-why', { is: SignalWhy });
    Object.assign(why, { label: 'Why is Acme here?', accountId: '001000000000001AAA' });
    document.body.appendChild(why);
    const closed = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
    why.addEventListener('close', closed);
    const card = why.shadowRoot!.querySelector<HTMLElement & { recordId: string }>('c-account-signal')!;
    expect(card.recordId).toBe('001000000000001AAA');
    await expect(why).toBeAccessible();
    const told = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
    why.addEventListener('feedback', told);
    card.dispatchEvent(new CustomEvent('feedback', { detail: { kind: 'Snooze' } }));
    expect(told).toHaveReturnedWith({ kind: 'Snooze' });
    why.shadowRoot!.querySelector<HTMLElement>('[data-id="close"]')!.click();
    why.shadowRoot!.querySelector<HTMLElement>('[data-id="open"]')!.click();
    expect(closed.mock.results.map((result) => result.value as unknown)).toEqual([null, 'open']);
  });
});
