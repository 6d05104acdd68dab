// An account's record page, laid out as its page in force-app: highlights, details and related lists, the signal at the side;
// on a phone the signal comes first.
import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { formFactor } from '../../viewing.ts';

const RELATED = [
  { key: 'Task', field: 'AccountId' },
  { key: 'Event', field: 'AccountId' },
  { key: 'Contact', field: 'AccountId' },
  { key: 'Opportunity', field: 'AccountId' },
];

export default class AccountPage extends NavigationMixin(LightningElement) {
  #recordId = '';
  isPhone = formFactor === 'Small';
  /** One key a record: moving to another account is a new page, not an old one that changes. */
  records: readonly { readonly id: string; readonly related: readonly object[] }[] = [];

  @api
  get recordId(): string {
    return this.#recordId;
  }
  set recordId(id: string) {
    this.#recordId = id;
    this.records = [{ id, related: RELATED.map((list) => ({ ...list, recordId: id })) }];
  }

  get columns(): string {
    return this.isPhone ? 'preview-columns preview-columns_phone' : 'preview-columns';
  }

  handleNewTask(): void {
    this[NavigationMixin.Navigate]({
      type: 'standard__objectPage',
      attributes: { objectApiName: 'Task', actionName: 'new' },
      state: { defaultFieldValues: encodeDefaultFieldValues({ WhatId: this.#recordId }) },
    });
  }
}
