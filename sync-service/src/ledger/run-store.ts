// Remembers runs: the plan when one opens, a result for each partition, the summary at its end. Which
// accounts it wrote is in the trail.
import type { Kysely } from 'kysely';
import type { PartitionResult, RunPlan, RunRequest, RunStore, RunSummary, RunVerdict } from '../run/run-store.ts';
import { WRITTEN } from '../run/trail.ts';
import type { Tables } from './schema.ts';

export function createRunStore(db: Kysely<Tables>): RunStore {
  const lastOf = async (verdicts: readonly RunVerdict[], mode?: RunRequest['mode']): Promise<RunSummary | null> => {
    const row = await db
      .selectFrom('run')
      .select('summary')
      .where('verdict', 'in', verdicts)
      .where('dryRun', '=', 0)
      .$if(mode !== undefined, (query) => query.where('mode', '=', mode ?? 'full'))
      .orderBy('finishedAt', 'desc')
      .orderBy('openedAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return parseSummary(row?.summary ?? null);
  };
  return {
    async savePlan(plan) {
      await db
        .insertInto('run')
        .values({
          id: plan.id,
          openedAt: plan.openedAt,
          mode: plan.request.mode,
          dryRun: plan.request.dryRun ? 1 : 0,
          plan: JSON.stringify(plan),
          askId: plan.request.askId ?? null,
          finishedAt: null,
          verdict: null,
          summary: null,
        })
        // A plan never changes once it is made.
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async loadPlan(runId) {
      const row = await db.selectFrom('run').select('plan').where('id', '=', runId).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.plan) as RunPlan);
    },

    async findAsked(askId) {
      const row = await db.selectFrom('run').select('plan').where('askId', '=', askId).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.plan) as RunPlan);
    },

    async findUnfinished() {
      const row = await db
        .selectFrom('run')
        .select('plan')
        .where('summary', 'is', null)
        .orderBy('openedAt', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.plan) as RunPlan);
    },

    async saveResult(runId, result) {
      await db
        .insertInto('partitionResult')
        .values({ runId, partition: result.partition, result: JSON.stringify(result) })
        .onConflict((conflict) => conflict.columns(['runId', 'partition']).doNothing())
        .execute();
    },

    async result(runId, partition) {
      const row = await db
        .selectFrom('partitionResult')
        .select('result')
        .where('runId', '=', runId)
        .where('partition', '=', partition)
        .executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.result) as PartitionResult);
    },

    async results(runId) {
      const rows = await db
        .selectFrom('partitionResult')
        .select('result')
        .where('runId', '=', runId)
        .orderBy('partition')
        .execute();
      return rows.map(({ result }) => JSON.parse(result) as PartitionResult);
    },

    async countResults(runId) {
      const row = await db
        .selectFrom('partitionResult')
        .select((of) => of.fn.countAll<number>().as('results'))
        .where('runId', '=', runId)
        .executeTakeFirstOrThrow();
      return row.results;
    },

    async writtenCount(runId) {
      const row = await db
        .selectFrom('trailWrite')
        .select((of) => of.fn.count<number>('accountId').distinct().as('accounts'))
        .where('actId', '=', runId)
        .where('end', '=', WRITTEN)
        .executeTakeFirstOrThrow();
      return row.accounts;
    },

    async saveSummary(runId, summary) {
      await db
        .updateTable('run')
        .set({ finishedAt: summary.finishedAt, verdict: summary.verdict, summary: JSON.stringify(summary) })
        .where('id', '=', runId)
        .execute();
    },

    async loadSummary(runId) {
      const row = await db.selectFrom('run').select('summary').where('id', '=', runId).executeTakeFirst();
      return parseSummary(row?.summary ?? null);
    },

    lastRun: (mode) => lastOf(['ok', 'degraded', 'failed'], mode),
    lastGoodRun: (mode) => lastOf(['ok', 'degraded'], mode),

    async tally() {
      const rows = await db
        .selectFrom('run')
        .select((of) => ['mode', 'verdict', of.fn.countAll<number>().as('runs')])
        .where('dryRun', '=', 0)
        .where('verdict', 'is not', null)
        .groupBy(['mode', 'verdict'])
        .execute();
      const held = rows.map(({ mode, verdict, runs }) => ({ mode, verdict: verdict as RunVerdict, runs }));
      const pruned = await db.selectFrom('runsPruned').selectAll().execute();
      const keys = Map.groupBy([...held, ...pruned], ({ mode, verdict }) => `${mode} ${verdict}`);
      return [...keys.values()].flatMap(([first, ...others]) =>
        first ? [{ ...first, runs: others.reduce((sum, { runs }) => sum + runs, first.runs) }] : [],
      );
    },

    async history(limit) {
      const rows = await db
        .selectFrom('run')
        .select('summary')
        .where('summary', 'is not', null)
        .orderBy('finishedAt', 'desc')
        .orderBy('openedAt', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ summary }) => parseSummary(summary)).filter((summary) => summary !== null);
    },
  };
}

/** Summaries of older versions have no figures. */
const parseSummary = (json: string | null): RunSummary | null =>
  json === null ? null : { figures: null, ...(JSON.parse(json) as Omit<RunSummary, 'figures'>) };
