// A lock with an end: whoever holds it renews it, and it lapses when its holder dies. Used when there is no Redis.
import type { Kysely } from 'kysely';
import type { VisibleRunLock } from '../run/hold-lock.ts';
import type { Tables } from './schema.ts';

/** `now` is the machine's clock: all holders of one ledger must roughly agree on it. */
export function createRunLock(db: Kysely<Tables>, name: string, now: () => number): VisibleRunLock {
  return {
    async take(holder, ttlMs) {
      const at = now();
      const row = { holder, expiresAt: at + ttlMs };
      // One statement, so that of two processes only one can find the lock free.
      const { numInsertedOrUpdatedRows: taken } = await db
        .insertInto('lock')
        .values({ name, ...row })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(row)
            .where((of) => of.or([of('lock.holder', '=', holder), of('lock.expiresAt', '<=', at)])),
        )
        .executeTakeFirst();
      return taken === 1n;
    },

    async look() {
      const held = await db.selectFrom('lock').selectAll().where('name', '=', name).executeTakeFirst();
      const ttlMs = (held?.expiresAt ?? 0) - now();
      return held === undefined || ttlMs <= 0 ? null : { holder: held.holder, ttlMs };
    },

    async release(holder) {
      await db.deleteFrom('lock').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
