// The tasks a signal leads to: a follow-up, a logged call. Two ways to make one: the standard create page with the
// values filled in, which works in every org; and one click, only where the UI API serves Task.
import type { PageReference } from 'lightning/navigation';
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { createRecord } from 'lightning/uiRecordApi';
import { filled } from 'c/figures';
import { saidBy } from 'c/refusals';
import type { Play } from 'c/signalPlays';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import CALL_SUBJECT from '@salesforce/label/c.Touchpoint_Task_Call_Subject';
import CREATED from '@salesforce/label/c.Touchpoint_Task_Created';
import CREATED_TITLE from '@salesforce/label/c.Touchpoint_Task_Created_Title';
import FOLLOW_UP_SUBJECT from '@salesforce/label/c.Touchpoint_Task_Follow_Up_Subject';
import NOT_CREATED from '@salesforce/label/c.Touchpoint_Task_Not_Created';
import OPEN_IT from '@salesforce/label/c.Touchpoint_Task_Open_It';
import USE_PAGE from '@salesforce/label/c.Touchpoint_Task_Use_Page';

export type TaskKind = 'follow-up' | 'call';

export interface TaskAccount {
  readonly id: string;
  readonly name: string;
}

/** What a task belongs to besides its account. */
export interface TaskOf {
  readonly play?: Play | undefined;
  /** The step of the play that it is for; without it the task is for the play. */
  readonly step?: string | undefined;
  /** The viewer's date (`YYYY-MM-DD`); without it, the browser's clock in the viewer's zone. */
  readonly today?: string | undefined;
}

/** What making a task needs of the component that it is made in. */
export interface TaskHost {
  navigate(page: PageReference): void;
  urlOf(page: PageReference): Promise<string>;
  dispatchEvent(event: Event): boolean;
  /** `getObjectInfo` for Task succeeded and says createable. */
  readonly canCreateTask: boolean;
}

/** Lengths of Task.Subject and Activity.Signal_Origin__c in the org. */
const SUBJECT_LENGTH = 255;
const ORIGIN_LENGTH = 40;
const DAY_MS = 86_400_000;

/**
 * What a task of this kind starts with. A follow-up is due in the play's days; without a play, or with one that names
 * no days, it has no due date. A call is completed and dated today.
 */
export function taskFields(
  kind: TaskKind,
  account: TaskAccount,
  { play, step, today = viewersToday() }: TaskOf = {},
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
    Subject: subjectOf(FOLLOW_UP_SUBJECT, account.name, step?.replace(/\.$/, '') ?? play?.title),
    ...(due === null ? {} : { ActivityDate: daysAfter(today, due) }),
    Signal_Origin__c: origin('action:follow-up', play),
  };
}

/** The standard create page of Task with the values filled in; the person sees and saves it. */
export function taskPage(kind: TaskKind, account: TaskAccount, of: TaskOf = {}): PageReference {
  return {
    type: 'standard__objectPage',
    attributes: { objectApiName: 'Task', actionName: 'new' },
    state: { defaultFieldValues: encodeDefaultFieldValues(taskFields(kind, account, of)) },
  };
}

/** Makes a follow-up in one click and says so with a link; where that cannot be, or the org refuses, its create page is opened instead. */
export async function followUp(host: TaskHost, account: TaskAccount, of: TaskOf = {}): Promise<'made' | 'page'> {
  const taskId = host.canCreateTask ? await madeTask(host, account, of) : null;
  if (taskId === null) {
    host.navigate(taskPage('follow-up', account, of));
    return 'page';
  }
  // Outside of what may fail: a task that was made must never be offered again.
  const attributes = { recordId: taskId, objectApiName: 'Task', actionName: 'view' };
  const url = await host.urlOf({ type: 'standard__recordPage', attributes });
  const messageData = [account.name, { url, label: OPEN_IT }];
  host.dispatchEvent(new ShowToastEvent({ title: CREATED_TITLE, message: CREATED, messageData, variant: 'success' }));
  return 'made';
}

/** The Id of the task, or null when the org refused it and the person was told why. */
async function madeTask(host: TaskHost, account: TaskAccount, of: TaskOf): Promise<string | null> {
  try {
    const record = await createRecord({ apiName: 'Task', fields: taskFields('follow-up', account, of) });
    return record.id;
  } catch (error) {
    const message = [...saidBy(error), USE_PAGE].join(' ');
    host.dispatchEvent(new ShowToastEvent({ title: NOT_CREATED, message, variant: 'error', mode: 'sticky' }));
    return null;
  }
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

/** The step or the title of the play leads, so that the task says what to do. */
function subjectOf(pattern: string, accountName: string, title?: string): string {
  const subject = title ? `${title}: ${accountName}` : filled(pattern, accountName);
  return subject.slice(0, SUBJECT_LENGTH);
}

function origin(action: string, play: Play | undefined): string {
  return (play ? `play:${play.name}` : action).slice(0, ORIGIN_LENGTH);
}
