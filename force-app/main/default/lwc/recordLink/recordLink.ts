// A link to the record page of one record: a real link, which opens in a new tab when a person asks the browser for it.
import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import type { PageReference } from 'lightning/navigation';

export default class RecordLink extends NavigationMixin(LightningElement) {
  @api recordId = '';
  @api objectApiName = '';
  /** The visible text. */
  @api label = '';
  /** What screen readers say instead, where the text alone does not say which record. */
  @api description: string | undefined;

  url = '#';

  override connectedCallback(): void {
    void this[NavigationMixin.GenerateUrl](this.page).then((url) => {
      this.url = url;
    });
  }

  get page(): PageReference {
    return {
      type: 'standard__recordPage',
      attributes: { recordId: this.recordId, objectApiName: this.objectApiName, actionName: 'view' },
    };
  }

  handleClick(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this[NavigationMixin.Navigate](this.page);
  }
}
