import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDeveloperSettings } from './developer-settings.ts';

const written = (content: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'forcedevrc-')), '.forcedevrc');
  writeFileSync(file, content);
  return file;
};

describe('the developer settings', () => {
  it('of the repository are valid and agree with sfdx-project.json on the API version', () => {
    const project = JSON.parse(readFileSync(join(import.meta.dirname, '../sfdx-project.json'), 'utf8')) as {
      sourceApiVersion: string;
    };
    expect(readDeveloperSettings().apiVersion).toBe(project.sourceApiVersion);
  });

  it('report every wrong key at once, each with its fix', () => {
    const file = written('{"orgAlias":"","apiVersion":66,"standIn":{"salesforcePort":80},"color":"red"}');
    expect(() => readDeveloperSettings(file)).toThrow(
      /orgAlias is "";.*apiVersion is 66;.*salesforcePort is 80;.*outreachPort is missing;.*color is not a setting; remove it/,
    );
  });

  it('refuse one port for both stand-ins', () => {
    const file = written('{"orgAlias":"a","apiVersion":"66.0","standIn":{"salesforcePort":7401,"outreachPort":7401}}');
    expect(() => readDeveloperSettings(file)).toThrow('give each its own port');
  });

  it('say which file is broken when it is no JSON', () => {
    expect(() => readDeveloperSettings(written('{'))).toThrow(/\.forcedevrc cannot be read as JSON; restore it/);
  });
});
