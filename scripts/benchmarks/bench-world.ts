// All figures of one world: the service's own runs, and the readers it is compared with. Sizes and output are main.ts.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standInsOnly } from '../stand-ins-only.ts';
import { measure, type Measured } from './measured-process.ts';
import { serveWorld, type Served, type ServedWorld } from './served.ts';
import type { Figures, Mode } from './figures.ts';

const ROOT = join(import.meta.dirname, '../..');
const TOUCHPOINT = join(ROOT, 'sync-service/bin/touchpoint');
const NODE = join(ROOT, 'node_modules/.bin/node');
const READERS = join(import.meta.dirname, 'readers.ts');

/** Mean activities of a generated account. */
const ACTIVITIES_AN_ACCOUNT = 10;
/** Beyond this the usual way takes too long to wait for. */
const MOST_ACTIVITIES_BY_REST = 100_000;
/** Whatever is slower is broken. */
const LIMIT_MS = 30 * 60_000;

export interface Bench {
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** One entry a mode; the readers' figures are of the world and the same in each. `size` is about how many activities. */
export async function benchWorld(size: number, bench: Bench): Promise<Figures[]> {
  const world = `accounts=${Math.max(1, Math.round(size / ACTIVITIES_AN_ACCOUNT))},seed=1`;
  return served(world, bench, async (standIns, first) => {
    const full = await run('full', standIns, first, bench);
    const { asked } = await standIns.ask('look');
    const again = await run('again', standIns, first, bench);
    const readers = await readAgain(size, asked, standIns, first, bench);
    // A run through the queue finds the org as untouched as the first one did.
    const queue = await served(world, bench, (untouched, its) => run('queue', untouched, its, bench));
    return [full, again, queue].map((figures) => ({ ...figures, ...readers }));
  });
}

async function served<T>(
  world: string,
  { say }: Bench,
  work: (standIns: ServedWorld, first: Served) => Promise<T>,
): Promise<T> {
  say(`Opening ${world} …`);
  const standIns = await serveWorld(world);
  try {
    say(`  ${standIns.first.activities} activities, opened with ${standIns.first.cpuS} s of CPU`);
    return await work(standIns, standIns.first);
  } finally {
    await standIns.stop();
  }
}

type OwnFigures = Omit<Figures, 'floorCpuS' | 'streamCpuS' | 'restCpuS' | 'restRequests'>;

async function run(mode: Mode, standIns: ServedWorld, first: Served, bench: Bench): Promise<OwnFigures> {
  const before = await standIns.ask('clear');
  const measured = await measure({
    command: TOUCHPOINT,
    arguments: mode === 'queue' ? ['run', '--json'] : ['run', '--inline', '--json'],
    environment: { ...standInsOnly(first.environment), LOG_LEVEL: 'warn' },
    limitMs: LIMIT_MS,
    signal: bench.signal,
  });
  const after = await standIns.ask('look');
  const { run: summary } = JSON.parse(measured.stdout.trimEnd().split('\n').at(-1) ?? '') as {
    run: { verdict: string; changed: number; failed: number };
  };
  if (summary.verdict !== 'ok') throw new Error(`The run ended ${summary.verdict}: its figures would say nothing.`);
  bench.say(`  ${mode}: ${told(measured)}, ${after.requests} requests, ${summary.changed} accounts written`);
  bench.say(`    the stand-ins used ${(after.cpuS - before.cpuS).toFixed(1)} s of CPU meanwhile`);
  const { wallS, cpuS, peakMb } = measured;
  return { activities: first.activities, mode, wallS, cpuS, peakMb, requests: after.requests };
}

type ReaderFigures = Pick<Figures, 'floorCpuS' | 'streamCpuS' | 'restCpuS' | 'restRequests'>;

async function readAgain(
  size: number,
  asked: Served['asked'],
  standIns: ServedWorld,
  first: Served,
  bench: Bench,
): Promise<ReaderFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-bench-'));
  const file = join(folder, 'queries.json');
  const read = async (way: string): Promise<{ cpuS: number; requests: number }> => {
    await standIns.ask('clear');
    const measured = await measure({
      command: NODE,
      arguments: [READERS, way, file],
      environment: first.environment,
      limitMs: LIMIT_MS,
      signal: bench.signal,
    });
    const { requests } = await standIns.ask('look');
    const { rows } = JSON.parse(measured.stdout) as { rows: number };
    bench.say(`  ${way}: ${told(measured)}, ${requests} requests, ${rows} rows`);
    return { cpuS: measured.cpuS, requests };
  };
  try {
    await writeFile(file, JSON.stringify(asked));
    const floor = await read('floor');
    const stream = await read('stream');
    const rest = size <= MOST_ACTIVITIES_BY_REST ? await read('rest') : null;
    return {
      floorCpuS: floor.cpuS,
      streamCpuS: stream.cpuS,
      restCpuS: rest?.cpuS ?? null,
      restRequests: rest?.requests ?? null,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const told = ({ wallS, cpuS, peakMb }: Measured): string => `${wallS} s, ${cpuS} s of CPU, ${peakMb} MB`;
