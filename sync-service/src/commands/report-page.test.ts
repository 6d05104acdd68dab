// What the report tells. How it looks, and that it is accessible, is seen in a browser (report.browser.test.ts).
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { closedRun, entry, ODD_NAMES, report } from '../../test/made-report.ts';
import type { Report } from '../run/report.ts';
import type { RunFigures } from '../run/run-store.ts';
import { reportAsPage } from './report-page.ts';

const pageOf = (of: Report): string => reportAsPage(of, 26 * 3_600_000);
const ORG = 'https://acme.my.salesforce.com';
const FIRST = entry();
/** The text of a page, a blank where a tag was. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*<\/style>|<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');

test('a page needs nothing from outside, and its own policy allows nothing but its own style', () => {
  const page = pageOf(report([closedRun(0)], ORG));
  expect(page).not.toMatch(/<(?:script|link|img|iframe)|url\(|@import|src=|style="/);
  const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;;`);
  expect([...page.matchAll(/https?:[^"<\s]+/g)].map(String)).toEqual([`${ORG}/0015g0000000Q13AAE`]);
});

test('whatever a name holds, it stays a name: text, isolated, and a link to the account alone', () => {
  const plain = pageOf(report([closedRun(0, { pool: ODD_NAMES.map(() => entry()) })], ORG));
  const page = pageOf(report([closedRun(0, { pool: ODD_NAMES.map((name) => entry({ name })) })], ORG));
  const tagsOf = (html: string): string => (html.match(/<[^>]+>/g) ?? []).join('');
  expect(tagsOf(page)).toBe(tagsOf(plain));
  for (const name of ODD_NAMES) expect(textOf(page)).toContain(name.trim().replace(/\s+/g, ' '));
});

test('the list has every account with all it is known by, in the order of the run', () => {
  const pool = [entry({ avgRecipientsPerSeries: 2 }), entry({ name: 'Second', score: 9.04, tier: 'High-Effort' })];
  const text = textOf(pageOf(report([closedRun(0, { pool })])));
  expect(text).toContain(
    'Textbook Therapeutics High-Engaged 70.3 4 2026-02-28 200 days 2.0 2026-03-15 0015g0000000Q13AAE',
  );
  expect(text).toContain('Second High-Effort 9.0 4 2026-02-28 200 days – 2026-03-15 0015g0000000Q13AAE');
  expect(text).toContain('2 accounts are high-signal As of 2026-03-02 07:00 (America/New_York), of 1,200 accounts.');
});

test('without the address of the org names are no links', () => {
  expect(pageOf(report([closedRun(0)]))).not.toContain('<a ');
});

test('the tiles compare with the last good run before, and say in their place what is not known yet', () => {
  const text = textOf(
    pageOf(report([closedRun(2), closedRun(1, { verdict: 'failed', pool: [] }), closedRun(0, { pool: [] })])),
  );
  expect(text).toContain('High-signal accounts 0 −1 since 2026-02-28');
  expect(text).toContain('Opportunities this month not yet Conversion figures come with recorded episodes.');
  expect(text).toContain('No account is high-signal As of');
});

test('a newer run that failed is told before anything else, with what to do', () => {
  const failed = closedRun(0, {
    verdict: 'failed',
    pool: [],
    messages: ['Salesforce did not answer. What to do: wait.'],
  });
  const text = textOf(pageOf(report([closedRun(1), failed])));
  expect(text).toMatch(
    /What to know first The newest run \(run-0, ended 2026-03-02 12:01 UTC\) failed\..* What to do: wait\. .*Entered/,
  );
  expect(text).toContain('Run run-1 ended ok');
});

test('a degraded run says why and counts what failed, the most frequent first', () => {
  const failuresByCode = { ODD_ROW: 2, ROW_LOCKED: 11 };
  const run = closedRun(
    0,
    { verdict: 'degraded', failed: 13, messages: ['13 of 1200 accounts kept …'] },
    { failuresByCode },
  );
  const page = pageOf(report([run]));
  expect(page).toMatch(/<li class="wrong">13 of 1200/);
  expect(textOf(page)).toContain('What failed, by code Code Times ROW_LOCKED 11 ODD_ROW 2');
});

test('figures that nobody knows are dashes, not zeros', () => {
  const unknown = { coveragePercent: null, bridgeResidual: null, salesforceLimit: null, outreachRequests: null };
  const text = textOf(pageOf(report([closedRun(0, {}, unknown)])));
  for (const figure of ['Coverage –', 'Bridge residual –', '24 hours –', 'Requests to Outreach –'])
    expect(text).toContain(figure);
});

test('what the run spent, what it gave up for that, and what the last week looked like stand with the quality of the data', () => {
  const budget = { forecast: 1200, cap: 600, used: 600, unbridged: 0, unscored: 450 } as RunFigures['budget'];
  const week = {
    touchpoints: { Task: [3, 4] },
    twoWay: [1, 1],
    unmapped: [0, 2],
    doubles: [...Array<number>(7).fill(0), 9],
  };
  const text = textOf(pageOf(report([closedRun(0, {}, { budget, drift: week, salesforceRequests: 600 })])));
  expect(text).toContain('Requests to Salesforce 600 of at most 600 By this run; 1,200 were expected');
  expect(text).toContain('Not scored, to stay within that 450 Accounts; their figures are of an earlier run');
  expect(text).toContain('Two-way 2 of 7 touchpoints');
  expect(text).toContain('Tasks that no rule knows 2 ');
  expect(text).toContain('Logged twice 0 ');
});

test('a month of runs shows every other figure, so that none runs into the next, and tells them all', () => {
  const runs = Array.from({ length: 30 }, (_, at) =>
    closedRun(29 - at, { pool: Array<typeof FIRST>(100 + at).fill(FIRST) }),
  );
  const page = pageOf(report(runs));
  const [drawing = ''] =
    /<svg class="chart" role="img" aria-label="Accounts in the pool by run.*?<\/svg>/s.exec(page) ?? [];
  const shown = [...drawing.matchAll(/>(\d{3})<\/text>/g)].map(([, figure]) => Number(figure));
  expect(shown).toEqual(Array.from({ length: 15 }, (_, at) => 101 + 2 * at));
  for (let size = 100; size < 130; size += 1) expect(drawing).toContain(`: ${size}`);
  // Half a date stands beside the columns at either end.
  expect(drawing).toContain('viewBox="-13 0 806 164"');
});

test('scores fall into tens, and a hundred into the last', () => {
  const pool = [entry({ score: 100 }), entry({ score: 90 }), entry({ score: 9.9, tier: 'High-Effort' })];
  const page = pageOf(report([closedRun(0, { pool })]));
  expect(page).toContain('0 to 10: 0 High-Engaged and 1 High-Effort, together: 1');
  expect(page).toContain('90 to 100: 2 High-Engaged and 0 High-Effort, together: 2');
});
