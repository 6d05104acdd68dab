// The notices above an account's figures: what a person must know before trusting them. The most pressing first.
import { hiddenFields } from 'c/accountSignalQueries';
import type { SignalAccount, SignalField } from 'c/accountSignalQueries';
import { isSnoozed, listText, opportunitiesText } from 'c/accountWords';
import { dateText, filled, sinceText } from 'c/figures';
import { isOfOtherPolicy, isStale } from 'c/latestRun';
import type { LatestRun } from 'c/latestRun';
import type { Notice } from 'c/stateNotices';
import ACTIVE from '@salesforce/label/c.Touchpoint_Card_Active';
import AGE from '@salesforce/label/c.Touchpoint_Card_Age';
import EXCLUDED from '@salesforce/label/c.Touchpoint_Card_Notice_Excluded';
import HIDDEN from '@salesforce/label/c.Touchpoint_Card_Notice_Hidden';
import LAST_TOUCH from '@salesforce/label/c.Touchpoint_Card_Last_Touch';
import NOT_SCORED from '@salesforce/label/c.Touchpoint_Card_Notice_Not_Scored';
import OLD_POLICY from '@salesforce/label/c.Touchpoint_Card_Notice_Old_Policy';
import OPEN from '@salesforce/label/c.Touchpoint_Card_Notice_Open';
import PARTIAL from '@salesforce/label/c.Touchpoint_Card_Notice_Partial';
import PART_DATES from '@salesforce/label/c.Touchpoint_Card_Part_Dates';
import PART_EFFORT from '@salesforce/label/c.Touchpoint_Card_Part_Effort';
import PART_REASONS from '@salesforce/label/c.Touchpoint_Card_Part_Reasons';
import PART_SCORE from '@salesforce/label/c.Touchpoint_Card_Part_Score';
import PART_STATUS from '@salesforce/label/c.Touchpoint_Card_Part_Status';
import PART_VERDICT from '@salesforce/label/c.Touchpoint_Card_Part_Verdict';
import RECIPIENTS from '@salesforce/label/c.Touchpoint_Card_Recipients';
import REFRESH_FAILED from '@salesforce/label/c.Touchpoint_Card_Refresh_Failed';
import RUN_FAILED from '@salesforce/label/c.Touchpoint_Run_Failed';
import RUN_MIXED_POLICY from '@salesforce/label/c.Touchpoint_Run_Mixed_Policy';
import RUN_NONE from '@salesforce/label/c.Touchpoint_Run_None';
import RUN_NO_ACCESS from '@salesforce/label/c.Touchpoint_Run_No_Access';
import RUN_STALE from '@salesforce/label/c.Touchpoint_Run_Stale';
import SNOOZED from '@salesforce/label/c.Touchpoint_Card_Notice_Snoozed';

/** The latest run; null: none has finished. `unreadable`: the viewer may not read runs. undefined: not answered yet. */
export type RunReading = LatestRun | null | 'unreadable' | undefined;

const PARTS: Readonly<Record<SignalField, string>> = {
  tier: PART_VERDICT,
  high: PART_VERDICT,
  score: PART_SCORE,
  active: ACTIVE,
  twoWay: PART_EFFORT,
  people: PART_EFFORT,
  channels: PART_EFFORT,
  lastTouch: LAST_TOUCH,
  daysSince: LAST_TOUCH,
  age: AGE,
  recipients: RECIPIENTS,
  series: RECIPIENTS,
  exitsOn: PART_DATES,
  daysInPool: PART_DATES,
  excluded: PART_STATUS,
  snoozedUntil: PART_STATUS,
  openOpportunities: PART_STATUS,
  evidence: PART_STATUS,
  policy: PART_STATUS,
  scoredAt: PART_STATUS,
  story: PART_REASONS,
};

/** What is said when figures are on screen and could not be read again; empty without errors. */
export function refreshFailed(errors: readonly string[]): readonly Notice[] {
  if (errors.length === 0) return [];
  return [{ key: 'refresh-failed', weight: 'error', text: filled(REFRESH_FAILED, errors.join(' ')) }];
}

/** `today` is the viewer's date; `now` in milliseconds since 1970 tells how old the run is. */
export function noticesOf(account: SignalAccount, run: RunReading, today: string, now: number): readonly Notice[] {
  return [...aboutRun(account, run, now), ...aboutAccount(account, today), ...aboutFields(account)];
}

function aboutRun(account: SignalAccount, run: RunReading, now: number): readonly Notice[] {
  if (run === undefined) return [];
  if (run === 'unreadable') return [{ key: 'run-unreadable', weight: 'info', text: RUN_NO_ACCESS }];
  if (run === null) return [{ key: 'no-run', weight: 'info', text: RUN_NONE }];
  const notices: Notice[] = [];
  if (isStale(run, now) && run.finishedAt !== null)
    notices.push({ key: 'stale', weight: 'warning', text: filled(RUN_STALE, sinceText(run.finishedAt, now)) });
  if (run.laterFailed) notices.push({ key: 'run-failed', weight: 'warning', text: RUN_FAILED });
  if (isOfOtherPolicy(account.policy, run)) notices.push({ key: 'old-policy', weight: 'warning', text: OLD_POLICY });
  else if (run.mixedPolicy) notices.push({ key: 'mixed-policy', weight: 'info', text: RUN_MIXED_POLICY });
  return notices;
}

function aboutAccount(account: SignalAccount, today: string): readonly Notice[] {
  const notices: Notice[] = [];
  const open = account.openOpportunities ?? 0;
  if (account.tier === null) notices.push({ key: 'not-scored', weight: 'info', text: NOT_SCORED });
  if (account.excluded) notices.push({ key: 'excluded', weight: 'info', text: filled(EXCLUDED, account.excluded) });
  if (isSnoozed(account, today))
    notices.push({ key: 'snoozed', weight: 'info', text: filled(SNOOZED, dateText(account.snoozedUntil)) });
  if (open > 0) notices.push({ key: 'open', weight: 'info', text: filled(OPEN, opportunitiesText(open)) });
  if (account.evidence === 'Partial') notices.push({ key: 'partial', weight: 'warning', text: PARTIAL });
  return notices;
}

function aboutFields(account: SignalAccount): readonly Notice[] {
  const parts = [...new Set(hiddenFields(account).map((field) => PARTS[field]))];
  return parts.length === 0 ? [] : [{ key: 'hidden', weight: 'info', text: filled(HIDDEN, listText(parts)) }];
}
