// An act of the trail in one line, and as JSON. Which acts are shown is the commands' business.
import type { ActSummary } from '../run/trail.ts';

const KINDS: Readonly<Record<ActSummary['kind'], string>> = {
  run: 'run',
  rescore: 're-score between runs',
  undo: 'undo',
  forget: 'forgetting of a person',
};

/** Such as `20260302T170000Z-4f2a  run by ops@host, run at 2026-03-02 17:00:00 UTC: 60 written`. */
export function actAsText({ id, kind, by, at, undoes, basis, writes }: ActSummary): string {
  const ended = Object.entries(writes).map(([end, many]) => `${many} ${end}`);
  const policy = basis === null ? '' : `, policy ${basis.policyFingerprint}`;
  const what = `${KINDS[kind]}${undoes === null ? '' : ` of ${undoes}`}`;
  return `${id}  ${what} by ${by} at ${instantAsText(at)}${policy}: ${ended.join(', ') || 'nothing written'}`;
}

export function actAsJson({ id, kind, by, at, undoes, basis, writes }: ActSummary): object {
  const policy = basis?.policyFingerprint ?? null;
  return { id, kind, by, at: new Date(at).toISOString(), undoes, policy, writes };
}

/** To the second. */
export function instantAsText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
