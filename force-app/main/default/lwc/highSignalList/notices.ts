// What must be said about the list as a whole: old figures, a failed run, a policy on its way, columns that are hidden.
import { filled, sinceText } from 'c/figures';
import { isStale } from 'c/latestRun';
import type { LatestRun } from 'c/latestRun';
import type { Column } from 'c/signalListRows';
import type { Notice } from 'c/stateNotices';
import { LIST_WORDS } from './words';
import DEGRADED from '@salesforce/label/c.Touchpoint_Run_Degraded';
import FAILED from '@salesforce/label/c.Touchpoint_Run_Failed';
import MIXED_POLICY from '@salesforce/label/c.Touchpoint_Run_Mixed_Policy';
import NO_RUN from '@salesforce/label/c.Touchpoint_Run_None';
import NO_RUN_ACCESS from '@salesforce/label/c.Touchpoint_Run_No_Access';
import STALE from '@salesforce/label/c.Touchpoint_Run_Stale';

/** undefined: not answered yet. null: no run has finished. */
export type RunReading = LatestRun | null | 'unreadable' | undefined;

/** `failed`: the accounts cannot be read either, so that it is not a question of access to runs. */
export function noticesOf(run: RunReading, hidden: readonly Column[], now: number, failed: boolean): readonly Notice[] {
  const notices = run === 'unreadable' && failed ? [] : runNotices(run, now);
  if (hidden.length === 0) return notices;
  const names = hidden.map((column) => column.label).join(', ');
  return [...notices, { key: 'hidden', weight: 'info', text: filled(LIST_WORDS.hidden, names) }];
}

function runNotices(run: RunReading, now: number): readonly Notice[] {
  if (run === undefined) return [];
  if (run === null) return [{ key: 'no-run', weight: 'info', text: NO_RUN }];
  if (run === 'unreadable') return [{ key: 'run-unreadable', weight: 'warning', text: NO_RUN_ACCESS }];
  const notices: Notice[] = [];
  if (run.finishedAt !== null && isStale(run, now))
    notices.push({ key: 'stale', weight: 'warning', text: filled(STALE, sinceText(run.finishedAt, now)) });
  if (run.laterFailed) notices.push({ key: 'failed', weight: 'warning', text: FAILED });
  if (run.degraded) notices.push({ key: 'degraded', weight: 'warning', text: DEGRADED });
  if (run.mixedPolicy) notices.push({ key: 'mixed-policy', weight: 'info', text: MIXED_POLICY });
  return notices;
}
