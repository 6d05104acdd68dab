import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { incomplete } from './build.ts';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** An lwc folder with one bundle named `badge`. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'touchpoint-lwc-'));
  made.push(folder);
  mkdirSync(join(folder, 'badge'));
  for (const [name, text] of Object.entries({ 'badge.js-meta.xml': '<x/>', ...files }))
    writeFileSync(join(folder, 'badge', name), text);
  return folder;
}

const CLASS = 'import { LightningElement } from "lwc";\nexport default class Badge extends LightningElement {}\n';

describe('a built folder of components', () => {
  it('is complete when each bundle has its JavaScript and template', () => {
    expect(incomplete(folderOf({ 'badge.js': CLASS, 'badge.html': '<template></template>' }))).toEqual([]);
  });

  it('needs no template for a module without a component', () => {
    expect(incomplete(folderOf({ 'badge.js': 'export const figure = 1;\n' }))).toEqual([]);
  });

  it('is told which bundle lacks its JavaScript', () => {
    expect(incomplete(folderOf({ 'badge.html': '<template></template>' }))).toEqual([
      expect.stringContaining('badge.js is missing'),
    ]);
  });

  it('is told which component lacks its template', () => {
    expect(incomplete(folderOf({ 'badge.js': CLASS }))).toEqual([expect.stringContaining('badge.html is missing')]);
  });

  it('holds no sources', () => {
    const folder = folderOf({ 'badge.js': 'export const figure = 1;\n', 'badge.ts': 'export const figure = 1;\n' });
    expect(incomplete(folder)).toEqual([expect.stringContaining('must not be deployed')]);
  });
});
