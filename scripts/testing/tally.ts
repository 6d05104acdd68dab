// Counting: what the runners reported, added up. Nothing is started here.

/** Tests, or for a checker the checker itself. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0 };

export function add(one: Tally, other: Tally): Tally {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed };
}

/** True when something ran and nothing failed: no tests at all is not a success. */
export function isSuccess(tally: Tally): boolean {
  return tally.failed === 0 && tally.passed > 0;
}

/** The line that `./scripts/test` ends with. */
export function lastLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed`;
}

/**
 * Reads the report of Vitest's JSON reporter, or of Jest's, whose form it has. A file that could not even be loaded holds no tests and counts as one
 * failure, and so does a runner that says it failed without saying where.
 *
 * @param report null when the runner left no readable report
 * @param exitCode of the runner
 */
export function tallyOfReport(report: unknown, exitCode: number): Tally {
  if (!isObject(report) || !Array.isArray(report['testResults'])) return { passed: 0, failed: 1 };
  let passed = 0;
  let failed = 0;
  for (const file of report['testResults'] as readonly unknown[]) {
    if (!isObject(file)) continue;
    const tests = Array.isArray(file['assertionResults']) ? (file['assertionResults'] as readonly unknown[]) : [];
    const states = tests.map((test) => (isObject(test) ? test['status'] : undefined));
    const failures = states.filter((state) => state === 'failed').length;
    passed += states.filter((state) => state === 'passed').length;
    failed += failures === 0 && file['status'] === 'failed' ? 1 : failures;
  }
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
