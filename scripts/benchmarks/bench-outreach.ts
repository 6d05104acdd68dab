// Requests that the service makes to Outreach, on a tenant of many representatives: everything, the night after a day of work,
// and the night of the weekly sweep.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standInsOnly } from '../stand-ins-only.ts';
import { tenantDay } from '../stand-ins/world/tenant.ts';
import { parseTenant } from '../stand-ins/world/tenant-world.ts';
import type { Bench } from './bench-world.ts';
import { measure } from './measured-process.ts';
import type { OutreachFigures, OutreachRun } from './outreach-figures.ts';
import { serveWorld } from './served.ts';

const TOUCHPOINT = join(import.meta.dirname, '../../sync-service/bin/touchpoint');
/** Whatever is slower is broken. */
const LIMIT_MS = 30 * 60_000;
/** Rows of one order to the stand-in. */
const ROWS = 5000;

interface Counted {
  readonly rows: number;
  readonly count: number;
}

export async function benchOutreach(reps: number, days: number, { say, signal }: Bench): Promise<OutreachFigures> {
  const world = `tenant=${reps},days=${days}`;
  const size = parseTenant(world);
  say(`Opening ${world} …`);
  const standIns = await serveWorld(world);
  const ledger = await mkdtemp(join(tmpdir(), 'touchpoint-bench-'));
  try {
    const { environment } = standIns.first;
    const outreach = `${environment['OUTREACH_URL'] ?? ''}/__control`;
    const order = async (name: string, body: object): Promise<void> => {
      const answer = await fetch(`${outreach}/${name}`, { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`The stand-in refused ${name}: ${await answer.text()}`);
    };
    const run = async (mode: OutreachRun['mode']): Promise<OutreachRun> => {
      await standIns.ask('clear');
      const { wallS, cpuS } = await measure({
        ...{ command: TOUCHPOINT, arguments: ['run', '--inline', '--json'], limitMs: LIMIT_MS, signal },
        environment: { ...standInsOnly(environment), LEDGER_URL: ledger },
      });
      const counted = (await (await fetch(`${outreach}/requests`)).json()) as readonly Counted[];
      const requests = counted.reduce((sum, { count }) => sum + count, 0);
      const records = counted.reduce((sum, { rows }) => sum + rows, 0);
      say(`  ${mode}: ${requests} requests, ${wallS} s`);
      return { mode, records, requests, wallS, cpuS };
    };
    const playDay = async (day: number): Promise<void> => {
      const byType = Map.groupBy(tenantDay(size, day), ({ type }) => type);
      for (const [object, rows] of byType)
        for (let start = 0; start < rows.length; start += ROWS)
          await order('rows', { object, rows: rows.slice(start, start + ROWS) });
    };

    const runs = [await run('full pull')];
    await playDay(days + 1);
    await order('today', { date: dateAfter(size.today, 2) });
    runs.push(await run('night'));
    // A week later, with a day of work and some records deleted.
    await playDay(days + 8);
    await order('vanish', { object: 'mailing', ids: [11, 5000, 20_000] });
    await order('today', { date: dateAfter(size.today, 9) });
    runs.push(await run('week'));
    return { reps, days, runs };
  } finally {
    await standIns.stop();
    await rm(ledger, { recursive: true, force: true });
  }
}

const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
