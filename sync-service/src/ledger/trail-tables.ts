// The tables of the trail and of people forgotten: their migration and their rows. What they are for is in run/trail.ts and
// run/forgotten.ts.
import type { Generated, Kysely } from 'kysely';
import type { RunRequest, RunVerdict } from '../run/run-store.ts';
import type { Act } from '../run/trail.ts';
import type { Flavour } from './schema.ts';

export interface TrailTables {
  readonly trailAct: {
    readonly id: string;
    readonly kind: Act['kind'];
    readonly by: string;
    readonly at: number;
    readonly undoes: string | null;
    readonly policyFingerprint: string | null;
    readonly asOf: number | null;
    readonly timeZone: string | null;
    readonly integrationUserId: string | null;
    readonly core: string | null;
  };
  readonly trailWrite: {
    readonly id: Generated<number>;
    readonly actId: string;
    readonly accountId: string;
    readonly at: number;
    /** How `images` and `evidence` are to be read (trail-format.ts). */
    readonly format: number;
    readonly images: Uint8Array;
    readonly evidence: Uint8Array | null;
    /** 1: the evidence was removed with a person whom it named. */
    readonly redacted: number;
    readonly end: string | null;
  };
  readonly trailPolicy: { readonly fingerprint: string; readonly policy: string };
  readonly trailAccess: {
    readonly id: Generated<number>;
    readonly at: number;
    readonly by: string;
    readonly purpose: string;
    readonly records: string;
  };
  /** How many closed runs were dropped, so that counts of runs never go down. */
  readonly runsPruned: { readonly mode: RunRequest['mode']; readonly verdict: RunVerdict; readonly runs: number };
  /** Marks of people who must not come back, and the key they are made with. */
  readonly forgotten: { readonly mark: string };
  readonly forgottenKey: { readonly id: number; readonly key: string };
}

export async function createTrail(db: Kysely<unknown>, { whole, bytes, ascending }: Flavour): Promise<void> {
  await db.schema
    .createTable('trailAct')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('at', whole, (column) => column.notNull())
    .addColumn('undoes', 'text')
    .addColumn('policyFingerprint', 'text')
    .addColumn('asOf', whole)
    .addColumn('timeZone', 'text')
    .addColumn('integrationUserId', 'text')
    .addColumn('core', 'text')
    .execute();
  await db.schema.createIndex('trailActByat').on('trailAct').column('at').execute();
  await db.schema
    .createTable('trailWrite')
    .addColumn('id', ascending, (column) => column.primaryKey())
    .addColumn('actId', 'text', (column) => column.notNull())
    .addColumn('accountId', 'text', (column) => column.notNull())
    .addColumn('at', whole, (column) => column.notNull())
    .addColumn('format', 'integer', (column) => column.notNull())
    .addColumn('end', 'text')
    .addColumn('redacted', 'integer', (column) => column.notNull())
    .addColumn('images', bytes, (column) => column.notNull())
    .addColumn('evidence', bytes)
    .execute();
  // Counting the accounts of a run reads the index alone.
  await db.schema.createIndex('trailWriteByact').on('trailWrite').columns(['actId', 'end', 'accountId']).execute();
  await db.schema.createIndex('trailWriteByaccount').on('trailWrite').column('accountId').execute();
  await db.schema.createIndex('trailWriteByat').on('trailWrite').column('at').execute();
  await db.schema
    .createTable('trailPolicy')
    .addColumn('fingerprint', 'text', (column) => column.primaryKey())
    .addColumn('policy', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('trailAccess')
    .addColumn('id', ascending, (column) => column.primaryKey())
    .addColumn('at', whole, (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('records', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('forgotten')
    .addColumn('mark', 'text', (column) => column.primaryKey())
    .execute();
  await db.schema
    .createTable('forgottenKey')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('runsPruned')
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('runs', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('runsPrunedKey', ['mode', 'verdict'])
    .execute();
}

/** Which accounts a run wrote is told by the trail from now on. */
export async function countByTrail(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('runWritten').execute();
}
