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

interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly text: (entry: PoolEntry) => string;
  /** What goes first when the terminal is narrow: the highest number; 0 always stays. */
  readonly givesWay: number;
}

// The heads are the four named metrics and the words of the product; the Id is what `explain` wants.
export const POOL_COLUMNS: readonly Column[] = [
  { head: 'Account', align: 'left', text: (entry) => entry.name, givesWay: 0 },
  { head: 'Account Id', align: 'left', text: (entry) => entry.accountId, givesWay: 1 },
  { head: 'Tier', align: 'left', text: (entry) => entry.tier, givesWay: 0 },
  { head: 'Score', align: 'right', text: (entry) => entry.score.toFixed(1), givesWay: 0 },
  { head: 'Active TPs', align: 'right', text: (entry) => String(entry.activeTouchpoints), givesWay: 2 },
  { head: 'Last Touch', align: 'left', text: (entry) => isoFromDay(entry.lastTouch), givesWay: 3 },
  { head: 'Acct Age', align: 'right', text: (entry) => `${entry.accountAgeDays} days`, givesWay: 5 },
  {
    head: 'Avg Recips Per Series',
    align: 'right',
    text: (entry) => entry.avgRecipientsPerSeries?.toFixed(1) ?? '–',
    givesWay: 4,
  },
  { head: 'Exits On', align: 'left', text: (entry) => isoFromDay(entry.exitsOn), givesWay: 1 },
];

/** The border, the heads, and the rule below them, counted from 0. */
const HEAD_LINES = 2;
/** A border and a blank on each side of a column. */
const FRAME = 3;

/**
 * One row an account, the highest score first.
 *
 * @param width columns of the terminal; Infinity where the output goes to a file
 */
export function poolTable(pool: readonly PoolEntry[], width = Infinity): string {
  if (pool.length === 0) return 'No account is high-signal.';
  const columns = columnsThatFit(pool, width);
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [] },
  });
  for (const entry of pool) table.push(columns.map(({ text }) => text(entry)));
  // A rule below the heads and none between rows: a pool of a hundred accounts stays readable.
  const lines = table.toString().split('\n');
  return lines.filter((line, at) => at <= HEAD_LINES || !line.startsWith('├')).join('\n');
}

function columnsThatFit(pool: readonly PoolEntry[], width: number): readonly Column[] {
  const needed = ({ head, text }: Column): number =>
    FRAME + pool.reduce((most, entry) => Math.max(most, text(entry).length), head.length);
  let columns = POOL_COLUMNS;
  const total = (): number => columns.reduce((sum, column) => sum + needed(column), 1);
  for (let least = Math.max(...POOL_COLUMNS.map(({ givesWay }) => givesWay)); least > 0 && total() > width; least -= 1)
    columns = columns.filter(({ givesWay }) => givesWay < least);
  return columns;
}

function oneDecimal(value: number): number {
  return Number(value.toFixed(1));
}
