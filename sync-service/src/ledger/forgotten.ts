// The register of people who must not come back, and the mirror that does not take them in. Marks are keyed: whoever reads
// the table without the key cannot try out addresses.
import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { addressesIn, type ForgottenPeople, withoutAddresses } from '../run/forgotten.ts';
import type {
  MirrorCall,
  MirrorKind,
  MirrorMailing,
  MirrorProspect,
  MirrorShapes,
  MirrorStore,
} from '../run/mirror.ts';
import type { Tables } from './schema.ts';

export function createForgottenPeople(db: Kysely<Tables>): ForgottenPeople {
  const key = async () => (await db.selectFrom('forgottenKey').select('key').executeTakeFirst())?.key ?? null;
  const marks = async () =>
    new Set((await db.selectFrom('forgotten').select('mark').execute()).map(({ mark }) => mark));
  return {
    any: async () => (await key()) !== null,

    async among(words) {
      const secret = await key();
      if (secret === null) return new Set();
      const known = await marks();
      return new Set([...words].filter((word) => known.has(markOf(secret, word))));
    },

    async remember(words) {
      await db
        .insertInto('forgottenKey')
        .values({ id: 1, key: randomBytes(32).toString('hex') })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      const secret = (await key()) ?? '';
      for (const word of words)
        await db
          .insertInto('forgotten')
          .values({ mark: markOf(secret, word) })
          .onConflict((conflict) => conflict.column('mark').doNothing())
          .execute();
    },
  };
}

const markOf = (secret: string, word: string): string => createHmac('sha256', secret).update(word).digest('hex');

/** The same store, which lets nobody in who was forgotten, nor what was sent to or said with them. */
export function keepingOut(store: MirrorStore, people: ForgottenPeople): MirrorStore {
  return {
    ...store,
    async upsert(kind, records, checkpoint) {
      const allowed = ALLOWED[kind];
      const taken = allowed && (await people.any()) ? await allowed(records, people) : records;
      await store.upsert(kind, taken, checkpoint);
    },
  };
}

/** The kinds that are about people. */
const ALLOWED: {
  readonly [K in MirrorKind]?: (
    records: readonly MirrorShapes[K][],
    people: ForgottenPeople,
  ) => Promise<readonly MirrorShapes[K][]>;
} = { prospect: prospects, mailing: engagements, call: engagements };

const prospectWord = (id: number): string => `prospect:${id}`;

async function prospects(records: readonly MirrorProspect[], people: ForgottenPeople): Promise<MirrorProspect[]> {
  const gone = await people.among(
    records.flatMap(({ id, contactIds, leadIds, emails }) => [prospectWord(id), ...contactIds, ...leadIds, ...emails]),
  );
  const isGone = ({ id, contactIds, leadIds, emails }: MirrorProspect): boolean => {
    const ids = [...contactIds, ...leadIds];
    // A shared address takes nobody along who is known to be somebody else.
    return gone.has(prospectWord(id)) || (ids.length === 0 ? emails : ids).some((word) => gone.has(word));
  };
  const dropped = records.filter(isGone);
  await people.remember(dropped.map(({ id }) => prospectWord(id)));
  return records
    .filter((record) => !isGone(record))
    .map((record) => ({ ...record, emails: record.emails.filter((email) => !gone.has(email)) }));
}

async function engagements<R extends MirrorMailing | MirrorCall>(
  records: readonly R[],
  people: ForgottenPeople,
): Promise<readonly R[]> {
  const subjectOf = (record: R): string => ('subject' in record ? record.subject : '');
  const gone = await people.among(
    records.flatMap((record) => [
      ...(record.prospectId === null ? [] : [prospectWord(record.prospectId)]),
      ...addressesIn(subjectOf(record)),
    ]),
  );
  return records
    .filter(({ prospectId }) => prospectId === null || !gone.has(prospectWord(prospectId)))
    .map((record) => ('subject' in record ? { ...record, subject: withoutAddresses(record.subject, gone) } : record));
}
