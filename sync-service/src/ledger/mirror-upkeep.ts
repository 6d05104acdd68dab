// What keeping the mirror takes besides its records: which ones could not be understood, when the ids of a kind were last
// compared with Outreach's, and which records lie in a slice of time.
import type { Kysely } from 'kysely';
import type { MirrorKind, MirrorUpkeep } from '../run/mirror.ts';
import type { Flavour, Tables } from './schema.ts';

export function createMirrorUpkeep(db: Kysely<Tables>, { listOf }: Flavour): MirrorUpkeep {
  /** Records of a kind by their `updatedAt`, both ends included. Kinds differ in columns; these two they all have. */
  const inSlice = (kind: MirrorKind, from: number, to: number) =>
    db
      .selectFrom(kind as 'account')
      .where('updatedAt', '>=', from)
      .where('updatedAt', '<=', to);

  return {
    async noteMalformed(records) {
      for (const { kind, id, prospectId, because, since } of records)
        await db
          .insertInto('mirrorMalformed')
          .values({ kind, id, prospectId, because, since })
          .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet({ because, prospectId }))
          .execute();
    },
    malformed: () => db.selectFrom('mirrorMalformed').selectAll().orderBy('kind').orderBy('id').execute(),

    async missing(kind, ids) {
      const held = await db
        .selectFrom(kind as 'account')
        .select('id')
        .where('id', 'in', listOf(ids))
        .execute();
      const known = new Set(held.map(({ id }) => id));
      return ids.filter((id) => !known.has(id));
    },

    async sweptAt(kind) {
      const row = await db.selectFrom('mirrorSwept').select('sweptAt').where('kind', '=', kind).executeTakeFirst();
      return row?.sweptAt ?? null;
    },
    async noteSwept(kind, sweptAt) {
      await db
        .insertInto('mirrorSwept')
        .values({ kind, sweptAt })
        .onConflict((conflict) => conflict.column('kind').doUpdateSet({ sweptAt }))
        .execute();
    },

    async count(kind, from, to) {
      const { many } = await inSlice(kind, from, to)
        .select((eb) => eb.fn.countAll<number>().as('many'))
        .executeTakeFirstOrThrow();
      return many;
    },
    async middle(kind, from, to, many) {
      const row = await inSlice(kind, from, to)
        .select('updatedAt')
        .orderBy('updatedAt')
        .limit(1)
        .offset(Math.floor(many / 2))
        .executeTakeFirst();
      return row?.updatedAt ?? from;
    },
    async ids(kind, from, to) {
      return (await inSlice(kind, from, to).select('id').execute()).map(({ id }) => id);
    },
  };
}
