// Traces of a run through the queue, as a receiver of OTLP gets them: one trace, of the run and of each partition.
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../src/ledger/ledger.ts';
import { openQueue } from '../../src/queue/queue.ts';
import { runThroughQueue } from '../../src/queue/run-through-queue.ts';
import { NOBODY, quiet, REQUEST, scriptedActs } from './queue-acts.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
}
interface Exported {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

async function startReceiver(): Promise<{ url: string; spans: Span[]; bodies: string[] }> {
  const [spans, bodies]: [Span[], string[]] = [[], []];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      bodies.push(`${request.url ?? ''} ${body}`);
      const { resourceSpans } = JSON.parse(body) as Exported;
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, bodies };
}

it('a run and its partitions are one trace, sent to the endpoint by the time the queue is closed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-traces-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const [receiver, ledger] = [await startReceiver(), await openLedger(folder)];
  const queue = await openQueue({ redisUrl: null, dataFolder: folder }, quiet, receiver.url);
  const dependencies = {
    acts: scriptedActs(folder, ledger.runs, { partitions: 3, partitionMs: 1 }),
    ...{ store: ledger.runs, lock: queue.lock, log: quiet, concurrency: 2, patienceMs: 60_000, alerts: NOBODY },
    orgNow: () => Promise.resolve(Date.now()),
    pause: (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  };
  const following = { progress: () => undefined, signal: new AbortController().signal };
  expect((await runThroughQueue(queue, dependencies, REQUEST, following)).verdict).toBe('ok');
  await queue.close();
  await ledger.close();

  const processed = receiver.spans.filter(({ name }) => name.startsWith('process '));
  // The run's own job is worked on twice: until its partitions are asked for, and when they have ended.
  const [run, partition] = ['process touchpoint-runs', 'process touchpoint-partitions'];
  expect(processed.map(({ name }) => name).sort()).toEqual([partition, partition, partition, run, run]);
  expect(new Set(processed.map(({ traceId }) => traceId)).size).toBe(1);
  expect(receiver.bodies[0]).toMatch(/^\/v1\/traces \{.*"service.name","value":\{"stringValue":"touchpoint"\}/);
});
