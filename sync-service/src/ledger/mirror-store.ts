// Keeps the mirror of Outreach: pages of records come in, each with its checkpoint, in one transaction.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { MirrorCheckpoint, MirrorKind, MirrorShapes, MirrorStore } from '../run/mirror.ts';
import { insertRows } from './bulk-insert.ts';
import type { Flavour, Tables } from './schema.ts';

/** The columns of a kind, and which of them also lead from a Salesforce Id to the record. */
interface Layout<K extends MirrorKind> {
  readonly columns: readonly (keyof MirrorShapes[K] & string)[];
  readonly links: { readonly table: LinkTable; readonly from: readonly (keyof MirrorShapes[K] & string)[] } | null;
}
type LinkTable = 'prospectLink' | 'mailingLink' | 'callLink';

const LAYOUTS: { readonly [K in MirrorKind]: Layout<K> } = {
  account: { columns: ['id', 'updatedAt', 'salesforceId'], links: null },
  prospect: {
    columns: ['id', 'updatedAt', 'accountId', 'contactIds', 'leadIds', 'emails', 'title'],
    links: { table: 'prospectLink', from: ['contactIds', 'leadIds'] },
  },
  sequence: { columns: ['id', 'updatedAt', 'contactedProspects'], links: null },
  sequenceStep: { columns: ['id', 'updatedAt', 'stepType'], links: null },
  sequenceState: {
    columns: ['id', 'updatedAt', 'positiveReplies', 'negativeReplies', 'neutralReplies'],
    links: null,
  },
  mailing: {
    columns: [
      'id',
      'updatedAt',
      'prospectId',
      'userId',
      'sequenceId',
      'sequenceStateId',
      'sequenceStepId',
      'mailingType',
      'subject',
      'deliveredAt',
      'repliedAt',
      'bouncedAt',
      'replySentiment',
      'taskIds',
    ],
    links: { table: 'mailingLink', from: ['taskIds'] },
  },
  call: {
    columns: [
      'id',
      'updatedAt',
      'prospectId',
      'userId',
      'sequenceId',
      'dispositionId',
      'answeredAt',
      'dialedAt',
      'completedAt',
      'state',
      'outcome',
      'direction',
      'vendor',
      'number',
      'taskIds',
    ],
    links: { table: 'callLink', from: ['taskIds'] },
  },
  callDisposition: { columns: ['id', 'updatedAt', 'name'], links: null },
};

const KINDS = Object.keys(LAYOUTS) as MirrorKind[];
const OF_ONE_SOURCE = ['mirrorCheckpoint', 'mirrorMalformed', 'mirrorSwept', 'mirrorSource'] as const;
const LINK_TABLES: readonly LinkTable[] = ['prospectLink', 'mailingLink', 'callLink'];

export function createMirrorStore(db: Kysely<Tables>, flavour: Flavour): MirrorStore {
  return {
    async bindTo(source) {
      await db.transaction().execute(async (trx) => {
        const held = await trx.selectFrom('mirrorSource').select('source').executeTakeFirst();
        if (held?.source === source) return;
        for (const table of [...KINDS, ...LINK_TABLES, ...OF_ONE_SOURCE] as const)
          await trx.deleteFrom(table).execute();
        await trx.insertInto('mirrorSource').values({ id: 1, source }).execute();
      });
    },

    async checkpoint(kind) {
      const held = await db.selectFrom('mirrorCheckpoint').selectAll().where('kind', '=', kind).executeTakeFirst();
      return held === undefined
        ? null
        : { readUpTo: held.readUpTo, complete: held.complete === 1, loadedFrom: held.loadedFrom };
    },

    async upsert(kind, records, checkpoint) {
      if (records.length === 0 && checkpoint === null) return;
      await db.transaction().execute(async (trx) => {
        if (records.length > 0) {
          await upsertRecords(trx, flavour, kind, LAYOUTS[kind], newestOf(records));
          await forgetMalformed(
            trx,
            flavour,
            kind,
            records.map(({ id }) => id),
          );
        }
        if (checkpoint !== null) await saveCheckpoint(trx, kind, checkpoint);
      });
    },

    async remove(kind, ids) {
      if (ids.length === 0) return 0;
      const { links } = LAYOUTS[kind];
      return db.transaction().execute(async (trx) => {
        await forgetMalformed(trx, flavour, kind, ids);
        const held = await readHeld(
          trx,
          flavour,
          kind,
          links?.from ?? [],
          ids.map((id) => ({ id })),
        );
        const known = flavour.listOf([...held.keys()]);
        if (links !== null) {
          // Link tables are found by Salesforce Id; a search by record alone would read them whole.
          const from = flavour.listOf([...held.values()].flatMap((record) => record.links));
          await trx.deleteFrom(links.table).where('salesforceId', 'in', from).where('recordId', 'in', known).execute();
        }
        await trx.deleteFrom(kind).where('id', 'in', known).execute();
        return held.size;
      });
    },
  };
}

/** What is stored, or gone, is no longer in doubt. */
async function forgetMalformed(
  trx: Transaction<Tables>,
  { listOf }: Flavour,
  kind: MirrorKind,
  ids: readonly number[],
): Promise<void> {
  await trx.deleteFrom('mirrorMalformed').where('kind', '=', kind).where('id', 'in', listOf(ids)).execute();
}

/** One record an id; the one updated last, and among equals the one that came last. */
function newestOf<R extends { readonly id: number; readonly updatedAt: number }>(records: readonly R[]): R[] {
  const newest = new Map<number, R>();
  for (const record of records) {
    const other = newest.get(record.id);
    if (other === undefined || other.updatedAt <= record.updatedAt) newest.set(record.id, record);
  }
  return [...newest.values()];
}

async function upsertRecords<K extends MirrorKind>(
  trx: Transaction<Tables>,
  flavour: Flavour,
  kind: K,
  { columns, links }: Layout<K>,
  records: readonly MirrorShapes[K][],
): Promise<void> {
  const held = await readHeld(trx, flavour, kind, links?.from ?? [], records);
  const accepted = records.filter(({ id, updatedAt }) => (held.get(id)?.updatedAt ?? -Infinity) <= updatedAt);
  const rows = accepted.map((record) => columns.map((column) => stored(record[column])));
  await insertRows(trx, flavour, kind, columns, rows, { replaceBy: 'id' });
  if (links === null) return;
  const added: [string, number][] = [];
  for (const record of accepted) {
    const wanted = new Set(links.from.flatMap((column) => record[column] as readonly string[]));
    const had = new Set(held.get(record.id)?.links ?? []);
    for (const salesforceId of had) {
      if (wanted.has(salesforceId)) continue;
      await trx
        .deleteFrom(links.table)
        .where('recordId', '=', record.id)
        .where('salesforceId', '=', salesforceId)
        .execute();
    }
    for (const salesforceId of wanted) if (!had.has(salesforceId)) added.push([salesforceId, record.id]);
  }
  await insertRows(trx, flavour, links.table, ['salesforceId', 'recordId'], added, { keep: true });
}

interface Held {
  readonly updatedAt: number;
  readonly links: readonly string[];
}

/** What is stored under these ids: how old it is, and where it is linked from. */
async function readHeld(
  trx: Transaction<Tables>,
  flavour: Flavour,
  kind: MirrorKind,
  linkColumns: readonly string[],
  records: readonly { readonly id: number }[],
): Promise<ReadonlyMap<number, Held>> {
  const columns = sql.join(['id', 'updatedAt', ...linkColumns].map((column) => sql.ref(column)));
  const ids = flavour.listOf(records.map(({ id }) => id));
  const { rows } = await sql<Record<string, string | number> & { id: number; updatedAt: number }>`
    select ${columns} from ${sql.table(kind)} where id in ${ids}`.execute(trx);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        updatedAt: row.updatedAt,
        links: linkColumns.flatMap((column) => JSON.parse(String(row[column])) as string[]),
      },
    ]),
  );
}

const stored = (value: unknown): unknown => (Array.isArray(value) ? JSON.stringify(value) : value);

async function saveCheckpoint(
  trx: Transaction<Tables>,
  kind: MirrorKind,
  { readUpTo, complete, loadedFrom }: MirrorCheckpoint,
): Promise<void> {
  const row = { readUpTo, complete: complete ? 1 : 0, loadedFrom };
  await trx
    .insertInto('mirrorCheckpoint')
    .values({ kind, ...row })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(row))
    .execute();
}
