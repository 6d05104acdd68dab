// A world for measuring webhooks: every account is one touchpoint short of high-signal, and its only contact was mailed by
// Outreach three days ago, so that each reply flips a verdict. Figures and load are bench-webhooks.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordId } from '../stand-ins/world/record-id.ts';

export const TODAY = '2026-03-02';

export interface Reply {
  readonly accountId: string;
  /** The mailing, as Outreach shows it once it was answered. */
  readonly mailing: { readonly id: number } & Readonly<Record<string, unknown>>;
}

/** Writes the folder and returns one reply an account, none of which Outreach knows yet. */
export function writeReplyWorld(folder: string, accounts: number): readonly Reply[] {
  const [long, recent] = ['2026-01-10T15:00:00.000Z', '2026-02-27T15:00:00.000Z'];
  const old = { CreatedDate: long, SystemModstamp: long };
  const rows: Record<string, object[]> = { Account: [], Contact: [], Task: [] };
  const resources: Record<string, object[]> = { prospect: [], mailing: [], sequence: [] };
  const stamps = { createdAt: long, updatedAt: recent };
  resources['sequence']?.push({ type: 'sequence', id: 1, attributes: { numContactedProspects: accounts, ...stamps } });
  const replies = Array.from({ length: accounts }, (_, at): Reply => {
    const n = at + 1;
    const [accountId, contactId] = [recordId('Account', n), recordId('Contact', n)];
    rows['Account']?.push({ Id: accountId, Name: `Account ${n}`, ...old });
    rows['Contact']?.push({ Id: contactId, LastName: `Person ${n}`, AccountId: accountId, ...old });
    for (const day of ['2026-02-20', '2026-02-23']) {
      const Id = recordId('Task', 2 * n + (day.endsWith('3') ? 1 : 0));
      rows['Task']?.push({
        Id,
        WhoId: contactId,
        Subject: `Work ${day}`,
        Status: 'Completed',
        ActivityDate: day,
        ...old,
      });
    }
    const connected = { meta: { dataConnections: [{ connection: 'Salesforce', id: contactId }] } };
    resources['prospect']?.push({
      type: 'prospect',
      id: n,
      attributes: { emails: [], ...stamps },
      relationships: {},
      ...connected,
    });
    const relationships = {
      prospect: { data: { type: 'prospect', id: n } },
      sequence: { data: { type: 'sequence', id: 1 } },
    };
    const sent = { mailingType: 'sequence', state: 'delivered', deliveredAt: recent, ...stamps };
    const mailing = { type: 'mailing', id: n, attributes: sent, relationships };
    resources['mailing']?.push(mailing);
    const repliedAt = `${TODAY}T16:00:00.000Z`;
    return { accountId, mailing: { ...mailing, attributes: { ...sent, repliedAt, updatedAt: repliedAt } } };
  });
  const lines = (all: readonly object[]) => all.map((row) => `${JSON.stringify(row)}\n`).join('');
  for (const room of ['salesforce', 'outreach']) mkdirSync(join(folder, room), { recursive: true });
  writeFileSync(
    join(folder, 'org.json'),
    JSON.stringify({ id: '00D5g0000012345EAA', timeZone: 'America/New_York', today: TODAY }),
  );
  for (const [name, all] of Object.entries(rows))
    writeFileSync(join(folder, 'salesforce', `${name}.jsonl`), lines(all));
  for (const [name, all] of Object.entries(resources))
    writeFileSync(join(folder, 'outreach', `${name}.jsonl`), lines(all));
  return replies;
}
