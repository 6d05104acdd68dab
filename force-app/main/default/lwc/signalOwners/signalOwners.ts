// The manager's view: how many high-signal accounts each owner has, most first. Choosing one narrows the list to them.
import { LightningElement, api } from 'lwc';
import { countText, filled } from 'c/figures';
import CHOOSE from '@salesforce/label/c.Touchpoint_List_Owners_Choose';
import FEWER from '@salesforce/label/c.Touchpoint_List_Owners_Fewer';
import LOADED_ONLY from '@salesforce/label/c.Touchpoint_List_Owners_Loaded_Only';
import MORE from '@salesforce/label/c.Touchpoint_List_Owners_More';
import TITLE from '@salesforce/label/c.Touchpoint_List_Owners_Title';

export interface OwnerCount {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** As many as stand beside the chart. */
const SHOWN = 5;

export default class SignalOwners extends LightningElement {
  /** Most first. */
  @api owners: readonly OwnerCount[] = [];
  /** The org would not count, so these are counted from the rows on the page. */
  @api loadedOnly = false;

  words = { loadedOnly: LOADED_ONLY, title: TITLE };
  private showsAll = false;

  get rows(): readonly object[] {
    const most = Math.max(1, ...this.owners.map((owner) => owner.count));
    return (this.showsAll ? this.owners : this.owners.slice(0, SHOWN)).map((owner) => ({
      ...owner,
      text: countText(owner.count),
      hint: filled(CHOOSE, owner.name),
      bar: `inline-size: ${String((owner.count / most) * 100)}%`,
    }));
  }
  get hasMore(): boolean {
    return this.owners.length > SHOWN;
  }
  get moreLabel(): string {
    return this.showsAll ? FEWER : filled(MORE, countText(this.owners.length - SHOWN));
  }

  handleChoose(event: Event): void {
    const detail = (event.currentTarget as HTMLElement).dataset.owner ?? '';
    this.dispatchEvent(new CustomEvent<string>('choose', { detail }));
  }
  handleMore(): void {
    this.showsAll = !this.showsAll;
  }
}
