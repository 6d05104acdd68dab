// Remembers what was done between two runs: how far the org's changes were read, and which accounts were written when.
import { type Kysely, sql } from 'kysely';
import type { ChangeMemory } from '../run/changes.ts';
import type { Flavour, Tables } from './schema.ts';

/** Longer than an account may be kept waiting; older entries say nothing. */
const KEPT_MS = 86_400_000;

export function createChangeMemory(db: Kysely<Tables>, { listOf }: Flavour): ChangeMemory {
  return {
    async readUpTo() {
      const row = await db.selectFrom('changesRead').select('readUpTo').executeTakeFirst();
      return row?.readUpTo ?? null;
    },

    async noteReadUpTo(at) {
      await db
        .insertInto('changesRead')
        .values({ id: 1, readUpTo: at })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ readUpTo: at }).where('changesRead.readUpTo', '<', at),
        )
        .execute();
    },

    async lastWritten(accountIds) {
      const rows = await db
        .selectFrom('rescored')
        .select(['accountId', 'writtenAt'])
        .where('accountId', 'in', listOf(accountIds))
        .where('writtenAt', 'is not', null)
        .execute();
      return new Map(rows.map(({ accountId, writtenAt }) => [accountId, writtenAt ?? 0]));
    },

    async noteWritten(accountIds, at) {
      await db
        .deleteFrom('rescored')
        .where('dueAt', 'is', null)
        .where('writtenAt', '<', at - KEPT_MS)
        .execute();
      for (const accountId of accountIds)
        await db
          .insertInto('rescored')
          .values({ accountId, writtenAt: at, dueAt: null })
          .onConflict((conflict) => conflict.column('accountId').doUpdateSet({ writtenAt: at, dueAt: null }))
          .execute();
    },

    async postpone(due) {
      for (const [accountId, dueAt] of due)
        await db
          .insertInto('rescored')
          .values({ accountId, writtenAt: null, dueAt })
          .onConflict((conflict) =>
            conflict.column('accountId').doUpdateSet({ dueAt: sql<number>`coalesce("rescored"."dueAt", ${dueAt})` }),
          )
          .execute();
    },

    async settle(accountIds) {
      await db.updateTable('rescored').set({ dueAt: null }).where('accountId', 'in', listOf(accountIds)).execute();
    },

    async due(at) {
      const rows = await db
        .selectFrom('rescored')
        .select('accountId')
        .where('dueAt', '<=', at)
        .orderBy('accountId')
        .execute();
      return rows.map(({ accountId }) => accountId);
    },
  };
}
