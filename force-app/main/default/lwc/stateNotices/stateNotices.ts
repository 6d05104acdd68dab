// Notices about the state of what is shown: one line each, with an icon and a word for its weight.
import { LightningElement, api } from 'lwc';
import ERROR from '@salesforce/label/c.Touchpoint_Card_Error_Note';
import INFO from '@salesforce/label/c.Touchpoint_Card_Info_Note';
import WARNING from '@salesforce/label/c.Touchpoint_Card_Warning_Note';

export interface Notice {
  /** Unique among the notices shown together. */
  readonly key: string;
  readonly weight: 'info' | 'warning' | 'error';
  readonly text: string;
}

const LOOKS = {
  info: { icon: 'utility:info', words: INFO },
  warning: { icon: 'utility:warning', words: WARNING },
  error: { icon: 'utility:error', words: ERROR },
} as const;

export default class StateNotices extends LightningElement {
  @api notices: readonly Notice[] = [];

  get lines(): readonly { key: string; text: string; className: string; icon: string; words: string }[] {
    return this.notices.map(({ key, weight, text }) => ({
      key,
      text,
      className: `notice notice_${weight}`,
      ...LOOKS[weight],
    }));
  }
}
