// Takes back what an act wrote: each field gets what it held before, where it still holds what the act wrote. What somebody
// or a later act changed since is left and named.
import { type AccountFields, sameValue } from '../scoring/account-fields.ts';
import { ConfigurationFailure, type RecordProblem } from './failures.ts';
import { countOf, findAct, paged } from './find-act.ts';
import type { Log, Progress } from './log.ts';
import type { OrgPort } from './ports.ts';
import type { RunStore } from './run-store.ts';
import { openAct, writeTrailed } from './trailed-write.ts';
import { type ActSummary, type Author, type TrailedWrite, type TrailStore, WRITTEN } from './trail.ts';

type Field = keyof AccountFields;
type Value = AccountFields[Field];

/** Read and written together. */
const ACCOUNTS_AT_ONCE = 200;

/** A field that is given back what it held before. */
export interface RestoredField {
  readonly field: Field;
  readonly from: Value;
  readonly to: Value;
}

/** A field that holds something else than the act wrote. */
export interface LeftField {
  readonly field: Field;
  readonly written: Value;
  readonly holds: Value;
  /** The newest act that wrote the field afterwards; null: nobody in the trail did. */
  readonly because: string | null;
}

export interface UndoneAccount {
  readonly accountId: string;
  readonly restored: readonly RestoredField[];
  readonly left: readonly LeftField[];
  /** Why nothing of it was restored; null when there was nothing to complain of. */
  readonly problem: RecordProblem | null;
}

export interface Undo {
  readonly undone: ActSummary;
  /** Id of the act that this undo is, for a later undo of it; null when it wrote nothing. */
  readonly actId: string | null;
  /** Accounts with something restored, left or refused; those that hold all from before already are not listed. */
  readonly accounts: readonly UndoneAccount[];
}

export interface UndoNeeds {
  readonly org: Pick<OrgPort, 'identify' | 'readHeld' | 'writeAccounts'>;
  readonly trail: TrailStore;
  readonly runs: Pick<RunStore, 'loadPlan' | 'loadSummary'>;
  readonly author: Author;
  readonly log: Log;
}

/** The caller holds the run lock unless it is a dry run. Throws a ConfigurationFailure when there is nothing to undo. */
export async function undo(
  { org, trail, runs, author, log }: UndoNeeds,
  id: string,
  dryRun: boolean,
  progress: Progress,
  signal: AbortSignal,
): Promise<Undo> {
  const undone = await findAct(trail, runs, id);
  if (undone.kind === 'run' && (await runs.loadSummary(id)) === null) throw notClosed(id);
  const { now: at } = await org.identify();
  const writes = new Map<string, Written>();
  for await (const page of paged((which) => trail.writesOf(id, which))) for (const write of page) note(writes, write);
  const accounts: UndoneAccount[] = [];
  let actId: string | null = null;
  const ids = [...writes.keys()].sort();
  for (let start = 0; start < ids.length; start += ACCOUNTS_AT_ONCE) {
    signal.throwIfAborted();
    const slice = ids.slice(start, start + ACCOUNTS_AT_ONCE);
    const held = await org.readHeld(slice, signal);
    const later = await laterActs(trail, slice, writes);
    const plans = slice.map((accountId) => planOf(accountId, writes.get(accountId), held.get(accountId), later));
    const toWrite = plans.flatMap(({ accountId, restored }) => {
      const now = held.get(accountId);
      if (!now || restored.length === 0) return [];
      const fields = Object.fromEntries(restored.map(({ field, to }) => [field, to])) as Partial<AccountFields>;
      return [{ accountId, fields, held: now, evidence: null }];
    });
    const refused = new Map<string, RecordProblem>();
    if (!dryRun && toWrite.length > 0) {
      actId ??= (await openAct(trail, author, { kind: 'undo', at, undoes: id }, null)).id;
      for (const { accountId, problem } of await writeTrailed({ org, trail }, { id: actId, at }, toWrite, signal))
        if (problem !== null) refused.set(accountId, problem);
    }
    for (const plan of plans) {
      const problem = refused.get(plan.accountId);
      if (problem) log.warn('undo.account.failed', { act: id, account: plan.accountId, code: problem.code });
      const account = problem ? { ...plan, restored: [], problem } : plan;
      if (account.restored.length + account.left.length > 0 || account.problem !== null) accounts.push(account);
    }
    progress(Math.min(start + ACCOUNTS_AT_ONCE, ids.length), ids.length);
  }
  log.info('act.undone', { act: id, by: actId, writes: countOf(undone), accounts: accounts.length, dryRun });
  return { undone, actId, accounts };
}

/** What an act made of an account, its several writes taken together. */
interface Written {
  /** Id of its last write: what comes after is later. */
  readonly last: number;
  /** Before the first and after the last write of each field; null: what was kept cannot be read. */
  readonly fields: ReadonlyMap<Field, { readonly before: Value; readonly after: Value }> | null;
}

function note(writes: Map<string, Written>, { id, accountId, end, images }: TrailedWrite): void {
  // A write of unknown end may have reached the org: the field itself tells.
  if (end !== null && end !== WRITTEN) return;
  const known = writes.get(accountId);
  if (images === null || known?.fields === null) {
    writes.set(accountId, { last: id, fields: null });
    return;
  }
  const fields = new Map(known?.fields);
  for (const field of Object.keys(images.fields) as Field[]) {
    const after = images.fields[field] ?? null;
    fields.set(field, { before: (fields.get(field) ?? { before: images.held[field] }).before, after });
  }
  writes.set(accountId, { last: id, fields });
}

type LaterActs = ReadonlyMap<string, string>;
const fieldOf = (accountId: string, field: Field): string => `${accountId} ${field}`;

/** The newest act that wrote a field of these accounts after the act to undo. */
async function laterActs(
  trail: TrailStore,
  accountIds: readonly string[],
  writes: ReadonlyMap<string, Written>,
): Promise<LaterActs> {
  const found = new Map<string, string>();
  for (const { id, accountId, actId, images, end } of await trail.writesTo(accountIds))
    if (id > (writes.get(accountId)?.last ?? Infinity) && images !== null && (end === null || end === WRITTEN))
      for (const field of Object.keys(images.fields) as Field[]) found.set(fieldOf(accountId, field), actId);
  return found;
}

function planOf(
  accountId: string,
  written: Written | undefined,
  held: AccountFields | undefined,
  later: LaterActs,
): UndoneAccount {
  if (!written?.fields)
    return nothing(
      accountId,
      'TRAIL_UNREADABLE',
      'what was kept of the write is damaged or of another version',
      'Restore the ledger from a backup, or use the version of this program that wrote it.',
    );
  if (!held)
    return nothing(
      accountId,
      'ACCOUNT_UNREADABLE',
      'the account is deleted, not visible, or holds a value that cannot be understood',
      'Undelete the account or correct the value, then undo again.',
    );
  const restored: RestoredField[] = [];
  const left: LeftField[] = [];
  for (const [field, { before, after }] of written.fields) {
    const holds = held[field];
    if (sameValue(inSeconds(field, holds), inSeconds(field, before))) continue;
    if (sameValue(inSeconds(field, holds), inSeconds(field, after))) restored.push({ field, from: holds, to: before });
    else left.push({ field, written: after, holds, because: later.get(fieldOf(accountId, field)) ?? null });
  }
  return { accountId, restored, left, problem: null };
}

/** Salesforce keeps no milliseconds. */
function inSeconds(field: Field, value: Value): Value {
  return field === 'scoredAt' && typeof value === 'number' ? Math.floor(value / 1000) : value;
}

function nothing(accountId: string, code: string, message: string, fix: string): UndoneAccount {
  return { accountId, restored: [], left: [], problem: { recordId: accountId, accountId, code, message, fix } };
}

function notClosed(id: string): ConfigurationFailure {
  const message = 'is in progress, or was interrupted and never closed';
  const fix = 'Wait until it ends; an interrupted one is closed by the next "touchpoint run". Then undo it.';
  return new ConfigurationFailure([{ where: id, message, fix }], { code: 'RUN_NOT_CLOSED' });
}
