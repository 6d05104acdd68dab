// What the benchmark finds, as JSON and as a table for people. No measuring here.

export type Mode = 'full' | 'again' | 'queue';

/** One mode in one world. Seconds of whole processes; null where not measured. The names are a contract (`--json`). */
export interface Figures {
  readonly activities: number;
  readonly mode: Mode;
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMb: number;
  readonly requests: number;
  readonly floorCpuS: number | null;
  readonly restCpuS: number | null;
  readonly restRequests: number | null;
  readonly streamCpuS: number | null;
}

/** The promise: a full run of so many activities within so many seconds on two cores. */
const PROMISED_ACTIVITIES = 1_000_000;
const PROMISED_S = 300;

const HEAD = [
  'activities',
  'mode',
  'wall s',
  'CPU s',
  'peak MB',
  'requests',
  'floor',
  'stream',
  'REST',
  'REST requests',
];

export function table(worlds: readonly Figures[]): string {
  const rows = worlds.map((each) => [
    each.activities.toLocaleString('en-US'),
    each.mode,
    ...[each.wallS, each.cpuS].map((seconds) => seconds.toFixed(1)),
    ...[each.peakMb, each.requests].map(String),
    ...[each.floorCpuS, each.streamCpuS, each.restCpuS].map((seconds) => seconds?.toFixed(1) ?? '–'),
    each.restRequests?.toString() ?? '–',
  ]);
  const widths = HEAD.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}

/** One sentence for each run that writes: whether it kept the promise, or at what rate it goes when its world is smaller. */
export function promise(worlds: readonly Figures[]): string {
  return worlds
    .filter(({ mode }) => mode !== 'again')
    .map(({ activities, mode, wallS }) => {
      const held = wallS < PROMISED_S;
      const rate = Math.round(activities / wallS).toLocaleString('en-US');
      const what = `${activities.toLocaleString('en-US')} activities, ${mode}: ${wallS.toFixed(0)} s, ${rate} a second`;
      // The generator meets a size within some percent.
      if (activities > 0.9 * PROMISED_ACTIVITIES)
        return `${what}: the promise (under ${PROMISED_S} s) ${held ? 'held' : 'did NOT hold'}.`;
      return `${what}: ${held ? 'under' : 'NOT under'} ${PROMISED_S} s, the promise made for ${PROMISED_ACTIVITIES.toLocaleString('en-US')}.`;
    })
    .join('\n');
}
