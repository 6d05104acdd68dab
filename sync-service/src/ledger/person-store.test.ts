// Who is found in the mirror by an address, over a real file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLedger } from './ledger.ts';

test('An address finds its prospects and no other that only looks like it, and takes away nobody else’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'person-'));
  const ledger = await openLedger(folder);
  onTestFinished(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const prospect = (id: number, email: string) => ({
    ...{ id, updatedAt: 1, accountId: null, contactIds: [], leadIds: [], title: '', emails: [email] },
  });
  const [one, other] = ['jane_doe@example.com', 'jane.doe@example.com'];
  await ledger.mirror.upsert('prospect', [prospect(1, one), prospect(2, other)], null);
  const person = await ledger.people.knownBy({ contactIds: [], leadIds: [], emails: [one] });
  expect(person).toEqual({ contactIds: [], leadIds: [], emails: [one], prospectIds: [1] });
  await ledger.people.remove(person, { people: new Set(['prospect:1']), records: new Set() }, false);
  const left = await ledger.people.knownBy({ contactIds: [], leadIds: [], emails: [one, other] });
  expect(left.prospectIds).toEqual([2]);
});
