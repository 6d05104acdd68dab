// The last line of the list: the thresholds in force for its numbers, the run they come from, and the systems behind them.
import { LightningElement, api } from 'lwc';
import { countText, filled, instantText } from 'c/figures';
import type { LatestRun } from 'c/latestRun';
import POWERED_BY from '@salesforce/label/c.Touchpoint_List_Powered_By';
import RUN_AS_OF from '@salesforce/label/c.Touchpoint_List_Run_As_Of';
import RUN_LINK from '@salesforce/label/c.Touchpoint_List_Run_Link';
import THRESHOLDS from '@salesforce/label/c.Touchpoint_List_Thresholds';

export default class SignalRunLine extends LightningElement {
  @api run: LatestRun | undefined;

  words = { poweredBy: POWERED_BY };

  get thresholds(): string {
    const thresholds = this.run?.thresholds;
    if (!thresholds) return '';
    const { minTouchpoints, windowDays, lastTouchMaxDays } = thresholds;
    return filled(THRESHOLDS, countText(minTouchpoints), countText(windowDays), countText(lastTouchMaxDays));
  }
  get runLabel(): string {
    return filled(RUN_LINK, this.run?.name ?? '').trim();
  }
  get asOf(): string {
    return this.run?.asOf ? filled(RUN_AS_OF, instantText(this.run.asOf)) : '';
  }
}
