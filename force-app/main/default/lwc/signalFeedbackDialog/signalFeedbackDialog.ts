// The dialog in which a person snoozes, dismisses or judges a signal. It inserts one Signal_Feedback__c record, for
// which read access to the account suffices. Opened through c/signalFeedback.
import { api } from 'lwc';
import FORM_FACTOR from '@salesforce/client/formFactor';
import LightningModal from 'lightning/modal';
import { createRecord } from 'lightning/uiRecordApi';
import { lacksPermission, saidBy } from 'c/refusals';
import { daysAfter, viewersToday } from 'c/signalTasks';
import CANCEL from '@salesforce/label/c.Touchpoint_Feedback_Cancel';
import CUSTOM from '@salesforce/label/c.Touchpoint_Feedback_Until_Other';
import DISMISS_HINT from '@salesforce/label/c.Touchpoint_Feedback_Dismiss_Hint';
import FOR_HOW_LONG from '@salesforce/label/c.Touchpoint_Feedback_For_How_Long';
import FOUR_WEEKS from '@salesforce/label/c.Touchpoint_Feedback_Four_Weeks';
import NO_ACCESS from '@salesforce/label/c.Touchpoint_Feedback_No_Access';
import NOT_SAVED from '@salesforce/label/c.Touchpoint_Feedback_Not_Saved';
import NOT_USEFUL_HINT from '@salesforce/label/c.Touchpoint_Feedback_Not_Useful_Hint';
import ONE_WEEK from '@salesforce/label/c.Touchpoint_Feedback_One_Week';
import REASON from '@salesforce/label/c.Touchpoint_Feedback_Reason';
import REASON_HELP from '@salesforce/label/c.Touchpoint_Feedback_Reason_Help';
import SAVE from '@salesforce/label/c.Touchpoint_Feedback_Save';
import SAVING from '@salesforce/label/c.Touchpoint_Feedback_Saving';
import SNOOZE_HINT from '@salesforce/label/c.Touchpoint_Feedback_Snooze_Hint';
import SNOOZE_SAVE from '@salesforce/label/c.Touchpoint_Feedback_Snooze_Save';
import TRY_AGAIN from '@salesforce/label/c.Touchpoint_Feedback_Try_Again';
import TWO_WEEKS from '@salesforce/label/c.Touchpoint_Feedback_Two_Weeks';
import UNTIL from '@salesforce/label/c.Touchpoint_Feedback_Until';
import UNTIL_MISSING from '@salesforce/label/c.Touchpoint_Feedback_Until_Missing';
import UNTIL_PAST from '@salesforce/label/c.Touchpoint_Feedback_Until_Past';
import USEFUL_HINT from '@salesforce/label/c.Touchpoint_Feedback_Useful_Hint';

/** The values of Signal_Feedback__c.Kind__c. */
export type FeedbackKind = 'Snooze' | 'Dismiss' | 'Useful' | 'Not useful';

type ReportingInput = HTMLElement & { reportValidity(): boolean };

const OTHER = 'other';
const DEFAULT_DAYS = '14';

const HINTS: Readonly<Record<FeedbackKind, string>> = {
  Snooze: SNOOZE_HINT,
  Dismiss: DISMISS_HINT,
  Useful: USEFUL_HINT,
  'Not useful': NOT_USEFUL_HINT,
};

export default class SignalFeedbackDialog extends LightningModal {
  @api kind: FeedbackKind = 'Useful';
  @api accountId = '';
  /** The viewer's date, `YYYY-MM-DD`. */
  @api today = viewersToday();

  words = {
    cancel: CANCEL,
    forHowLong: FOR_HOW_LONG,
    reason: REASON,
    reasonHelp: REASON_HELP,
    saving: SAVING,
    until: UNTIL,
    untilMissing: UNTIL_MISSING,
    untilPast: UNTIL_PAST,
  };
  choices = [
    { label: ONE_WEEK, value: '7' },
    { label: TWO_WEEKS, value: DEFAULT_DAYS },
    { label: FOUR_WEEKS, value: '28' },
    { label: CUSTOM, value: OTHER },
  ];

  /** Four buttons in a row do not fit on a phone. */
  choiceType = FORM_FACTOR === 'Small' ? 'radio' : 'button';
  choice = DEFAULT_DAYS;
  chosenDate = '';
  reason = '';
  saving = false;
  refusal: readonly string[] = [];

  get isSnooze(): boolean {
    return this.kind === 'Snooze';
  }
  get hint(): string {
    return HINTS[this.kind];
  }
  get saveLabel(): string {
    return this.isSnooze ? SNOOZE_SAVE : SAVE;
  }
  get hasRefusal(): boolean {
    return this.refusal.length > 0;
  }
  /** The last day of the snooze; what a person typed stays what they typed, even if it is not valid. */
  get until(): string {
    return this.choice === OTHER ? this.chosenDate : daysAfter(this.today, Number(this.choice));
  }

  handleChoice(event: CustomEvent<{ value: string }>): void {
    if (event.detail.value === OTHER) this.chosenDate = this.until;
    this.choice = event.detail.value;
  }
  handleUntil(event: CustomEvent<{ value: string | null }>): void {
    this.choice = OTHER;
    this.chosenDate = event.detail.value ?? '';
  }
  handleReason(event: CustomEvent<{ value: string }>): void {
    this.reason = event.detail.value;
  }
  handleCancel(): void {
    this.close();
  }

  async handleSave(): Promise<void> {
    if (this.saving || !this.isValid()) return;
    this.saving = true;
    this.refusal = [];
    // Left by Escape while the record is being made, the card behind would not know that it was.
    this.disableClose = true;
    try {
      await createRecord({ apiName: 'Signal_Feedback__c', fields: this.fields() });
    } catch (error) {
      this.refusal = [NOT_SAVED, ...saidBy(error), lacksPermission(error) ? NO_ACCESS : TRY_AGAIN];
      return;
    } finally {
      this.saving = false;
      this.disableClose = false;
    }
    this.close('saved');
  }

  private fields(): Record<string, string> {
    const reason = this.reason.trim();
    return {
      Account__c: this.accountId,
      Kind__c: this.kind,
      ...(this.isSnooze ? { Until__c: this.until } : {}),
      ...(reason === '' ? {} : { Reason__c: reason }),
    };
  }

  private isValid(): boolean {
    const inputs = [...(this.template?.querySelectorAll<ReportingInput>('[data-input]') ?? [])];
    // Every input reports, not only the first that is wrong.
    return inputs.map((input) => input.reportValidity()).every((valid) => valid);
  }
}
