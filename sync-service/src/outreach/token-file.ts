// Where the rotating token survives a restart: one file for each configured set of credentials, readable by its owner
// only, replaced atomically. Several processes share it; a lock file lets one of them mint at a time.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { RetriableFailure } from '../run/failures.ts';
import { parseJson } from './failures.ts';

const keptToken = z.object({
  accessToken: z.string(),
  /** Machine clock, milliseconds. */
  expiresAt: z.number(),
  /** The newest refresh token; null where there is none (server to server). */
  refreshToken: z.string().nullable(),
  /** The one before, in case the newest was lost on its way to us. */
  previousRefreshToken: z.string().nullable(),
});
export type KeptToken = z.infer<typeof keptToken>;

export interface TokenFile {
  /** Null when nothing was kept yet, or the file is damaged: then the chain starts again at the configured token. */
  read(): Promise<KeptToken | null>;
  write(token: KeptToken): Promise<void>;
  /** Runs the action while no other process that uses this file runs one. */
  alone<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

// Longer than a mint may take with its one wait of a minute; then its holder must be dead.
const STALE_MS = 150_000;
const POLL_MS = 100;

/** `secrets` only name the file, as a hash: a newly configured refresh token starts a new chain. */
export function createTokenFile(folder: string, secrets: readonly string[]): TokenFile {
  const key = createHash('sha256').update(JSON.stringify(secrets)).digest('hex').slice(0, 16);
  const path = join(folder, `outreach-token-${key}.json`);
  const lock = `${path}.lock`;
  const me = JSON.stringify({ host: hostname(), pid: process.pid });

  async function take(): Promise<boolean> {
    try {
      const file = await open(lock, 'wx', 0o600);
      await file.writeFile(me);
      await file.close();
      return true;
    } catch (problem) {
      if (codeOf(problem) === 'EEXIST') return false;
      throw problem;
    }
  }

  return {
    async read() {
      const text = await unlessMissing(readFile(path, 'utf8'));
      if (text === null) return null;
      try {
        return keptToken.parse(JSON.parse(text));
      } catch (problem) {
        // Damaged by hand: the configured token is still a way in.
        if (problem instanceof SyntaxError || problem instanceof z.ZodError) return null;
        throw problem;
      }
    },
    async write(token) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify(token), { mode: 0o600, flush: true });
      await rename(draft, path);
    },
    async alone(action, signal) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const started = Date.now();
      while (!(await take())) {
        if (await isAbandoned(lock)) await rm(lock, { force: true });
        else {
          if (Date.now() - started > STALE_MS)
            throw new RetriableFailure(`Another process holds ${lock} and does not finish`, {
              code: 'OUTREACH_TOKEN_LOCKED',
              actions: [`Remove ${lock} if no run is in progress.`],
            });
          await sleep(POLL_MS, undefined, { signal });
        }
      }
      try {
        return await action();
      } finally {
        await rm(lock, { force: true });
      }
    },
  };
}

/** Two processes that clear an abandoned lock at once may both mint; the later answer is the one that is kept. */
async function isAbandoned(lock: string): Promise<boolean> {
  const [file, text] = await Promise.all([unlessMissing(stat(lock)), unlessMissing(readFile(lock, 'utf8'))]);
  if (file === null || text === null) return false;
  if (Date.now() - file.mtimeMs > STALE_MS) return true;
  const holder = z.object({ host: z.string(), pid: z.int() }).safeParse(parseJson(text));
  return holder.success && holder.data.host === hostname() && !isAlive(holder.data.pid);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (problem) {
    return codeOf(problem) === 'EPERM';
  }
}

const codeOf = (problem: unknown): unknown =>
  problem instanceof Error && 'code' in problem ? problem.code : undefined;

async function unlessMissing<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (problem) {
    if (codeOf(problem) === 'ENOENT') return null;
    throw problem;
  }
}
