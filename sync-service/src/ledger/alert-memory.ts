// Remembers the alerts that are open, and which channel was told of each, so that nobody is told twice.
import type { Kysely } from 'kysely';
import type { Alert, AlertMemory, Runbook } from '../run/alert.ts';
import type { Tables } from './schema.ts';

export function createAlertMemory(db: Kysely<Tables>): AlertMemory {
  return {
    async list() {
      const rows = await db.selectFrom('alert').selectAll().orderBy('key').execute();
      return rows.map(({ actions, runbook, state, ...row }) => ({
        ...row,
        runbook: runbook as Runbook,
        state: state as Alert['state'],
        actions: JSON.parse(actions) as string[],
      }));
    },

    async save({ key, ...alert }) {
      const row = { ...alert, actions: JSON.stringify(alert.actions) };
      await db
        .insertInto('alert')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    },

    async forget(key) {
      await db.deleteFrom('alert').where('key', '=', key).execute();
    },

    async knownTo(key) {
      const rows = await db
        .selectFrom('alertKnown')
        .select('channel')
        .where('key', '=', key)
        .orderBy('channel')
        .execute();
      return rows.map(({ channel }) => channel);
    },

    async noteKnown(key, channel) {
      const { numInsertedOrUpdatedRows: noted } = await db
        .insertInto('alertKnown')
        .values({ key, channel })
        .onConflict((conflict) => conflict.columns(['key', 'channel']).doNothing())
        .executeTakeFirst();
      return noted === 1n;
    },

    async noteUnknown(key, channel) {
      const { numDeletedRows: taken } = await db
        .deleteFrom('alertKnown')
        .where('key', '=', key)
        .where('channel', '=', channel)
        .executeTakeFirst();
      return taken === 1n;
    },
  };
}
