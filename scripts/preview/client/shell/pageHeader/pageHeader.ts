// The head of a page: icon, kind, title, what stands beside it, actions.
import { LightningElement, api } from 'lwc';
import type { ShownField } from '../../rows.ts';

export default class PageHeader extends LightningElement {
  @api icon = 'standard:record';
  @api kind = '';
  @api heading = '';
  @api fields: readonly ShownField[] = [];

  get hasFields(): boolean {
    return this.fields.length > 0;
  }
}
