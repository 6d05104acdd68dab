import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ROOT } from '../components/bundles.ts';
import { withArtefact } from './artefact.ts';
import { checkMetadata } from './check.ts';
import { exampleProject, FILES } from './example-project.ts';
import { readOrgModel } from './org-model.ts';
import { packageSource } from './package-source.ts';
import { inOneLine } from './problem.ts';
import { findUsage } from './usage.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (path: string, content: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

describe('usage', () => {
  const sources = ['src/**/*.ts'];

  it('sees a field that code, a formula, a roll-up or a list names, but not one that is only granted or filled', () => {
    folder = exampleProject();
    written('src/read.ts', "const FIELDS = ['Kind__c', 'Value__c', 'Side__c', 'Origin__c'];");
    const { unused } = findUsage(readOrgModel(folder), folder, sources, {});
    expect(unused.map(({ file }) => file)).toEqual([FILES.snoozed, FILES.ruleSort, FILES.weight]);
  });

  it('does not take a test for a use', () => {
    folder = exampleProject();
    written('src/read.test.ts', "const FIELDS = ['Weight__c'];");
    const { unused } = findUsage(readOrgModel(folder), folder, sources, {});
    expect(unused.map(({ file }) => file)).toContain(FILES.weight);
  });

  it('lets a field wait for later work and says when the wait is over', () => {
    folder = exampleProject();
    const later = { 'Sort__mdt.Weight__c': 'later', 'Account.Strength__c': 'later' };
    const { unused, outdated } = findUsage(readOrgModel(folder), folder, sources, later);
    expect(unused.map(({ file }) => file)).not.toContain(FILES.weight);
    expect(outdated).toEqual(['Account.Strength__c']);
  });
});

describe('packaging', () => {
  it('lists the members a deployment would carry', async () => {
    folder = exampleProject();
    const { members, problems } = await packageSource(readOrgModel(folder), folder);
    expect(problems).toEqual([]);
    expect(members).toContain('CustomField:Account.Strength__c');
    expect(members).toContain('CustomMetadata:Rule.First');
    expect(members).toContain('ValidationRule:Feedback__c.Until_Is_Said');
  });

  it('reports a file with an ending that Salesforce does not know', async () => {
    folder = exampleProject();
    written('force-app/main/default/things/Odd.thing-meta.xml', '<Thing/>');
    const { problems } = await packageSource(readOrgModel(folder), folder);
    expect(problems.map(inOneLine).join('\n')).toMatch(/Odd\.thing-meta\.xml/);
  });

  it('reports a component that would be deployed without its JavaScript', async () => {
    folder = exampleProject();
    rmSync(join(folder, FILES.script));
    const { problems } = await packageSource(readOrgModel(folder), folder);
    expect(problems.map(inOneLine)).toEqual([expect.stringMatching(/strongList.*without JavaScript/)]);
  });

  it('reports a file that .forceignore keeps out', async () => {
    folder = exampleProject();
    written('.forceignore', '**/permissionsets/**');
    const { problems } = await packageSource(readOrgModel(folder), folder);
    expect(problems.map(inOneLine)).toEqual([expect.stringMatching(/Reader.*no deployment would carry the file/)]);
  });
});

describe('the whole check', () => {
  const options = { sources: ['src/**/*.ts'], used: false };

  it('passes the sound example and only notes what nothing uses', async () => {
    folder = exampleProject();
    const { files, problems, notes } = await checkMetadata(folder, options);
    expect(files).toBe(Object.values(FILES).filter((path) => path.endsWith('-meta.xml')).length);
    expect(problems).toEqual([]);
    expect(notes.join('\n')).toContain('Sort__mdt.Weight__c');
  });

  it('makes an unused field a problem when asked to', async () => {
    folder = exampleProject();
    const { problems } = await checkMetadata(folder, { ...options, used: true });
    expect(problems.map(inOneLine).join('\n')).toMatch(/Weight__c.*nothing uses the field — use it, remove it/);
  });

  // Compiles every component, which takes seconds while other tests run.
  it('passes the metadata of this repository', { timeout: 60_000 }, async () => {
    const { problems, members } = await withArtefact((deployed) =>
      checkMetadata(ROOT, { sources: [], used: false, deployed }),
    );
    expect(problems.map(inOneLine)).toEqual([]);
    expect(members).toContain('PermissionSet:Touchpoint_Integration');
    expect(members).toContain('LightningComponentBundle:highSignalList');
  });
});
