// Opens the ledger: what the service remembers between runs. One folder with one SQLite file; PostgreSQL will be
// another dialect and flavour behind the same tables.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Kysely } from 'kysely';
import { ConfigurationFailure } from '../run/failures.ts';
import type { AlertMemory } from '../run/alert.ts';
import type { ChangeMemory, MirrorTrails } from '../run/changes.ts';
import type { MirrorReader, MirrorStore, MirrorUpkeep } from '../run/mirror.ts';
import type { RequestCounter } from '../run/outreach-requests.ts';
import type { VisibleRunLock } from '../run/hold-lock.ts';
import type { RequestTally } from '../run/purse.ts';
import type { RunStore } from '../run/run-store.ts';
import type { PersonStore } from '../run/forget.ts';
import type { ForgottenPeople } from '../run/forgotten.ts';
import type { TrailStore } from '../run/trail.ts';
import { createAlertMemory } from './alert-memory.ts';
import { createChangeMemory } from './change-memory.ts';
import { makeFolder } from './folder.ts';
import { createForgottenPeople, keepingOut } from './forgotten.ts';
import { migrate } from './migrations.ts';
import { createMirrorReader } from './mirror-reader.ts';
import { createMirrorTrails } from './mirror-trails.ts';
import { createMirrorStore } from './mirror-store.ts';
import { createMirrorUpkeep } from './mirror-upkeep.ts';
import { createPersonStore } from './person-store.ts';
import { createRequestCounter } from './request-counter.ts';
import { createRequestTally } from './request-tally.ts';
import { createRunLock } from './run-lock.ts';
import { createRunStore } from './run-store.ts';
import { SQLITE, type Tables } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { createTrailStore } from './trail-store.ts';

export interface Ledger {
  readonly mirror: MirrorStore & MirrorUpkeep & MirrorReader;
  readonly outreachRequests: RequestCounter;
  readonly trails: MirrorTrails;
  readonly changes: ChangeMemory;
  readonly runs: RunStore;
  readonly trail: TrailStore;
  /** People who must not come back. */
  readonly forgotten: ForgottenPeople;
  readonly people: PersonStore;
  /** Requests to Salesforce of the run in progress. */
  readonly tally: RequestTally;
  readonly alerts: AlertMemory;
  /** Held by the one run in progress. */
  readonly lock: VisibleRunLock;
  /** Writes and takes back one row; throws when the ledger cannot be used. */
  check(): Promise<LedgerHealth>;
  close(): Promise<void>;
}

export interface LedgerHealth {
  /** The file. */
  readonly location: string;
  readonly bytes: number;
  /** Name of the newest migration. */
  readonly version: string;
}

const FILE = 'ledger.sqlite';

/**
 * `url` is a folder path (created if missing, for its owner only). Several processes may open the same ledger.
 * Throws a ConfigurationFailure naming LEDGER_URL when it cannot be opened.
 */
export async function openLedger(url: string, now: () => number = Date.now): Promise<Ledger> {
  const file = locate(url);
  const dialect = unlessUnusable(file, () => openSqlite(file));
  const db = new Kysely<Tables>({ dialect });
  const steps = await migrate(db, SQLITE);
  const probe = createRunLock(db, `check ${randomUUID()}`, now);
  const forgotten = createForgottenPeople(db);
  const mirror = createMirrorStore(db, SQLITE);
  return {
    mirror: {
      ...keepingOut(mirror, forgotten),
      ...createMirrorUpkeep(db, SQLITE),
      ...createMirrorReader(db, SQLITE),
    },
    outreachRequests: createRequestCounter(db),
    trails: createMirrorTrails(db, SQLITE),
    changes: createChangeMemory(db, SQLITE),
    runs: createRunStore(db),
    trail: createTrailStore(db, SQLITE),
    forgotten,
    people: createPersonStore(db, SQLITE, mirror),
    tally: createRequestTally(db),
    alerts: createAlertMemory(db),
    lock: createRunLock(db, 'run', now),
    async check() {
      await probe.take('check', 1000);
      await probe.release('check');
      return { location: file, bytes: statSync(file).size, version: steps.at(-1) ?? '' };
    },
    close: () => db.destroy(),
  };
}

function locate(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url))
    throw refused('PostgreSQL comes with a later version', 'Set LEDGER_URL to a folder path.');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(url))
    throw refused(`"${url.split(':', 1)[0] ?? ''}:" is no kind of ledger`, 'Set LEDGER_URL to a folder path.');
  const folder = resolve(url);
  const file = join(folder, FILE);
  makeFolder(folder);
  return file;
}

function unlessUnusable<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    throw refused(
      `the ledger ${file} cannot be opened (${problem.message})`,
      'Set LEDGER_URL to a folder that this user may write to, and move a file that is no ledger out of it.',
      problem,
    );
  }
}

function refused(message: string, fix: string, cause?: unknown): ConfigurationFailure {
  return new ConfigurationFailure([{ where: 'LEDGER_URL', message, fix }], { code: 'LEDGER_UNUSABLE', cause });
}
