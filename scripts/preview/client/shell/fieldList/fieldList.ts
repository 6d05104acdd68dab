// Fields of a record in two columns, as on a record's detail tab.
import { LightningElement, api } from 'lwc';
import type { ShownField } from '../../rows.ts';

export default class FieldList extends LightningElement {
  @api fields: readonly ShownField[] = [];
}
