// The faults that Salesforce and Outreach are known for, as the stand-ins inject them, and how a run that meets one ends.

type End = 'ok' | 'degraded' | 'failed' | 'configuration';

export interface FaultCase {
  readonly name: string;
  readonly server: 'salesforce' | 'outreach';
  readonly fault: Record<string, unknown>;
  /** Ends that are right; several where the moment of the fault decides. */
  readonly ends: readonly End[];
}

const salesforce = (name: string, fault: Record<string, unknown>, ...ends: End[]): FaultCase => ({
  name,
  server: 'salesforce',
  fault,
  ends,
});
export const outreach = (name: string, fault: Record<string, unknown>, ...ends: End[]): FaultCase => ({
  name,
  server: 'outreach',
  fault,
  ends,
});

export const CASES: readonly FaultCase[] = [
  salesforce('a query answer cut in the middle', { match: 'query', kind: 'drop', times: 2 }, 'ok'),
  salesforce('a query answer cut every time', { match: 'query', kind: 'drop', times: -1 }, 'failed'),
  salesforce('a query answer that is truncated JSON', { match: 'query', kind: 'truncate', times: 1 }, 'ok'),
  salesforce('a bulk result cut in the middle', { match: 'bulk', kind: 'drop', times: 2 }, 'ok'),
  salesforce('a bulk result that ends early on a row boundary', { match: 'bulk', kind: 'truncate', times: 1 }, 'ok'),
  salesforce('bulk results that always end early', { match: 'bulk', kind: 'truncate', times: -1 }, 'failed'),
  salesforce('an expired session', { match: 'query', kind: 'expire', times: 1 }, 'ok'),
  salesforce(
    'a session that expires while bulk results are read',
    { match: 'bulk', kind: 'expire', times: 1, after: 3 },
    'ok',
  ),
  salesforce(
    'an API that always answers 401',
    { match: 'query', kind: 'expire', times: -1 },
    'failed',
    'configuration',
  ),
  salesforce('a busy server', { match: 'query', kind: 'status', status: 503, times: 2 }, 'ok'),
  salesforce('a server error on reading', { match: 'query', kind: 'status', status: 500, times: 1 }, 'ok'),
  salesforce('too many requests', { match: 'bulk', kind: 'status', status: 429, times: 2 }, 'ok'),
  salesforce('a bulk job that never ends', { match: 'bulk', kind: 'stuck', times: -1 }, 'failed'),
  salesforce('a bulk job that fails', { match: 'bulk', kind: 'fail', times: 1 }, 'ok', 'failed'),
  salesforce('bulk jobs that always fail', { match: 'bulk', kind: 'fail', times: -1 }, 'failed'),
  salesforce('the daily request limit', { match: 'bulk', kind: 'limit', times: -1 }, 'failed'),
  salesforce('rows locked for a moment', { match: 'collections', kind: 'lock', times: 2 }, 'ok'),
  salesforce('rows locked for ever', { match: 'collections', kind: 'lock', times: -1 }, 'degraded', 'failed'),
  salesforce('a write whose answer is cut', { match: 'collections', kind: 'drop', times: 1 }, 'ok'),
  salesforce('a slow server', { match: 'query', kind: 'slow', delayMs: 1500, times: 3 }, 'ok'),
  salesforce('a sign-in that fails for a moment', { match: 'token', kind: 'status', status: 503, times: 1 }, 'ok'),
  salesforce(
    'bulk results that are gone once the run has opened',
    { match: 'bulk', kind: 'drop', times: -1, after: 1 },
    'failed',
  ),
  salesforce(
    'an org that is gone once the run has opened',
    { match: '*', kind: 'drop', times: -1, after: 40 },
    'failed',
  ),
  outreach('mailings pages that answer 502', { match: 'mailings', kind: 'status', status: 502, times: 2 }, 'ok'),
  outreach('mailings that are down', { match: 'mailings', kind: 'status', status: 503, times: -1 }, 'failed'),
  outreach('an unsorted page', { match: 'mailings', kind: 'unsorted', times: 2 }, 'ok'),
  outreach('an upper bound that is ignored', { match: 'mailings', kind: 'unbounded', times: 2 }, 'ok'),
  outreach('records that come twice over pages', { match: 'mailings', kind: 'duplicate', times: 3 }, 'ok'),
  outreach('a token that expires in the middle', { match: 'calls', kind: 'expire', times: 1 }, 'ok'),
  outreach('a rate limit', { match: 'prospects', kind: 'limit', times: 1 }, 'ok', 'failed'),
  outreach('a page cut in the middle', { match: 'mailings', kind: 'drop', times: 2 }, 'ok'),
  outreach('a page that is truncated', { match: 'mailings', kind: 'truncate', times: 1 }, 'ok'),
  outreach('a page that is always truncated', { match: 'calls', kind: 'truncate', times: -1 }, 'failed'),
];
