// How quick the list of the preview is in a big org, beside a plain table of the same accounts. Serving is preview-served.ts,
// what a page is asked to note is page-notes.ts.
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../preview/chromium.ts';
import { isReached, longTasks, noteScript, notesOf, pointAtRows, rowCount } from './page-notes.ts';
import { plainTable } from './plain-table.ts';
import { servePreview } from './preview-served.ts';
import type { PreviewFigures, WayFigures } from './preview-figures.ts';
import type { Bench } from './bench-world.ts';

const OPENINGS = 5;
/** Half a minute each. */
const OPENINGS_OF_PLAIN = 1;
const LAST_ROW = 2_000;
/** A brisk hand: one notch of a wheel is 100 px or so. */
const WHEEL_PX = 400;
const VIEWPORT = { width: 1440, height: 900 };
/** Whatever is slower is broken. */
const LIMIT_MS = 180_000;

type Prepare = (page: Page) => Promise<unknown>;

export async function benchPreview(accounts: number, { say, signal }: Bench): Promise<PreviewFigures> {
  say(`Opening ${accounts.toLocaleString('en-US')} scored accounts, and building the preview …`);
  const script = await plainTable();
  const served = await servePreview(accounts);
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--disable-gpu', '--no-sandbox', '--disable-quic'],
  });
  const stop = (): void => void browser.close();
  signal.addEventListener('abort', stop);
  try {
    say(`  opened with ${String(served.cpuS)} s of CPU`);
    const home = `${served.url}/lightning/page/home?viewer=manager`;
    const list = await measured('list', OPENINGS, browser, home, say, () => Promise.resolve());
    const plain = await measured('plain table', OPENINGS_OF_PLAIN, browser, home, say, (page) =>
      page.route('**/main.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script })),
    );
    return { accounts, list, plain };
  } finally {
    signal.removeEventListener('abort', stop);
    await browser.close();
    await served.stop();
  }
}

async function measured(
  name: string,
  openings: number,
  browser: Browser,
  url: string,
  say: Bench['say'],
  prepare: Prepare,
): Promise<WayFigures> {
  // The server is warm, as it is for everybody but the first; each browser cache is empty.
  if (openings > 1) await withPage(browser, url, prepare, () => Promise.resolve());
  const times: number[] = [];
  for (let opening = 0; opening < openings; opening += 1)
    await withPage(browser, url, prepare, (_page, firstRowMs) => Promise.resolve(times.push(firstRowMs)));
  times.sort((one, other) => one - other);
  const [middle, fastest, slowest] = [times[Math.floor(times.length / 2)], times[0], times.at(-1)].map((time) =>
    Math.round(time ?? Number.NaN),
  ) as [number, number, number];
  const scrolled = await withPage(browser, url, prepare, scroll);
  say(`  ${name}: first rows after ${String(middle)} ms, longest task ${String(scrolled.longestTaskMs)} ms`);
  return { firstRowMs: middle, fastestMs: fastest, slowestMs: slowest, ...scrolled };
}

async function withPage<T>(
  browser: Browser,
  url: string,
  prepare: Prepare,
  work: (page: Page, firstRowMs: number) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    context.setDefaultTimeout(LIMIT_MS);
    await context.addInitScript(noteScript(LAST_ROW));
    const page = await context.newPage();
    await prepare(page);
    await page.goto(url);
    const result = await work(page, (await notesOf(page)).firstRowMs);
    // The org answers one question at a time: what this page still asks must not delay the next one.
    await page.waitForLoadState('networkidle');
    return result;
  } finally {
    await context.close();
  }
}

/** With the wheel, as a person does, until the row is in sight. What is drawn meanwhile counts too, whatever it is. */
async function scroll(
  page: Page,
  firstRowMs: number,
): Promise<Pick<WayFigures, 'rows' | 'longestTaskMs' | 'longTasks' | 'scrollS'>> {
  const began = performance.now();
  await pointAtRows(page);
  while (!(await isReached(page))) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(16);
    if (performance.now() - began > LIMIT_MS)
      throw new Error(`Scrolling came no further than ${String(await rowCount(page))} rows.`);
  }
  const tasks = await longTasks(page, firstRowMs);
  const scrollS = Math.round((performance.now() - began) / 100) / 10;
  const rows = await rowCount(page);
  return { rows, longestTaskMs: Math.round(Math.max(0, ...tasks)), longTasks: tasks.length, scrollS };
}
