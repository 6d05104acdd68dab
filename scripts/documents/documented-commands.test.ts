// Every command of the pages is executed or listed with its reason, and nothing is executed or listed that no page has.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsIn } from './commands-in-text.ts';
import { documentedCommands, LISTED, STEPS } from './documented-commands.ts';
import { readPages, ROOT } from './pages.ts';

const documented = documentedCommands(readPages());
const executed = STEPS.flatMap(({ command, also = [] }) => [command, ...also]);
const listed = LISTED.map(({ command }) => command);

describe('the commands of the pages', () => {
  it('are each executed, or listed with a reason, in documented-commands.ts', () => {
    const known = new Set([...executed, ...listed]);
    expect(documented.filter((command) => !known.has(command))).toEqual([]);
  });

  it('are all that documented-commands.ts has', () => {
    expect([...executed, ...listed].filter((command) => !documented.includes(command))).toEqual([]);
  });

  it('are executed or listed, not both', () => {
    expect(listed.filter((command) => executed.includes(command))).toEqual([]);
  });

  it('are covered, where they are only listed, by a file that exists', () => {
    const files = LISTED.flatMap(({ test }) => (test === null ? [] : [test]));
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('a command in a text', () => {
  const page = (...lines: string[]): string => lines.join('\n');

  it('is a line of a sh block, without its comment, over several lines where quotes or a backslash say so', () => {
    const text = page(
      '```sh',
      './a  # why',
      '',
      "curl -d 'x",
      "  # y' \\",
      '  z',
      '```',
      '```json',
      '{"no": 1}',
      '```',
    );
    expect(commandsIn(text)).toEqual(['./a', "curl -d 'x # y' z"]);
  });

  it('stands in a list, after a dollar sign of an example, or as inline code that begins with a program', () => {
    const text = page(
      '1. so',
      '',
      '   ```sh',
      '   sf a',
      '   ```',
      '',
      '```',
      '$ npx b',
      'out',
      '```',
      '`npm c` `d e` `./scripts/f`',
    );
    expect(commandsIn(text)).toEqual(['sf a', 'npx b', 'npm c', './scripts/f']);
  });
});
