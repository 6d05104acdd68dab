// Since when news of Outreach counts for a run of the changed accounts, over a ledger and an org made by hand.
import { expect, test } from 'vitest';
import { asOf } from '../../test/builders.ts';
import { findChanged } from './open-changed.ts';

const HOUR = 3_600_000;
const now = asOf().instant;
type Needs = Parameters<typeof findChanged>[0];

test('news of Outreach that a dry or a failed run has mirrored is still news', async () => {
  let asked: ReadonlyMap<string, number> = new Map();
  const none = () => Promise.resolve([]);
  const needs = {
    org: { findChanges: none, findDue: none, findInBook: none },
    trails: {
      updatedSince: (since: ReadonlyMap<string, number>) => {
        asked = since;
        return Promise.resolve([]);
      },
      follow: () => Promise.resolve({ accountIds: [], contactIds: [], leadIds: [], taskIds: [], toRead: [] }),
    },
    memory: { readUpTo: () => Promise.resolve(now - HOUR), due: none },
    store: { lastGoodRun: () => Promise.resolve({ asOf: now - 5 * HOUR }) },
    log: { info: () => undefined },
  } as unknown as Needs;
  const identity = { orgId: 'org', timeZone: 'UTC', username: '', url: '', integrationUserId: '005', now };
  const mirrored = new Map([['mailing', now - 2 * HOUR]] as const);
  await findChanged(needs, identity, mirrored, new AbortController().signal);
  expect(asked.get('mailing')).toBe(now - 5.25 * HOUR);
});
