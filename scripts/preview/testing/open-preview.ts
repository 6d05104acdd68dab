// The ground of every browser test: a scored org, the preview on it and a Chromium, opened once for a file and closed with it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startPreview } from '../start.ts';
import { launch, visit, type Visit, type Width } from './browser.ts';
import { type OrgProcess, type StartOrg, startOrg } from './processes.ts';

export interface OpenPreview {
  readonly org: OrgProcess;
  /** A page of its own, on this path of the preview; it is not waited for what the page shows. */
  open(path: string, width?: Width): Promise<Visit>;
  /** Closes every page that is open. */
  closePages(): Promise<void>;
  stop(): Promise<void>;
}

export async function openPreview(start: StartOrg = {}): Promise<OpenPreview> {
  const org = await startOrg(start);
  const stops = [() => org.stop()];
  const stop = async (): Promise<void> => {
    for (const each of stops.reverse()) await each();
  };
  try {
    const preview = await startPreview({ salesforceUrl: org.salesforceUrl });
    stops.push(() => preview.stop());
    const browser = await launch();
    stops.push(() => browser.close());
    return {
      org,
      open: (path, width) => openPage(browser, preview.url, path, width),
      closePages: async () => {
        await Promise.all(browser.contexts().map((context) => context.close()));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openPage(browser: Browser, url: string, path: string, width?: Width): Promise<Visit> {
  const opened = await visit(browser, url, width);
  await opened.page.goto(path);
  return opened;
}

/**
 * For the tests of one file: opened, and scored by a real run unless told otherwise, before the first; stopped after the
 * last. Call it at the top of the file.
 */
export function previewForFile({ run = true, ...start }: StartOrg & { run?: boolean } = {}): () => OpenPreview {
  let preview: OpenPreview | undefined;
  beforeAll(async () => {
    preview = await openPreview(start);
    if (run) await preview.org.run();
  });
  afterAll(() => preview?.stop());
  return () => {
    if (!preview) throw new TypeError('The preview is there from the first test on, not before.');
    return preview;
  };
}
