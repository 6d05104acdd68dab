import { createElement } from 'lwc';
import LightningModal from 'lightning/modal';
import AccountFeedback from 'c/accountFeedback';

const open = LightningModal.open as unknown as jest.Mock;
const settle = () => Array.from({ length: 9 }).reduce<Promise<void>>((turn) => turn.then(), Promise.resolve());

function show() {
  const element = createElement('c-account-feedback', { is: AccountFeedback });
  Object.assign(element, { account: { id: '0015g0000000Q13AAE', name: 'Textbook' }, today: '2026-03-02' });
  const saved = jest.fn();
  const toasts: string[] = [];
  element.addEventListener('saved', (event) => {
    saved((event as CustomEvent<unknown>).detail);
  });
  element.addEventListener('lightning__showtoast', (event) =>
    toasts.push((event as CustomEvent<{ title: string }>).detail.title),
  );
  document.body.appendChild(element);
  const click = async (kind: string) => {
    element.shadowRoot!.querySelector<HTMLElement>(`[data-kind="${kind}"]`)!.click();
    await settle();
  };
  return { element, click, saved, toasts };
}

describe('c-account-feedback', () => {
  afterEach(() => {
    document.body.replaceChildren();
    open.mockReset();
  });

  it.each(['Useful', 'Not useful', 'Snooze', 'Dismiss'])('asks about %s in the dialog', async (kind) => {
    open.mockResolvedValue(undefined);
    const { element, click } = show();
    await click(kind);
    expect(open).toHaveBeenCalledWith(
      expect.objectContaining({ kind, accountId: '0015g0000000Q13AAE', today: '2026-03-02' }),
    );
    await expect(element).toBeAccessible();
  });

  it('says that a snooze was saved, and of which account', async () => {
    open.mockResolvedValue('saved');
    const { click, saved, toasts } = show();
    await click('Snooze');
    expect(toasts).toEqual(['Textbook is snoozed. It left the high-signal list.']);
    expect(saved).toHaveBeenCalledWith({ kind: 'Snooze' });
  });

  it('thanks for other feedback', async () => {
    open.mockResolvedValue('saved');
    const { click, toasts } = show();
    await click('Useful');
    expect(toasts).toEqual(['Thank you. Your feedback is saved.']);
  });

  it('says nothing when the dialog was left', async () => {
    open.mockResolvedValue(undefined);
    const { click, saved, toasts } = show();
    await click('Dismiss');
    expect(saved).not.toHaveBeenCalled();
    expect(toasts).toEqual([]);
  });
});
