// Why an account is on the list, without leaving it: its signal card in a dialog. Only then is its story read. Feedback given
// on the card is told as it is saved, since a dialog may be left in any way.
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import type { FeedbackGiven } from 'c/accountFeedback';
import CLOSE from '@salesforce/label/c.Touchpoint_List_Why_Close';
import OPEN from '@salesforce/label/c.Touchpoint_List_Why_Open';

export default class SignalWhy extends LightningModal {
  @api accountId = '';

  words = { close: CLOSE, open: OPEN };

  handleClose(): void {
    this.close();
  }
  handleFeedback({ detail }: CustomEvent<FeedbackGiven>): void {
    this.dispatchEvent(new CustomEvent<FeedbackGiven>('feedback', { detail }));
  }
  handleOpen(): void {
    this.close('open');
  }
}
