// The tasks a signal leads to: a follow-up, a logged call. Two ways to make one: the standard create page with the
// values filled in, which works in every org; and one click, only where the UI API serves Task.
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { createRecord } from 'lightning/uiRecordApi';
import type { PageReference } from 'lightning/navigation';
import { filled } from 'c/figures';
import type { Play } from 'c/signalPlays';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import CALL_SUBJECT from '@salesforce/label/c.Touchpoint_Task_Call_Subject';
import FOLLOW_UP_SUBJECT from '@salesforce/label/c.Touchpoint_Task_Follow_Up_Subject';

export type TaskKind = 'follow-up' | 'call';

export interface TaskAccount {
  readonly id: string;
  readonly name: string;
}

/** Lengths of Task.Subject and Activity.Signal_Origin__c in the org. */
const SUBJECT_LENGTH = 255;
const ORIGIN_LENGTH = 40;
const DAY_MS = 86_400_000;

/**
 * What a task of this kind starts with. A follow-up is due in the play's days; without a play, or with one that names
 * no days, it has no due date. A call is completed and dated today. `today` is the viewer's date (`YYYY-MM-DD`);
 * without it, the browser's clock in the viewer's zone.
 */
export function taskFields(
  kind: TaskKind,
  account: TaskAccount,
  play?: Play,
  today: string = viewersToday(),
): Record<string, string> {
  if (kind === 'call')
    return {
      WhatId: account.id,
      Subject: subjectOf(CALL_SUBJECT, account.name),
      ActivityDate: today,
      Status: 'Completed',
      TaskSubtype: 'Call',
      Signal_Origin__c: origin('action:call', play),
    };
  const due = play?.dueInDays ?? null;
  return {
    WhatId: account.id,
    Subject: subjectOf(FOLLOW_UP_SUBJECT, account.name, play?.title),
    ...(due === null ? {} : { ActivityDate: daysAfter(today, due) }),
    Signal_Origin__c: origin('action:follow-up', play),
  };
}

/** The standard create page of Task with the values filled in; the person sees and saves it. */
export function taskPage(kind: TaskKind, account: TaskAccount, play?: Play, today?: string): PageReference {
  return {
    type: 'standard__objectPage',
    attributes: { objectApiName: 'Task', actionName: 'new' },
    state: { defaultFieldValues: encodeDefaultFieldValues(taskFields(kind, account, play, today)) },
  };
}

/** Creates the task without a page and gives its Id. Only where `getObjectInfo` for Task succeeds and says createable; rejects with a FetchError. */
export async function createTask(kind: TaskKind, account: TaskAccount, play?: Play, today?: string): Promise<string> {
  const record = await createRecord({ apiName: 'Task', fields: taskFields(kind, account, play, today) });
  return record.id;
}

/** Today in the viewer's zone by the browser's clock, `YYYY-MM-DD`. For defaults a person sees and may change, never for a verdict. */
export function viewersToday(now: Date = new Date()): string {
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(now);
}

/** A date that many days later; both `YYYY-MM-DD`. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** With a play its title leads, so that the task says what to do. */
function subjectOf(pattern: string, accountName: string, title?: string): string {
  const subject = title ? `${title}: ${accountName}` : filled(pattern, accountName);
  return subject.slice(0, SUBJECT_LENGTH);
}

function origin(action: string, play: Play | undefined): string {
  return (play ? `play:${play.name}` : action).slice(0, ORIGIN_LENGTH);
}
