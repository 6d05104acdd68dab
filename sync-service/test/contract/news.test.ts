// News between two runs on a real Redis: noted once, looked at together, kept while it is looked at, given up in the end.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openQueue, type RunQueue } from '../../src/queue/queue.ts';
import type { News } from '../../src/run/changes.ts';
import { FatalFailure } from '../../src/run/failures.ts';
import type { Rescored, Rescorer } from '../../src/run/rescore.ts';

const NOTHING: Rescored = { accounts: 0, written: 0, postponed: 0, waiting: [] };
const [A, B] = ['0015f00000000001AAA', '0015f00000000002AAA'];

let folder = '';
let queue: RunQueue;
const errors: string[] = [];
const log = { info: () => undefined, warn: () => undefined, error: (event: string) => void errors.push(event) };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchpoint-news-'));
  queue = await openQueue({ redisUrl: null, dataFolder: folder }, log);
});
afterAll(async () => {
  await queue.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const mailings = (...ids: number[]): News => ({ records: ids.map((id) => ({ kind: 'mailing', id })), accountIds: [] });
const ids = ({ records }: News) => records.map(({ id }) => id);

/** Works on the news until `done`; `act` is what a look does. */
async function working(act: (news: News) => Rescored | Promise<Rescored>, done: () => boolean): Promise<void> {
  const rescorer: Rescorer = {
    rescore: async (news) => act(news),
    poll: () => Promise.resolve({ accountIds: [A], done: () => Promise.resolve() }),
  };
  const workers = queue.workOnNews({ rescorer, log, patienceMs: 1000 });
  await expect.poll(done, { timeout: 20_000, interval: 20 }).toBe(true);
  await workers.stop(5000);
}

it('an event is noted once, whichever of its marks comes again', async () => {
  const { news } = queue;
  expect(await news.note(mailings(1), ['signature-1', 'event-1'], 60)).toBe(true);
  expect(await news.note(mailings(2), ['signature-1', 'event-2'], 60)).toBe(false);
  expect(await news.note(mailings(2), ['signature-2', 'event-1'], 60)).toBe(false);
  // A repetition leaves no mark of its own.
  expect(await news.note(mailings(2), ['signature-3', 'event-2'], 60)).toBe(true);
  const taken = await news.take();
  expect(ids(taken)).toEqual([1, 2]);
  await news.settle(taken);
  expect(await news.count()).toBe(0);
});

it('what is noted again while it is looked at is looked at again', async () => {
  const { news } = queue;
  await news.note(mailings(1, 2));
  const taken = await news.take();
  await news.note(mailings(2));
  await news.settle(taken);
  expect(ids(await news.take())).toEqual([2]);
  await news.settle(await news.take());
});

it('fifty notes become one or two looks, and all that was noted is seen', async () => {
  const looks: number[][] = [];
  for (let id = 1; id <= 50; id += 1) await queue.news.note(mailings(id));
  await working(
    (news) => {
      looks.push(ids(news));
      return NOTHING;
    },
    () => looks.flat().length >= 50,
  );
  expect(new Set(looks.flat()).size).toBe(50);
  expect(looks.length).toBeLessThanOrEqual(2);
  expect(await queue.news.count()).toBe(0);
});

it('accounts that wait for a run stay news, and their records do not', async () => {
  const looks: News[] = [];
  await queue.news.note({ ...mailings(7), accountIds: [A] });
  await working(
    (news) => {
      looks.push(news);
      return looks.length === 1 ? { ...NOTHING, waiting: [A, B] } : NOTHING;
    },
    () => looks.length >= 2,
  );
  expect(looks.slice(0, 2).map((news) => [ids(news), news.accountIds.toSorted()])).toEqual([
    [[7], [A]],
    [[], [A, B]],
  ]);
});

it('news that fails for good is given up, and what comes after it is looked at', async () => {
  const looks: number[][] = [];
  const act = (news: News): Rescored => {
    looks.push(ids(news));
    if (ids(news).includes(13)) throw new FatalFailure('It cannot be read.', { code: 'BROKEN' });
    return NOTHING;
  };
  await queue.news.note(mailings(13));
  await working(act, () => errors.includes('news.given_up'));
  await queue.news.note(mailings(14));
  await working(act, () => looks.flat().includes(14));
  expect(looks).toEqual([[13], [14]]);
});

it('a poll is made at once when it is asked for regularly, and its accounts are looked at', async () => {
  const seen: string[] = [];
  await queue.news.pollEvery(600_000);
  await working(
    (news) => {
      seen.push(...news.accountIds);
      return NOTHING;
    },
    () => seen.length > 0,
  );
  expect(seen).toEqual([A]);
});
