import { createElement } from 'lwc';
import { decodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { createRecord } from 'lightning/uiRecordApi';
import AccountPlay from 'c/accountPlay';
import type { Play } from 'c/signalPlays';
import type { TestWireAdapter } from '../../../../../../types/jest-stubs';

interface Toast {
  title: string;
  message: string;
  variant: string;
}

const { navigated } = jest.requireActual<{ navigated: jest.Mock<void, [object]> }>('lightning/navigation');

const info = getObjectInfo as unknown as TestWireAdapter;
const create = createRecord as jest.Mock;
const ACCOUNT = { id: '0015g0000000Q13AAE', name: 'Textbook Therapeutics' };
const PLAY: Play = {
  name: 'Turn_Interest_Into_A_Meeting',
  title: 'Turn the interest into a meeting',
  steps: ['Call the person.', 'Offer two times.'],
  who: 'Account owner',
  dueInDays: 1,
  cadence: 'Every two weeks',
};
const settle = () => Array.from({ length: 12 }).reduce<Promise<void>>((turn) => turn.then(), Promise.resolve());

async function show(plays: readonly Play[] | null | undefined, tier = 'High-Engaged') {
  const element = createElement('c-account-play', { is: AccountPlay });
  Object.assign(element, { account: ACCOUNT, tier, plays, today: '2026-03-02' });
  const toasts: Toast[] = [];
  const made = jest.fn();
  element.addEventListener('lightning__showtoast', (event) => toasts.push((event as CustomEvent<Toast>).detail));
  element.addEventListener('taskcreated', made);
  document.body.appendChild(element);
  await settle();
  const at = (selector: string) => element.shadowRoot!.querySelector<HTMLElement & { disabled: boolean }>(selector)!;
  const pages = () => navigated.mock.calls.map(([page]) => page as { state: { defaultFieldValues: string } });
  return { element, at, pages, toasts, made };
}
const valuesOf = (page: { state: { defaultFieldValues: string } } | undefined) =>
  decodeDefaultFieldValues(page?.state.defaultFieldValues ?? '');

describe('c-account-play', () => {
  afterEach(() => {
    document.body.replaceChildren();
    navigated.mockClear();
    create.mockReset();
  });

  it('shows the play with who, when, how often and its steps', async () => {
    const { element } = await show([PLAY]);
    const text = element.shadowRoot!.textContent;
    expect(text).toContain('Turn the interest into a meeting');
    expect(text).toContain('Who: Account owner · Due tomorrow · Repeat: Every two weeks');
    expect([...element.shadowRoot!.querySelectorAll('ol li')].map((step) => step.textContent.trim())).toEqual(
      PLAY.steps,
    );
    await expect(element).toBeAccessible();
  });

  it.each([
    [[], 'Near', 'The playbook has no play for this tier.'],
    [[], 'Suppressed', 'No play: the account is left out or snoozed on purpose.'],
    [null, 'Near', 'The playbook could not be read. Ask your Salesforce admin for access to Signal Play.'],
  ])('says why there is no play (%j, %s), and still makes tasks', async (plays, tier, said) => {
    const { element, at, pages } = await show(plays, tier);
    expect(at('[data-id="instead"]').textContent).toBe(said);
    at('[data-id="follow-up"]').click();
    await settle();
    expect(valuesOf(pages()[0])).toMatchObject({ Signal_Origin__c: 'action:follow-up' });
    await expect(element).toBeAccessible();
  });

  it('says nothing about plays while they are being read', async () => {
    const { element } = await show(undefined);
    expect(element.shadowRoot!.querySelector('[data-id="instead"]')).toBeNull();
  });

  it('opens the standard page with the follow-up filled in where the UI API does not serve Task', async () => {
    const { at, pages, made } = await show([PLAY]);
    info.error({ message: 'Task is not supported in UI API' }, 400);
    await settle();
    at('[data-id="follow-up"]').click();
    await settle();
    expect(create).not.toHaveBeenCalled();
    expect(made).not.toHaveBeenCalled();
    expect(valuesOf(pages()[0])).toEqual({
      WhatId: ACCOUNT.id,
      Subject: 'Turn the interest into a meeting: Textbook Therapeutics',
      ActivityDate: '2026-03-03',
      Signal_Origin__c: 'play:Turn_Interest_Into_A_Meeting',
    });
  });

  it('makes the follow-up in one click where the UI API serves Task, and says so with a link', async () => {
    create.mockResolvedValue({ id: '00T5g00000RinGDEAZ' });
    const { at, pages, toasts, made } = await show([PLAY]);
    info.emit({ apiName: 'Task', createable: true });
    await settle();
    at('[data-id="follow-up"]').click();
    at('[data-id="follow-up"]').click();
    await settle();
    expect(create).toHaveBeenCalledTimes(1);
    expect(create).toHaveBeenCalledWith(
      expect.objectContaining({
        apiName: 'Task',
        fields: expect.objectContaining({ WhatId: ACCOUNT.id, ActivityDate: '2026-03-03' }) as unknown,
      }),
    );
    expect(pages()).toEqual([]);
    expect(toasts).toMatchObject([
      {
        title: 'Follow-up created',
        variant: 'success',
        messageData: ['Textbook Therapeutics', { url: '/record/00T5g00000RinGDEAZ', label: 'open it' }],
      },
    ]);
    expect(made).toHaveBeenCalledTimes(1);
  });

  it('makes a task for one step in one click', async () => {
    create.mockResolvedValue({ id: '00T5g00000RinGDEAZ' });
    const { at, made } = await show([PLAY]);
    info.emit({ apiName: 'Task', createable: true });
    await settle();
    const button = at('[data-step="Offer two times."]') as HTMLElement & { alternativeText?: string };
    expect(button.alternativeText).toBe('Create a task for this step: Offer two times.');
    button.click();
    await settle();
    const [record] = create.mock.calls[0] as [{ fields: object }];
    expect(record.fields).toMatchObject({
      Subject: 'Offer two times: Textbook Therapeutics',
      Signal_Origin__c: 'play:Turn_Interest_Into_A_Meeting',
    });
    expect(made).toHaveBeenCalledTimes(1);
  });

  it('falls back to the page when one click is refused, and says what the org said', async () => {
    create.mockRejectedValue({ status: 400, body: { message: 'Assigned To: owner is inactive' } });
    const { at, pages, toasts, made } = await show([PLAY]);
    info.emit({ apiName: 'Task', createable: true });
    await settle();
    at('[data-id="follow-up"]').click();
    await settle();
    expect(toasts).toMatchObject([
      {
        variant: 'error',
        title: 'The follow-up was not created',
        message: 'Assigned To: owner is inactive The page for a new task is open instead.',
      },
    ]);
    expect(pages()).toHaveLength(1);
    expect(made).not.toHaveBeenCalled();
    expect(at('[data-id="follow-up"]').disabled).toBe(false);
  });

  it('does not take a Task that may not be created for one click', async () => {
    const { at, pages } = await show([PLAY]);
    info.emit({ apiName: 'Task', createable: false });
    await settle();
    at('[data-id="follow-up"]').click();
    await settle();
    expect(create).not.toHaveBeenCalled();
    expect(pages()).toHaveLength(1);
  });

  it('logs a call on the standard page, as completed today, also where one click is possible', async () => {
    const { at, pages } = await show([PLAY]);
    info.emit({ apiName: 'Task', createable: true });
    await settle();
    at('[data-id="call"]').click();
    expect(create).not.toHaveBeenCalled();
    expect(valuesOf(pages()[0])).toMatchObject({
      Status: 'Completed',
      TaskSubtype: 'Call',
      ActivityDate: '2026-03-02',
    });
  });
});
