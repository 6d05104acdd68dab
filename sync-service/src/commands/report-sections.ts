// The tables of the report in words: the list, the quality of its data, the runs before it. How they are drawn is not
// decided here.
import type { ByDay } from '../run/drift.ts';
import type { Report } from '../run/report.ts';
import { grouped } from '../run/outreach-requests.ts';
import type { RunFigures, RunSummary } from '../run/run-store.ts';
import { isoFromDay, zoneNamed } from '../scoring/calendar.ts';
import { bar } from './charts.ts';
import { type Markup, markup } from './markup.ts';
import { POOL_COLUMNS } from './run-report.ts';
import { countOrDash, figure, percent, type Section, words } from './section.ts';

type PageSection = Section<string | Markup>;

/** The Id last: where a page is narrow it may be out of sight, because the name leads to the account. */
const COLUMNS = [...POOL_COLUMNS].sort((a, b) => Number(a.head === 'Account Id') - Number(b.head === 'Account Id'));

/** The list itself: every account of the pool, as the terminal shows it, each name a link where the org's address is known. */
export function poolSection({ run, plan }: Report): PageSection {
  return {
    title: 'High-signal accounts',
    columns: COLUMNS.map(({ head, align }, at) => ({ head, numeric: align === 'right', whole: at > 0 })),
    rows: run.pool.map((entry) =>
      COLUMNS.map(({ text }, at) => {
        if (at > 0) return text(entry);
        // A name may be written from right to left; what follows it is not.
        const name = markup`<bdi>${entry.name}</bdi>`;
        return plan.orgUrl === undefined ? name : markup`<a href="${plan.orgUrl}/${entry.accountId}">${name}</a>`;
      }),
    ),
    empty: 'No account is high-signal as of this run.',
    note: 'Highest score first. Without a new touchpoint an account leaves the list on the date under Exits On.',
  };
}

export function sourcesSection({ run }: Report): PageSection {
  const sources = Object.entries(run.figures?.touchpointsBySource ?? {})
    .map(([source, count = 0]) => ({ source, count }))
    .sort((a, b) => b.count - a.count);
  const total = sources.reduce((sum, { count }) => sum + count, 0);
  return {
    title: 'Touchpoints by source',
    columns: [words('Source'), figure('Touchpoints'), figure('Share'), words('')],
    rows: sources.map(({ source, count }) => [
      source,
      grouped(count),
      percent((100 * count) / total),
      bar(count / (sources[0]?.count ?? 1)),
    ]),
    empty: 'No touchpoint in the window.',
    note: 'Of all accounts, in the window. An interaction that several systems logged is one touchpoint.',
  };
}

/** What a reader must know before trusting the figures. */
export function qualitySection({ run, plan }: Report): Section {
  const { figures } = run;
  const known = (value: number | null | undefined): string => countOrDash(value ?? null);
  const left =
    figures === null || figures.salesforceLimit === null || figures.salesforceUsed === null
      ? '–'
      : `${grouped(figures.salesforceUsed)} of ${grouped(figures.salesforceLimit)}; ${grouped(figures.salesforceLimit - figures.salesforceUsed)} left`;
  return {
    title: 'Data quality',
    columns: [words('What'), words('Figure'), words('Meaning')],
    rows: [
      ['Run', `${run.id}: ${run.verdict}`, 'ok, or degraded: done, with gaps that are told above'],
      [
        'Accounts',
        `${grouped(run.evaluated)} of ${grouped(run.accounts)} evaluated`,
        `${grouped(run.changed)} changed`,
      ],
      ['Accounts that failed', grouped(run.failed), 'They kept their last good values.'],
      ['Coverage', percent(figures?.coveragePercent ?? null), 'Deliveries and calls of Outreach found in Salesforce'],
      [
        'Bridge residual',
        known(figures?.bridgeResidual),
        'Records that a Salesforce report and Active TPs see differently for no known reason; should be 0',
      ],
      [
        'Roll-up differences',
        known(figures?.rollUpDifferences),
        'Accounts whose Open Opportunities is not what was read',
      ],
      ...(figures === null ? [] : [...spentOn(figures), ...lastWeek(figures)]),
      ['Requests to Salesforce, 24 hours', left, 'By everybody, as the org counts them'],
      ['Requests to Outreach', known(figures?.outreachRequests), 'By this run'],
      ['Policy', plan.policy.fingerprint, 'Fingerprint of the thresholds, weights and rules in force'],
    ],
    empty: '',
    note: '',
  };
}

function spentOn({ budget, salesforceRequests }: RunFigures): string[][] {
  const spent = `${grouped(salesforceRequests)} of at most ${grouped(budget.cap)}`;
  const rows = [['Requests to Salesforce', spent, `By this run; ${grouped(budget.forecast)} were expected`]];
  if (budget.unscored > 0)
    rows.push([
      'Not scored, to stay within that',
      grouped(budget.unscored),
      'Accounts; their figures are of an earlier run',
    ]);
  if (budget.unbridged > 0)
    rows.push([
      'Not bridged, to stay within that',
      grouped(budget.unbridged),
      'Accounts; scored, but not compared with a report',
    ]);
  return rows;
}

const DAYS = 7;

/** What the alerts about odd data look at, of the last whole days. */
function lastWeek({ drift }: RunFigures): string[][] {
  const sum = (counts: ByDay): number => counts.slice(0, DAYS).reduce((total, count) => total + count, 0);
  const touchpoints = Object.values(drift.touchpoints).reduce((total, counts) => total + sum(counts), 0);
  const since = `In the ${DAYS} days before`;
  return [
    ['Two-way', `${grouped(sum(drift.twoWay))} of ${grouped(touchpoints)} touchpoints`, since],
    ['Tasks that no rule knows', grouped(sum(drift.unmapped)), `${since}; they count as "other task"`],
    ['Logged twice', grouped(sum(drift.doubles)), `${since}; counted once`],
  ];
}

export function failuresSection({ run }: Report): Section {
  return {
    title: 'What failed, by code',
    columns: [words('Code'), figure('Times')],
    rows: Object.entries(run.figures?.failuresByCode ?? {})
      .sort(([, one], [, other]) => other - one)
      .map(([code, count]) => [code, grouped(count)]),
    empty: 'Nothing.',
    note: '',
  };
}

export function runsSection(report: Report): Section {
  return {
    title: 'The last full runs',
    columns: [
      words('As of'),
      words('Verdict'),
      ...['High-signal', 'Entered', 'Changed', 'Failed'].map(figure),
      words('Run'),
    ],
    rows: [...report.runs]
      .reverse()
      .map((run) => [
        dateOf(report, run),
        run.verdict,
        ...[run.pool.length, run.figures?.entered ?? null, run.changed, run.failed].map(countOrDash),
        run.id,
      ]),
    empty: '',
    note: '',
  };
}

/** The date that a run is of, in the org's zone. */
export function dateOf({ plan }: Report, { asOf }: RunSummary): string {
  return isoFromDay(zoneNamed(plan.timeZone).dayOf(asOf));
}
