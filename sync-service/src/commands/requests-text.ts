// What runs take of the requests that Salesforce and Outreach grant: for people after a run, for programs, and for doctor.
import { capOf } from '../run/budget.ts';
import { grouped, type YearOfRequests } from '../run/outreach-requests.ts';
import type { ApiUsage } from '../run/ports.ts';
import type { RunFigures, RunSummary } from '../run/run-store.ts';

/** One line for each side; none for a run that a version without these figures closed. */
export function requestsText(figures: RunFigures | null, year: YearOfRequests | null): string[] {
  if (figures === null) return [];
  const { budget, salesforceUsed: used, salesforceLimit: limit, outreachRequests } = figures;
  const ofDay = used === null || limit === null ? '' : `; ${leftOf(used, limit)} of 24 hours`;
  const ofYear = year === null ? '' : `; ${leftOf(year.used, year.allowed)} of a year`;
  return [
    `Salesforce requests: ${grouped(budget.used)} sent, ${grouped(budget.forecast)} forecast, at most ${grouped(budget.cap)}${ofDay}.`,
    ...(outreachRequests === null ? [] : [`Outreach requests: ${grouped(outreachRequests)} sent${ofYear}.`]),
  ];
}

/** The key `requests` of `run --json`; null is not known, or not configured. */
export function requestsAsJson(figures: RunFigures | null, year: YearOfRequests | null): object | null {
  if (figures === null) return null;
  const { budget, salesforceUsed: used, salesforceLimit: limit, outreachRequests } = figures;
  const { forecast, cap } = budget;
  return {
    salesforce: { used: budget.used, forecast, cap, day: used === null || limit === null ? null : { used, limit } },
    outreach:
      outreachRequests === null
        ? null
        : { used: outreachRequests, year: year === null ? null : { used: year.used, limit: year.allowed } },
  };
}

const leftOf = (used: number, limit: number): string =>
  `${grouped(Math.max(0, limit - used))} left of the ${grouped(limit)}`;

/**
 * Whether the next full run may send what it needs.
 *
 * @param setting SF_RUN_REQUESTS, or null
 * @param last the last full run, or null
 */
export function budgetFinding(
  usage: ApiUsage,
  setting: number | null,
  last: RunSummary | null,
): { readonly ok: boolean; readonly detail: string; readonly fix: string } {
  const cap = capOf(setting, usage, 0);
  const why =
    setting === null ? 'half of what the org has left for the day' : 'SF_RUN_REQUESTS, or what the org has left';
  const may = `a run may now send ${grouped(cap)} requests (${why})`;
  const budget = last?.figures?.budget;
  if (budget === undefined) return { ok: true, detail: `${may}; the first run says what it takes`, fix: '' };
  const detail = `${may}; the last full run sent ${grouped(budget.used)}, forecast ${grouped(budget.forecast)}`;
  if (cap >= budget.forecast) return { ok: true, detail, fix: '' };
  const fix = `Set SF_RUN_REQUESTS to ${budget.forecast} or more, or run when the org has more requests left; until then the bridge, then whole partitions are given up.`;
  return { ok: false, detail, fix };
}
