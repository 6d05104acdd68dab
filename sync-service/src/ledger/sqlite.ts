// Kysely's SQLite dialect on Node's own SQLite: no native package to install. Which tables there are is not known here.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { FatalFailure, RetriableFailure } from '../run/failures.ts';

// How long a process waits for another one's write; a page of a thousand records takes far less.
const BUSY_MS = 10_000;
const PAGE_CACHE_KIB = 32_768;
// 32 MB of 4 KB pages: a first load then waits for the disk an eighth as often as by default.
const WAL_PAGES = 8_000;
// Statements of the same text are prepared once; more different ones than these are not in use at a time.
const MAX_STATEMENTS = 60;

/** Opens or creates the file. Throws node:sqlite's error when it is no database or cannot be opened. */
export function openSqlite(file: string): SqliteDialect {
  const database = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_autocheckpoint = ${WAL_PAGES};
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -${PAGE_CACHE_KIB};
  `);
  return new TransactionalSqliteDialect({ database: new NodeSqlite(database, file) });
}

/** SQLite can roll back what a migration did; Kysely only needs to be told. Two processes then migrate one at a time. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqlite implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  prepare(sql: string): SqliteStatement {
    // All our transactions write. A transaction that starts by reading cannot wait for another writer: it fails at once.
    const text = sql === 'begin' ? 'begin immediate' : sql;
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#told(() => adapt(this.#database.prepare(text), this.#told));
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined && this.#statements.size >= MAX_STATEMENTS) this.#statements.delete(oldest);
    this.#statements.set(text, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  readonly #told = <T>(action: () => T): T => {
    try {
      return action();
    } catch (problem) {
      throw translate(problem, this.#file);
    }
  };
}

function adapt(statement: StatementSync, told: <T>(action: () => T) => T): SqliteStatement {
  const names = statement.columns().map(({ name }) => name);
  // Rows as arrays take half the time of rows as objects; both forms are one to Kysely.
  statement.setReturnArrays(true);
  const asObject = (row: unknown): Record<string, unknown> => {
    const values = row as readonly unknown[];
    const object: Record<string, unknown> = {};
    for (let place = 0; place < names.length; place += 1) object[names[place] ?? ''] = values[place];
    return object;
  };
  const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: names.length > 0,
    all: (parameters) => told(() => statement.all(...bound(parameters)).map(asObject)),
    run: (parameters) => told(() => statement.run(...bound(parameters))),
    *iterate(parameters) {
      for (const row of told(() => statement.iterate(...bound(parameters)))) yield asObject(row);
    },
  };
}

// Primary result codes of SQLite.
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;

function translate(problem: unknown, file: string): unknown {
  if (!(problem instanceof Error) || !('errcode' in problem) || typeof problem.errcode !== 'number') return problem;
  const code = problem.errcode & 0xff;
  if (code === BUSY || code === LOCKED)
    return new RetriableFailure(
      `The ledger ${file} is busy: another process has been writing for ${BUSY_MS / 1000} s`,
      {
        code: 'LEDGER_BUSY',
        actions: ['Run again; if it stays busy, see which process has the file open.'],
        cause: problem,
      },
    );
  if (code === READONLY || code === CORRUPT || code === FULL)
    return new FatalFailure(`The ledger ${file} cannot be used: ${problem.message}`, {
      code: 'LEDGER_UNUSABLE',
      actions: ['Check the disk and its free space, and that LEDGER_URL names a folder this user may write to.'],
      cause: problem,
    });
  return problem;
}
