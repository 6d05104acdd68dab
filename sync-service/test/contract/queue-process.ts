// A process of its own for the tests of the queue: `run` asks for a run and waits, `worker` only works. It is killed by
// the tests, so everything it does is in the folder's deeds.log and on its stdout.
import { setTimeout as sleep } from 'node:timers/promises';
import { openLedger } from '../../src/ledger/ledger.ts';
import { openQueue } from '../../src/queue/queue.ts';
import { runThroughQueue } from '../../src/queue/run-through-queue.ts';
import type { Log } from '../../src/run/log.ts';
import { NOBODY, REQUEST, type Script, scriptedActs } from './queue-acts.ts';

const [role, folder, script] = process.argv.slice(2);
if (role === undefined || folder === undefined || script === undefined) throw new Error('role, folder and script');

const say = (event: string, facts: object) => process.stdout.write(`${event} ${JSON.stringify(facts)}\n`);
const log: Log = { info: say, warn: say, error: say };
const ledger = await openLedger(folder);
const queue = await openQueue({ redisUrl: null, dataFolder: folder }, log);
const dependencies = {
  acts: scriptedActs(folder, ledger.runs, JSON.parse(script) as Script),
  ...{ store: ledger.runs, lock: queue.lock, log, concurrency: 2, patienceMs: 60_000 },
  alerts: NOBODY,
  orgNow: () => Promise.resolve(Date.now()),
  pause: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};
const stop = new AbortController();

if (role === 'worker') {
  const workers = await queue.work(dependencies);
  process.once('SIGTERM', () => stop.abort());
  say('working', {});
  await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  await workers.stop(200);
} else {
  process.once('SIGTERM', () => stop.abort());
  try {
    const progress = (done: number, total: number) => say('progress', { done, total });
    say('result', await runThroughQueue(queue, dependencies, REQUEST, { progress, signal: stop.signal }));
  } catch (error) {
    say('failure', { code: (error as { code?: string }).code ?? '', message: (error as Error).message });
  }
}
await queue.close();
await ledger.close();
say('closed', {});
