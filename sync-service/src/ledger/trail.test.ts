// The trail over a real file: what is kept of writes and their evidence, what cannot be read, what is dropped.
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import { anyEvidence } from '../../test/any-evidence.ts';
import { accountId, evidence, POLICY } from '../../test/builders.ts';
import { accountReading } from '../../test/readings.ts';
import { evidenceAsPlain } from '../run/plain-evidence.ts';
import type { Act, Writing } from '../run/trail.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { packEvidence, unpackEvidence } from './trail-format.ts';

const PAGE = { after: 0, limit: 1000 };

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trail-'));
  ledger = await openLedger(folder);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const act = (id: string, given: Partial<Act> = {}): Act => ({
  ...{ id, kind: 'run', by: 'somebody@here, run', at: 100, undoes: null },
  basis: { policyFingerprint: 'f', asOf: 100, timeZone: 'UTC', integrationUserId: 'u', core: 'c0de' },
  ...given,
});
const writing = (n: number): Writing => ({
  ...{ accountId: accountId(n), held: accountReading(n).held, fields: { activeTouchpoints: n } },
  evidence: evidence({}),
});
const written = (n: number) => ({ accountId: accountId(n), problem: null });
const refused = (n: number) => ({
  accountId: accountId(n),
  problem: { recordId: '', accountId: accountId(n), code: 'LOCKED', message: '', fix: '' },
});

/** Changes the stored rows behind the ledger's back. */
function tamper(change: (file: DatabaseSync) => void): void {
  const file = new DatabaseSync(join(folder, 'ledger.sqlite'));
  change(file);
  file.close();
}

test('Evidence comes back as it was, maps and all, without the people of other accounts', () => {
  fc.assert(
    fc.property(anyEvidence, (parts) => {
      const one = evidence(parts);
      const back = unpackEvidence(packEvidence(one));
      expect(evidenceAsPlain(back)).toEqual(evidenceAsPlain(one));
      expect(unpackEvidence(packEvidence(back))).toEqual(back);
    }),
    { numRuns: 50 },
  );
});

test('A write is known before it is made, and how it ended afterwards', async () => {
  const { trail } = ledger;
  await trail.open(act('r1'), { policy: POLICY, fingerprint: 'f' });
  await trail.intend('r1', 100, [writing(1), writing(2)]);
  expect((await trail.act('r1'))?.writes).toEqual({ unknown: 2 });
  await trail.settle('r1', [written(1), refused(2)]);
  expect((await trail.act('r1'))?.writes).toEqual({ written: 1, LOCKED: 1 });
  const [first] = await trail.replayable('r1', PAGE);
  const { held, fields } = writing(1);
  expect(first).toMatchObject({
    accountId: accountId(1),
    end: 'written',
    images: { held, fields },
    evidence: evidence({}),
  });
  expect(await trail.policy('f')).toEqual({ policy: POLICY, fingerprint: 'f' });
});

test('A partition that is scored again after a kill counts each account once, and keeps one write of it', async () => {
  const { trail, runs } = ledger;
  await trail.open(act('r1'), null);
  await trail.intend('r1', 100, [writing(1), writing(2)]);
  await trail.intend('r1', 110, [writing(2)]);
  await trail.settle('r1', [written(2)]);
  expect((await trail.act('r1'))?.writes).toEqual({ unknown: 1, written: 1 });
  await trail.intend('r1', 120, [writing(2)]);
  await trail.settle('r1', [written(2)]);
  expect(await runs.writtenCount('r1')).toBe(1);
});

test('A damaged byte is found, and costs no other write', async () => {
  const { trail } = ledger;
  await trail.open(act('r1'), null);
  await trail.intend('r1', 100, [writing(1), writing(2), writing(3)]);
  tamper((file) => {
    const { evidence: bytes } = file.prepare('select evidence from trailWrite where id = 2').get() as {
      evidence: Uint8Array;
    };
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    file.prepare('update trailWrite set evidence = ? where id = 2').run(bytes);
    file.exec('update trailWrite set format = 99 where id = 3');
  });
  const [one, two, three] = await trail.replayable('r1', PAGE);
  expect([one?.evidence, two?.evidence, three?.evidence]).toEqual([evidence({}), 'unreadable', 'unreadable']);
  expect([two?.images === null, three?.images]).toEqual([false, null]);
});

test('What is older than the trail is kept goes; the last good run of each mode and the count of runs stay', async () => {
  const { trail, runs } = ledger;
  for (const [id, finishedAt, mode, verdict] of [
    ['r1', 10, 'full', 'ok'],
    ['r2', 20, 'full', 'ok'],
    ['r3', 30, 'changed', 'degraded'],
    ['r4', 40, 'full', 'failed'],
  ] as const) {
    const request = { mode, dryRun: false, asOf: null };
    await runs.savePlan({ id, request, openedAt: finishedAt - 1 } as unknown as Parameters<typeof runs.savePlan>[0]);
    await runs.saveSummary(id, { id, finishedAt, verdict } as unknown as Parameters<typeof runs.saveSummary>[1]);
    await trail.open(act(id, { at: finishedAt }), null);
    await trail.intend(id, finishedAt, [writing(1)]);
  }
  const tally = await runs.tally();
  await trail.noteAccess({ at: 20, by: 'me', purpose: 'read', records: { Task: 1 } });
  await trail.noteAccess({ at: 35, by: 'me', purpose: 'read', records: { Task: 2 } });
  expect(await trail.prune(35)).toBe(3);
  expect((await trail.acts(10)).map(({ id }) => id)).toEqual(['r4']);
  expect((await trail.accesses(10)).map(({ at }) => at)).toEqual([35]);
  expect((await runs.history(10)).map(({ id }) => id)).toEqual(['r4', 'r3', 'r2']);
  expect(await runs.tally()).toEqual(tally);
  expect(await trail.prune(35)).toBe(0);
});
