import { createElement } from 'lwc';
import { createRecord } from 'lightning/uiRecordApi';
import SignalFeedbackDialog from 'c/signalFeedbackDialog';
import type { FeedbackKind } from 'c/signalFeedbackDialog';

type Field = HTMLElement & { value: string; min: string; reportValidity: jest.Mock };

const create = createRecord as jest.Mock;
/** Lets every promise that is already settled run its course. */
const settle = () => Array.from({ length: 9 }).reduce<Promise<void>>((turn) => turn.then(), Promise.resolve());

function open(kind: FeedbackKind) {
  const element = createElement('c-signal-feedback-dialog', { is: SignalFeedbackDialog });
  Object.assign(element, { kind, accountId: '0015g0000000Q13AAE', today: '2026-03-02', label: 'Feedback' });
  const closed = jest.fn();
  element.addEventListener('close', (event) => {
    closed((event as CustomEvent<unknown>).detail);
  });
  document.body.appendChild(element);
  const at = <E extends Element = Field>(selector: string) => element.shadowRoot!.querySelector<E>(selector);
  for (const field of element.shadowRoot!.querySelectorAll<Field>('[data-input]'))
    field.reportValidity = jest.fn(() => true);
  return { element, closed, at };
}
const change = (target: Element | null, value: string | null) =>
  target!.dispatchEvent(new CustomEvent('change', { detail: { value } }));

describe('c-signal-feedback-dialog', () => {
  afterEach(() => {
    document.body.replaceChildren();
    create.mockReset();
    create.mockResolvedValue({ id: 'a015g000000AAAAAAA' });
  });

  it('snoozes for two weeks unless told otherwise, and closes as saved', async () => {
    const { element, closed, at } = open('Snooze');
    expect(at('[data-id="until"]')!.value).toBe('2026-03-16');
    expect(at('[data-id="until"]')!.min).toBe('2026-03-02');
    await expect(element).toBeAccessible();
    change(at('[data-id="reason"]'), '  Waiting for their budget ');
    at('[data-id="save"]')!.click();
    await settle();
    expect(create).toHaveBeenCalledWith({
      apiName: 'Signal_Feedback__c',
      fields: {
        Account__c: '0015g0000000Q13AAE',
        Kind__c: 'Snooze',
        Until__c: '2026-03-16',
        Reason__c: 'Waiting for their budget',
      },
    });
    expect(closed).toHaveBeenCalledWith('saved');
  });

  it('moves the date with the chosen period, and the choice with a date that is typed', async () => {
    const { at } = open('Snooze');
    change(at('lightning-radio-group'), '28');
    await settle();
    expect(at('[data-id="until"]')!.value).toBe('2026-03-30');
    change(at('lightning-radio-group'), 'other');
    await settle();
    expect(at('[data-id="until"]')!.value).toBe('2026-03-30');
    change(at('[data-id="until"]'), '2026-06-01');
    await settle();
    expect(at('lightning-radio-group')!.value).toBe('other');
    at('[data-id="save"]')!.click();
    await settle();
    expect(create).toHaveBeenCalledWith({
      apiName: 'Signal_Feedback__c',
      fields: { Account__c: '0015g0000000Q13AAE', Kind__c: 'Snooze', Until__c: '2026-06-01' },
    });
  });

  it('saves nothing while a field is not valid', async () => {
    const { at, closed } = open('Snooze');
    at('[data-id="until"]')!.reportValidity.mockReturnValue(false);
    at('[data-id="save"]')!.click();
    await settle();
    expect(create).not.toHaveBeenCalled();
    expect(closed).not.toHaveBeenCalled();
    expect(at('[data-id="reason"]')!.reportValidity).toHaveBeenCalled();
  });

  it.each(['Dismiss', 'Useful', 'Not useful'] as const)('asks no date for %s and sends none', async (kind) => {
    const { element, at } = open(kind);
    expect(at('[data-id="until"]')).toBeNull();
    await expect(element).toBeAccessible();
    at('[data-id="save"]')!.click();
    await settle();
    expect(create).toHaveBeenCalledWith({
      apiName: 'Signal_Feedback__c',
      fields: { Account__c: '0015g0000000Q13AAE', Kind__c: kind },
    });
  });

  it('says what the org refused and what to do, and stays open with what was typed', async () => {
    create.mockRejectedValue({
      status: 400,
      body: {
        message: 'An error occurred while trying to update the record. Please try again.',
        output: {
          errors: [],
          fieldErrors: { Until__c: [{ message: 'Say through which day to snooze the account.', fieldLabel: 'Until' }] },
        },
      },
    });
    const { element, at, closed } = open('Snooze');
    change(at('[data-id="reason"]'), 'Budget');
    at('[data-id="save"]')!.click();
    await settle();
    const said = [...at('[role="alert"]')!.querySelectorAll('p')].map((line) => line.textContent);
    expect(said).toEqual([
      'This was not saved.',
      'Say through which day to snooze the account.',
      'Correct this and save again. If it happens again, show these sentences to your Salesforce admin.',
    ]);
    expect(at('[data-id="reason"]')!.value).toBe('Budget');
    expect(closed).not.toHaveBeenCalled();
    await expect(element).toBeAccessible();
  });

  it('names whom to ask when a permission is missing', async () => {
    create.mockRejectedValue({ status: 403, body: [{ message: 'no access', errorCode: 'INSUFFICIENT_ACCESS' }] });
    const { at } = open('Useful');
    at('[data-id="save"]')!.click();
    await settle();
    expect(at('[role="alert"]')!.textContent).toContain('Ask your Salesforce admin for the Touchpoint permission set.');
  });

  it('says so in words when the network is down', async () => {
    create.mockRejectedValue(new Error('Failed to fetch'));
    const { at } = open('Useful');
    at('[data-id="save"]')!.click();
    await settle();
    expect([...at('[role="alert"]')!.querySelectorAll('p')].map((line) => line.textContent)).toContain(
      'Failed to fetch',
    );
  });

  it('cannot be left or saved twice while it saves', async () => {
    let finish: (value: unknown) => void = () => undefined;
    create.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    const { element, at, closed } = open('Useful');
    at('[data-id="save"]')!.click();
    at('[data-id="save"]')!.click();
    await settle();
    expect(create).toHaveBeenCalledTimes(1);
    expect((element as unknown as { disableClose: boolean }).disableClose).toBe(true);
    await expect(element).toBeAccessible();
    finish({ id: 'a015g000000AAAAAAA' });
    await settle();
    expect(closed).toHaveBeenCalledWith('saved');
  });

  it('saves nothing on Cancel', async () => {
    const { at, closed } = open('Useful');
    at<HTMLElement>('lightning-button')!.click();
    await settle();
    expect(closed).toHaveBeenCalledWith(null);
    expect(create).not.toHaveBeenCalled();
  });
});
