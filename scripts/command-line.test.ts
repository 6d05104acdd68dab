import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The doors of the commands; those that start servers or tests are tested for wrong use only. */
const DOORS = {
  bench: 'benchmarks/main.ts',
  'check-metadata': 'metadata/command.ts',
  demo: 'demonstration/main.ts',
  'stand-in': 'stand-ins/command.ts',
  test: 'testing/main.ts',
} as const;

const run = (door: string, ...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, door), ...words], { encoding: 'utf8' });

describe.each(Object.entries(DOORS))('the command %s', (name, door) => {
  it('ends with 2 and no stack for an option that it does not have, and says where help is', () => {
    const { status, stdout, stderr } = run(door, '--typo');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain("Unknown option '--typo'");
    expect(stderr).toContain(`See ./scripts/${name} --help.`);
    expect(stderr).not.toContain('    at ');
  });

  it('has a help with an example, on stdout', () => {
    const { status, stdout } = run(door, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`Example: ./scripts/${name}`);
  });
});

it('the kinds of tests that ./scripts/test does not have are named, also when every object has a member of that name', () => {
  const { status, stdout, stderr } = run(DOORS.test, 'unit', 'constructor');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('There is no kind of test named constructor. Use: check, unit,');
});

it.each(Object.keys(DOORS))('./scripts/%s runs, and starts other programs, with the Node of this project', (name) => {
  const launcher = readFileSync(join(import.meta.dirname, name), 'utf8');
  expect(launcher).toContain('\nPATH="$root/node_modules/.bin:$PATH"\nexport PATH\n');
  expect(launcher).toMatch(/\nexec node [^\n]*\$root\/scripts\/[^\n]+"\$@"\n$/);
  expect(launcher).toContain(DOORS[name as keyof typeof DOORS]);
});
