// The main job on real parts: the demo world behind both stand-ins, the service as a process of its own.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { countWorld } from '../golden/independent-count.ts';
import { readerOf, type OrgRow, writtenFields } from './org-reader.ts';
import {
  lastLine,
  ROOT,
  start,
  startStandIns,
  temporaryFolder,
  touchpoint,
  touchpointInBackground,
} from './processes.ts';

interface PoolRow {
  accountId: string;
  name: string;
  score: number;
  tier: string;
  activeTouchpoints: number;
  lastTouch: string;
  accountAgeDays: number;
  avgRecipientsPerSeries: number | null;
  exitsOn: string;
}
interface RunResult {
  run: {
    id: string;
    verdict: string;
    asOf: string;
    accounts: number;
    evaluated: number;
    changed: number;
    failed: number;
  };
  pool: PoolRow[];
}
interface Expectation extends Omit<PoolRow, 'lastTouch' | 'exitsOn'> {
  high: boolean;
  lastTouch: string | null;
  exitsOn: string | null;
}

const STORY = JSON.parse(
  readFileSync(join(ROOT, 'scripts/stand-ins/world/story-expectations.json'), 'utf8'),
) as Expectation[];
const NODE = join(ROOT, 'node_modules/.bin/node');
let world = '';

beforeAll(async () => {
  const { mkdtemp } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  world = await mkdtemp(join(tmpdir(), 'touchpoint-demo-world-'));
  const written = await start(NODE, ['scripts/stand-ins/world/write.ts', '--demo', world]).finished;
  expect(written.stderr).toBe('');
  return () => import('node:fs/promises').then(({ rm }) => rm(world, { recursive: true, force: true }));
});

const TIER = 'SELECT Id, High_Signal__c, Signal_Tier__c, Touchpoint_Next_Rescore_On__c, LastModifiedDate FROM Account';

async function accountsOf(environment: Record<string, string>, soql: string): Promise<Map<string, OrgRow>> {
  const reader = await readerOf(environment);
  return new Map((await reader.query(soql)).map((row) => [row['Id'] as string, row]));
}

describe('the demo', () => {
  it('prints the pool as one JSON object, and every company of the story has its expected verdict', async () => {
    const demo = await start(join(ROOT, 'scripts/demo'), ['--once', '--json']).finished;
    expect(demo.code, demo.stderr).toBe(0);
    const { run, pool } = lastLine<RunResult>(demo);
    expect(run).toMatchObject({ verdict: 'ok', failed: 0 });
    expect(run.evaluated).toBe(run.accounts);
    const inPool = new Map(pool.map((row) => [row.accountId, row]));
    for (const { high, ...expected } of STORY.filter((company) => company.high)) {
      const {
        accountId,
        name,
        tier,
        score,
        activeTouchpoints,
        lastTouch,
        accountAgeDays,
        avgRecipientsPerSeries,
        exitsOn,
      } = expected;
      expect(inPool.get(accountId), name).toEqual({
        ...{
          accountId,
          name,
          tier,
          score,
          activeTouchpoints,
          lastTouch,
          accountAgeDays,
          avgRecipientsPerSeries,
          exitsOn,
        },
      });
      expect(high).toBe(true);
    }
    for (const company of STORY.filter((it) => !it.high))
      expect(inPool.has(company.accountId), company.name).toBe(false);
  });
});

describe('a run', () => {
  it('writes what an independent count of the world gives, and a second run writes nothing', async () => {
    const standIns = await startStandIns(world);
    const first = lastLine<RunResult>(await touchpoint(['run', '--inline', '--json'], standIns.environment));
    expect(first.run.verdict).toBe('ok');
    const soql = `SELECT ${['Id', 'Name', 'Signal_Tier__c', 'High_Signal__c', 'Touchpoint_Score__c', 'Account_Age_Days__c', 'IsDeleted', ...writtenFields()].join(', ')} FROM Account`;
    const accounts = await accountsOf(standIns.environment, soql);
    const counted = await countWorld(world, new Date(first.run.asOf));
    const held = (id: string) => {
      const row = accounts.get(id) ?? {};
      return {
        activeTouchpoints: row['Active_Touchpoints__c'],
        twoWayTouchpoints: row['Two_Way_Touchpoints__c'],
        lastTouch: row['Last_Touch__c'],
        lastTwoWay: row['Last_Two_Way_Touch__c'],
        exitsOn: row['Signal_Exits_On__c'],
        nearUntil: row['Signal_Near_Until__c'],
        engagedUntil: row['Signal_Engaged_Until__c'],
        activeSeries: row['Active_Series__c'],
      };
    };
    const differences = [...counted]
      .map(([id, count]) => ({ id, count, held: held(id) }))
      .filter(({ count, held: now }) =>
        Object.entries(now).some(([key, value]) => value !== count[key as keyof typeof now]),
      );
    expect(differences.slice(0, 5), `${differences.length} of ${counted.size} accounts differ`).toEqual([]);
    expect(counted.size).toBe(first.run.accounts);
    for (const company of STORY) {
      const row = accounts.get(company.accountId);
      expect(row, company.name).toMatchObject({
        Signal_Tier__c: company.tier,
        High_Signal__c: company.high,
        Touchpoint_Score__c: company.score,
        Active_Touchpoints__c: company.activeTouchpoints,
        Last_Touch__c: company.lastTouch,
        Account_Age_Days__c: company.accountAgeDays,
        Avg_Recipients_Per_Series__c: company.avgRecipientsPerSeries,
      });
    }

    await standIns.control('salesforce', 'DELETE', 'requests');
    const second = lastLine<RunResult>(await touchpoint(['run', '--inline', '--json'], standIns.environment));
    expect(second.run).toMatchObject({ verdict: 'ok', changed: 0, evaluated: first.run.evaluated });
    expect(second.pool).toEqual(first.pool);
    const requests = (await standIns.control('salesforce', 'GET', 'requests')) as { method: string; path: string }[];
    const writes = requests.filter(({ method, path }) => method !== 'GET' && /composite|ingest/.test(path));
    expect(writes).toEqual([]);
  });

  it('stays right for seven days without a run, and then rewrites only what is due', async () => {
    const standIns = await startStandIns(world);
    const fresh = await startStandIns(world);
    await touchpoint(['run', '--inline', '--json'], standIns.environment);
    const today = (JSON.parse(readFileSync(join(world, 'org.json'), 'utf8')) as { today: string }).today;
    const later = new Date(Date.parse(today) + 7 * 86_400_000).toISOString().slice(0, 10);
    await standIns.control('salesforce', 'POST', 'today', { date: later });
    await fresh.control('salesforce', 'POST', 'today', { date: later });
    const before = await accountsOf(standIns.environment, TIER);
    const rerun = lastLine<RunResult>(await touchpoint(['run', '--inline', '--json'], standIns.environment));
    await touchpoint(['run', '--inline', '--json'], fresh.environment);
    const recomputed = await accountsOf(fresh.environment, TIER);
    const after = await accountsOf(standIns.environment, TIER);
    const verdict = (row: OrgRow | undefined) => [row?.['High_Signal__c'], row?.['Signal_Tier__c']];
    const wrong = [...before.keys()].filter(
      (id) => verdict(before.get(id)).join() !== verdict(recomputed.get(id)).join(),
    );
    expect(wrong.map((id) => [id, verdict(before.get(id)), verdict(recomputed.get(id))])).toEqual([]);
    const rewritten = [...before.keys()].filter(
      (id) => before.get(id)?.['LastModifiedDate'] !== after.get(id)?.['LastModifiedDate'],
    );
    expect(rewritten.length).toBe(rerun.run.changed);
    const notDue = rewritten.filter((id) => {
      const due = before.get(id)?.['Touchpoint_Next_Rescore_On__c'] as string | null | undefined;
      return due === null || due === undefined || due > later;
    });
    expect(notDue).toEqual([]);
    expect(rewritten.length).toBeGreaterThan(0);
    const due = [...before.values()].filter(
      (row) => ((row['Touchpoint_Next_Rescore_On__c'] as string | null) ?? '9') <= later,
    );
    expect(rewritten.length).toBe(due.length);
  });

  it('gives the same fields through the queue with two workers as inline', async () => {
    const folder = await temporaryFolder();
    const copy = join(folder, 'world');
    cpSync(world, copy, { recursive: true });
    const today = (JSON.parse(readFileSync(join(copy, 'org.json'), 'utf8')) as { today: string }).today;
    const inline = await startStandIns(copy);
    const queued = await startStandIns(copy);
    const redis = start('redis-server', [
      '--port',
      '0',
      '--unixsocket',
      join(folder, 'r.sock'),
      '--dir',
      folder,
      '--appendonly',
      'yes',
    ]);
    await redis.said('eady to accept connections');
    const environment = {
      ...queued.environment,
      REDIS_URL: `unix://${join(folder, 'r.sock')}`,
      PARTITION_ACCOUNTS: '100',
    };
    const workers = [1, 2].map(() => touchpointInBackground(['worker'], environment));
    const one = lastLine<RunResult>(await touchpoint(['run', '--json', '--as-of', today], environment));
    const two = lastLine<RunResult>(
      await touchpoint(['run', '--inline', '--json', '--as-of', today], inline.environment),
    );
    expect(one.pool).toEqual(two.pool);
    expect(one.run).toMatchObject({ verdict: 'ok', evaluated: two.run.evaluated, changed: two.run.changed, failed: 0 });
    const soql = `SELECT ${['Id', ...writtenFields()].join(', ')} FROM Account ORDER BY Id`;
    const [left, right] = [await accountsOf(queued.environment, soql), await accountsOf(inline.environment, soql)];
    expect([...left.values()]).toEqual([...right.values()]);
    expect(workers.some((worker) => worker.output().stderr.includes('partition.scored'))).toBe(true);
    redis.child.kill('SIGTERM');
    await redis.finished;
  });
});
