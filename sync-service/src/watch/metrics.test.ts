// What a scrape gets: every family in the text format as Prometheus reads it, and nothing that is not known.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../run/alert.ts';
import type { RunFigures, RunSummary } from '../run/run-store.ts';
import { createExposition, type Observed } from './metrics.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const NOTHING: Observed = {
  ...{
    runs: [],
    lastRun: null,
    lastGoodRun: null,
    now: NOW,
    outreachYear: null,
    queues: null,
    alerts: [],
    webhooks: {},
  },
  salesforce: { used: null, limit: null, ours: 0 },
};
const figures = {
  ...{ openedAt: NOW - 7_260_000, entered: 3, leavingThisWeek: 4, coveragePercent: 96.2, bridgeResidual: null },
  ...{ touchpointsBySource: { Task: 7 }, failuresByCode: { 'A "quoted" \\ code': 2 }, rollUpDifferences: 0 },
  ...{ salesforceRequests: 321, salesforceUsed: 900, salesforceLimit: 1000, outreachRequests: null },
} as unknown as RunFigures;
const LAST = {
  ...{ id: 'r2', verdict: 'degraded', finishedAt: NOW - 7_200_000, accounts: 60, evaluated: 58, changed: 5, failed: 2 },
  ...{ pool: [{}, {}, {}], messages: [], figures },
} as unknown as RunSummary;
const SEEN: Observed = {
  ...NOTHING,
  runs: [
    { mode: 'full', verdict: 'ok', runs: 7 },
    { mode: 'changed', verdict: 'degraded', runs: 1 },
  ],
  ...{ lastRun: LAST, lastGoodRun: LAST, outreachYear: { used: 10, perDay: 1, projected: 365, allowed: 100 } },
  queues: { 'touchpoint-runs': { waiting: 1, delayed: 2 } },
  alerts: [{ runbook: 'volume', state: 'firing' } as Alert, { runbook: 'silence', state: 'cleared' } as Alert],
  webhooks: { accepted: 4 },
};

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/;
const SUFFIX = /_(?:bucket|sum|count)$/;

/** Reads the text format as strictly as its specification, and lints our names as promtool does. */
function parse(text: string): Map<string, number> {
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  const helped = new Set<string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, comment, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (comment === 'HELP') {
      expect(helped.has(name), `second HELP of ${name}`).toBe(false);
      helped.add(name);
    } else if (comment === 'TYPE') {
      expect(rest).toMatch(/^(counter|gauge|histogram|summary)$/);
      expect(helped.has(name) && !types.has(name), `TYPE of ${name}`).toBe(true);
      if (name.startsWith('touchpoint_'))
        expect(rest === 'counter', `${name} is a ${rest}`).toBe(name.endsWith('_total'));
      types.set(name, rest);
    } else {
      const [, metric = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      expect(types.has(metric) || types.has(metric.replace(SUFFIX, '')), `no family of: ${line}`).toBe(true);
      const key = labels === '' ? metric : `${metric}{${labels}}`;
      expect(values.has(key), `twice: ${key}`).toBe(false);
      // Only an event loop that was not measured yet is no number; Prometheus reads it in any case of letters.
      expect(Number.isFinite(Number(value)) || (/^nan$/i.test(value) && metric.startsWith('nodejs_')), line).toBe(true);
      values.set(key, Number(value));
    }
  }
  return values;
}

describe('a scrape', () => {
  it('tells the runs of the ledger, the last one in full, and what this process sees', async () => {
    const values = parse(await createExposition().text(SEEN));
    const told = Object.fromEntries([...values].filter(([name]) => name.startsWith('touchpoint_')));
    expect(told).toMatchObject({
      'touchpoint_runs_total{mode="full",verdict="ok"}': 7,
      'touchpoint_runs_total{mode="changed",verdict="degraded"}': 1,
      ...{ touchpoint_last_good_run_age_seconds: 7200, touchpoint_last_run_duration_seconds: 60 },
      ...{ 'touchpoint_last_run_verdict{verdict="ok"}': 0, 'touchpoint_last_run_verdict{verdict="degraded"}': 1 },
      ...{ touchpoint_book_accounts: 60, touchpoint_evaluated_accounts: 58, touchpoint_written_accounts: 5 },
      ...{ touchpoint_failed_accounts: 2, touchpoint_pool_accounts: 3, touchpoint_coverage_ratio: 0.962 },
      'touchpoint_failures{code="A \\"quoted\\" \\\\ code"}': 2,
      'touchpoint_touchpoints{source="Task"}': 7,
      ...{ touchpoint_salesforce_requests_used: 900, touchpoint_salesforce_requests_left: 100 },
      ...{ touchpoint_outreach_requests_used: 10, touchpoint_outreach_requests_left: 90, touchpoint_redis_up: 1 },
      'touchpoint_queue_jobs{queue="touchpoint-runs",state="delayed"}': 2,
      ...{ 'touchpoint_alerts_firing{runbook="volume"}': 1, 'touchpoint_alerts_firing{runbook="silence"}': 0 },
      'touchpoint_webhooks_total{answer="accepted"}': 4,
    });
    // What the run could not tell is absent, and is not 0.
    expect(told).not.toHaveProperty('touchpoint_bridge_residual_records');
    expect([...values.keys()]).toContain('process_resident_memory_bytes');
  });

  it('holds what docs/metrics.md lists', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/metrics.md'), 'utf8');
    const listed = new Set([...page.matchAll(/`(touchpoint_\w+)[{`]/g)].map(([, name]) => name));
    const whole = { ...figures, bridgeResidual: 0, outreachRequests: 6 };
    const text = await createExposition().text({ ...SEEN, lastRun: { ...LAST, figures: whole } });
    const told = new Set([...text.matchAll(/^# TYPE (touchpoint_\w+)/gm)].map(([, name]) => name));
    expect(listed).toEqual(told);
  });

  it('takes the usage that this process saw for newer than that of the last run', async () => {
    const values = parse(await createExposition().text({ ...SEEN, salesforce: { used: 950, limit: 1000, ours: 1 } }));
    expect(values.get('touchpoint_salesforce_requests_left')).toBe(50);
  });

  it('of a service that has done nothing and whose Redis is away is an answer, too', async () => {
    const exposition = createExposition();
    const texts = await Promise.all([exposition.text(NOTHING), exposition.text(SEEN), exposition.text(NOTHING)]);
    for (const text of [texts[0], texts[2]]) {
      const values = parse(text);
      expect(values.get('touchpoint_redis_up')).toBe(0);
      const families = new Set([...values.keys()].map((key) => key.replace(/\{.*/, '')));
      const ours = [...families].filter((name) => name.startsWith('touchpoint_'));
      expect(ours.sort()).toEqual(['touchpoint_alerts_firing', 'touchpoint_redis_up']);
    }
    expect(exposition.contentType).toContain('text/plain; version=0.0.4');
  });
});
