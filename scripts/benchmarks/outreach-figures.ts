// What the benchmark of Outreach's requests finds, as JSON and as a table for people. No measuring here.

/** One run of the service. The names are a contract (`--json`). */
export interface OutreachRun {
  /** `full pull`: everything of the look-back, as the first load does; `night`: what a day changed; `week`: with the sweep. */
  readonly mode: 'full pull' | 'night' | 'week';
  /** Records that Outreach handed out. */
  readonly records: number;
  /** Requests to Outreach by its own log, sign-in included. */
  readonly requests: number;
  /** The whole process, scoring of a small org included. */
  readonly wallS: number;
  readonly cpuS: number;
}

export interface OutreachFigures {
  readonly reps: number;
  /** Days of engagements that the tenant has. */
  readonly days: number;
  readonly runs: readonly OutreachRun[];
}

/** Requests of a night for a hundred representatives. */
const PROMISED_REQUESTS = 150;

export function outreachTable({ runs }: OutreachFigures): string {
  const head = ['Outreach', 'records', 'requests', 'wall s', 'CPU s'];
  const rows = runs.map(({ mode, records, requests, wallS, cpuS }) => [
    mode,
    records.toLocaleString('en-US'),
    String(requests),
    wallS.toFixed(1),
    cpuS.toFixed(1),
  ]);
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}

/** One sentence: whether a night kept what is promised of it. */
export function outreachPromise({ reps, days, runs }: OutreachFigures): string {
  const requestsOf = (mode: OutreachRun['mode']): number => runs.find((one) => one.mode === mode)?.requests ?? 0;
  const night = requestsOf('night');
  const held = night <= (PROMISED_REQUESTS * reps) / 100;
  return `${reps} representatives, ${days} days of history: a night takes ${night} requests where a full pull takes ${requestsOf('full pull')}; the promise (at most ${PROMISED_REQUESTS} for 100 representatives) ${held ? 'held' : 'did NOT hold'}.`;
}
