// What the service leaves behind and where a test looks for it: what every command says, rows of the org, files, and what was
// ever in Redis.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { OrgReader, OrgRow } from './org-reader.ts';
import { start, touchpoint } from './processes.ts';

/** What commands may be asked about. */
export interface Subject {
  readonly account: string;
  readonly run: string;
  /** For what they write. */
  readonly folder: string;
}

/** Commands that do not end by themselves, and the one that the test itself began with. */
const LASTING = ['run', 'worker', 'start', 'help'];
/** Beyond their arguments: what they insist on, or what keeps them from changing anything. */
const OPTIONS: Readonly<Record<string, (subject: Subject) => readonly string[]>> = {
  report: ({ folder }) => ['--out', join(folder, 'report.html')],
  undo: () => ['--dry-run'],
};

/** Every other command that ends by itself, as people read it, and what explain tells programs. A new one is taken up. */
export async function otherCommands(subject: Subject): Promise<readonly (readonly string[])[]> {
  const given: Readonly<Record<string, string>> = {
    'account-id': subject.account,
    'run-id': subject.run,
    'contact-or-email': 'nobody@nowhere.example',
  };
  const help = (await touchpoint(['--help'], {})).stdout;
  const commands = [...help.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*) (.*)$/gm)]
    .filter(([, name = '']) => !LASTING.includes(name))
    .map(([, name = '', rest = '']) => {
      const required = [...rest.matchAll(/<([a-z-]+)>/g)].map(([, argument = '']) => argument);
      const optional = [...rest.matchAll(/\[([a-z-]+)\]/g)].map(([, argument = '']) => argument);
      const unknown = required.filter((argument) => !(argument in given));
      if (unknown.length > 0) throw new Error(`Say in traces.ts what ${name} is to be given for ${unknown.join()}.`);
      const values = [...required, ...optional].flatMap((argument) => given[argument] ?? []);
      return [name, ...values, ...(OPTIONS[name]?.(subject) ?? [])];
    });
  expect(commands.map(([name]) => name)).toEqual(expect.arrayContaining(['explain', 'bridge', 'doctor']));
  return [...commands, ['explain', subject.account, '--json']];
}

/** All rows of an object with every field that it has. */
export async function everyField(reader: OrgReader, object: string): Promise<OrgRow[]> {
  return reader.query(`SELECT FIELDS(ALL) FROM ${object} LIMIT 200`);
}

export function filesUnder(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/**
 * A Redis whose log of commands, in `appendonlydir` of the folder, keeps whatever was ever in it, removed jobs too. Returns
 * its URL; with a password it listens on a port, because a socket takes none.
 */
export async function redisIn(folder: string, password: string | null = null): Promise<string> {
  const socket = join(folder, 'r.sock');
  const port = password === null ? 0 : await freePort();
  const redis = start('redis-server', [
    ...['--port', String(port), '--bind', '127.0.0.1', '--unixsocket', socket, '--dir', folder],
    ...(password === null ? [] : ['--requirepass', password]),
    ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
  ]);
  onTestFinished(async () => {
    redis.child.kill('SIGKILL');
    await redis.finished;
  });
  await redis.said('eady to accept connections');
  return password === null ? `unix://${socket}` : `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
