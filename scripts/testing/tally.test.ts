import { describe, expect, it } from 'vitest';
import { add, isSuccess, lastLine, NOTHING, tallyOfReport } from './tally.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((state) => ({ status: state })),
});

describe('the tally of a test run', () => {
  it('counts passed and failed tests and leaves skipped ones out', () => {
    const report = { testResults: [file('passed', 'passed', 'pending'), file('failed', 'passed', 'failed')] };
    expect(tallyOfReport(report, 1)).toEqual({ passed: 2, failed: 1 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(tallyOfReport({ testResults: [file('failed')] }, 1)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a runner that failed without saying where as one failure', () => {
    expect(tallyOfReport({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(tallyOfReport(null, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it('is no success when nothing ran although there should be tests', () => {
    expect(isSuccess(NOTHING)).toBe(false);
    expect(isSuccess(add(NOTHING, { passed: 1, failed: 0 }))).toBe(true);
  });

  it('ends in the one line that build machines look for', () => {
    expect(lastLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed');
  });
});
