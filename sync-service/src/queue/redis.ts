// The connection to Redis: the one that REDIS_URL names, or the private server of the data folder, which is started
// again when it dies and stopped by the last one that leaves. Queues and jobs are not known here.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { RetriableFailure } from '../run/failures.ts';
import type { Log } from '../run/log.ts';
import { ensurePrivateRedis, socketPath } from './private-redis.ts';

export interface RedisAddress {
  /** `redis://`, `rediss://` or `unix://`; null: the private server. */
  readonly redisUrl: string | null;
  readonly dataFolder: string;
}

/** The few options of ioredis that we use. */
export interface ConnectionOptions {
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (times: number) => number;
  readonly connectionName: string;
  readonly path?: string;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: Record<string, never>;
}

export interface RedisHandle {
  /** For BullMQ, which makes its own connections. */
  readonly options: ConnectionOptions;
  /** For everything else: lock and look. */
  readonly control: Redis;
  /** Such as `redis://host:6379` or the socket's path; no password. */
  readonly place: string;
  /** Throws a RetriableFailure when the server does not answer within a second. */
  ping(): Promise<void>;
  /** Closes; call it when every other connection of this process is closed. */
  close(): Promise<void>;
}

const ANSWER_WITHIN_MS = 5000;
const PING_MS = 1000;

export async function openRedis(address: RedisAddress, log: Log): Promise<RedisHandle> {
  const isPrivate = address.redisUrl === null;
  if (isPrivate && (await ensurePrivateRedis(address.dataFolder)))
    log.info('redis.started', { socket: socketPath(address.dataFolder) });
  const options = optionsOf(address);
  const control = new Redis({ ...options, lazyConnect: true });
  let closing = false;
  let restarting = false;
  let lastError = '';
  control.on('error', (error: Error) => {
    if (lastError !== error.message) log.warn('redis.connection.failed', { message: error.message });
    lastError = error.message;
  });
  control.on('ready', () => (lastError = ''));
  control.on('close', () => {
    if (!isPrivate || closing || restarting) return;
    restarting = true;
    void restart(address.dataFolder, log).finally(() => (restarting = false));
  });
  try {
    await within(
      ANSWER_WITHIN_MS,
      control.connect().then(() => control.ping()),
    );
  } catch (error) {
    control.disconnect();
    throw unreachable(placeOf(address), error);
  }
  return {
    options,
    control,
    place: placeOf(address),
    ping: async () => {
      try {
        await within(PING_MS, control.ping());
      } catch (error) {
        throw unreachable(placeOf(address), error);
      }
    },
    close: async () => {
      closing = true;
      if (isPrivate) await stopIfLast(control, log);
      // Disconnecting what has ended leaves a timer of two seconds behind.
      if (control.status !== 'end') control.disconnect();
    },
  };
}

/** The first error inside `promise`, or a timeout. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${ms / 1000} s`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
    late.catch((error: unknown) => error);
  }
}

async function restart(dataFolder: string, log: Log): Promise<void> {
  try {
    if (await ensurePrivateRedis(dataFolder)) log.warn('redis.restarted', { socket: socketPath(dataFolder) });
  } catch (error) {
    log.error('redis.restart.failed', { message: String(error) });
  }
}

/** Other processes may be using the private server too; whoever leaves last stops it. */
async function stopIfLast(control: Redis, log: Log): Promise<void> {
  try {
    for (let look = 0; look < 5; look += 1) {
      const clients = String(await within(1000, control.client('LIST'))).trim();
      // The server may see our own closed connections for a moment longer.
      if (clients.split('\n').length === 1) {
        control.options.retryStrategy = () => null;
        await within(3000, control.shutdown());
        return;
      }
      await sleep(50);
    }
  } catch (error) {
    // A server that stops closes the connection instead of answering.
    if (control.status === 'ready') log.warn('redis.stop.failed', { message: String(error) });
  }
}

function optionsOf({ redisUrl, dataFolder }: RedisAddress): ConnectionOptions {
  const lasting = {
    // Commands wait while Redis restarts; whoever cannot wait sets a limit of its own.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 100, 1000),
    connectionName: `touchpoint:${hostname()}:${process.pid}`,
  };
  if (redisUrl === null) return { ...lasting, path: socketPath(dataFolder) };
  const url = new URL(redisUrl);
  if (url.protocol === 'unix:') return { ...lasting, path: decodeURIComponent(url.pathname) };
  return {
    ...lasting,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
    db: Number(url.pathname.slice(1)) || 0,
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

function placeOf({ redisUrl, dataFolder }: RedisAddress): string {
  if (redisUrl === null) return socketPath(dataFolder);
  const url = new URL(redisUrl);
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function unreachable(place: string, cause: unknown): RetriableFailure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RetriableFailure(`Redis at ${place} does not answer: ${reason}`, {
    code: 'REDIS_UNREACHABLE',
    actions: ['Start Redis or correct REDIS_URL; without REDIS_URL a private server is used.'],
    cause,
  });
}
