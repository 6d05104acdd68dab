// A Redis server of our own, for one machine without a REDIS_URL: found running or started in the data folder, reached
// by a unix socket only, with an append-only file so that a killed server forgets nothing. Connections are made in redis.ts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationFailure, RetriableFailure } from '../run/failures.ts';

/** A socket's path is limited to 104 bytes on macOS and 108 on Linux. */
const MAX_SOCKET_PATH = 100;
const START_TIMEOUT_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** Where the server of a data folder listens: in the folder, or for long paths in a temporary folder named after it. */
export function socketPath(dataFolder: string): string {
  const path = join(dataFolder, 'redis', 'redis.sock');
  if (Buffer.byteLength(path) < MAX_SOCKET_PATH) return path;
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  return join(tmpdir(), `touchpoint-${name}`, 'redis.sock');
}

/**
 * Makes sure that a server answers on the folder's socket: adopts one that a killed process left behind, or starts one.
 * Several processes may call this at the same moment; one of them starts it. Returns whether this call did.
 */
export async function ensurePrivateRedis(dataFolder: string): Promise<boolean> {
  const socket = socketPath(dataFolder);
  const folder = join(dataFolder, 'redis');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(join(socket, '..'), { recursive: true, mode: 0o700 });
  const mark = join(folder, 'starting');
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    if (await answers(socket)) return false;
    // One that lives but is slow to answer must not get a rival on the same files.
    if (!(await isServerAlive(folder)) && (await takeMark(mark))) {
      try {
        // Another process may have started it between our look and our mark.
        if ((await isServerAlive(folder)) || (await answers(socket))) continue;
        await startServer(folder, socket, giveUpAt);
        return true;
      } finally {
        await rm(mark, { force: true });
      }
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw notStarted(folder);
}

async function startServer(folder: string, socket: string, giveUpAt: number): Promise<void> {
  const child = spawn(
    serverProgram(),
    [
      ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', folder],
      ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', 'noeviction'],
      ...['--logfile', join(folder, 'redis.log'), '--pidfile', pidFile(folder), '--daemonize', 'no'],
    ],
    // A process group of its own: Ctrl-C in the terminal must reach us first, so that jobs can be handed back.
    { stdio: 'ignore', detached: true },
  );
  const ended = new Promise<'ended'>((resolve) => {
    child.on('error', () => resolve('ended'));
    child.on('exit', () => resolve('ended'));
  });
  child.unref();
  while (!(await answers(socket))) {
    const state = await Promise.race([ended, sleep(LOOK_EVERY_MS)]);
    if (state === 'ended' || Date.now() > giveUpAt) throw notStarted(folder);
  }
}

function serverProgram(): string {
  for (const name of ['redis-server', 'valkey-server'])
    if (spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) return name;
  throw new ConfigurationFailure([
    {
      where: 'REDIS_URL',
      message: 'is not set, and there is no redis-server or valkey-server on the PATH to start a private one',
      fix: 'Run ./scripts/setup, or set REDIS_URL, or use --inline, which needs no Redis.',
    },
  ]);
}

/** True when something on the socket speaks Redis; a server that is still loading its file counts. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    const end = (answer: boolean) => {
      connection.destroy();
      resolve(answer);
    };
    connection.setTimeout(2000, () => end(false));
    connection.on('error', () => end(false));
    connection.on('close', () => end(false));
    connection.on('connect', () => connection.write('PING\r\n'));
    connection.on('data', (data) => end(/^(\+PONG|-LOADING|-NOAUTH)/.test(data.toString('latin1'))));
  });
}

/** Creates the file that says "I am starting the server"; one that a dead process left is removed. */
async function takeMark(mark: string): Promise<boolean> {
  try {
    const file = await open(mark, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
    if (await isStale(mark)) await rm(mark, { force: true });
    return false;
  }
}

async function isStale(mark: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(mark, 'utf8'));
    const age = Date.now() - (await stat(mark)).mtimeMs;
    return age > START_TIMEOUT_MS || (pid > 0 && !isAlive(pid));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false;
    throw error;
  }
}

function pidFile(folder: string): string {
  return join(folder, 'redis.pid');
}

/** Whether the process that the server's pid file names is alive and a server. */
async function isServerAlive(folder: string): Promise<boolean> {
  const pid = Number(await readIfThere(pidFile(folder)));
  if (!(pid > 0) || !isAlive(pid)) return false;
  // Linux also tells a dead process that nobody buried, and another program that got the number later.
  const status = /\((.*)\) (\w)/.exec(await readIfThere(`/proc/${pid}/stat`));
  return status === null || (status[2] !== 'Z' && /redis|valkey/.test(status[1] ?? ''));
}

/** '' when there is no such file. */
async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ESRCH')) return '';
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isSystemError(error, 'ESRCH');
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function notStarted(folder: string): RetriableFailure {
  return new RetriableFailure(`The private Redis server in ${folder} does not answer.`, {
    code: 'REDIS_NOT_STARTED',
    actions: [`Look into ${join(folder, 'redis.log')}, or set REDIS_URL, or use --inline, which needs no Redis.`],
  });
}
