// The house keeps its own rules, and every rule can fail. The rules are in architecture-rules.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circles, forbiddenForms, forbiddenImports, forbiddenUses, type Sources } from './architecture-rules.ts';

const root = join(import.meta.dirname, '..', '..');

function sourcesUnder(...folders: string[]): Sources {
  const sources = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.data') walk(path);
      if (entry.isFile() && path.endsWith('.ts')) sources.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  folders.forEach(walk);
  return sources;
}

const COMPONENTS = 'force-app/main/default/lwc';
const house = sourcesUnder('sync-service/src', 'sync-service/test', 'scripts', COMPONENTS);
const one = (path: string, source: string): Sources => new Map([[path, source]]);
const inRoom = (room: string, source: string) => one(`sync-service/src/${room}/file.ts`, source);

describe('the house', () => {
  it('has something in it', () => {
    expect(house.size).toBeGreaterThan(50);
  });

  it('lets each room look only where it may', () => {
    expect(forbiddenImports(house)).toEqual([]);
  });

  it('keeps clock, chance and environment out of the rooms that must not ask', () => {
    expect(forbiddenUses(house)).toEqual([]);
  });

  it('has no circles', () => {
    expect(circles(house)).toEqual([]);
  });

  it('has no drawers, no barrels, no default exports and no endless files', () => {
    expect(forbiddenForms(house)).toEqual([]);
  });
});

describe('the rule about rooms', () => {
  it.each([
    ['scoring', "import { z } from 'zod';"],
    ['scoring', "import { readFile } from 'node:fs';"],
    ['scoring', "import type { Log } from '../run/log.ts';"],
    ['scoring', "export { cohort } from '../learning/cohort.ts';"],
    ['run', "import { createOrg } from '../salesforce/org.ts';"],
    ['run', "import axios from 'axios';"],
    ['run', "import { readFile } from 'node:fs';"],
    ['queue', "import { openLedger } from '../ledger/ledger.ts';"],
    ['queue', "import type { Settings } from '../settings.ts';"],
    ['salesforce', "import axios from 'axios';"],
    ['outreach', "const room = await import('../salesforce/org.ts');"],
    ['ledger', "type Org = import('../salesforce/org.ts').SalesforceOrg;"],
    ['settings', "import { Failure } from '../run/failures.ts';"],
    ['commands', "import { createOrg } from '../salesforce/org.ts';"],
    ['run', "import { startStandIns } from '../../../scripts/stand-ins/start.ts';"],
    ['run', "import { plan } from './open.test.ts';"],
    ['attic', "import { Failure } from '../run/failures.ts';"],
  ])('finds that %s may not say %s', (room, source) => {
    expect(forbiddenImports(inRoom(room, source))).toHaveLength(1);
  });

  it.each([
    ['learning', "import { dayFromIso } from '../scoring/calendar.ts';"],
    ['queue', "import { Worker } from 'bullmq'; import type { Acts } from '../run/acts.ts';"],
    ['ledger', "import { sql } from 'kysely'; import { join } from 'node:path';"],
  ])('lets %s say %s', (room, source) => {
    expect(forbiddenImports(inRoom(room, source))).toEqual([]);
  });

  it('lets a component import its own files and what an org has, and nothing else', () => {
    const inComponent = (source: string) => forbiddenImports(one(`${COMPONENTS}/signalList/signalList.ts`, source));
    expect(inComponent("import { api } from 'lwc'; import { words } from './words'; import 'c/figures';")).toEqual([]);
    expect(inComponent("import LABEL from '@salesforce/label/c.Some_Label';")).toEqual([]);
    for (const source of [
      "import axios from 'axios';",
      "import { assess } from '../../../../sync-service/src/scoring/assess';",
    ])
      expect(inComponent(source)).toHaveLength(1);
  });

  it('holds for the doors, and not for compose', () => {
    const source = "import { createOrg } from './salesforce/org.ts';";
    expect(forbiddenImports(one('sync-service/src/cli.ts', source))).toHaveLength(1);
    expect(forbiddenImports(one('sync-service/src/main.ts', source))).toHaveLength(1);
    expect(forbiddenImports(one('sync-service/src/compose.ts', source))).toEqual([]);
  });

  it('keeps the stand-ins from importing the service', () => {
    const source = "import { SCALES } from '../../sync-service/src/scoring/account-fields.ts';";
    expect(forbiddenImports(one('scripts/stand-ins/start.ts', source))).toHaveLength(1);
  });
});

describe('the rule about the clock', () => {
  it.each([
    'const t = Date.now();',
    'const t = new Date();',
    'const t = Date();',
    'const t = performance.now();',
    'const n = Math.random();',
    'const id = crypto.randomUUID();',
    'const p = process.pid;',
    'setTimeout(stop, 5);',
  ])('finds %s in the core and in a run', (source) => {
    for (const room of ['scoring', 'learning', 'run']) expect(forbiddenUses(inRoom(room, source))).toHaveLength(1);
    expect(forbiddenUses(inRoom('queue', source))).toEqual([]);
  });

  it('lets a date be made from an argument', () => {
    expect(forbiddenUses(inRoom('scoring', 'const d = new Date(day * 86_400_000);'))).toEqual([]);
  });

  it('lets only settings and doors see the environment', () => {
    expect(forbiddenUses(inRoom('queue', "const p = process.env['PATH'];"))).toHaveLength(1);
    expect(forbiddenUses(one('sync-service/src/compose.ts', 'const e = process.env;'))).toEqual([]);
  });
});

describe('the rule about circles', () => {
  it('finds one over three files, and none in a diamond', () => {
    const a = 'sync-service/src/run/a.ts';
    const b = 'sync-service/src/run/b.ts';
    const c = 'sync-service/src/run/c.ts';
    const circle = new Map([
      [a, "import './b.ts';"],
      [b, "import type { C } from './c.ts';"],
      [c, "import './a.ts';"],
    ]);
    expect(circles(circle)).toEqual([`${a} > ${b} > ${c} > ${a}`]);
    expect(circles(new Map([...circle, [c, '']]))).toEqual([]);
    expect(circles(new Map([...circle, [a, "import './b.ts'; import './c.ts';"], [c, '']]))).toEqual([]);
  });
});

describe('the rule about forms', () => {
  it.each([
    ['scripts/utils/text.ts', 'export const a = 1;'],
    ['sync-service/src/run/helpers.ts', 'export const a = 1;'],
    ['sync-service/src/run/index.ts', 'export const a = 1;'],
    ['sync-service/src/run/all.ts', "export * from './acts.ts';"],
    ['sync-service/src/run/all.ts', "export { a } from './a.ts';\nexport { b } from './b.ts';"],
    ['sync-service/src/run/acts.ts', 'export default 1;'],
    ['sync-service/src/run/acts.ts', 'export default function acts() {}'],
    ['sync-service/src/run/acts.ts', 'const a = 1;\n'.repeat(301)],
  ])('finds what is wrong with %s', (path, source) => {
    expect(forbiddenForms(one(path, source))).toHaveLength(1);
  });

  it('lets a file have 300 lines', () => {
    expect(forbiddenForms(one('sync-service/src/run/acts.ts', 'const a = 1;\n'.repeat(300)))).toEqual([]);
  });
});
