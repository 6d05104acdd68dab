// Drops what the ledger need not remember any longer: the trail and closed runs. What the mirror keeps is not old news.
import { sql, type Kysely } from 'kysely';
import type { RunRequest, RunVerdict } from '../run/run-store.ts';
import type { Flavour, Tables } from './schema.ts';

const MODES = ['full', 'changed'] as const satisfies readonly RunRequest['mode'][];

/**
 * Everything of the trail before the instant, and runs that were closed before it but for the last good one of each mode. How many runs
 * there were of each verdict is kept. Returns how many writes were dropped.
 */
export async function prune(db: Kysely<Tables>, { listOf }: Flavour, before: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx.deleteFrom('trailWrite').where('at', '<', before).executeTakeFirst();
    const writers = trx.selectFrom('trailWrite').select('actId');
    await trx.deleteFrom('trailAct').where('at', '<', before).where('id', 'not in', writers).execute();
    await trx.deleteFrom('trailAccess').where('at', '<', before).execute();
    const lastGood: string[] = [];
    for (const mode of MODES) {
      const newest = await trx
        .selectFrom('run')
        .select('id')
        .where('mode', '=', mode)
        .where('verdict', 'in', ['ok', 'degraded'])
        .where('dryRun', '=', 0)
        .orderBy('finishedAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (newest) lastGood.push(newest.id);
    }
    const dropped = await trx
      .deleteFrom('run')
      .where('finishedAt', '<', before)
      .where('id', 'not in', listOf(lastGood))
      .returning(['mode', 'verdict', 'dryRun'])
      .execute();
    for (const { mode, verdict, dryRun } of dropped)
      if (dryRun === 0 && verdict !== null)
        await trx
          .insertInto('runsPruned')
          .values({ mode, verdict: verdict as RunVerdict, runs: 1 })
          .onConflict((conflict) =>
            conflict.columns(['mode', 'verdict']).doUpdateSet({ runs: sql`"runsPruned"."runs" + 1` }),
          )
          .execute();
    return Number(numDeletedRows);
  });
}
