// Reads a partition's evidence from the mirror: a handful of queries, however many accounts it has.
import type { Kysely } from 'kysely';
import type { MirrorCall, MirrorMailing, MirrorReader, MirrorReading } from '../run/mirror.ts';
import type { Flavour, Tables } from './schema.ts';

export function createMirrorReader(db: Kysely<Tables>, flavour: Flavour): MirrorReader {
  const { listOf } = flavour;

  /** Prospects of these contacts and leads, and those of these accounts. */
  async function findProspects(people: readonly string[], accounts: readonly string[]): Promise<Set<number>> {
    const [connected, members] = [
      await db
        .selectFrom('prospectLink')
        .select('recordId as id')
        .where('salesforceId', 'in', listOf(people))
        .execute(),
      await db
        .selectFrom('account')
        .innerJoin('prospect', 'prospect.accountId', 'account.id')
        .select('prospect.id as id')
        .where('account.salesforceId', 'in', listOf(accounts))
        .execute(),
    ];
    return new Set([...connected, ...members].map(({ id }) => id));
  }

  const mailings = () =>
    db
      .selectFrom('mailing')
      .leftJoin('sequenceStep', 'sequenceStep.id', 'mailing.sequenceStepId')
      .leftJoin('sequenceState', 'sequenceState.id', 'mailing.sequenceStateId')
      .selectAll('mailing')
      .select(['stepType', 'positiveReplies', 'negativeReplies', 'neutralReplies']);

  const calls = () =>
    db
      .selectFrom('call')
      .leftJoin('callDisposition', 'callDisposition.id', 'call.dispositionId')
      .selectAll('call')
      .select('callDisposition.name as dispositionName');

  async function readMailings(
    prospects: readonly number[],
    tasks: readonly string[],
  ): Promise<MirrorReading['mailings']> {
    // Those of the prospects are found by prospect already.
    const linked = db.selectFrom('mailingLink').select('recordId').where('salesforceId', 'in', listOf(tasks));
    const rows = [
      ...(await mailings().where('mailing.prospectId', 'in', listOf(prospects)).execute()),
      ...(await mailings()
        .where('mailing.id', 'in', linked)
        .where((eb) =>
          eb.or([eb('mailing.prospectId', 'is', null), eb('mailing.prospectId', 'not in', listOf(prospects))]),
        )
        .execute()),
    ];
    return rows.map(({ stepType, positiveReplies, negativeReplies, neutralReplies, taskIds, ...mailing }) => ({
      ...(mailing satisfies Omit<MirrorMailing, 'taskIds'>),
      taskIds: listIn(taskIds),
      stepType: stepType ?? '',
      replies:
        positiveReplies === null || negativeReplies === null || neutralReplies === null
          ? null
          : { positive: positiveReplies, negative: negativeReplies, neutral: neutralReplies },
    }));
  }

  async function readCalls(prospects: readonly number[], tasks: readonly string[]): Promise<MirrorReading['calls']> {
    // Those of the prospects are found by prospect already.
    const linked = db.selectFrom('callLink').select('recordId').where('salesforceId', 'in', listOf(tasks));
    const rows = [
      ...(await calls().where('call.prospectId', 'in', listOf(prospects)).execute()),
      ...(await calls()
        .where('call.id', 'in', linked)
        .where((eb) => eb.or([eb('call.prospectId', 'is', null), eb('call.prospectId', 'not in', listOf(prospects))]))
        .execute()),
    ];
    return rows.map(({ dispositionName, taskIds, ...call }) => ({
      ...(call satisfies Omit<MirrorCall, 'taskIds'>),
      taskIds: listIn(taskIds),
      dispositionName: dispositionName ?? '',
    }));
  }

  async function readProspects(ids: readonly number[]): Promise<MirrorReading['prospects']> {
    const rows = await db
      .selectFrom('prospect')
      .leftJoin('account', 'account.id', 'prospect.accountId')
      .selectAll('prospect')
      .select('account.salesforceId as salesforceAccountId')
      .where('prospect.id', 'in', listOf(ids))
      .execute();
    return rows.map((row) => ({
      ...row,
      contactIds: listIn(row.contactIds),
      leadIds: listIn(row.leadIds),
      emails: listIn(row.emails),
    }));
  }

  return {
    async read({ contactIds, leadIds, accountIds, taskIds }) {
      const prospects = await findProspects([...contactIds, ...leadIds], accountIds);
      const asked = [...prospects];
      const found = { mailings: await readMailings(asked, taskIds), calls: await readCalls(asked, taskIds) };
      const sequences = new Set<number>();
      for (const { prospectId, sequenceId } of [...found.mailings, ...found.calls]) {
        if (prospectId !== null) prospects.add(prospectId);
        if (sequenceId !== null) sequences.add(sequenceId);
      }
      return {
        ...found,
        prospects: await readProspects([...prospects]),
        malformed: await db
          .selectFrom('mirrorMalformed')
          .selectAll()
          .where('prospectId', 'in', listOf([...prospects]))
          .execute(),
        sequences: await db
          .selectFrom('sequence')
          .selectAll()
          .where('id', 'in', listOf([...sequences]))
          .execute(),
      };
    },
  };
}

const NONE: readonly string[] = [];
const listIn = (json: string): readonly string[] => (json === '[]' ? NONE : (JSON.parse(json) as string[]));
