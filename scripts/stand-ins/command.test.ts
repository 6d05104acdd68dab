import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'command.ts'), ...words], { encoding: 'utf8' });

test('the help shows an example and starts nothing', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('Example: ./scripts/stand-in --world');
});

test('a wrong argument is named, with the way out, and nothing goes to stdout', () => {
  for (const [words, message] of [
    [[], '--world is missing'],
    [['--world', 'accounts=1', '--sf-port', 'x'], '--sf-port is "x"'],
    [['--word', 'x'], "Unknown option '--word'"],
  ] as const) {
    const { status, stdout, stderr } = run(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  }
});
