// What Prometheus scrapes: figures of the runs from the ledger, so that they survive a restart and are right however many
// workers there are, and what this process sees of queues, webhooks and itself. docs/metrics.md lists them all.
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Instant } from '../scoring/calendar.ts';
import type { Alert } from '../run/alert.ts';
import { RUNBOOKS } from '../run/alert.ts';
import type { YearOfRequests } from '../run/outreach-requests.ts';
import type { ApiUsage } from '../run/ports.ts';
import type { RunCount, RunFigures, RunSummary } from '../run/run-store.ts';

/** What is known at one moment; null where nobody could tell. */
export interface Observed {
  readonly runs: readonly RunCount[];
  /** The full run that was closed last, well or badly, dry ones left out. */
  readonly lastRun: RunSummary | null;
  readonly lastGoodRun: RunSummary | null;
  /** The org's clock, by which runs are dated. */
  readonly now: Instant;
  readonly salesforce: ApiUsage;
  readonly outreachYear: YearOfRequests | null;
  /** Jobs by queue and state; null when Redis does not answer. */
  readonly queues: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  readonly alerts: readonly Alert[];
  /** Since this process began, by how they were answered. */
  readonly webhooks: Readonly<Record<string, number>>;
}

type Labels = Readonly<Record<string, string>>;
/** One value for each set of labels; null is left out. */
type Sample = readonly [labels: Labels, value: number | null | undefined];
interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** The answer to one scrape, in the text format. */
export interface Exposition {
  readonly contentType: string;
  text(observed: Observed): Promise<string>;
}

export function createExposition(): Exposition {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  return {
    contentType: own.contentType,
    text: async (observed) => {
      // Made anew for each scrape: two at a time never see half of each other's figures.
      const registry = new Registry();
      for (const family of familiesOf(observed)) expose(registry, family);
      return `${await registry.metrics()}\n${await own.metrics()}`;
    },
  };
}

/** By convention a name that ends with `_total` counts and every other tells a state. */
function expose(registry: Registry, { name, help, samples }: Family): void {
  const labelNames = Object.keys(samples[0]?.[0] ?? {});
  const config = { name, help, labelNames, registers: [registry] };
  if (name.endsWith('_total')) {
    const counter = new Counter(config);
    for (const [labels, value] of samples) if (typeof value === 'number') counter.inc(labels, value);
  } else {
    const gauge = new Gauge(config);
    for (const [labels, value] of samples) if (typeof value === 'number') gauge.set(labels, value);
  }
}

const one = (name: string, help: string, value: number | null | undefined): Family => ({
  ...{ name: `touchpoint_${name}`, help },
  samples: [[{}, value]],
});
const many = (
  name: string,
  help: string,
  label: string,
  values: Readonly<Record<string, number | undefined>>,
): Family => ({
  ...{ name: `touchpoint_${name}`, help },
  samples: Object.entries(values).map(([key, value]) => [{ [label]: key }, value]),
});

function familiesOf(observed: Observed): readonly Family[] {
  const { lastRun } = observed;
  return [
    ...ofHistory(observed),
    ...(lastRun === null ? [] : ofRun(lastRun)),
    ...(lastRun?.figures ? ofFigures(lastRun, lastRun.figures) : []),
    ...ofRequests(observed),
    ...ofService(observed),
  ].filter(({ samples }) => samples.some(([, value]) => typeof value === 'number'));
}

function ofHistory({ runs, lastGoodRun, now }: Observed): readonly Family[] {
  const samples = runs.map(({ mode, verdict, runs: count }): Sample => [{ mode, verdict }, count]);
  const age = lastGoodRun === null ? null : Math.max(0, now - lastGoodRun.finishedAt) / 1000;
  return [
    {
      name: 'touchpoint_runs_total',
      help: 'Runs that were closed, dry ones left out, as the ledger keeps them.',
      samples,
    },
    one('last_good_run_age_seconds', 'Time since the last full run ended well. Absent before the first.', age),
  ];
}

function ofRun({ verdict, finishedAt, accounts, evaluated, changed, failed, pool }: RunSummary): readonly Family[] {
  const verdicts = Object.fromEntries(['ok', 'degraded', 'failed'].map((name) => [name, name === verdict ? 1 : 0]));
  return [
    many('last_run_verdict', 'Of the last full run: 1 for the verdict it ended with.', 'verdict', verdicts),
    one('last_run_end_timestamp_seconds', "When the last full run ended, by the org's clock.", finishedAt / 1000),
    one('book_accounts', 'Accounts that the last full run considered.', accounts),
    one('evaluated_accounts', 'Accounts that the last full run scored.', evaluated),
    one('written_accounts', 'Accounts that the last full run wrote.', changed),
    one('failed_accounts', 'Accounts that the last full run could not score or write.', failed),
    one('pool_accounts', 'Accounts that are high-signal as of the last full run.', pool.length),
  ];
}

function ofFigures({ finishedAt }: RunSummary, figures: RunFigures): readonly Family[] {
  const { coveragePercent, failuresByCode, touchpointsBySource } = figures;
  const coverage = coveragePercent === null ? null : Math.round(coveragePercent * 10) / 1000;
  const duration = (finishedAt - figures.openedAt) / 1000;
  return [
    one('last_run_duration_seconds', 'From the opening of the last full run to its end.', duration),
    one('entered_accounts', 'Accounts that came into the pool with the last full run.', figures.entered),
    one('leaving_accounts', 'Accounts that leave the pool within a week if nothing happens.', figures.leavingThisWeek),
    many('failures', 'Accounts and partitions that failed in the last full run, by code.', 'code', failuresByCode),
    many('touchpoints', 'Touchpoints in the window as of the last full run, by source.', 'source', touchpointsBySource),
    one('coverage_ratio', 'Share of what Outreach did in the window that Salesforce holds, 0 to 1.', coverage),
    one('bridge_residual_records', 'Records that the bridge leaves unexplained.', figures.bridgeResidual),
    one(
      'rollup_difference_accounts',
      'Accounts whose roll-up of open opportunities differs.',
      figures.rollUpDifferences,
    ),
    one('last_run_salesforce_requests', 'Requests to Salesforce of the last full run.', figures.salesforceRequests),
    one('last_run_outreach_requests', 'Requests to Outreach of the last full run.', figures.outreachRequests),
  ];
}

function ofRequests({ salesforce, lastRun, outreachYear }: Observed): readonly Family[] {
  // This process may not have asked the org yet, and the last run did.
  const used = salesforce.used ?? lastRun?.figures?.salesforceUsed ?? null;
  const limit = salesforce.limit ?? lastRun?.figures?.salesforceLimit ?? null;
  const left = used === null || limit === null ? null : Math.max(0, limit - used);
  const yearLeft = outreachYear && Math.max(0, outreachYear.allowed - outreachYear.used);
  return [
    one(
      'salesforce_requests_used',
      "The org's API requests of the last 24 hours, everybody's, as it tells them.",
      used,
    ),
    one('salesforce_requests_left', 'API requests that the org has left of its 24 hours.', left),
    one('outreach_requests_used', 'Our requests to Outreach of the last 365 days.', outreachYear?.used),
    one('outreach_requests_left', 'Requests to Outreach left of OUTREACH_YEARLY_REQUESTS.', yearLeft),
  ];
}

function ofService({ queues, alerts, webhooks }: Observed): readonly Family[] {
  const jobs = Object.entries(queues ?? {}).flatMap(([queue, states]) =>
    Object.entries(states).map(([state, count]): Sample => [{ queue, state }, count]),
  );
  const firing = Object.fromEntries(
    RUNBOOKS.map((runbook) => [
      runbook,
      alerts.filter((alert) => alert.runbook === runbook && alert.state === 'firing').length,
    ]),
  );
  return [
    one('redis_up', '1 when Redis answers, else 0.', queues === null ? 0 : 1),
    { name: 'touchpoint_queue_jobs', help: 'Jobs that are kept, by queue and state.', samples: jobs },
    many('alerts_firing', 'Problems that people were told of and that are not over, by runbook.', 'runbook', firing),
    many('webhooks_total', 'Webhooks of Outreach since the process began, by answer.', 'answer', webhooks),
  ];
}
