// The report as a page of its own: what a manager opens in the morning, and what is printed for a meeting.
import { grouped } from '../run/outreach-requests.ts';
import type { Report } from '../run/report.ts';
import type { PoolEntry } from '../run/run-store.ts';
import { columnChart, legend } from './charts.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { pageOf, tableOf, tableSection } from './page.ts';
import {
  dateOf,
  failuresSection,
  poolSection,
  qualitySection,
  runsSection,
  sourcesSection,
} from './report-sections.ts';
import { countOrDash, percent } from './section.ts';

/** @param staleAfterMs how long after its end there should be a newer run */
export function reportAsPage(report: Report, staleAfterMs: number): string {
  const { run } = report;
  return pageOf({
    title: `High-signal accounts, ${dateOf(report, run)}`,
    headline: headlineOf(run.pool.length),
    scope: scopeOf(report, staleAfterMs),
    sections: [
      findingsOf(report),
      tilesOf(report),
      chartsOf(report),
      tableSection(poolSection(report)),
      tableSection(qualitySection(report)),
      tableSection(failuresSection(report)),
      tableSection(runsSection(report)),
      meaningOf(report),
    ],
    footer:
      'Contains customer data: names of accounts and what is known of them. For people who may see all of these accounts in Salesforce.',
  });
}

function headlineOf(accounts: number): string {
  if (accounts === 0) return 'No account is high-signal';
  return accounts === 1 ? '1 account is high-signal' : `${grouped(accounts)} accounts are high-signal`;
}

function scopeOf({ run, plan }: Report, staleAfterMs: number): readonly string[] {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: plan.timeZone, dateStyle: 'short', timeStyle: 'short' });
  return [
    `As of ${local.format(run.asOf)} (${plan.timeZone}), of ${grouped(run.accounts)} accounts.`,
    `Run ${run.id} ended ${run.verdict} at ${utc(run.finishedAt)}. If you read this after ${utc(run.finishedAt + staleAfterMs)}, there should be a newer one.`,
  ];
}

const utc = (instant: number): string => `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** What is wrong comes before any figure. Empty for a run that is ok and had nothing to say. */
function findingsOf({ run, runs }: Report): Markup {
  const latest = runs.at(-1) ?? run;
  const newer =
    latest.id === run.id
      ? []
      : [
          finding(
            `The newest run (${latest.id}, ended ${utc(latest.finishedAt)}) failed. Everything below is of the run before it.`,
            true,
          ),
          ...latest.messages.map((message) => finding(message, true)),
        ];
  const items = [...newer, ...run.messages.map((message) => finding(message, run.verdict !== 'ok'))];
  if (items.length === 0) return NOTHING;
  return markup`<section><h2>What to know first</h2><ul class="findings">${items}</ul></section>`;
}

const finding = (message: string, wrong: boolean): Markup =>
  markup`<li class="${wrong ? 'wrong' : 'look'}">${message}</li>`;

function tilesOf(report: Report): Markup {
  const { run, runs } = report;
  const { figures } = run;
  const before = runs.findLast(({ id, verdict }) => id !== run.id && verdict !== 'failed');
  const change =
    before === undefined ? '' : `${signed(run.pool.length - before.pool.length)} since ${dateOf(report, before)}`;
  const tiles: readonly (readonly [string, string, string])[] = [
    ['High-signal accounts', grouped(run.pool.length), change],
    ['Entered', countOrDash(figures?.entered ?? null), 'with this run'],
    ['Leaving within 7 days', countOrDash(figures?.leavingThisWeek ?? null), 'if nothing new happens'],
    ['Coverage', percent(figures?.coveragePercent ?? null), 'of what Outreach did is in Salesforce'],
    ['Opportunities this month', 'not yet', 'Conversion figures come with recorded episodes.'],
  ];
  const drawn = tiles.map(
    ([name, value, note]) => markup`<div><dt>${name}</dt><dd class="value">${value}</dd><dd>${note}</dd></div>`,
  );
  return markup`<section aria-label="Key figures"><dl class="tiles">${drawn}</dl></section>`;
}

const signed = (count: number): string =>
  count === 0 ? 'unchanged' : count > 0 ? `+${grouped(count)}` : `−${grouped(-count)}`;

function chartsOf(report: Report): Markup {
  return markup`<div class="charts">
<section class="together"><h2>Scores</h2>${scoreChart(report.run.pool)}</section>
<section class="together"><h2>Touchpoints by source</h2>${tableOf(sourcesSection(report))}</section>
</div>
<section class="together"><h2>The pool, run by run</h2>${poolChart(report)}</section>`;
}

/** The table of the last runs says the same in numbers. */
function poolChart(report: Report): Markup {
  const good = report.runs.filter(({ verdict }) => verdict !== 'failed');
  // A date takes the room of two columns.
  const step = good.length > 12 ? 26 : 52;
  const columns = good.map((run, at) => {
    const date = dateOf(report, run);
    const isLabelled = step === 52 || (good.length - 1 - at) % 2 === 0;
    const size = run.pool.length;
    return {
      label: isLabelled ? date.slice(5) : '',
      about: date,
      value: grouped(size),
      parts: [{ tone: 'good', size } as const],
    };
  });
  return columnChart('Accounts in the pool by run', columns, step);
}

/** Ten points a column. */
const BIN = 10;

function scoreChart(pool: readonly PoolEntry[]): Markup {
  if (pool.length === 0) return markup`<p>No account is high-signal as of this run.</p>`;
  const columns = Array.from({ length: 100 / BIN }, (_, bin) => {
    const entries = pool.filter(({ score }) => Math.min(Math.floor(score / BIN), 100 / BIN - 1) === bin);
    const engaged = entries.filter(({ tier }) => tier === 'High-Engaged').length;
    const effort = entries.length - engaged;
    return {
      label: `${bin * BIN}–`,
      about: `${bin * BIN} to ${(bin + 1) * BIN}: ${engaged} High-Engaged and ${effort} High-Effort, together`,
      value: grouped(entries.length),
      parts: [{ tone: 'good', size: engaged } as const, { tone: 'fair', size: effort } as const],
    };
  });
  const key = legend([
    ['good', 'High-Engaged: they took part'],
    ['fair', 'High-Effort: only we did'],
  ]);
  return markup`${columnChart('Accounts by score', columns, 40)}${key}`;
}

function meaningOf({ plan }: Report): Markup {
  const { windowDays, minTouchpoints, lastTouchMaxDays } = plan.policy.policy;
  return markup`<section><h2>What high-signal means</h2>
<p>An account is high-signal when it has at least ${minTouchpoints} touchpoints in ${windowDays} days (Active TPs), the last of them at most ${lastTouchMaxDays} days ago (Last Touch), no open opportunity, and is neither out of scope nor snoozed. It is High-Engaged when somebody there took part in one of them (a reply, a connected call, a meeting held), High-Effort when only we did.</p>
<p>The score (0 to 100) only decides the order. Avg Recips Per Series is how many people of the account a series reached on average; a dash means that there was none.</p>
</section>`;
}
