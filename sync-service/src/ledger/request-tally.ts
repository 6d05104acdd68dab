// Counts the requests to Salesforce of what is in progress, so that all processes together keep within a cap. What a
// cap is, and what is given up for it, is decided in the core.
import { type Kysely, sql } from 'kysely';
import type { RequestTally } from '../run/purse.ts';
import type { Tables } from './schema.ts';

export function createRequestTally(db: Kysely<Tables>): RequestTally {
  return {
    async begin(holder, cap, taken) {
      await db
        .insertInto('requestTally')
        .values({ holder, cap, taken })
        .onConflict((conflict) => conflict.column('holder').doNothing())
        .execute();
    },

    async take(holder, requests, keep) {
      const { numUpdatedRows } = await db
        .updateTable('requestTally')
        .set({ taken: sql`taken + ${requests}` })
        .where('holder', '=', holder)
        .where(sql<boolean>`(cap is null or taken + ${requests + keep} <= cap)`)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async giveBack(holder, requests) {
      await db
        .updateTable('requestTally')
        .set({ taken: sql`taken - ${requests}` })
        .where('holder', '=', holder)
        .execute();
    },

    async taken(holder) {
      const row = await db.selectFrom('requestTally').select('taken').where('holder', '=', holder).executeTakeFirst();
      return row?.taken ?? 0;
    },

    async end(holder) {
      await db.deleteFrom('requestTally').where('holder', '=', holder).execute();
    },
  };
}
