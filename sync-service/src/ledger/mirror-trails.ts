// Follows records of the mirror to the Salesforce records behind them, and finds what they name and the mirror lacks.
import { type Kysely, sql } from 'kysely';
import { type MirrorTrails, TELLING_KINDS } from '../run/changes.ts';
import type { MirrorKind } from '../run/mirror.ts';
import type { RecordOfOutreach } from '../run/ports.ts';
import type { Flavour, Tables } from './schema.ts';

export function createMirrorTrails(db: Kysely<Tables>, { listOf }: Flavour): MirrorTrails {
  const mailingsOf = (ids: readonly number[], states: readonly number[]) =>
    db
      .selectFrom('mailing')
      .select(['id', 'prospectId', 'sequenceId', 'sequenceStateId', 'sequenceStepId', 'repliedAt', 'replySentiment'])
      .select('taskIds')
      .where((eb) => eb.or([eb('id', 'in', listOf(ids)), eb('sequenceStateId', 'in', listOf(states))]))
      .execute();

  const callsOf = (ids: readonly number[]) =>
    db
      .selectFrom('call')
      .select(['prospectId', 'sequenceId', 'dispositionId', 'taskIds'])
      .where('id', 'in', listOf(ids))
      .execute();

  const prospectsOf = (ids: readonly number[], accounts: readonly number[]) =>
    db
      .selectFrom('prospect')
      .select(['id', 'accountId', 'contactIds', 'leadIds'])
      .where((eb) => eb.or([eb('id', 'in', listOf(ids)), eb('accountId', 'in', listOf(accounts))]))
      .execute();

  /** Those that the mirror does not hold. */
  async function missing(kind: MirrorKind, ids: readonly (number | null)[]): Promise<RecordOfOutreach[]> {
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    if (wanted.length === 0) return [];
    const { rows } = await sql<{ id: number }>`select id from ${sql.table(kind)} where id in ${listOf(wanted)}`.execute(
      db,
    );
    const held = new Set(rows.map(({ id }) => id));
    return wanted.filter((id) => !held.has(id)).map((id) => ({ kind, id }));
  }

  return {
    async follow(records) {
      const idsOf = (kind: MirrorKind) => records.filter((record) => record.kind === kind).map(({ id }) => id);
      const mailings = await mailingsOf(idsOf('mailing'), idsOf('sequenceState'));
      const calls = await callsOf(idsOf('call'));
      const engagements = [...mailings, ...calls];
      const named = engagements.map(({ prospectId }) => prospectId).filter((id) => id !== null);
      const prospects = await prospectsOf([...idsOf('prospect'), ...named], idsOf('account'));
      const accounts = prospects.map(({ accountId }) => accountId).filter((id) => id !== null);
      const salesforceIds = await db
        .selectFrom('account')
        .select('salesforceId')
        .where('id', 'in', listOf([...idsOf('account'), ...accounts]))
        .where('salesforceId', 'is not', null)
        .execute();
      const unclear = mailings.filter(({ repliedAt, replySentiment }) => repliedAt !== null && replySentiment === null);
      const states = unclear.map(({ sequenceStateId }) => sequenceStateId).filter((id) => id !== null);
      return {
        accountIds: [...new Set(salesforceIds.map(({ salesforceId }) => salesforceId ?? ''))],
        contactIds: [...new Set(prospects.flatMap(({ contactIds }) => listIn(contactIds)))],
        leadIds: [...new Set(prospects.flatMap(({ leadIds }) => listIn(leadIds)))],
        taskIds: [...new Set(engagements.flatMap(({ taskIds }) => listIn(taskIds)))],
        toRead: [
          ...states.map((id): RecordOfOutreach => ({ kind: 'sequenceState', id })),
          ...(await missing('prospect', named)),
          ...(await missing('account', accounts)),
          ...(await missing(
            'sequence',
            engagements.map(({ sequenceId }) => sequenceId),
          )),
          ...(await missing(
            'sequenceStep',
            mailings.map(({ sequenceStepId }) => sequenceStepId),
          )),
          ...(await missing(
            'callDisposition',
            calls.map(({ dispositionId }) => dispositionId),
          )),
        ],
      };
    },

    async mirroredUpTo() {
      const rows = await db.selectFrom('mirrorCheckpoint').selectAll().where('complete', '=', 1).execute();
      const reached = new Map(rows.map(({ kind, readUpTo }) => [kind, readUpTo]));
      return TELLING_KINDS.every((kind) => reached.has(kind)) ? reached : null;
    },

    async updatedSince(since) {
      const found: RecordOfOutreach[] = [];
      for (const kind of TELLING_KINDS) {
        const from = since.get(kind);
        if (from === undefined) continue;
        const { rows } = await sql<{ id: number }>`
          select id from ${sql.table(kind)} where ${sql.ref('updatedAt')} >= ${from}`.execute(db);
        found.push(...rows.map(({ id }) => ({ kind, id })));
      }
      return found;
    },
  };
}

const listIn = (json: string): readonly string[] => JSON.parse(json) as string[];
