// What a run found, for people (a table) and for programs (the JSON that 4-interfaces promises). No run is made here.
import Table from 'cli-table3';
import type { PoolEntry, RunSummary } from '../run/run-store.ts';
import { isoFromDay } from '../scoring/calendar.ts';

/** The object of `run --json`; numbers have the scale of their fields, dates and the instant are ISO texts. */
export function runAsJson(summary: RunSummary): object {
  const { id, verdict, accounts, evaluated, changed, failed } = summary;
  return {
    run: { id, verdict, asOf: new Date(summary.asOf).toISOString(), accounts, evaluated, changed, failed },
    pool: summary.pool.map((entry) => ({
      accountId: entry.accountId,
      name: entry.name,
      score: oneDecimal(entry.score),
      tier: entry.tier,
      activeTouchpoints: entry.activeTouchpoints,
      lastTouch: isoFromDay(entry.lastTouch),
      accountAgeDays: entry.accountAgeDays,
      avgRecipientsPerSeries: entry.avgRecipientsPerSeries === null ? null : oneDecimal(entry.avgRecipientsPerSeries),
      exitsOn: isoFromDay(entry.exitsOn),
    })),
  };
}

const HEAD = ['Account', 'Tier', 'Score', 'Active TPs', 'Last Touch', 'Acct Age', 'Avg Recips Per Series', 'Exits On'];
const ALIGNED = ['left', 'left', 'right', 'right', 'left', 'right', 'right', 'left'] as const;

/** One row an account, the highest score first. */
export function poolTable(pool: readonly PoolEntry[]): string {
  if (pool.length === 0) return 'No account is high-signal.';
  const table = new Table({ head: HEAD, colAligns: [...ALIGNED], style: { head: [], border: [] } });
  for (const entry of pool)
    table.push([
      entry.name,
      entry.tier,
      entry.score.toFixed(1),
      String(entry.activeTouchpoints),
      isoFromDay(entry.lastTouch),
      `${entry.accountAgeDays} days`,
      entry.avgRecipientsPerSeries?.toFixed(1) ?? '–',
      isoFromDay(entry.exitsOn),
    ]);
  return table.toString();
}

function oneDecimal(value: number): number {
  return Number(value.toFixed(1));
}
