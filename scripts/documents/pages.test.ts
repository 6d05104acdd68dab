// What the pages tell people exists: linked files and headings, scripts, commands with their options, settings, source files.
// Whether a command does what is said of it is for the end-to-end tests.
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, readPages, ROOT } from './pages.ts';

const PAGES = readPages();
const everything = [...PAGES.values()].join('\n');
const page = (path: string): string => PAGES.get(path) ?? '';
const source = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const commandSources = globSync('sync-service/src/commands/*.ts', { cwd: ROOT }).map(source).join('\n');

const found = (pattern: RegExp, text: string): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, first = '']) => first))].sort();

const isExecutable = (path: string): boolean => {
  if (!existsSync(path)) return false;
  accessSync(path, constants.X_OK);
  return true;
};

describe('the pages', () => {
  it.each([...PAGES.keys()])('%s links to files and headings that exist', (path) => {
    const broken = linksOf(path, page(path)).filter(({ target, anchor }) => {
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== null && target.endsWith('.md') && !anchorsOf(source(target)).has(anchor);
    });
    expect(broken.map(({ written }) => written)).toEqual([]);
  });

  it('can all be reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const path of reached) for (const { target } of linksOf(path, page(path))) reached.add(target);
    expect([...PAGES.keys()].filter((path) => !reached.has(path))).toEqual([]);
  });

  it('name only scripts that exist and can be executed', () => {
    const scripts = found(/(?<![\w/])\.\/(scripts\/[a-z-]+)(?![\w/-])/g, everything);
    expect(scripts).toContain('scripts/demo');
    expect(scripts.filter((script) => !isExecutable(join(ROOT, script)))).toEqual([]);
  });

  it('name only commands that touchpoint has, and docs/commands.md all of them', () => {
    const commands = found(/\.command\('([a-z-]+)/g, commandSources);
    expect(found(/npx --no touchpoint ([a-z-]+)/g, everything)).toEqual(commands);
    expect(found(/^\| `npx --no touchpoint ([a-z-]+)/gm, page('docs/commands.md'))).toEqual(commands);
  });

  it('name every option of the commands in docs/commands.md', () => {
    const options = found(/\.option\('(--[a-z-]+)/g, commandSources);
    expect(options.filter((option) => !page('docs/commands.md').includes(`\`${option}`))).toEqual([]);
  });

  it('name every variable of the environment in docs/settings.md, and so does .env.example', () => {
    const variables = found(/^ {2}([A-Z][A-Z0-9_]+): /gm, source('sync-service/src/settings.ts'));
    expect(variables).toContain('SF_USERNAME');
    for (const text of [page('docs/settings.md'), source('sync-service/.env.example')])
      expect(variables.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });

  it('name source files of the service that exist', () => {
    const named = found(
      /`((?:commands|compose|learning|ledger|outreach|queue|run|salesforce|scoring|watch)\/[\w/-]+\.ts)/g,
      page('sync-service/README.md'),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, 'sync-service/src', path)))).toEqual([]);
  });
});

describe('links', () => {
  const text =
    '# A `b` c\n\n## Twice\n\n## Twice\n\n[x](docs/y.md#z) [here](#twice) [web](https://example.com) `[n](o.md)`\n';

  it('are those to files and headings, not to the web and not in code', () => {
    expect(linksOf('a/b.md', text).map(({ target, anchor }) => [target, anchor])).toEqual([
      ['a/docs/y.md', 'z'],
      ['a/b.md', 'twice'],
    ]);
  });

  it('find headings by the names that GitHub gives them', () => {
    expect([...anchorsOf(text)]).toEqual(['a-b-c', 'twice', 'twice-1']);
  });
});
