// One project per kind of test; `./scripts/test KIND` runs one of them.
import { defineConfig } from 'vitest/config';

const BROWSER = 'scripts/preview/**/*.browser.test.ts';

const project = (name: string, include: string[], timeout: number, parallel: boolean, exclude: string[] = []) => ({
  test: {
    name,
    // Unit tests leave nothing behind in the modules they share; loading these anew for each file takes a third of the time.
    isolate: name !== 'unit',
    include,
    exclude: ['**/node_modules/**', ...exclude],
    testTimeout: timeout,
    hookTimeout: timeout,
    fileParallelism: parallel,
    environment: 'node' as const,
  },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project(
        'unit',
        [
          'sync-service/src/**/*.test.ts',
          'scripts/**/*.test.ts',
          'sync-service/test/*.test.ts',
          'sync-service/test/golden/**/*.test.ts',
        ],
        60_000,
        true,
        [BROWSER],
      ),
      project('contract', ['sync-service/test/contract/**/*.test.ts'], 300_000, false),
      // Mostly waiting, each with servers of its own: two files at a time.
      project('e2e', ['sync-service/test/end-to-end/**/*.test.ts'], 600_000, true),
      // The compiled components in Chromium. One file at a time: what they measure needs the machine for itself.
      project('browser', [BROWSER], 300_000, false),
    ],
  },
});
