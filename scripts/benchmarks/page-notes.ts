// What a measured page notes down itself: when its first row was drawn, which tasks kept it from answering, how far it was
// scrolled. It looks at rows of the list and at rows of a lightning-datatable alike.
import type { Page } from 'playwright-core';

export interface Notes {
  /** From the start of the navigation until the first row was drawn. */
  readonly firstRowMs: number;
}

const ROWS = '[data-row], tbody tr[data-row-key-value]';

/**
 * Runs before any script of the page, and so keeps the document's own methods: synthetic shadow replaces them by ones that
 * do not look into components.
 */
export function noteScript(row: number): string {
  return `(() => {
    const find = Document.prototype.querySelectorAll;
    const rows = () => find.call(document, ${JSON.stringify(ROWS)});
    const notes = (window.benchNotes = { firstRowMs: null, tasks: [], reached: false, rows: () => rows().length });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) notes.tasks.push({ startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const look = async () => {
      if (rows().length === 0) return void requestAnimationFrame(look);
      await drawn();
      notes.firstRowMs = performance.now();
    };
    requestAnimationFrame(look);
    const watch = () => {
      const last = rows()[${String(row - 1)}];
      // Looking costs the page time, too.
      if (!last) return void setTimeout(watch, 500);
      new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) notes.reached = true;
      }).observe(last);
    };
    watch();
  })()`;
}

export async function notesOf(page: Page): Promise<Notes> {
  await page.waitForFunction('benchNotes.firstRowMs !== null');
  return { firstRowMs: await page.evaluate<number>('benchNotes.firstRowMs') };
}

/** Puts the pointer on the first row, scrolling the page there when it lies below. */
export const pointAtRows = (page: Page): Promise<void> => page.locator(ROWS).first().hover();

export const rowCount = (page: Page): Promise<number> => page.evaluate('benchNotes.rows()');

/** Whether the row that was asked for has come in sight. */
export const isReached = (page: Page): Promise<boolean> => page.evaluate('benchNotes.reached');

/** Tasks of more than 50 ms that began after this moment of the page. */
export const longTasks = (page: Page, sinceMs: number): Promise<readonly number[]> =>
  page.evaluate(`benchNotes.tasks.filter((task) => task.startTime >= ${String(sinceMs)}).map((task) => task.duration)`);
