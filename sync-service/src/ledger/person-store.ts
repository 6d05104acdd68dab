// Finds what the ledger holds of a person and removes it: from the mirror, from the trail, from the texts of runs, and at last
// from the bytes of the files.
import { sql, type Kysely, type Transaction } from 'kysely';
import { RetriableFailure } from '../run/failures.ts';
import type { Person, PersonStore } from '../run/forget.ts';
import { NOBODY, withoutAddresses } from '../run/forgotten.ts';
import type { MirrorStore } from '../run/mirror.ts';
import type { Flavour, Tables } from './schema.ts';
import { removeFromTrail } from './trail-without.ts';

/** Where ids of records may stand in a text. */
const TEXTS = [
  ['run', 'plan'],
  ['run', 'summary'],
  ['partitionResult', 'result'],
  ['alert', 'detail'],
] as const;

export function createPersonStore(db: Kysely<Tables>, flavour: Flavour, mirror: MirrorStore): PersonStore {
  const { listOf } = flavour;

  const ofPerson = async (from: 'mailing' | 'call', { prospectIds }: Person): Promise<readonly number[]> => {
    const rows = await db.selectFrom(from).select('id').where('prospectId', 'in', listOf(prospectIds)).execute();
    return rows.map(({ id }) => id);
  };

  return {
    async knownBy({ contactIds, leadIds, emails }) {
      const links = db.selectFrom('prospectLink').select('recordId');
      const linked = links.where('salesforceId', 'in', listOf([...contactIds, ...leadIds]));
      const rows = await db
        .selectFrom('prospect')
        .select(['id', 'contactIds', 'leadIds', 'emails'])
        .where((of) => of.or([of('id', 'in', linked), ...emails.map((email) => naming(email))]))
        .execute();
      const known = rows.map((row) => ({
        id: row.id,
        contactIds: JSON.parse(row.contactIds) as string[],
        leadIds: JSON.parse(row.leadIds) as string[],
        emails: JSON.parse(row.emails) as string[],
      }));
      const ours = new Set([...contactIds, ...leadIds]);
      const own = known.filter((prospect) => {
        const ids = [...prospect.contactIds, ...prospect.leadIds];
        return ids.length === 0 || ours.size === 0 || ids.some((id) => ours.has(id));
      });
      return {
        contactIds: [...new Set([...contactIds, ...own.flatMap((it) => it.contactIds)])],
        leadIds: [...new Set([...leadIds, ...own.flatMap((it) => it.leadIds)])],
        emails: [...new Set([...emails, ...own.flatMap((it) => it.emails)])],
        prospectIds: own.map(({ id }) => id),
      };
    },

    async recordsOf(person) {
      const [mailings, calls] = [await ofPerson('mailing', person), await ofPerson('call', person)];
      return [...mailings.map((id) => `mailing:${id}`), ...calls.map((id) => `call:${id}`)];
    },

    async remove(person, leftOut, dryRun) {
      const [mailings, calls] = [await ofPerson('mailing', person), await ofPerson('call', person)];
      if (!dryRun) {
        const states = await statesOf(db, flavour, mailings);
        await mirror.remove('sequenceState', states);
        await mirror.remove('mailing', mailings);
        await mirror.remove('call', calls);
        await removeAddresses(db, flavour, person);
        // Last of all: by them the others are found, should this be done again.
        await mirror.remove('prospect', person.prospectIds);
      }
      const traces = await db.transaction().execute(async (trx) => ({
        ...(await removeFromTrail(trx, person, leftOut, dryRun)),
        texts: await removeFromTexts(trx, person, dryRun),
      }));
      return { prospects: person.prospectIds.length, mailings: mailings.length, calls: calls.length, ...traces };
    },

    async scrub() {
      // What is deleted stays in free pages and in the write-ahead file until both are rewritten. Not in memory: it may be large.
      await sql`pragma temp_store = default`.execute(db);
      await sql`vacuum`.execute(db);
      await sql`pragma temp_store = memory`.execute(db);
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
      if (rows[0]?.busy !== 0)
        throw new RetriableFailure(
          'The ledger is in use, so what was removed can still be read in its write-ahead file',
          {
            code: 'LEDGER_BUSY',
            actions: ['Run the same command again in a while, or stop "touchpoint start" first.'],
          },
        );
    },
  };
}

/** Prospects of exactly this address: to LIKE, the `_` of `a_b@example.com` would be any character, and `a.b@…` somebody else. */
const naming = (email: string) => sql<boolean>`instr(emails, ${JSON.stringify(email)}) > 0`;

async function statesOf(db: Kysely<Tables>, { listOf }: Flavour, mailings: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('mailing')
    .select('sequenceStateId as id')
    .where('id', 'in', listOf(mailings))
    .where('sequenceStateId', 'is not', null)
    .execute();
  return rows.map(({ id }) => id ?? 0);
}

/** Addresses of the person in records of others, and what could not be understood of the person's own. */
async function removeAddresses(db: Kysely<Tables>, { listOf }: Flavour, person: Person): Promise<void> {
  const gone = new Set(person.emails);
  const others = await db
    .selectFrom('prospect')
    .select(['id', 'emails'])
    .where((of) => of.or(person.emails.map((email) => naming(email))))
    .execute();
  for (const { id, emails } of others) {
    const left = (JSON.parse(emails) as string[]).filter((email) => !gone.has(email));
    await db
      .updateTable('prospect')
      .set({ emails: JSON.stringify(left) })
      .where('id', '=', id)
      .execute();
  }
  const written = await db.selectFrom('mailing').select(['id', 'subject']).where('subject', 'like', '%@%').execute();
  for (const { id, subject } of written) {
    const without = withoutAddresses(subject, gone);
    if (without !== subject) await db.updateTable('mailing').set({ subject: without }).where('id', '=', id).execute();
  }
  await db.deleteFrom('mirrorMalformed').where('prospectId', 'in', listOf(person.prospectIds)).execute();
}

/** Returns how many texts named the person. */
async function removeFromTexts(trx: Transaction<Tables>, person: Person, dryRun: boolean): Promise<number> {
  let texts = 0;
  for (const word of [...person.contactIds, ...person.leadIds, ...person.emails])
    for (const [table, column] of TEXTS) {
      const [name, where] = [sql.table(table), sql`instr(${sql.ref(column)}, ${word}) > 0`];
      const { rows } = await sql<{ many: number }>`select count(*) as many from ${name} where ${where}`.execute(trx);
      texts += rows[0]?.many ?? 0;
      if (!dryRun)
        await sql`update ${name} set ${sql.ref(column)} = replace(${sql.ref(column)}, ${word}, ${NOBODY}) where ${where}`.execute(
          trx,
        );
    }
  return texts;
}
