import { accountOf, hiddenFields, namesOf, seesNothing, viewerDate } from 'c/accountSignalQueries';
import type { AccountAnswer } from 'c/accountSignalQueries';

const answer = (node: Record<string, unknown> | undefined): AccountAnswer => ({
  uiapi: { query: { Account: { edges: node === undefined ? [] : [{ node: { Id: '001', ...node } }] } } },
});

describe('c/accountSignalQueries', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-03-02T18:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('tells a hidden field from a blank one and from zero', () => {
    const account = accountOf(answer({ Name: { value: 'A' }, Score: { value: 0 }, Tier: { value: null } }))!;
    expect(account.score).toBe(0);
    expect(account.tier).toBeNull();
    expect(account.active).toBeUndefined();
    expect(hiddenFields(account)).not.toContain('tier');
    expect(hiddenFields(account)).toContain('active');
    expect(seesNothing(account)).toBe(false);
  });

  it('knows a viewer who sees nothing of ours, and an account that is not there', () => {
    expect(seesNothing(accountOf(answer({ Name: { value: 'A' } }))!)).toBe(true);
    expect(accountOf(answer(undefined))).toBeNull();
  });

  it('takes the date of the viewer from the org where it can, else from the browser', () => {
    const at = (LastTouch: string | null, DaysSince: number | null) =>
      viewerDate(accountOf(answer({ LastTouch: { value: LastTouch }, DaysSince: { value: DaysSince } }))!);
    expect(at('2026-02-28', 4)).toBe('2026-03-04');
    expect(at('2026-02-28', 0)).toBe('2026-03-02');
    expect(at(null, null)).toBe('2026-03-02');
  });

  it('names only people who have a name that the viewer may read', () => {
    const names = namesOf(
      { uiapi: { query: { Contact: { edges: [{ node: { Id: '003A', Name: { value: 'Ada' } } }, null] } } } },
      { uiapi: { query: { Lead: { edges: [{ node: { Id: '00QB', Name: null } }] } } } },
    );
    expect([...names]).toEqual([['003A', 'Ada']]);
    expect(namesOf(undefined, undefined).size).toBe(0);
  });
});
