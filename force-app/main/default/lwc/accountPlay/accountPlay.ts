// The play for the tier of an account: its steps, and the tasks it leads to. A follow-up is made in one click where the
// UI API serves Task, else on the standard create page; a call is always logged on that page, because it wants words.
import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import { countText, filled } from 'c/figures';
import { saidBy } from 'c/refusals';
import type { Play } from 'c/signalPlays';
import { createTask, taskPage } from 'c/signalTasks';
import type { TaskAccount } from 'c/signalTasks';
import CALL from '@salesforce/label/c.Touchpoint_Task_Call';
import CREATED from '@salesforce/label/c.Touchpoint_Task_Created';
import CREATED_TITLE from '@salesforce/label/c.Touchpoint_Task_Created_Title';
import DUE_MANY from '@salesforce/label/c.Touchpoint_Play_Due_Many';
import DUE_ONE from '@salesforce/label/c.Touchpoint_Play_Due_One';
import DUE_TODAY from '@salesforce/label/c.Touchpoint_Play_Due_Today';
import FOLLOW_UP from '@salesforce/label/c.Touchpoint_Task_Follow_Up';
import NONE from '@salesforce/label/c.Touchpoint_Play_None';
import NONE_SUPPRESSED from '@salesforce/label/c.Touchpoint_Play_None_Suppressed';
import NOT_CREATED from '@salesforce/label/c.Touchpoint_Task_Not_Created';
import OPEN_IT from '@salesforce/label/c.Touchpoint_Task_Open_It';
import REPEAT from '@salesforce/label/c.Touchpoint_Play_Repeat';
import UNREADABLE from '@salesforce/label/c.Touchpoint_Play_Unreadable';
import USE_PAGE from '@salesforce/label/c.Touchpoint_Task_Use_Page';
import WHO from '@salesforce/label/c.Touchpoint_Play_Who';

interface ShownPlay {
  readonly name: string;
  readonly title: string;
  readonly facts: string;
  readonly steps: readonly string[];
}

export default class AccountPlay extends NavigationMixin(LightningElement) {
  @api account: TaskAccount | undefined;
  /** The value of Signal Tier. */
  @api tier: string | null | undefined;
  /** The plays of that tier; undefined while they are being read, null when the viewer may not read them. */
  @api plays: readonly Play[] | null | undefined;
  /** The viewer's date, `YYYY-MM-DD`. */
  @api today = '';

  words = { call: CALL, followUp: FOLLOW_UP };
  isCreating = false;

  @wire(getObjectInfo, { objectApiName: 'Task' })
  task: WireResult<ObjectInfo> | undefined;

  get shownPlays(): readonly ShownPlay[] {
    return (this.plays ?? []).map((play) => ({
      name: play.name,
      title: play.title,
      facts: [
        play.who === null ? '' : filled(WHO, play.who),
        dueText(play.dueInDays),
        play.cadence === null ? '' : filled(REPEAT, play.cadence),
      ]
        .filter((fact) => fact !== '')
        .join(' · '),
      steps: play.steps,
    }));
  }
  /** In place of a play; empty while they are being read. */
  get insteadText(): string {
    if (this.plays === undefined || (this.plays?.length ?? 0) > 0) return '';
    if (this.plays === null) return UNREADABLE;
    return this.tier === 'Suppressed' ? NONE_SUPPRESSED : NONE;
  }

  async handleFollowUp(): Promise<void> {
    const { account } = this;
    if (account === undefined || this.isCreating) return;
    const play = this.plays?.[0];
    if (this.task?.data?.createable !== true) {
      this[NavigationMixin.Navigate](taskPage('follow-up', account, play, this.today));
      return;
    }
    this.isCreating = true;
    let taskId: string;
    try {
      taskId = await createTask('follow-up', account, play, this.today);
    } catch (error) {
      this.sayRefused(error);
      this[NavigationMixin.Navigate](taskPage('follow-up', account, play, this.today));
      return;
    } finally {
      this.isCreating = false;
    }
    this.dispatchEvent(new CustomEvent('taskcreated'));
    await this.sayCreated(account, taskId);
  }

  handleCall(): void {
    if (this.account === undefined) return;
    this[NavigationMixin.Navigate](taskPage('call', this.account, undefined, this.today));
  }

  private sayRefused(error: unknown): void {
    this.dispatchEvent(
      new ShowToastEvent({
        title: NOT_CREATED,
        message: [...saidBy(error), USE_PAGE].join(' '),
        variant: 'error',
        mode: 'sticky',
      }),
    );
  }

  private async sayCreated(account: TaskAccount, taskId: string): Promise<void> {
    const url = await this[NavigationMixin.GenerateUrl]({
      type: 'standard__recordPage',
      attributes: { recordId: taskId, objectApiName: 'Task', actionName: 'view' },
    });
    this.dispatchEvent(
      new ShowToastEvent({
        title: CREATED_TITLE,
        message: CREATED,
        messageData: [account.name, { url, label: OPEN_IT }],
        variant: 'success',
      }),
    );
  }
}

function dueText(days: number | null): string {
  if (days === null) return '';
  if (days === 0) return DUE_TODAY;
  return days === 1 ? DUE_ONE : filled(DUE_MANY, countText(days));
}
