// The step that made the tables of alerts.
import type { Kysely } from 'kysely';
import type { Flavour } from './schema.ts';

export async function rememberAlerts(db: Kysely<unknown>, { whole }: Flavour): Promise<void> {
  await db.schema
    .createTable('alert')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('runbook', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('since', whole, (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('actions', 'text', (column) => column.notNull())
    .addColumn('runId', 'text')
    .addColumn('runRecordId', 'text')
    .execute();
  await db.schema
    .createTable('alertKnown')
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('alertKnownKey', ['key', 'channel'])
    .execute();
}
