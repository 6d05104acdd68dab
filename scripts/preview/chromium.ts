// Where the browser is that the browser tests drive. Installing it is scripts/setup's, which looks in the same places.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable'];
const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What stands where no program can be started: nothing, or nothing for this user. */
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'EACCES'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (problem) {
    if (NOT_THERE.includes((problem as NodeJS.ErrnoException).code ?? '')) return false;
    throw problem;
  }
}

/** The program of CHROMIUM_PATH, or one that is installed. @throws when there is none; the message says the fix */
export function findChromium(): string {
  const wanted = process.env['CHROMIUM_PATH'] ?? '';
  if (wanted !== '') {
    if (isProgram(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH names ${wanted}, which cannot be executed: correct it, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ON_MACOS];
  const found = [...places, chromium.executablePath()].find(isProgram);
  if (found === undefined)
    throw new Error('There is no Chromium or Chrome: run ./scripts/setup, or set CHROMIUM_PATH to its program.');
  return found;
}
