import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const run = (...words: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'command.ts'), ...words], { encoding: 'utf8' });

test.each([
  [[], '--world is missing'],
  [['--world', 'accounts=1', '--sf-port', 'x'], '--sf-port is "x"'],
  [['--world', 'x'], 'World x is neither a folder nor a size'],
  [['--world', 'accounts=x'], '"accounts" must be a whole number'],
])(
  'the wrong arguments %j are named, with the way out and without a stack, and nothing goes to stdout',
  (words, message) => {
    const { status, stdout, stderr } = run(...words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  },
);

test.each([
  ['--sf-port', '--outreach-port'],
  ['--outreach-port', '--sf-port'],
])('a port that is in use is named with the option %s that changes it', async (option, other) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { status, stdout, stderr } = run('--world', 'accounts=1', option, String(port), other, '0');
  taken.close();
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`Port ${port} is in use: stop what listens there, or give ${option} another one`);
});
