// The token file in a temporary folder: what survives, what is damaged, who may mint.
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTokenFile } from './token-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
const token = { accessToken: 'a', expiresAt: 5, refreshToken: 'r2', previousRefreshToken: 'r1' };

/** The lock's path, learnt by holding it once. */
async function lockOf(file: ReturnType<typeof createTokenFile>): Promise<string> {
  const name = await file.alone(() => Promise.resolve(readdirSync(folder).find((one) => one.endsWith('.lock'))), never);
  return join(folder, name ?? '');
}

test('What was kept is read again by whoever has the same secrets, and by nobody else', async () => {
  await createTokenFile(folder, ['id', 's3cret']).write(token);
  expect(await createTokenFile(folder, ['id', 's3cret']).read()).toEqual(token);
  expect(await createTokenFile(folder, ['id', 'another']).read()).toBeNull();
  expect(readdirSync(folder).join()).not.toContain('s3cret');
});

test.each(['', '{"accessToken":', '{"accessToken":5}'])('A damaged file (%s) is as good as none', async (text) => {
  const file = createTokenFile(folder, ['id']);
  await file.write(token);
  writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), text);
  expect(await file.read()).toBeNull();
});

test('Only one at a time has the file alone, also when the one before failed', async () => {
  const file = createTokenFile(folder, ['id']);
  let inside = 0;
  const enter = async (fails: boolean) => {
    inside += 1;
    expect(inside).toBe(1);
    await sleep(20);
    inside -= 1;
    if (fails) throw new Error('failed inside');
  };
  const ended = await Promise.allSettled([true, false, false].map((fails) => file.alone(() => enter(fails), never)));
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(readdirSync(folder)).toEqual([]);
});

test('The lock of a process that died is cleared at once, that of one on another machine when it is old', async () => {
  const file = createTokenFile(folder, ['id']);
  const lock = await lockOf(file);
  // Above the largest process id of any system.
  writeFileSync(lock, JSON.stringify({ host: hostname(), pid: 2 ** 30 }));
  expect(await file.alone(() => Promise.resolve('in'), AbortSignal.timeout(2000))).toBe('in');
  writeFileSync(lock, JSON.stringify({ host: 'elsewhere', pid: 1 }));
  await expect(file.alone(() => Promise.resolve('in'), AbortSignal.timeout(300))).rejects.toThrow();
  utimesSync(lock, new Date(Date.now() - 600_000), new Date(Date.now() - 600_000));
  expect(await file.alone(() => Promise.resolve('in'), AbortSignal.timeout(2000))).toBe('in');
});
