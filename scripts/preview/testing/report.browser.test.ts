// The report in a browser: light, dark, on a phone and on paper, with the names and the runs that nobody designs for. The
// same is demanded of it as of every page; screenshots lie in build/screenshots.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportAsPage } from '../../../sync-service/src/commands/report-page.ts';
import { closedRun, entry, ODD_NAMES, report } from '../../../sync-service/test/made-report.ts';
import { inspect, launch, visit, WIDTHS } from './browser.ts';

const MONTH = Array.from({ length: 30 }, (_, at) =>
  closedRun(30 - at, { pool: Array.from({ length: 90 + at }, () => entry()) }),
);
const POOL = Array.from({ length: 24 }, (_, at) =>
  entry({
    name: ODD_NAMES[at] ?? `Company ${at}`,
    score: 99 - at * 4,
    tier: at < 15 ? 'High-Engaged' : 'High-Effort',
  }),
);
const FAILED = closedRun(0, {
  verdict: 'failed',
  pool: [],
  messages: ['Salesforce did not answer (SALESFORCE_DOWN). What to do: wait.'],
});
const DEGRADED = closedRun(
  0,
  { verdict: 'degraded', failed: 13, pool: POOL, messages: ['13 of 1200 accounts kept their last good values.'] },
  { failuresByCode: { ROW_LOCKED: 13 } },
);
const STATES = {
  'report-full': report([...MONTH.slice(1), closedRun(0, { pool: POOL })], 'https://acme.my.salesforce.com'),
  'report-empty': report([closedRun(0, { pool: [] }, { touchpointsBySource: {} })]),
  'report-failed': report([closedRun(1, { pool: POOL }), FAILED]),
  'report-degraded': report([DEGRADED]),
};

const DAY_MS = 86_400_000;

const LOOKS = [
  ['light', WIDTHS.desktop],
  ['dark', WIDTHS.phone],
] as const;

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-report-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

test.each(Object.entries(STATES))('%s is accessible and fits light on a desk and dark on a phone', async (name, of) => {
  const file = join(folder, `${name}.html`);
  await writeFile(file, reportAsPage(of, DAY_MS));
  for (const [colorScheme, width] of LOOKS) {
    const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme });
    const opened = await visit(context, pathToFileURL(file).href);
    await inspect(opened, `${name}-${colorScheme}`);
    await context.close();
  }
});

test('on paper the heads of the list stand on every sheet, and no row is cut off at the side', async () => {
  const page = await browser.newPage({ viewport: { width: 1040, height: 700 } });
  await page.setContent(reportAsPage(STATES['report-full'], DAY_MS));
  await page.emulateMedia({ media: 'print' });
  const styleOf = (selector: string, property: string): Promise<string> =>
    page.evaluate(`getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`);
  expect(await styleOf('thead', 'display')).toBe('table-header-group');
  expect(await styleOf('tbody tr', 'break-inside')).toBe('avoid');
  // A4 on its side less its margins, in pixels of CSS.
  expect(
    await page.evaluate<number>(
      'Math.max(...[...document.querySelectorAll("table")].map((table) => table.scrollWidth))',
    ),
  ).toBeLessThanOrEqual(1040);
  await page.close();
});
