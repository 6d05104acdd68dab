// The play for the tier of an account: its steps, and the tasks it leads to, for the whole play or for one step. They are made
// in one click where the UI API serves Task, else on the standard create page; a call is always logged there, as it wants words.
import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import { countText, filled } from 'c/figures';
import type { Play } from 'c/signalPlays';
import { followUp, taskPage } from 'c/signalTasks';
import type { TaskAccount } from 'c/signalTasks';
import CALL from '@salesforce/label/c.Touchpoint_Task_Call';
import DUE_MANY from '@salesforce/label/c.Touchpoint_Play_Due_Many';
import DUE_ONE from '@salesforce/label/c.Touchpoint_Play_Due_One';
import DUE_TODAY from '@salesforce/label/c.Touchpoint_Play_Due_Today';
import FOLLOW_UP from '@salesforce/label/c.Touchpoint_Task_Follow_Up';
import NONE from '@salesforce/label/c.Touchpoint_Play_None';
import NONE_SUPPRESSED from '@salesforce/label/c.Touchpoint_Play_None_Suppressed';
import REPEAT from '@salesforce/label/c.Touchpoint_Play_Repeat';
import STEP from '@salesforce/label/c.Touchpoint_Task_Step';
import UNREADABLE from '@salesforce/label/c.Touchpoint_Play_Unreadable';
import WHO from '@salesforce/label/c.Touchpoint_Play_Who';

interface Step {
  readonly text: string;
  /** Of the button that makes a task for it. */
  readonly label: string;
}
interface ShownPlay {
  readonly name: string;
  readonly title: string;
  readonly facts: string;
  readonly steps: readonly Step[];
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
      steps: play.steps.map((text) => ({ text, label: filled(STEP, text) })),
    }));
  }
  /** In place of a play; empty while they are being read. */
  get insteadText(): string {
    if (this.plays === undefined || (this.plays?.length ?? 0) > 0) return '';
    if (this.plays === null) return UNREADABLE;
    return this.tier === 'Suppressed' ? NONE_SUPPRESSED : NONE;
  }

  async handleFollowUp(): Promise<void> {
    await this.makeTask(this.plays?.[0]);
  }
  async handleStep(event: Event): Promise<void> {
    const { play, step } = (event.currentTarget as HTMLElement).dataset;
    await this.makeTask(
      this.plays?.find(({ name }) => name === play),
      step,
    );
  }

  handleCall(): void {
    if (this.account === undefined) return;
    this[NavigationMixin.Navigate](taskPage('call', this.account, { today: this.today }));
  }

  private async makeTask(play: Play | undefined, step?: string): Promise<void> {
    const { account, today } = this;
    if (account === undefined || this.isCreating) return;
    this.isCreating = true;
    try {
      const host = {
        navigate: (page: PageReference) => this[NavigationMixin.Navigate](page),
        urlOf: (page: PageReference) => this[NavigationMixin.GenerateUrl](page),
        dispatchEvent: (toast: Event) => this.dispatchEvent(toast),
        canCreateTask: this.task?.data?.createable === true,
      };
      const made = await followUp(host, account, { play, step, today });
      if (made === 'made') this.dispatchEvent(new CustomEvent('taskcreated'));
    } finally {
      this.isCreating = false;
    }
  }
}

function dueText(days: number | null): string {
  if (days === null) return '';
  if (days === 0) return DUE_TODAY;
  return days === 1 ? DUE_ONE : filled(DUE_MANY, countText(days));
}
