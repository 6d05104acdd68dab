// What a probe is told when all is well and when it is not.
import { expect, onTestFinished, test, vi } from 'vitest';
import { RetriableFailure } from '../run/failures.ts';
import { createReadiness, rarely, type ReadinessConfig } from './readiness.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const REQUEST = { target: '/ready', headers: {}, body: Buffer.alloc(0) };
const well = () => Promise.resolve();
const CONFIG: ReadinessConfig = {
  checks: { redis: well, ledger: well },
  lastGoodRun: () => Promise.resolve({ id: 'r1', finishedAt: NOW - 2 * HOUR }),
  now: () => NOW,
  staleAfterMs: 26 * HOUR,
};
const ask = (config: Partial<ReadinessConfig>) => createReadiness({ ...CONFIG, ...config })(REQUEST);

test('all is well', async () => {
  expect(await ask({})).toEqual({ status: 200, body: { ok: true, problems: [] } });
});

test('everything that is wrong is told at once, with what to do', async () => {
  const failure = new RetriableFailure('Redis is away.', { code: 'REDIS_UNREACHABLE', actions: ['Start it.'] });
  const checks = { redis: () => Promise.reject(failure), ledger: () => Promise.reject(new Error('disk is full')) };
  const lastGoodRun = () => Promise.resolve({ id: 'r1', finishedAt: NOW - 27 * HOUR });
  const { status, body } = await ask({ checks, lastGoodRun });
  expect(status).toBe(503);
  expect(body).toMatchObject({
    ok: false,
    problems: [
      { check: 'redis', code: 'REDIS_UNREACHABLE', message: 'Redis is away.', actions: ['Start it.'] },
      { check: 'ledger', code: 'UNEXPECTED', message: 'Error: disk is full' },
      { check: 'runs', code: 'RUN_STALE', message: expect.stringContaining('27 hours; the last one was r1') as string },
    ],
  });
});

test('what does not answer in time is told, and the probe is answered', async () => {
  const { body } = await ask({ checks: { salesforce: () => new Promise(() => undefined) } });
  expect(body).toMatchObject({ problems: [{ check: 'salesforce', code: 'NO_ANSWER' }] });
});

test('a service without any run is ready for as long as its first one may take, and no longer', async () => {
  let now = NOW;
  const ready = createReadiness({ ...CONFIG, lastGoodRun: () => Promise.resolve(null), now: () => now });
  expect((await ready(REQUEST)).status).toBe(200);
  now += 27 * HOUR;
  expect(await ready(REQUEST)).toMatchObject({ status: 503, body: { problems: [{ code: 'RUN_STALE' }] } });
});

test('however often somebody wants to know, the question is asked once in its time, also when it failed', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  const question = rarely(50, () => Promise.reject(new Error(`asked ${(asked += 1)}`)));
  await expect(question()).rejects.toThrow('asked 1');
  await expect(question()).rejects.toThrow('asked 1');
  vi.advanceTimersByTime(60);
  await expect(question()).rejects.toThrow('asked 2');
});
