// What the READMEs tell people to type exists: scripts, commands of touchpoint, linked files, environment variables.
// Whether a command does what is said of it is for the end-to-end tests.
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const READMES = ['README.md', 'sync-service/README.md', 'scripts/stand-ins/README.md'];
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const everything = READMES.map(read).join('\n');

const found = (pattern: RegExp, text: string): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, first = '']) => first))].sort();

const isExecutable = (path: string): boolean => {
  if (!existsSync(path)) return false;
  accessSync(path, constants.X_OK);
  return true;
};

describe('the READMEs', () => {
  it('name only scripts that exist and can be executed', () => {
    const scripts = found(/(?<![\w/])\.\/(scripts\/[a-z-]+)(?![\w/-])/g, everything);
    expect(scripts).toContain('scripts/demo');
    expect(scripts.filter((script) => !isExecutable(join(ROOT, script)))).toEqual([]);
  });

  it('name only commands that touchpoint has, and all of them', () => {
    const sources = globSync('sync-service/src/commands/*.ts', { cwd: ROOT }).map(read).join('\n');
    const commands = found(/\.command\('([a-z-]+)/g, sources);
    expect(found(/npx --no touchpoint ([a-z-]+)/g, everything)).toEqual(commands);
  });

  it('name every option that the commands have', () => {
    const sources = globSync('sync-service/src/commands/*.ts', { cwd: ROOT }).map(read).join('\n');
    const options = found(/\.option\('(--[a-z-]+)/g, sources);
    expect(options.filter((option) => !read('README.md').includes(`\`${option}`))).toEqual([]);
  });

  it('name every variable of the environment, and so does .env.example', () => {
    const variables = found(/^ {2}([A-Z][A-Z0-9_]+): /gm, read('sync-service/src/settings.ts'));
    expect(variables).toContain('SF_USERNAME');
    for (const file of ['README.md', 'sync-service/.env.example'])
      expect(variables.filter((name) => !new RegExp(`\\b${name}\\b`).test(read(file)))).toEqual([]);
  });

  it.each(READMES)('%s links to files that exist', (readme) => {
    const links = found(/\]\((?!https?:)([^)#]+)/g, read(readme));
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(readme), link)))).toEqual([]);
  });

  it('name source files of the service that exist', () => {
    const named = found(
      /`((?:commands|compose|learning|ledger|outreach|queue|run|salesforce|scoring|watch)\/[\w/-]+\.ts)/g,
      read('sync-service/README.md'),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, 'sync-service/src', path)))).toEqual([]);
  });
});
