// The feedback buttons of the account card. What a person says is asked and saved in a dialog; here it is said that it was.
import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { filled } from 'c/figures';
import { giveFeedback } from 'c/signalFeedback';
import type { FeedbackKind } from 'c/signalFeedback';
import DISMISS from '@salesforce/label/c.Touchpoint_Card_Feedback_Dismiss';
import NOT_USEFUL from '@salesforce/label/c.Touchpoint_Card_Feedback_Not_Useful';
import SNOOZE from '@salesforce/label/c.Touchpoint_Card_Feedback_Snooze';
import SNOOZED from '@salesforce/label/c.Touchpoint_Card_Feedback_Snoozed';
import THANKS from '@salesforce/label/c.Touchpoint_Card_Feedback_Thanks';
import USEFUL from '@salesforce/label/c.Touchpoint_Card_Feedback_Useful';

const BUTTONS: readonly { readonly kind: FeedbackKind; readonly label: string; readonly icon: string }[] = [
  { kind: 'Useful', label: USEFUL, icon: 'utility:like' },
  { kind: 'Not useful', label: NOT_USEFUL, icon: 'utility:dislike' },
  { kind: 'Snooze', label: SNOOZE, icon: 'utility:clock' },
  { kind: 'Dismiss', label: DISMISS, icon: 'utility:ban' },
];

/** What `saved` carries. */
export interface FeedbackGiven {
  readonly kind: FeedbackKind;
}

export default class AccountFeedback extends LightningElement {
  @api account: { readonly id: string; readonly name: string } | undefined;
  /** The viewer's date, `YYYY-MM-DD`. */
  @api today = '';

  buttons = BUTTONS;

  async handleClick(event: Event): Promise<void> {
    const kind = (event.currentTarget as HTMLElement).dataset.kind as FeedbackKind;
    const { account } = this;
    if (account === undefined) return;
    const outcome = await giveFeedback({
      kind,
      accountId: account.id,
      accountName: account.name,
      today: this.today,
    });
    if (outcome !== 'saved') return;
    const message = kind === 'Snooze' ? filled(SNOOZED, account.name) : THANKS;
    this.dispatchEvent(new ShowToastEvent({ title: message, variant: 'success' }));
    this.dispatchEvent(new CustomEvent<FeedbackGiven>('saved', { detail: { kind } }));
  }
}
