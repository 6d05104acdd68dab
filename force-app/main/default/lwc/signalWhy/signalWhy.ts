// Why an account is on the list, without leaving it: its signal card in a dialog. Only then is its story read.
import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import CLOSE from '@salesforce/label/c.Touchpoint_List_Why_Close';
import OPEN from '@salesforce/label/c.Touchpoint_List_Why_Open';

export default class SignalWhy extends LightningModal {
  @api accountId = '';

  words = { close: CLOSE, open: OPEN };

  handleClose(): void {
    this.close();
  }
  handleOpen(): void {
    this.close('open');
  }
}
