// The ground of every browser test: a scored org, the preview on it and a Chromium, opened once for a file and closed with it.
import { afterAll, beforeAll } from 'vitest';
import { startPreview } from '../start.ts';
import { launch, pagesOf, visit, type Visit, type Width } from './browser.ts';
import { type OrgProcess, type StartOrg, startOrg } from './processes.ts';

/** Milliseconds. The first file after a change of a component waits for the preview to be built, too. */
const SET_UP = 300_000;

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
    const contexts = {
      desktop: await pagesOf(browser, preview.url, 'desktop'),
      phone: await pagesOf(browser, preview.url, 'phone'),
    };
    return {
      org,
      open: (path, width = 'desktop') => visit(contexts[width], path),
      closePages: async () => {
        const pages = Object.values(contexts).flatMap((context) => context.pages());
        await Promise.all(pages.map((page) => page.close()));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
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
  }, SET_UP);
  afterAll(() => preview?.stop());
  return () => {
    if (!preview) throw new TypeError('The preview is there from the first test on, not before.');
    return preview;
  };
}
