import { expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';

const RUN = { id: '20260302T170000Z-4f2a', verdict: 'ok', asOf: '2026-03-02T17:00:00.000Z' };
const result = (verdict: string) => ({
  run: { ...RUN, verdict, accounts: 60, evaluated: 59, changed: 3, failed: 1 },
  pool: [{ accountId: '0011', name: 'Secret Customer' }],
});

test.each([
  [0, 'ok', '::notice title=The run is ok::1 high-signal accounts; 3 of 60 changed, 1 failed.', 0],
  [4, 'degraded', '::warning title=The run is degraded::1 high-signal accounts', 0],
  [3, 'failed', '::error title=The run failed::1 high-signal accounts', 3],
])('exit code %i is told as %s, in figures and without names', (code, verdict, annotation, exitCode) => {
  const outcome = outcomeOf(result(verdict), code);
  expect(outcome.exitCode).toBe(exitCode);
  expect(outcome.annotation.startsWith(annotation)).toBe(true);
  expect(outcome.summary).toContain(`### Run ${RUN.id}: ${verdict}`);
  expect(JSON.stringify(outcome)).not.toContain('Secret Customer');
});

test('a run that could not open says what to do, and cannot give the runner a second command', () => {
  const error = { code: 'SETTINGS', message: 'SF_DOMAIN: is missing\n::add-mask::100%', actions: ['Set SF_DOMAIN.'] };
  const { exitCode, annotation, summary } = outcomeOf({ error }, 2);
  expect(exitCode).toBe(2);
  expect(annotation).toBe(
    '::error title=The run did not take place (SETTINGS)::SF_DOMAIN: is missing%0A::add-mask::100%25%0AWhat to do: Set SF_DOMAIN.',
  );
  expect(summary).toContain('\n    What to do: Set SF_DOMAIN.');
});

test('a process that ended without a word fails the job, whatever its exit code', () => {
  expect(outcomeOf(null, 0).exitCode).toBe(1);
  expect(outcomeOf(null, 137)).toMatchObject({ exitCode: 137 });
  expect(outcomeOf(null, 137).annotation).toContain('ended with 137');
});
