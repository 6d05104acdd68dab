import { decodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { createRecord } from 'lightning/uiRecordApi';
import type { Play } from 'c/signalPlays';
import { daysAfter, followUp, taskFields, taskPage } from 'c/signalTasks';

const ACCOUNT = { id: '0015g0000000Q13AAE', name: 'Textbook, Therapeutics & Söhne = 1' };
const PLAY: Play = {
  name: 'Turn_Interest_Into_A_Meeting',
  title: 'Turn the interest into a meeting',
  steps: ['Call.'],
  who: 'Owner',
  dueInDays: 3,
  cadence: 'Weekly',
};

const valuesOf = (page: { state?: Record<string, unknown> }) =>
  decodeDefaultFieldValues(page.state?.defaultFieldValues as string);

describe('c/signalTasks', () => {
  afterEach(() => {
    jest.clearAllMocks();
  });

  it('opens the standard create page of Task for a follow-up, due in the days of its play', () => {
    const page = taskPage('follow-up', ACCOUNT, { play: PLAY, today: '2026-02-27' });
    expect(page.type).toBe('standard__objectPage');
    expect(page.attributes).toEqual({ objectApiName: 'Task', actionName: 'new' });
    expect(valuesOf(page)).toEqual({
      WhatId: ACCOUNT.id,
      Subject: `Turn the interest into a meeting: ${ACCOUNT.name}`,
      ActivityDate: '2026-03-02',
      Signal_Origin__c: 'play:Turn_Interest_Into_A_Meeting',
    });
  });

  it('leaves the due date to the person when no play names days', () => {
    expect(taskFields('follow-up', ACCOUNT, { today: '2026-03-02' })).toEqual({
      WhatId: ACCOUNT.id,
      Subject: `Follow up: ${ACCOUNT.name}`,
      Signal_Origin__c: 'action:follow-up',
    });
    expect(taskFields('follow-up', ACCOUNT, { play: { ...PLAY, dueInDays: null } })).not.toHaveProperty('ActivityDate');
  });

  it('takes due in 0 days as today', () => {
    expect(
      taskFields('follow-up', ACCOUNT, { play: { ...PLAY, dueInDays: 0 }, today: '2026-03-02' }).ActivityDate,
    ).toBe('2026-03-02');
  });

  it('logs a call as a completed one of today', () => {
    expect(valuesOf(taskPage('call', ACCOUNT, { today: '2026-03-02' }))).toEqual({
      WhatId: ACCOUNT.id,
      Subject: `Call: ${ACCOUNT.name}`,
      ActivityDate: '2026-03-02',
      Status: 'Completed',
      TaskSubtype: 'Call',
      Signal_Origin__c: 'action:call',
    });
  });

  it('keeps subject and origin within the lengths of their fields', () => {
    const fields = taskFields(
      'follow-up',
      { ...ACCOUNT, name: 'x'.repeat(300) },
      { play: { ...PLAY, name: 'y'.repeat(60) } },
    );
    expect(fields.Subject).toHaveLength(255);
    expect(fields.Signal_Origin__c).toHaveLength(40);
  });

  it('puts an account name into the subject as it is, even one with a dollar sign', () => {
    expect(taskFields('call', { ...ACCOUNT, name: "Cash $& Carry $'" }).Subject).toBe("Call: Cash $& Carry $'");
  });

  it('names the step that a task is for, without its full stop', () => {
    expect(taskFields('follow-up', { id: 'a', name: 'Acme' }, { play: PLAY, step: 'Call that person.' })).toMatchObject(
      {
        Subject: 'Call that person: Acme',
        Signal_Origin__c: 'play:Turn_Interest_Into_A_Meeting',
      },
    );
  });

  it('creates the same task in one click, and never offers it again when its address cannot be found', async () => {
    (createRecord as jest.Mock).mockResolvedValueOnce({ id: '00T5g00000RinGDEAZ' });
    const host = {
      navigate: jest.fn(),
      urlOf: jest.fn().mockRejectedValue(new Error('no address')),
      dispatchEvent: jest.fn(),
      canCreateTask: true,
    };
    await expect(followUp(host, ACCOUNT, { play: PLAY, today: '2026-03-02' })).rejects.toThrow('no address');
    expect(createRecord).toHaveBeenCalledWith({
      apiName: 'Task',
      fields: taskFields('follow-up', ACCOUNT, { play: PLAY, today: '2026-03-02' }),
    });
    expect(host.navigate).not.toHaveBeenCalled();
    expect(host.dispatchEvent).not.toHaveBeenCalled();
  });

  it('counts days across months and leap days', () => {
    expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysAfter('2026-12-25', 14)).toBe('2027-01-08');
    expect(daysAfter('2026-03-02', 0)).toBe('2026-03-02');
  });
});
