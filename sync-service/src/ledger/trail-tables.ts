// How the tables of the trail and of people forgotten came about. What they are for is in run/trail.ts and run/forgotten.ts.
import type { Kysely } from 'kysely';
import type { Flavour } from './schema.ts';

export async function createTrail(db: Kysely<unknown>, { whole, bytes, ascending }: Flavour): Promise<void> {
  await db.schema
    .createTable('trailAct')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('at', whole, (column) => column.notNull())
    .addColumn('undoes', 'text')
    .addColumn('policyFingerprint', 'text')
    .addColumn('asOf', whole)
    .addColumn('timeZone', 'text')
    .addColumn('integrationUserId', 'text')
    .addColumn('core', 'text')
    .execute();
  await db.schema.createIndex('trailActByat').on('trailAct').column('at').execute();
  await db.schema
    .createTable('trailWrite')
    .addColumn('id', ascending, (column) => column.primaryKey())
    .addColumn('actId', 'text', (column) => column.notNull())
    .addColumn('accountId', 'text', (column) => column.notNull())
    .addColumn('at', whole, (column) => column.notNull())
    .addColumn('format', 'integer', (column) => column.notNull())
    .addColumn('end', 'text')
    .addColumn('redacted', 'integer', (column) => column.notNull())
    .addColumn('images', bytes, (column) => column.notNull())
    .addColumn('evidence', bytes)
    .execute();
  // Counting the accounts of a run reads the index alone.
  await db.schema.createIndex('trailWriteByact').on('trailWrite').columns(['actId', 'end', 'accountId']).execute();
  await db.schema.createIndex('trailWriteByaccount').on('trailWrite').column('accountId').execute();
  await db.schema.createIndex('trailWriteByat').on('trailWrite').column('at').execute();
  await db.schema
    .createTable('trailPolicy')
    .addColumn('fingerprint', 'text', (column) => column.primaryKey())
    .addColumn('policy', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('trailAccess')
    .addColumn('id', ascending, (column) => column.primaryKey())
    .addColumn('at', whole, (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('records', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('forgotten')
    .addColumn('mark', 'text', (column) => column.primaryKey())
    .execute();
  await db.schema
    .createTable('forgottenKey')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('runsPruned')
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('runs', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('runsPrunedKey', ['mode', 'verdict'])
    .execute();
}

/** Which accounts a run wrote is told by the trail from now on. */
export async function countByTrail(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('runWritten').execute();
}
