import LightningModal from 'lightning/modal';
import { giveFeedback } from 'c/signalFeedback';

const open = LightningModal.open as unknown as jest.Mock;

describe('c/signalFeedback', () => {
  afterEach(() => {
    open.mockReset();
  });

  it('opens a small dialog whose title names the account', async () => {
    open.mockResolvedValue('saved');
    const request = { kind: 'Snooze', accountId: '0015g0000000Q13AAE', accountName: 'Cash $& Carry' } as const;
    await expect(giveFeedback({ ...request, today: '2026-03-02' })).resolves.toBe('saved');
    expect(open).toHaveBeenCalledWith({
      label: 'Snooze Cash $& Carry',
      size: 'small',
      kind: 'Snooze',
      accountId: '0015g0000000Q13AAE',
      today: '2026-03-02',
    });
  });

  it('lets the dialog take the date of the browser when none is given', async () => {
    open.mockResolvedValue(undefined);
    await expect(giveFeedback({ kind: 'Useful', accountId: 'a', accountName: 'A' })).resolves.toBeUndefined();
    expect(open).toHaveBeenCalledWith(expect.not.objectContaining({ today: expect.anything() as unknown }));
  });
});
