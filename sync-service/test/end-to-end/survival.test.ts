// Killed at any moment, a run is finished by whoever is left, and every account is as if nothing had happened.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readerOf, writtenFields } from './org-reader.ts';
import {
  lastLine,
  type Running,
  start,
  startStandIns,
  temporaryFolder,
  touchpoint,
  touchpointInBackground,
} from './processes.ts';

const WORLD = 'accounts=400,seed=21,today=2026-03-02';
const AS_OF = '2026-03-02';
const SOQL = `SELECT ${['Id', ...writtenFields()].join(', ')} FROM Account ORDER BY Id`;

interface RunResult {
  run: { verdict: string; accounts: number; evaluated: number; changed: number; failed: number };
}

function redisAt(folder: string): Running {
  return start('redis-server', [
    ...['--port', '0', '--unixsocket', join(folder, 'r.sock'), '--dir', folder],
    ...['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'],
  ]);
}

async function kill(running: Running): Promise<void> {
  running.child.kill('SIGKILL');
  await running.finished;
}

describe('a run through the queue', () => {
  it('survives kill -9 of a worker, twice, and of Redis, and every account is right', async () => {
    const [undisturbed, standIns] = [await startStandIns(WORLD), await startStandIns(WORLD)];
    const expected = lastLine<RunResult>(
      await touchpoint(['run', '--inline', '--json', '--as-of', AS_OF], undisturbed.environment),
    );
    const folder = await temporaryFolder();
    const environment = {
      ...standIns.environment,
      REDIS_URL: `unix://${join(folder, 'r.sock')}`,
      PARTITION_ACCOUNTS: '20',
      WORKER_CONCURRENCY: '1',
    };
    await standIns.control('salesforce', 'POST', 'faults', { match: 'bulk', kind: 'slow', delayMs: 40, times: -1 });
    let redis = redisAt(folder);
    await redis.said('eady to accept connections');
    const run = touchpointInBackground(['run', '--json', '--as-of', AS_OF], environment);
    for (let kills = 0; kills < 2; kills += 1) {
      const worker = touchpointInBackground(['worker'], environment);
      await worker.said('partition.scored');
      await kill(worker);
    }
    await kill(redis);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    redis = redisAt(folder);
    await redis.said('eady to accept connections');
    touchpointInBackground(['worker'], environment);
    const finished = await run.finished;
    expect(finished.code, finished.stderr).toBe(0);
    expect(lastLine<RunResult>(finished).run, finished.stderr).toMatchObject({
      verdict: 'ok',
      evaluated: expected.run.evaluated,
      changed: expected.run.changed,
      failed: 0,
    });
    const right = await (await readerOf(undisturbed.environment)).query(SOQL);
    expect(await (await readerOf(standIns.environment)).query(SOQL)).toEqual(right);
    redis.child.kill('SIGTERM');
    await redis.finished;
  });

  it('is taken up by the next `run` when its own process is killed', async () => {
    const [undisturbed, standIns] = [await startStandIns(WORLD), await startStandIns(WORLD)];
    await touchpoint(['run', '--inline', '--json', '--as-of', AS_OF], undisturbed.environment);
    const environment = { ...standIns.environment, PARTITION_ACCOUNTS: '20', WORKER_CONCURRENCY: '1' };
    const first = touchpointInBackground(['run', '--json', '--as-of', AS_OF], environment);
    await first.said('partition.scored');
    await kill(first);
    const second = await touchpoint(['run', '--json', '--as-of', AS_OF], environment);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toMatch(/resum/i);
    const right = await (await readerOf(undisturbed.environment)).query(SOQL);
    expect(await (await readerOf(standIns.environment)).query(SOQL)).toEqual(right);
  });
});
