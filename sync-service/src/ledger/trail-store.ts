// Keeps the trail: acts, what they wrote and from which evidence, policies, accesses. Dropping what is old is in prune.ts.
import type { Kysely } from 'kysely';
import {
  type Act,
  type ActSummary,
  type Images,
  type NoEvidence,
  type Page,
  type TrailedWrite,
  type TrailStore,
  WRITTEN,
} from '../run/trail.ts';
import type { Policy } from '../scoring/policy.ts';
import type { AccountEvidence } from '../scoring/evidence.ts';
import { insertRows } from './bulk-insert.ts';
import { prune } from './prune.ts';
import type { Flavour, Tables } from './schema.ts';
import { packEvidence, packImages, TRAIL_FORMAT, unpackEvidence, unpackImages } from './trail-format.ts';

const INTENDED = ['actId', 'accountId', 'at', 'format', 'redacted', 'images', 'evidence'] as const;

export function createTrailStore(db: Kysely<Tables>, flavour: Flavour): TrailStore {
  const { listOf } = flavour;
  const writes = () =>
    db.selectFrom('trailWrite').select(['id', 'actId', 'accountId', 'at', 'format', 'end', 'images']).orderBy('id');
  const page = (actId: string, { after, limit }: Page) =>
    writes().where('actId', '=', actId).where('id', '>', after).limit(limit);

  const summed = async (acts: readonly Tables['trailAct'][]): Promise<readonly ActSummary[]> => {
    const counts = await db
      .selectFrom('trailWrite')
      .select((of) => ['actId', 'end', of.fn.countAll<number>().as('writes')])
      .where('actId', 'in', listOf(acts.map(({ id }) => id)))
      .groupBy(['actId', 'end'])
      .execute();
    return acts.map((row) => ({
      ...actOf(row),
      writes: Object.fromEntries(
        counts.filter(({ actId }) => actId === row.id).map(({ end, writes: many }) => [end ?? 'unknown', many]),
      ),
    }));
  };

  return {
    async open({ id, kind, by, at, undoes, basis }, policy) {
      const none = { policyFingerprint: null, asOf: null, timeZone: null, integrationUserId: null, core: null };
      await db
        .insertInto('trailAct')
        .values({ ...{ id, kind, by, at, undoes }, ...(basis ?? none) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      if (policy === null) return;
      await db
        .insertInto('trailPolicy')
        .values({ fingerprint: policy.fingerprint, policy: JSON.stringify(policy.policy) })
        .onConflict((conflict) => conflict.column('fingerprint').doNothing())
        .execute();
    },

    async intend(actId, at, writings) {
      const rows = writings.map(({ accountId, held, fields, evidence }) => {
        const images = packImages({ held, fields });
        return [actId, accountId, at, TRAIL_FORMAT, 0, images, evidence && packEvidence(evidence)];
      });
      await db.transaction().execute(async (trx) => {
        // A process that died before it wrote these accounts meant to write them as we do now.
        await trx
          .deleteFrom('trailWrite')
          .where('actId', '=', actId)
          .where('end', 'is', null)
          .where('accountId', 'in', listOf(writings.map(({ accountId }) => accountId)))
          .execute();
        await insertRows(trx, flavour, 'trailWrite', INTENDED, rows, { keep: true });
      });
    },

    async settle(actId, outcomes) {
      const byEnd = Map.groupBy(outcomes, ({ problem }) => problem?.code ?? WRITTEN);
      await db.transaction().execute(async (trx) => {
        for (const [end, some] of byEnd)
          await trx
            .updateTable('trailWrite')
            .set({ end })
            .where('actId', '=', actId)
            .where('end', 'is', null)
            .where('accountId', 'in', listOf(some.map(({ accountId }) => accountId)))
            .execute();
      });
    },

    async act(id) {
      const [act] = await summed(await db.selectFrom('trailAct').selectAll().where('id', '=', id).execute());
      return act ?? null;
    },

    acts: async (limit) =>
      summed(
        await db.selectFrom('trailAct').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute(),
      ),

    async writesOf(actId, which) {
      return (await page(actId, which).execute()).map(writeOf);
    },

    async replayable(actId, which) {
      const rows = await page(actId, which).select(['evidence', 'redacted']).execute();
      return rows.map((row) => ({ ...writeOf(row), evidence: evidenceOf(row) }));
    },

    async writesTo(accountIds) {
      return (await writes().where('accountId', 'in', listOf(accountIds)).execute()).map(writeOf);
    },

    async policy(fingerprint) {
      const row = await db
        .selectFrom('trailPolicy')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst();
      return row === undefined ? null : { fingerprint, policy: JSON.parse(row.policy) as Policy };
    },

    async noteAccess({ at, by, purpose, records }) {
      await db
        .insertInto('trailAccess')
        .values({ at, by, purpose, records: JSON.stringify(records) })
        .execute();
    },

    async accesses(limit) {
      const rows = await db.selectFrom('trailAccess').selectAll().orderBy('id', 'desc').limit(limit).execute();
      return rows.map(({ at, by, purpose, records }) => ({
        ...{ at, by, purpose },
        records: JSON.parse(records) as Record<string, number>,
      }));
    },

    prune: (before) => prune(db, flavour, before),
  };
}

type WriteRow = Pick<Tables['trailWrite'], 'actId' | 'accountId' | 'at' | 'format' | 'end' | 'images'> & {
  readonly id: number;
};

function writeOf({ id, actId, accountId, at, end, format, images }: WriteRow): TrailedWrite {
  return {
    id,
    actId,
    accountId,
    at,
    end,
    images: unlessUnreadable<Images | null>(format, null, () => unpackImages(images)),
  };
}

function evidenceOf({
  format,
  evidence,
  redacted,
}: Pick<Tables['trailWrite'], 'format' | 'evidence' | 'redacted'>): AccountEvidence | NoEvidence {
  if (evidence === null) return redacted === 1 ? 'forgotten' : 'none';
  return unlessUnreadable<AccountEvidence | NoEvidence>(format, 'unreadable', () => unpackEvidence(evidence));
}

/** What cannot be read is told of each write and costs no other: a damaged byte, or a form that another version wrote. */
function unlessUnreadable<T>(format: number, otherwise: T, read: () => T): T {
  if (format !== TRAIL_FORMAT) return otherwise;
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return otherwise;
  }
}

function actOf(row: Tables['trailAct']): Act {
  const { policyFingerprint, asOf, timeZone, integrationUserId, core, ...act } = row;
  const whole = policyFingerprint !== null && asOf !== null && timeZone !== null && integrationUserId !== null;
  const basis = whole && core !== null ? { policyFingerprint, asOf, timeZone, integrationUserId, core } : null;
  return { ...act, basis };
}
