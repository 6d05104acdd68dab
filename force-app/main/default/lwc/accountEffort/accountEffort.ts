// What we did against what they did, as two bars with their counts in words.
import { LightningElement, api } from 'lwc';
import { countText, filled } from 'c/figures';
import { several } from 'c/accountWords';
import BREADTH from '@salesforce/label/c.Touchpoint_Card_Effort_Breadth';
import CHANNELS_MANY from '@salesforce/label/c.Touchpoint_Card_Channels_Many';
import CHANNELS_ONE from '@salesforce/label/c.Touchpoint_Card_Channels_One';
import NO_ANSWER from '@salesforce/label/c.Touchpoint_Card_Effort_No_Answer';
import NONE from '@salesforce/label/c.Touchpoint_Card_Effort_None';
import ONE_WAY from '@salesforce/label/c.Touchpoint_Card_Effort_One_Way';
import PEOPLE_MANY from '@salesforce/label/c.Touchpoint_Card_People_Many';
import PEOPLE_ONE from '@salesforce/label/c.Touchpoint_Card_People_One';
import TWO_WAY from '@salesforce/label/c.Touchpoint_Card_Effort_Two_Way';

interface Bar {
  readonly key: string;
  readonly name: string;
  readonly count: string;
  readonly className: string;
  readonly style: string;
}

export default class AccountEffort extends LightningElement {
  /** Touchpoints in the window, and those of them in which the account took part. */
  @api active = 0;
  @api twoWay = 0;
  /** Distinct people and channels of the two-way ones; null or undefined when not known. */
  @api people: number | null | undefined;
  @api channels: number | null | undefined;

  words = { none: NONE };

  get hasAny(): boolean {
    return this.active > 0;
  }
  get bars(): readonly Bar[] {
    const oneWay = Math.max(0, this.active - this.twoWay);
    const most = Math.max(1, oneWay, this.twoWay);
    const bar = (key: string, name: string, count: number): Bar => ({
      key,
      name,
      count: countText(count),
      // Without a length there is no bar: its border would still show.
      className: count === 0 ? 'bar' : `bar bar_${key}`,
      style: `inline-size: ${((100 * count) / most).toFixed(1)}%`,
    });
    return [bar('one-way', ONE_WAY, oneWay), bar('two-way', TWO_WAY, this.twoWay)];
  }
  get summary(): string {
    if (this.twoWay === 0) return NO_ANSWER;
    if (typeof this.people !== 'number' || typeof this.channels !== 'number' || this.people === 0) return '';
    return filled(
      BREADTH,
      several(this.people, PEOPLE_ONE, PEOPLE_MANY),
      several(this.channels, CHANNELS_ONE, CHANNELS_MANY),
    );
  }
}
