import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findChromium } from './chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchpoint-chromium-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('CHROMIUM_PATH wins, and has to name a program', () => {
  const program = join(folder, 'browser');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o644 });
  vi.stubEnv('CHROMIUM_PATH', program);
  expect(findChromium).toThrow(`CHROMIUM_PATH names ${program}, which cannot be executed: correct it, or unset it.`);
  rmSync(program);
  expect(findChromium).toThrow('which cannot be executed');
  vi.stubEnv('CHROMIUM_PATH', folder);
  expect(findChromium).toThrow('which cannot be executed');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  vi.stubEnv('CHROMIUM_PATH', program);
  expect(findChromium()).toBe(program);
});
