// What is read from the run records, the blank and the unreadable included.
import { isOfOtherPolicy, isStale, latestRun, thresholdsOf } from 'c/latestRun';
import type { LatestRunAnswer } from 'c/latestRun';

const POLICY = JSON.stringify({ windowDays: 90, minTouchpoints: 4, lastTouchMaxDays: 14, types: {} });

function answer(done: object | null, more: Partial<LatestRunAnswer['uiapi']['query']> = {}): LatestRunAnswer {
  return {
    uiapi: {
      query: {
        done: { edges: done === null ? [] : [{ node: { Id: 'a01', ...done } }] },
        newest: { edges: [{ node: { Id: 'a01', Verdict: { value: 'ok' } } }] },
        week: { edges: [] },
        ...more,
      },
    },
  };
}

describe('latestRun', () => {
  it('is null while no run has finished', () => {
    expect(latestRun(answer(null))).toBeNull();
  });

  it('keeps blank and unreadable figures null, and zero zero', () => {
    const run = latestRun(answer({ PoolSize: { value: 0 }, Coverage: { value: null } }));
    expect(run).toMatchObject({ poolSize: 0, coverage: null, leavingThisWeek: null, thresholds: null });
  });

  it('tells what is not measured yet from what the viewer may not read', () => {
    const run = latestRun(answer({ Opportunities: { value: null } }))!;
    expect([run.opportunitiesThisMonth, run.coverage]).toEqual([null, undefined]);
  });

  it('adds up what entered in the runs of the week', () => {
    const week = { edges: [3, null, 4].map((value, at) => ({ node: { Id: `a0${String(at)}`, Entered: { value } } })) };
    expect(latestRun(answer({}, { week }))?.enteredThisWeek).toBe(7);
    expect(latestRun(answer({}))?.enteredThisWeek).toBeNull();
  });

  it('says when a newer run failed, but not that a newer one is running', () => {
    const newer = (verdict: string) => ({ edges: [{ node: { Id: 'a02', Verdict: { value: verdict } } }] });
    expect(latestRun(answer({}, { newest: newer('failed') }))?.laterFailed).toBe(true);
    expect(latestRun(answer({}, { newest: newer('running') }))?.laterFailed).toBe(false);
  });

  it('reads the thresholds of the policy and survives one that was cut off', () => {
    expect(thresholdsOf(POLICY)).toEqual({ windowDays: 90, minTouchpoints: 4, lastTouchMaxDays: 14 });
    expect(thresholdsOf(POLICY.slice(0, 30))).toBeNull();
    expect(thresholdsOf('[]')).toBeNull();
    expect(thresholdsOf('')).toBeNull();
  });

  it('knows an account of another policy, and calls none so whose policy cannot be read', () => {
    const run = latestRun(answer({ Fingerprint: { value: 'abc' } }))!;
    expect([isOfOtherPolicy('abd', run), isOfOtherPolicy('abc', run), isOfOtherPolicy(undefined, run)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isOfOtherPolicy('abd', latestRun(answer({}))!)).toBe(false);
  });

  it('calls a run stale after 26 hours', () => {
    const run = latestRun(answer({ FinishedAt: { value: '2026-03-01T08:00:00.000Z' } }))!;
    expect(isStale(run, Date.parse('2026-03-02T10:00:00Z'))).toBe(false);
    expect(isStale(run, Date.parse('2026-03-02T10:00:01Z'))).toBe(true);
  });
});
