// One check of `doctor`: passed, passed with something to look after, or failed. What is checked is elsewhere.
import type { SalesforceOrg } from '../compose.ts';
import { ConfigurationFailure, Failure } from '../run/failures.ts';

/** What was found and, when it failed or warns, what to do. */
export type Finding = Awaited<ReturnType<SalesforceOrg['diagnose']>>[number];

export const passed = (check: string, detail: string): Finding => ({ check, ok: true, detail, fix: '' });

/** A run works, and somebody should look after it. */
export const warned = (check: string, detail: string, fix: string): Finding => ({
  check,
  ok: true,
  warning: true,
  detail,
  fix,
});

export const failing = (check: string, detail: string, fix: string): Finding => ({ check, ok: false, detail, fix });

/** One for each problem. Throws what is no Failure: it is a bug. */
export function failed(check: string, error: unknown): readonly Finding[] {
  if (error instanceof ConfigurationFailure)
    return error.problems.map(({ where, message, fix }) => failing(check, `${where}: ${message}`, fix));
  if (!(error instanceof Failure)) throw error;
  return [failing(check, error.message, error.actions.join(' '))];
}
