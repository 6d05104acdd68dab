// Forgetting somebody whom only Outreach knew, while another process has the ledger open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from '../ledger/ledger.ts';
import { RetriableFailure } from './failures.ts';
import { forget } from './forget.ts';

test('done again, it rewrites the files that the first time found in use, and knows nobody any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forget-'));
  const ledger = await openLedger(folder);
  onTestFinished(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const [email, signal] = ['jane@example.com', new AbortController().signal];
  const prospect = { id: 1, updatedAt: 1, accountId: null, contactIds: [], leadIds: [], emails: [email], title: '' };
  await ledger.mirror.upsert('prospect', [prospect], null);
  let [scrubs, inUse] = [0, true];
  const scrub = () => {
    scrubs += 1;
    return inUse ? Promise.reject(new RetriableFailure('in use', { code: 'LEDGER_BUSY' })) : Promise.resolve();
  };
  const quiet = () => undefined;
  const needs = {
    ...{ store: { ...ledger.people, scrub }, people: ledger.forgotten, trail: ledger.trail },
    ...{ author: { by: 'me', core: '' }, log: { info: quiet, warn: quiet, error: quiet } },
    org: {
      identify: () => Promise.resolve({ now: 0 }),
      findPerson: () => Promise.resolve({ contactIds: [], leadIds: [], emails: [] }),
      findStoriesNaming: () => Promise.resolve(new Map<string, string>()),
    },
  } as unknown as Parameters<typeof forget>[0];
  await expect(forget(needs, email.toUpperCase(), false, signal)).rejects.toThrow('in use');
  inUse = false;
  expect(await forget(needs, email, false, signal)).toMatchObject({ unknown: true, person: { prospectIds: [] } });
  expect(scrubs).toBe(2);
  await forget(needs, 'nobody@example.com', false, signal);
  expect(scrubs).toBe(2);
});
