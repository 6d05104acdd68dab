// The ledger over real files in temporary folders: opening it, and two processes at one file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ConfigurationFailure } from '../run/failures.ts';
import { openLedger } from './ledger.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('A missing folder is created for its owner only, and the ledger says where it is and which version', async () => {
  const folder = join(newFolder(), 'deep', 'ledger');
  const ledger = await openLedger(folder);
  const health = await ledger.check();
  // Steps are numbered; the version is the last one.
  const version: unknown = expect.stringMatching(/^\d{3}-/);
  expect(health).toMatchObject({ location: join(folder, 'ledger.sqlite'), version });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  await ledger.close();
});

test('What was stored is there when the ledger is opened again', async () => {
  const folder = newFolder();
  const first = await openLedger(folder);
  await first.mirror.upsert('sequence', [{ id: 1, updatedAt: 5, contactedProspects: 3 }], {
    readUpTo: 9,
    complete: true,
    loadedFrom: null,
  });
  await first.close();
  const second = await openLedger(folder);
  expect(await second.mirror.checkpoint('sequence')).toEqual({ readUpTo: 9, complete: true, loadedFrom: null });
  await second.close();
});

test.each(['postgres://db/ledger', 'mysql://db/ledger'])('%s is refused with the setting and the fix', async (url) => {
  await expect(openLedger(url)).rejects.toMatchObject({
    problems: [{ where: 'LEDGER_URL', fix: 'Set LEDGER_URL to a folder path.' }],
  });
});

test('A file that is no ledger, or a file in place of the folder, is refused and named', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'ledger.sqlite'), 'this is no database, however long it is made to be. '.repeat(100));
  await expect(openLedger(folder)).rejects.toThrow(ConfigurationFailure);
  await expect(openLedger(folder)).rejects.toThrow(/LEDGER_URL: the ledger .*ledger\.sqlite cannot be opened/);
  await expect(openLedger(join(folder, 'ledger.sqlite'))).rejects.toThrow(/LEDGER_URL/);
  await expect(openLedger(join(folder, 'ledger.sqlite', 'below', 'a', 'file'))).rejects.toThrow(/LEDGER_URL/);
});

const WORKER = `
  import { openLedger } from ${JSON.stringify(new URL('./ledger.ts', import.meta.url).href)};
  const [folder, from] = process.argv.slice(1);
  const ledger = await openLedger(folder);
  for (let page = 0; page < 20; page += 1) {
    const records = Array.from({ length: 100 }, (_, i) => ({
      id: Number(from) + page * 100 + i, updatedAt: 1, contactedProspects: page }));
    await ledger.mirror.upsert('sequence', records, { readUpTo: page, complete: false, loadedFrom: null });
    await ledger.runs.loadPlan('none');
  }
  process.stdout.write(String(await ledger.lock.take('worker ' + from, 60_000)));
  await ledger.close();
`;

test('Processes that open a new ledger at once both create, fill and lock it without a conflict', async () => {
  const folder = join(newFolder(), 'new');
  const ended = await Promise.all(
    [0, 100_000, 200_000].map(async (from) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', WORKER, folder, String(from)]);
      let output = '';
      let problem = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      return { code, output, problem: code === 0 ? '' : problem };
    }),
  );
  expect(ended.map(({ code, problem }) => ({ code, problem }))).toEqual(Array(3).fill({ code: 0, problem: '' }));
  expect(ended.map(({ output }) => output).toSorted()).toEqual(['false', 'false', 'true']);
}, 60_000);
