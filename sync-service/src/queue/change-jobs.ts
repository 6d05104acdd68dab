// News between two runs, in Redis: which records and accounts wait to be looked at, and the jobs that look. Ids only; what
// looking means is in run/rescore.ts, who works on the jobs in change-worker.ts.
import type { JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { News } from '../run/changes.ts';
import type { MirrorKind } from '../run/mirror.ts';
import type { RecordOfOutreach } from '../run/ports.ts';
import { ATTEMPTS } from '../run/retries.ts';

export const CHANGES = 'touchpoint-changes';

export interface ChangeJobData {
  /** When the first failing attempt began, by the worker's clock; null while nothing has failed. */
  readonly failingSince: number | null;
}

/** News that was taken, to be settled when it was acted upon. */
export interface TakenNews extends News {
  /** Members and scores as Redis holds them. */
  readonly entries: readonly (readonly [member: string, score: string])[];
}

const WAITING = 'touchpoint:news';
const COUNTER = 'touchpoint:news:count';
const SEEN = 'touchpoint:event:';
/** What is looked at together: each kind of record by one or two requests, the accounts by a handful of queries. */
const MOST_AT_ONCE = 200;
/** News of so long is gathered, so that it costs one look; what is noted meanwhile waits half of that on average. */
const WINDOW_MS = 400;
/** A job that is due sooner than this might begin before what it is for was noted. */
const LEAST_DELAY_MS = 50;

// Each entry gets a number of its own. What was taken is removed only under the number it was taken with, so that news of
// the same record that came meanwhile stays. Keys: news, counter, then the marks of an event; arguments: how long marks
// are kept (seconds), then the entries.
const NOTE = `
for at = 3, #KEYS do if redis.call('EXISTS', KEYS[at]) == 1 then return 0 end end
for at = 3, #KEYS do redis.call('SET', KEYS[at], '1', 'EX', ARGV[1]) end
for at = 2, #ARGV do redis.call('ZADD', KEYS[1], redis.call('INCR', KEYS[2]), ARGV[at]) end
return 1`;
const SETTLE = `
for at = 1, #ARGV, 2 do
  if redis.call('ZSCORE', KEYS[1], ARGV[at]) == ARGV[at + 1] then redis.call('ZREM', KEYS[1], ARGV[at]) end
end`;

const OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: 'as decided' },
  stackTraceLimit: 1,
  // Its id must be free again, and the news itself is kept elsewhere.
  removeOnComplete: true,
  removeOnFail: true,
};

/** Every method waits for Redis when it is away, for ever unless told otherwise. */
export class WaitingNews {
  readonly #redis: Redis;
  readonly #queue: Queue<ChangeJobData>;

  constructor(redis: Redis, queue: Queue<ChangeJobData>) {
    this.#redis = redis;
    this.#queue = queue;
  }

  /**
   * Notes news and asks for a look at it within a second. False, and nothing is noted, when one of the marks was noted
   * before; marks are forgotten after `keepMarksSeconds`.
   */
  async note(news: News, marks: readonly string[] = [], keepMarksSeconds = 1): Promise<boolean> {
    const entries = [
      ...news.records.map(({ kind, id }) => `${kind}:${id}`),
      ...news.accountIds.map((id) => `salesforce:${id}`),
    ];
    const keys = [WAITING, COUNTER, ...marks.map((mark) => SEEN + mark)];
    const fresh = await this.#redis.eval(NOTE, keys.length, ...keys, String(keepMarksSeconds), ...entries);
    if (fresh === 1 && entries.length > 0) await this.ask();
    return fresh === 1;
  }

  /**
   * Asks for a look, at the end of a window: however many ask within it, there is one job. The window is chosen after the
   * news was noted, so that no job can be too early for it.
   */
  async ask(afterMs = LEAST_DELAY_MS): Promise<void> {
    const now = Date.now();
    const at = Math.ceil((now + afterMs) / WINDOW_MS) * WINDOW_MS;
    await this.#queue.add('look', { failingSince: null }, { ...OPTIONS, jobId: `look-${at}`, delay: at - now });
  }

  /** The news that waits longest. */
  async take(): Promise<TakenNews> {
    const flat = await this.#redis.zrange(WAITING, '0', String(MOST_AT_ONCE - 1), 'WITHSCORES');
    const entries = flat.flatMap((member, at): [string, string][] =>
      at % 2 === 0 ? [[member, flat[at + 1] ?? '']] : [],
    );
    const records: RecordOfOutreach[] = [];
    const accountIds: string[] = [];
    for (const [member] of entries) {
      const [kind = '', id = ''] = member.split(':');
      if (kind === 'salesforce') accountIds.push(id);
      else records.push({ kind: kind as MirrorKind, id: Number(id) });
    }
    return { records, accountIds, entries };
  }

  /** Forgets what was taken; what was noted again since then stays. */
  async settle({ entries }: TakenNews): Promise<void> {
    if (entries.length > 0) await this.#redis.eval(SETTLE, 1, WAITING, ...entries.flat());
  }

  async count(): Promise<number> {
    return this.#redis.zcard(WAITING);
  }

  /** Asks for a poll of the org so often from now on, by whatever worker; the first one at once. */
  async pollEvery(ms: number): Promise<void> {
    const template = { name: 'poll', data: { failingSince: null }, opts: OPTIONS };
    await this.#queue.upsertJobScheduler('poll', { every: ms }, template);
  }
}
