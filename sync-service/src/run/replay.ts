// Computes anew what an act wrote, from the evidence that was kept and the policy of then, and compares. Asks nobody: all it
// takes is in the ledger.
import type { AccountFields } from '../scoring/account-fields.ts';
import type { Yardstick } from '../scoring/assess.ts';
import { changeOf } from './change-of.ts';
import { decide, yardstickOf } from './decide.ts';
import { ConfigurationFailure } from './failures.ts';
import { countOf, findAct, paged } from './find-act.ts';
import type { Progress } from './log.ts';
import type { RunStore } from './run-store.ts';
import type { ActSummary, Images, TrailStore, WriteToReplay } from './trail.ts';

/**
 * `equal`: the same bytes · `different`: not the same · `damaged`: what was kept cannot be read or not be decided ·
 * `version`: not the same, but other code decided then · `forgotten`: the evidence went with a person · `partial`: the
 * account was only marked as Partial, nothing was computed · `refused`: the org did not take the write.
 */
export const REPLAY_ENDS = ['equal', 'different', 'damaged', 'version', 'forgotten', 'partial', 'refused'] as const;
export type ReplayEnd = (typeof REPLAY_ENDS)[number];

export interface FieldDifference {
  readonly field: keyof AccountFields;
  /** `undefined`: the field is not among those written, or not among those computed. */
  readonly written: AccountFields[keyof AccountFields] | undefined;
  readonly computed: AccountFields[keyof AccountFields] | undefined;
}

/** An account that is not equal. */
export interface ReplayedAccount {
  readonly accountId: string;
  readonly end: Exclude<ReplayEnd, 'equal'>;
  /** Empty unless it was computed. */
  readonly fields: readonly FieldDifference[];
}

export interface Replay {
  readonly act: ActSummary;
  readonly counts: Readonly<Record<ReplayEnd, number>>;
  readonly accounts: readonly ReplayedAccount[];
  /** Which code decided then, and which does now. */
  readonly core: { readonly then: string; readonly now: string };
}

interface Needs {
  readonly trail: TrailStore;
  readonly runs: Pick<RunStore, 'loadPlan'>;
  /** Which version of the deciding code this process runs. */
  readonly core: string;
}

/** Throws a ConfigurationFailure when there is nothing to replay. */
export async function replay({ trail, runs, core }: Needs, id: string, progress: Progress): Promise<Replay> {
  const act = await findAct(trail, runs, id);
  if (act.basis === null) throw nothingComputed(act);
  const policy = await trail.policy(act.basis.policyFingerprint);
  if (policy === null) throw new Error(`the ledger lost the policy ${act.basis.policyFingerprint}`);
  const yardstick = yardstickOf({ ...act.basis, policy });
  const isSameCore = act.basis.core === core;
  const counts = Object.fromEntries(REPLAY_ENDS.map((end) => [end, 0])) as Record<ReplayEnd, number>;
  const accounts: ReplayedAccount[] = [];
  const total = countOf(act);
  let done = 0;
  for await (const page of paged((which) => trail.replayable(id, which))) {
    for (const write of page) {
      const { end, fields } = replayWrite(write, yardstick, isSameCore);
      counts[end] += 1;
      if (end !== 'equal') accounts.push({ accountId: write.accountId, end, fields });
    }
    progress((done += page.length), total);
  }
  return { act, counts, accounts, core: { then: act.basis.core, now: core } };
}

type Ended = { readonly end: ReplayEnd; readonly fields: readonly FieldDifference[] };

function replayWrite({ images, evidence, end }: WriteToReplay, yardstick: Yardstick, isSameCore: boolean): Ended {
  const ended = (how: ReplayEnd, fields: readonly FieldDifference[] = []): Ended => ({ end: how, fields });
  if (end !== null && end !== 'written') return ended('refused');
  if (images === null || evidence === 'unreadable') return ended('damaged');
  if (evidence === 'forgotten') return ended('forgotten');
  if (evidence === 'none') return ended('partial');
  let computed: Partial<AccountFields>;
  try {
    const reading = { facts: evidence.account, held: images.held, rolledUpOpenOpportunities: null };
    computed = changeOf(decide(reading, evidence, yardstick))?.fields ?? {};
  } catch (problem) {
    // Evidence that was tampered with may be anything.
    if (!(problem instanceof Error)) throw problem;
    return ended('damaged');
  }
  if (canonical(images.held, images.fields) === canonical(images.held, computed)) return ended('equal');
  return ended(isSameCore ? 'different' : 'version', differences(images, computed));
}

/** Before and after of every field in one order: equal accounts have equal bytes. */
function canonical(held: AccountFields, fields: Partial<AccountFields>): string {
  const names = (Object.keys(fields) as (keyof AccountFields)[]).sort();
  return JSON.stringify(names.map((name) => [name, held[name], fields[name]]));
}

function differences({ fields }: Images, computed: Partial<AccountFields>): readonly FieldDifference[] {
  const names = new Set([...Object.keys(fields), ...Object.keys(computed)] as (keyof AccountFields)[]);
  return [...names]
    .filter((name) => JSON.stringify(fields[name]) !== JSON.stringify(computed[name]))
    .map((field) => ({ field, written: fields[field], computed: computed[field] }));
}

function nothingComputed({ id, kind }: ActSummary): ConfigurationFailure {
  const message = `is ${kind === 'undo' ? 'an undo' : 'a forgetting'}, which computes nothing`;
  const fix = 'Replay a run or a re-score; "touchpoint trail" lists them.';
  return new ConfigurationFailure([{ where: id, message, fix }]);
}
