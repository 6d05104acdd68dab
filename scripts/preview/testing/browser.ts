// A real Chromium on the preview, and what every browser test demands of every page: no error in the console, nothing that
// axe finds, nothing wider than the screen. With SCREENSHOTS=1, pictures of what it saw lie in build/screenshots, which git ignores.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { findChromium } from '../chromium.ts';

export const WIDTHS = { desktop: 1440, phone: 390 } as const;
export type Width = keyof typeof WIDTHS;
const HEIGHTS = { desktop: 1000, phone: 844 } as const;

/** Pixels. */
const TALLEST = 3000;
/** Null: none. To be looked at by people; taking them costs a third of the time. */
const SHOTS = process.env['SCREENSHOTS'] === undefined ? null : join(import.meta.dirname, '../../../build/screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The rules of WCAG 2.1, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/**
 * Of the page: on a phone only in the dark. Colours are the same at every width, every page in the light is looked at on a
 * desk, too, and measuring them is the dearest of the rules.
 */
const MEASURES_COLOURS = `(innerWidth > ${WIDTHS.phone} || matchMedia('(prefers-color-scheme: dark)').matches)`;
/** For waiting only: on a machine that others load too. */
const PATIENCE = 30_000;

/** Asks until the answer is as expected: `await until(() => names(page)).toContain('Alpine')`. */
export const until = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: PATIENCE });

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ['--disable-gpu', '--no-sandbox', '--disable-quic'] });
}

export interface Visit {
  readonly page: Page;
  /** What went wrong in the page so far, one line each; empty is what a test wants. */
  readonly troubles: readonly string[];
}

/**
 * Where pages of one width are opened. They share what was downloaded, as in anybody's browser; what the preview remembers of
 * a visitor is forgotten with each `visit`.
 */
export async function pagesOf(browser: Browser, url: string, width: Width): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: WIDTHS[width], height: HEIGHTS[width] },
    baseURL: url,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** A new page on this path, watched from its first moment. */
export async function visit(context: BrowserContext, path: string): Promise<Visit> {
  await context.clearCookies();
  const opened = await watched(context);
  await opened.page.goto(path);
  return opened;
}

async function watched(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  return { page, troubles };
}

/** What axe finds against WCAG 2.1 A and AA, one line a rule and element. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('Boolean(window.axe)'))) await page.evaluate(AXE);
  return page.evaluate<string[]>(`axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: ${MEASURES_COLOURS} } } })
    .then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ': ' + help + ': ' + target.join(' ') + ' ' + failureSummary)))`);
}

/** Pixels by which the page is wider than its window; a page of Lightning never scrolls sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** All that is demanded of a page in a state, and, when asked for, a screenshot of it: NAME-1440.png or NAME-390.png. */
export async function inspect({ page, troubles }: Visit, name: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  if (SHOTS !== null) await takePicture(page, join(SHOTS, `${name}-${String(width)}.png`));
  expect(await accessibilityProblems(page), `axe on ${name} at ${String(width)}`).toEqual([]);
  expect(await overflow(page), `${name} at ${String(width)} scrolls sideways`).toBeLessThanOrEqual(0);
  expect(troubles, `troubles on ${name} at ${String(width)}`).toEqual([]);
}

async function takePicture(page: Page, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  // Behind an open dialog the page is dimmed as far as the window goes.
  const whole = (await page.getByRole('dialog').count()) > 0 ? {} : { fullPage: true, clip: await topOf(page) };
  await page.screenshot({ path, ...whole });
}

/** A page of a thousand rows is looked at from its top. */
async function topOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const [width = 0, height = 0] = await page.evaluate<number[]>(
    '[document.documentElement.clientWidth, document.documentElement.scrollHeight]',
  );
  return { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
}
