// The official stubs have none. `open` is a jest.fn; a dialog mounted by itself says `close` with what it was closed with.
import { api, LightningElement } from 'lwc';

export default class LightningModal extends LightningElement {
  static open = jest.fn().mockResolvedValue(undefined);

  @api label;
  @api size;
  @api description;
  @api disableClose;

  close(result) {
    this.dispatchEvent(new CustomEvent('close', { detail: result }));
  }
}
