// How the scores of the listed accounts are spread, as ten bars drawn in the template. It covers what the viewer can see, and
// says so.
import { LightningElement, api } from 'lwc';
import { countText, filled } from 'c/figures';
import COVERS from '@salesforce/label/c.Touchpoint_List_Chart_Covers';
import SUMMARY from '@salesforce/label/c.Touchpoint_List_Chart_Summary';
import TITLE from '@salesforce/label/c.Touchpoint_List_Chart_Title';

interface Bar {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly middle: number;
  readonly countY: number;
  readonly count: string;
  readonly range: string;
}

/** Units of the drawing. */
const STEP = 36;
const BAR = 28;
const BASE = 92;
const TALLEST = 72;

export default class SignalDistribution extends LightningElement {
  /** Ten counts: scores from 0 to below 10, … 90 to 100. Empty while not known. */
  @api counts: readonly number[] = [];

  words = { title: TITLE };
  barWidth = BAR;

  get hasCounts(): boolean {
    return this.counts.length > 0;
  }
  get covers(): string {
    return filled(COVERS, countText(this.total));
  }
  get summary(): string {
    return filled(SUMMARY, this.bars.map((bar) => `${bar.range}: ${bar.count}`).join('; '));
  }
  get bars(): readonly Bar[] {
    const most = Math.max(1, ...this.counts);
    return this.counts.map((count, at) => {
      // One account must be seen beside a thousand.
      const height = count === 0 ? 0 : Math.max(2, (count / most) * TALLEST);
      return {
        key: String(at),
        x: at * STEP + (STEP - BAR) / 2,
        y: BASE - height,
        height,
        middle: at * STEP + STEP / 2,
        countY: BASE - height - 4,
        count: countText(count),
        range: `${String(at * 10)}–${String(at * 10 + 10)}`,
      };
    });
  }

  private get total(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }
}
