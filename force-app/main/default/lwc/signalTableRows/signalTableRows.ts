// One page of rows of c/signalTable. A component of its own so that a further page never draws the earlier ones again:
// lightning-datatable draws all of them, measured at 0.6 s for the second page of 50 and 2 to 9 s at 2,000 rows.
import { LightningElement, api } from 'lwc';
import type { SignalRow } from 'c/signalListRows';

/** What `rowmenu` carries: which row, and the button its menu belongs to. */
export interface RowMenuDetail {
  readonly rowId: string;
  readonly button: DOMRect;
}

export default class SignalTableRows extends LightningElement {
  @api rows: readonly SignalRow[] = [];
  /** Too narrow for a table: each row is a card. */
  @api isNarrow = false;

  /** Puts the focus on the menu button of a row; false when the row is not on this page. */
  @api
  focusMenu(rowId: string): boolean {
    const buttons = [...(this.template?.querySelectorAll<HTMLElement>('button[data-id]') ?? [])];
    const button = buttons.find((it) => it.dataset.id === rowId);
    button?.focus();
    return button !== undefined;
  }

  get rowClass(): string {
    return this.isNarrow ? 'row row_narrow' : 'row';
  }

  handleOpen(event: MouseEvent): void {
    // With a modifier the browser opens its own tab or window; the link has a real address for that.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('rowopen', { detail: rowIdOf(event) }));
  }

  handleMenu(event: MouseEvent): void {
    const button = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.dispatchEvent(new CustomEvent<RowMenuDetail>('rowmenu', { detail: { rowId: rowIdOf(event), button } }));
  }
}

function rowIdOf(event: Event): string {
  return (event.currentTarget as HTMLElement).dataset.id ?? '';
}
