// The run lock in Redis: one run at a time, whoever asked for it. It lapses by itself when nobody renews it any more.
import type { Redis } from 'ioredis';
import type { VisibleRunLock } from '../run/hold-lock.ts';

const KEY = 'touchpoint:run-lock';
// Taking and renewing must be one step: between a GET and a SET another run could come.
const TAKE = `
local held = redis.call('GET', KEYS[1])
if held == false or held == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1
end
return 0`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

export function redisRunLock(redis: Redis): VisibleRunLock {
  return {
    take: async (holder, ttlMs) => (await redis.eval(TAKE, 1, KEY, holder, String(ttlMs))) === 1,
    release: async (holder) => {
      await redis.eval(RELEASE, 1, KEY, holder);
    },
    look: async () => {
      const [holder, ttlMs] = await Promise.all([redis.get(KEY), redis.pttl(KEY)]);
      return holder === null || ttlMs <= 0 ? null : { holder, ttlMs };
    },
  };
}
