// The four figures of one account, each with its name and what it is over. How they read is decided here; what they
// are comes from the org.
import { LightningElement, api } from 'lwc';
import { averageText, countText, dateText, daysAgoText, daysText, filled } from 'c/figures';
import { several } from 'c/accountWords';
import type { SignalAccount } from 'c/accountSignalQueries';
import ACTIVE from '@salesforce/label/c.Touchpoint_Card_Active';
import ACTIVE_NOTE from '@salesforce/label/c.Touchpoint_Card_Active_Note';
import ACTIVE_NOTE_WINDOW from '@salesforce/label/c.Touchpoint_Card_Active_Note_Window';
import AGE from '@salesforce/label/c.Touchpoint_Card_Age';
import AGE_NOTE from '@salesforce/label/c.Touchpoint_Card_Age_Note';
import HIDDEN from '@salesforce/label/c.Touchpoint_Card_Hidden';
import LAST_TOUCH from '@salesforce/label/c.Touchpoint_Card_Last_Touch';
import LAST_TOUCH_NONE from '@salesforce/label/c.Touchpoint_Card_Last_Touch_None';
import LAST_TOUCH_NONE_NOTE from '@salesforce/label/c.Touchpoint_Card_Last_Touch_None_Note';
import METRICS from '@salesforce/label/c.Touchpoint_Card_Metrics';
import NOT_SCORED from '@salesforce/label/c.Touchpoint_Figure_Not_Scored';
import RECIPIENTS from '@salesforce/label/c.Touchpoint_Card_Recipients';
import RECIPIENTS_NONE from '@salesforce/label/c.Touchpoint_Card_Recipients_None';
import RECIPIENTS_NONE_NOTE from '@salesforce/label/c.Touchpoint_Card_Recipients_None_Note';
import RECIPIENTS_NOTE_MANY from '@salesforce/label/c.Touchpoint_Card_Recipients_Note_Many';
import RECIPIENTS_NOTE_ONE from '@salesforce/label/c.Touchpoint_Card_Recipients_Note_One';

interface Figure {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly note: string;
}
type Said = Pick<Figure, 'value' | 'note'>;

const UNSEEN: Said = { value: HIDDEN, note: '' };
const UNSCORED: Said = { value: NOT_SCORED, note: '' };

export default class AccountMetrics extends LightningElement {
  @api account: SignalAccount | undefined;
  /** Length of the rolling window in days; null when the viewer may not read the policy. */
  @api windowDays: number | null = null;

  words = { metrics: METRICS };

  get figures(): readonly Figure[] {
    const { account } = this;
    if (account === undefined) return [];
    return [
      { key: 'active', name: ACTIVE, ...this.active(account) },
      { key: 'last-touch', name: LAST_TOUCH, ...lastTouch(account) },
      { key: 'age', name: AGE, ...age(account) },
      { key: 'recipients', name: RECIPIENTS, ...recipients(account) },
    ];
  }

  private active({ active }: SignalAccount): Said {
    if (active === undefined) return UNSEEN;
    if (active === null) return UNSCORED;
    const note = this.windowDays === null ? ACTIVE_NOTE_WINDOW : filled(ACTIVE_NOTE, countText(this.windowDays));
    return { value: countText(active), note };
  }
}

function lastTouch({ lastTouch: date, daysSince, active }: SignalAccount): Said {
  if (date === undefined) return UNSEEN;
  if (date === null) return active === null ? UNSCORED : { value: LAST_TOUCH_NONE, note: LAST_TOUCH_NONE_NOTE };
  return { value: dateText(date), note: typeof daysSince === 'number' ? daysAgoText(daysSince) : '' };
}

function age({ age: days }: SignalAccount): Said {
  return days === undefined ? UNSEEN : { value: daysText(days), note: AGE_NOTE };
}

function recipients({ recipients: mean, series, active }: SignalAccount): Said {
  if (mean === undefined) return UNSEEN;
  if (mean === null) return active === null ? UNSCORED : { value: RECIPIENTS_NONE, note: RECIPIENTS_NONE_NOTE };
  const note = typeof series === 'number' ? several(series, RECIPIENTS_NOTE_ONE, RECIPIENTS_NOTE_MANY) : '';
  return { value: averageText(mean), note };
}
