// What a person and a program are told of a bridge. How it is made is in run/.
import { describe, expect, it } from 'vitest';
import { dayFromIso } from '../scoring/calendar.ts';
import type { AccountBridge } from '../run/bridge-account.ts';
import type { Bridge } from '../run/bridge.ts';
import { bridgeAsJson, bridgeAsText, isWhole } from './bridge-text.ts';

const ACME: AccountBridge = {
  accountId: '0015g00000XyZ12AAB',
  name: 'Acme',
  report: 9,
  steps: [
    { reason: 'open', count: -6, records: ['00T1', '00T2', '00T3', '00T4', '00T5', '00T6'] },
    { reason: 'private', count: -1, records: [] },
    { reason: 'outreach only', count: 1, records: ['mailing:7:sent'] },
  ],
  activeTouchpoints: 3,
  residual: 0,
  unexplained: [],
  deleted: [],
  field: { activeTouchpoints: 3, scoredOn: dayFromIso('2026-03-02') },
};
const OPEN: AccountBridge = {
  ...ACME,
  ...{ accountId: '0015g00000XyZ13AAB', name: 'Globex', report: 10, residual: -1, unexplained: ['00T9'] },
};

function bridge(accounts: readonly AccountBridge[], given: Partial<Bridge> = {}): Bridge {
  const window = { from: dayFromIso('2025-12-02'), to: dayFromIso('2026-03-02') };
  return { asOf: 0, window, windowDays: 90, accounts, problems: [], outreachReadAt: null, ...given };
}
const told = (account: AccountBridge, all = false): string => bridgeAsText(bridge([account]), true, all);

describe('one account in text', () => {
  it('leads from the report to Active TPs, a line a step', () => {
    const lines = told(ACME).split('\n');
    expect(lines[0]).toBe('Acme (0015g00000XyZ12AAB), 2025-12-02 to 2026-03-02');
    expect(lines.slice(2, 8).map((line) => line.trim().replace(/ {2}.*/, ''))).toEqual([
      ...['9', '−6', '−1', '+1', '--------', '3'],
    ]);
    expect(lines).toContain('Residual 0: every difference is explained.');
  });

  it('shows a few records of a step, and all of them when asked', () => {
    expect(told(ACME)).toContain('[00T1, 00T2, 00T3, 00T4 and 2 more, see --records]');
    expect(told(ACME, true)).toContain('[00T1, 00T2, 00T3, 00T4, 00T5, 00T6]');
  });

  it('says what is not explained and what to do about it', () => {
    expect(told(OPEN)).toContain('NOT EXPLAINED (residual −1): 00T9');
    expect(told(OPEN)).toContain('touchpoint explain 0015g00000XyZ13AAB');
  });

  it('says so when the field is older than the records', () => {
    expect(told(ACME)).not.toContain('field');
    const stale = { ...ACME, field: { ...ACME.field, activeTouchpoints: 5 } };
    expect(told(stale)).toContain('field says 5, as scored on 2026-03-02; the next run writes 3');
    expect(told({ ...ACME, field: { activeTouchpoints: null, scoredOn: null } })).toContain('no run has scored it');
  });

  it('names deleted activities', () => {
    expect(told({ ...ACME, deleted: ['00T8'] })).toContain('Deleted, so that neither side counts them: 00T8.');
  });

  it('says how to open the report, and when its filters are not those of the policy', () => {
    expect(told(ACME)).toContain('"Activities by Account"');
    expect(told(ACME)).not.toContain('change the filter');
    expect(bridgeAsText(bridge([ACME], { windowDays: 60 }), true, false)).toContain('the policy says 60');
  });
});

describe('all accounts in text', () => {
  it('adds the steps up by reason and names only the accounts with something open', () => {
    const text = bridgeAsText(bridge([ACME, OPEN]), false, false);
    expect(text).toMatch(/^2 accounts/);
    expect(text).toMatch(/^ +19 {2}tasks and events/m);
    expect(text).toMatch(/^ +−12 {2}not completed yet/m);
    expect(text).toContain('Globex (0015g00000XyZ13AAB):');
    expect(text).not.toContain('Acme');
  });

  it('says that all is explained, and that there is nothing to bridge', () => {
    expect(bridgeAsText(bridge([ACME, ACME]), false, false)).toContain('Every account: residual 0');
    expect(bridgeAsText(bridge([]), false, false)).toContain('no account');
  });
});

describe('a bridge for a program', () => {
  it('has the keys that were promised, dates as ISO text', () => {
    const { accountId, report, steps, activeTouchpoints, residual } = ACME;
    expect(JSON.parse(JSON.stringify(bridgeAsJson(bridge([ACME]))))).toMatchObject({
      accounts: [{ accountId, report, steps, activeTouchpoints, residual, field: { scoredOn: '2026-03-02' } }],
    });
  });

  it('is whole only when nothing is open and every account was bridged', () => {
    expect(isWhole(bridge([ACME]))).toBe(true);
    expect(isWhole(bridge([ACME, OPEN]))).toBe(false);
    expect(isWhole(bridge([{ ...OPEN, residual: 0 }]))).toBe(false);
    const problem = {
      recordId: '00T1',
      accountId: null,
      code: 'ROW_NOT_UNDERSTOOD',
      message: 'odd',
      fix: 'Correct it.',
    };
    expect(isWhole(bridge([ACME], { problems: [problem] }))).toBe(false);
    expect(bridgeAsText(bridge([ACME], { problems: [problem] }), true, false)).toContain(
      '00T1 was not bridged: 00T1: odd',
    );
  });
});
