// The @salesforce/* modules that the platform fills in for each viewer, and the two base components most used that
// Salesforce publishes no typings for. Ambient: no import or export at the top.

declare module '@salesforce/label/*' {
  const label: string;
  export default label;
}
declare module '@salesforce/resourceUrl/*' {
  const url: string;
  export default url;
}
declare module '@salesforce/schema/*' {
  const id: { fieldApiName: string; objectApiName: string };
  export default id;
}
declare module '@salesforce/i18n/*' {
  const value: string;
  export default value;
}
declare module '@salesforce/customPermission/*' {
  /** undefined, never false, when the viewer does not hold it. */
  const granted: true | undefined;
  export default granted;
}
declare module '@salesforce/userPermission/*' {
  const granted: true | undefined;
  export default granted;
}

declare module 'lightning/input' {
  import { LightningElement } from 'lwc';

  export default class LightningInput extends LightningElement {
    value: string;
    checked: boolean;
    label: string;
    name: string;
    disabled: boolean;
    required: boolean;
    focus(): void;
    blur(): void;
    checkValidity(): boolean;
    reportValidity(): boolean;
    setCustomValidity(message: string): void;
  }
}

declare module 'lightning/datatable' {
  import { LightningElement } from 'lwc';

  export interface DatatableColumn {
    label?: string;
    fieldName?: string;
    type?: string;
    sortable?: boolean;
    initialWidth?: number;
    fixedWidth?: number;
    wrapText?: boolean;
    hideDefaultActions?: boolean;
    hideLabel?: boolean;
    iconName?: string;
    typeAttributes?: Record<string, unknown>;
    cellAttributes?: Record<string, unknown>;
    [option: string]: unknown;
  }
  export interface CustomType {
    template: unknown;
    editTemplate?: unknown;
    standardCellLayout?: boolean;
    typeAttributes?: string[];
  }
  export default class LightningDatatable extends LightningElement {
    static customTypes?: Record<string, CustomType>;
    data: readonly object[];
    columns: readonly DatatableColumn[];
    keyField: string;
    sortedBy: string;
    sortedDirection: 'asc' | 'desc';
    enableInfiniteLoading: boolean;
    isLoading: boolean;
    selectedRows: string[];
    getSelectedRows(): readonly object[];
  }
}

// Templates of a bundle, imported by custom datatable types.
declare module '*.html' {
  const template: (...parts: never[]) => unknown;
  export default template;
}
