// What the benchmark of the preview finds, as JSON and as a table for people. No measuring here.

/** One way to show the accounts. Milliseconds; of several openings the one in the middle, the fastest and the slowest. */
export interface WayFigures {
  readonly firstRowMs: number;
  readonly fastestMs: number;
  readonly slowestMs: number;
  /** Rows that the page held at the end. */
  readonly rows: number;
  /** From the first row on, until the last one asked for was in sight; 0 when no task took 50 ms. */
  readonly longestTaskMs: number;
  /** Tasks of more than 50 ms in that time. */
  readonly longTasks: number;
  readonly scrollS: number;
}

/** The names are a contract (`--json`). */
export interface PreviewFigures {
  readonly accounts: number;
  readonly list: WayFigures;
  readonly plain: WayFigures;
}

const PROMISED_FIRST_ROW_MS = 1500;
const PROMISED_TASK_MS = 200;

const HEAD = ['way', 'first rows ms', 'fastest', 'slowest', 'longest task ms', 'long tasks', 'scroll s', 'rows'];

export function previewTable({ list, plain }: PreviewFigures): string {
  const rows = [row('list', list), row('plain datatable', plain)];
  const widths = HEAD.map((name, at) => Math.max(name.length, ...rows.map((each) => each[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(' | ')} |`;
  return [line(HEAD), `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}

const row = (name: string, way: WayFigures): string[] => [
  name,
  ...[way.firstRowMs, way.fastestMs, way.slowestMs, way.longestTaskMs, way.longTasks].map(String),
  way.scrollS.toFixed(1),
  way.rows.toLocaleString('en-US'),
];

/** One sentence: whether the list kept what is promised of it. */
export function previewPromise({ accounts, list }: PreviewFigures): string {
  const held = list.firstRowMs < PROMISED_FIRST_ROW_MS && list.longestTaskMs <= PROMISED_TASK_MS;
  const promised = `first rows within ${String(PROMISED_FIRST_ROW_MS)} ms, no task over ${String(PROMISED_TASK_MS)} ms while scrolling`;
  return `${accounts.toLocaleString('en-US')} accounts, list: the promise (${promised}) ${held ? 'held' : 'did NOT hold'}.`;
}
