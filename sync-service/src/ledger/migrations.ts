// How the ledger's tables came about, step by step. A step that has been released is never changed; a new one is added.
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { FatalFailure } from '../run/failures.ts';
import { rememberAlerts } from './alert-tables.ts';
import type { Flavour } from './schema.ts';
import { countByTrail, createTrail } from './trail-tables.ts';

type Database = Kysely<unknown>;

/** Brings the tables up to date; safe when several processes do it at once. Returns the names of all steps. */
export async function migrate<T>(database: Kysely<T>, flavour: Flavour): Promise<readonly string[]> {
  const steps: Record<string, Migration> = {
    '001-mirror': { up: (db: Database) => createMirror(db, flavour) },
    '002-runs': { up: (db: Database) => createRuns(db, flavour) },
    '003-askings': { up: rememberAskings },
    '004-subjects': { up: rememberSubjects },
    '005-upkeep': { up: (db: Database) => keepUp(db, flavour) },
    '006-changes': { up: (db: Database) => rememberChanges(db, flavour) },
    '007-doubts': { up: (db: Database) => rememberWhoseDoubt(db, flavour) },
    '008-unfinished': { up: forgetUnfinished },
    '009-alerts': { up: (db: Database) => rememberAlerts(db, flavour) },
    '010-trail': { up: (db: Database) => createTrail(db, flavour) },
    '012-tally': { up: countRequests },
    '013-mode': { up: rememberMode },
    // Results of partitions got figures that closing a run adds up.
    '014-unfinished': { up: forgetUnfinished },
    '015-counted-by-trail': { up: countByTrail },
  };
  const provider = { getMigrations: () => Promise.resolve(steps) };
  // Steps of one release are written side by side, and none depends on another.
  const migrator = new Migrator({ db: database, provider, allowUnorderedMigrations: true });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
    throw new FatalFailure(
      `The ledger could not be brought up to date${failed === undefined ? '' : ` (step ${failed})`}`,
      {
        code: 'LEDGER_MIGRATION_FAILED',
        actions: [
          'Use the version of this program that wrote the ledger last, or start with an empty LEDGER_URL folder.',
        ],
        cause: error,
      },
    );
  }
  return Object.keys(steps);
}

async function createMirror(db: Database, { whole }: Flavour): Promise<void> {
  const table = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('id', whole, (column) => column.primaryKey())
      .addColumn('updatedAt', whole, (column) => column.notNull());
  await table('account').addColumn('salesforceId', 'text').execute();
  await table('prospect')
    .addColumn('accountId', whole)
    .addColumn('contactIds', 'text', (column) => column.notNull())
    .addColumn('leadIds', 'text', (column) => column.notNull())
    .addColumn('emails', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .execute();
  await table('sequence').addColumn('contactedProspects', whole).execute();
  await table('sequenceStep')
    .addColumn('stepType', 'text', (column) => column.notNull())
    .execute();
  await table('sequenceState')
    .addColumn('positiveReplies', whole, (column) => column.notNull())
    .addColumn('negativeReplies', whole, (column) => column.notNull())
    .addColumn('neutralReplies', whole, (column) => column.notNull())
    .execute();
  await table('mailing')
    .addColumn('prospectId', whole)
    .addColumn('userId', whole)
    .addColumn('sequenceId', whole)
    .addColumn('sequenceStateId', whole)
    .addColumn('sequenceStepId', whole)
    .addColumn('mailingType', 'text', (column) => column.notNull())
    .addColumn('deliveredAt', whole)
    .addColumn('repliedAt', whole)
    .addColumn('bouncedAt', whole)
    .addColumn('replySentiment', 'text')
    .addColumn('taskIds', 'text', (column) => column.notNull())
    .execute();
  await table('call')
    .addColumn('prospectId', whole)
    .addColumn('userId', whole)
    .addColumn('sequenceId', whole)
    .addColumn('dispositionId', whole)
    .addColumn('answeredAt', whole)
    .addColumn('dialedAt', whole)
    .addColumn('completedAt', whole)
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('vendor', 'text')
    .addColumn('number', 'text')
    .addColumn('taskIds', 'text', (column) => column.notNull())
    .execute();
  await table('callDisposition')
    .addColumn('name', 'text', (column) => column.notNull())
    .execute();

  for (const link of ['prospectLink', 'mailingLink', 'callLink'])
    await db.schema
      .createTable(link)
      .addColumn('salesforceId', 'text', (column) => column.notNull())
      .addColumn('recordId', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint(`${link}Key`, ['salesforceId', 'recordId'])
      .execute();
  const indexed = { account: 'salesforceId', prospect: 'accountId', mailing: 'prospectId', call: 'prospectId' };
  for (const [on, column] of Object.entries(indexed))
    await db.schema.createIndex(`${on}By${column}`).on(on).column(column).execute();

  await db.schema
    .createTable('mirrorSource')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('source', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('mirrorCheckpoint')
    .addColumn('kind', 'text', (column) => column.primaryKey())
    .addColumn('readUpTo', whole, (column) => column.notNull())
    .addColumn('complete', 'integer', (column) => column.notNull())
    .addColumn('loadedFrom', whole)
    .execute();
}

async function createRuns(db: Database, { whole }: Flavour): Promise<void> {
  await db.schema
    .createTable('run')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('openedAt', whole, (column) => column.notNull())
    .addColumn('dryRun', 'integer', (column) => column.notNull())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('finishedAt', whole)
    .addColumn('verdict', 'text')
    .addColumn('summary', 'text')
    .execute();
  await db.schema
    .createTable('partitionResult')
    .addColumn('runId', 'text', (column) => column.notNull().references('run.id').onDelete('cascade'))
    .addColumn('partition', 'integer', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('partitionResultKey', ['runId', 'partition'])
    .execute();
  await db.schema
    .createTable('runWritten')
    .addColumn('runId', 'text', (column) => column.notNull().references('run.id').onDelete('cascade'))
    .addColumn('accountId', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('runWrittenKey', ['runId', 'accountId'])
    .execute();
  await db.schema
    .createTable('lock')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('expiresAt', whole, (column) => column.notNull())
    .execute();
}

async function rememberAskings(db: Database): Promise<void> {
  await db.schema.alterTable('run').addColumn('askId', 'text').execute();
  await db.schema.createIndex('runAskId').on('run').column('askId').execute();
}

/** Mailings kept before have no subject: forgetting how far they were read has them read again. */
async function rememberSubjects(db: Database): Promise<void> {
  await db.schema
    .alterTable('mailing')
    .addColumn('subject', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await sql`delete from ${sql.table('mirrorCheckpoint')} where kind = 'mailing'`.execute(db);
}

async function keepUp(db: Database, { whole }: Flavour): Promise<void> {
  await db.schema
    .createTable('mirrorMalformed')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', whole, (column) => column.notNull())
    .addColumn('because', 'text', (column) => column.notNull())
    .addColumn('since', whole, (column) => column.notNull())
    .addPrimaryKeyConstraint('mirrorMalformedKey', ['kind', 'id'])
    .execute();
  await db.schema
    .createTable('mirrorSwept')
    .addColumn('kind', 'text', (column) => column.primaryKey())
    .addColumn('sweptAt', whole, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('outreachRequests')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('requests', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('outreachRequestsKey', ['day', 'purpose'])
    .execute();
  for (const kind of ['account', 'prospect', 'sequenceState', 'mailing', 'call'])
    await db.schema.createIndex(`${kind}ByupdatedAt`).on(kind).column('updatedAt').execute();
}

async function rememberChanges(db: Database, { whole }: Flavour): Promise<void> {
  await db.schema
    .createTable('changesRead')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('readUpTo', whole, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('rescored')
    .addColumn('accountId', 'text', (column) => column.primaryKey())
    .addColumn('writtenAt', whole)
    .addColumn('dueAt', whole)
    .execute();
  await db.schema.createIndex('mailingBysequenceStateId').on('mailing').column('sequenceStateId').execute();
}

/** So that what could not be understood holds back the account it belongs to, and no other. */
async function rememberWhoseDoubt(db: Database, { whole }: Flavour): Promise<void> {
  await db.schema.alterTable('mirrorMalformed').addColumn('prospectId', whole).execute();
}

/**
 * A run that an older version began and never closed: its plan and results lack what a run is now closed with, so that
 * neither going on with it nor giving it up would end. The next run scores its accounts.
 */
async function forgetUnfinished(db: Database): Promise<void> {
  const unfinished = sql`select id from ${sql.table('run')} where summary is null`;
  for (const table of ['partitionResult', 'runWritten'])
    await sql`delete from ${sql.table(table)} where ${sql.ref('runId')} in (${unfinished})`.execute(db);
  await sql`delete from ${sql.table('run')} where summary is null`.execute(db);
}

/** Plans made before have no budget. */
async function countRequests(db: Database): Promise<void> {
  await db.schema
    .createTable('requestTally')
    .addColumn('holder', 'text', (column) => column.primaryKey())
    .addColumn('cap', 'integer')
    .addColumn('taken', 'integer', (column) => column.notNull())
    .execute();
  await forgetUnfinished(db);
}

/** What a run was asked for, to be found and counted by it. */
async function rememberMode(db: Database): Promise<void> {
  await db.schema
    .alterTable('run')
    .addColumn('mode', 'text', (column) => column.notNull().defaultTo('full'))
    .execute();
  await sql`update ${sql.table('run')} set mode = 'changed' where plan like '%"mode":"changed"%'`.execute(db);
}
