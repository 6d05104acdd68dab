// Writes accounts so that the trail knows: what is to be written and from what before the org is asked, and how it ended
// afterwards. What is worth writing is decided elsewhere.
import type { Decided, Grounds } from './decide.ts';
import { changeOf, sayPartial } from './change-of.ts';
import type { AccountReading, OrgPort, WriteOutcome } from './ports.ts';
import { type Act, type Author, newActId, type TrailStore, type Writing } from './trail.ts';

/** What writing with a trail takes. */
export interface Trailed {
  readonly org: Pick<OrgPort, 'writeAccounts'>;
  readonly trail: TrailStore;
}

/** One outcome for each writing, in any order. The act must have been opened. */
export async function writeTrailed(
  { org, trail }: Trailed,
  act: Pick<Act, 'id' | 'at'>,
  writings: readonly Writing[],
  signal: AbortSignal,
): Promise<readonly WriteOutcome[]> {
  if (writings.length === 0) return [];
  await trail.intend(act.id, act.at, writings);
  const changes = writings.map(({ accountId, fields }) => ({ accountId, fields }));
  const outcomes = await org.writeAccounts(changes, signal);
  await trail.settle(act.id, outcomes);
  return outcomes;
}

/** An account that was decided and differs from what it holds; null: nothing material changed. */
export function writingOf(decided: Decided): Writing | null {
  const change = changeOf(decided);
  return change && { ...change, held: decided.reading.held, evidence: decided.evidence };
}

/** An account whose evidence could not be read whole; null: it says so already. */
export function partialWritingOf(reading: AccountReading): Writing | null {
  const change = sayPartial(reading);
  return change && { ...change, held: reading.held, evidence: null };
}

/** Opening the act of a run again, for each of its partitions, changes nothing. `grounds` null: it decides nothing. */
export async function openAct(
  trail: TrailStore,
  author: Author,
  { id, kind, at, undoes }: Pick<Act, 'kind' | 'at'> & Partial<Pick<Act, 'id' | 'undoes'>>,
  grounds: Grounds | null,
): Promise<Act> {
  const basis = grounds && {
    ...{ asOf: grounds.asOf, timeZone: grounds.timeZone, integrationUserId: grounds.integrationUserId },
    ...{ policyFingerprint: grounds.policy.fingerprint, core: author.core },
  };
  const act: Act = { id: id ?? newActId(at), kind, by: author.by, at, undoes: undoes ?? null, basis };
  await trail.open(act, grounds?.policy ?? null);
  return act;
}
