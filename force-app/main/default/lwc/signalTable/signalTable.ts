// The table of the list: heads that sort, pages of rows, the row menu, and the request for more rows near the end. It knows
// nothing of the org; what it is asked to do it says in events.
import { LightningElement, api } from 'lwc';
import { filled } from 'c/figures';
import type { Column, SignalRow } from 'c/signalListRows';
import type { Order } from 'c/signalListScope';
import type { RowAction } from 'c/signalRowMenu';
import type { RowMenuDetail } from 'c/signalTableRows';
import DIRECTION from '@salesforce/i18n/dir';
import ACTIONS from '@salesforce/label/c.Touchpoint_List_Column_Actions';
import LOADING_MORE from '@salesforce/label/c.Touchpoint_List_Loading_More';
import MENU from '@salesforce/label/c.Touchpoint_List_Row_Menu';
import MORE from '@salesforce/label/c.Touchpoint_List_Load_More';
import SORT_BY from '@salesforce/label/c.Touchpoint_List_Sort_By';
import TABLE from '@salesforce/label/c.Touchpoint_List_Table';

export interface RowPage {
  readonly key: string;
  readonly rows: readonly SignalRow[];
}
export interface RowActionDetail {
  readonly action: RowAction;
  readonly rowId: string;
}
type RowsElement = HTMLElement & { focusMenu(rowId: string): boolean };

/** Height of the menu with its six items, to open it upwards where there is no room below. */
const MENU_PX = 240;
/** Width of the column of menu buttons. */
const ACTIONS_REM = 3;

export default class SignalTable extends LightningElement {
  @api columns: readonly Column[] = [];
  @api pages: readonly RowPage[] = [];
  @api order: Order | undefined;
  /** Keys of the columns that can be sorted. */
  @api sortable: readonly string[] = [];
  @api hasMore = false;
  @api loadingMore = false;
  /** Too narrow for a table: each row is a card. */
  @api isNarrow = false;

  words = { actions: ACTIONS, loadingMore: LOADING_MORE, more: MORE, table: TABLE };
  menu: { readonly rowId: string; readonly label: string; readonly place: string } | null = null;
  /** Pages drawn so far. One a frame: two hundred rows at once would keep the browser from answering. */
  drawn = 1;
  private frame: number | undefined;
  private observer: IntersectionObserver | undefined;
  /** The row whose menu was used last, as long as a dialog may put the focus back (it does so twice); and the one after it. */
  private returnTo: string | null = null;
  private following = '';

  /** Puts the focus back on the menu button of a row; when the row is gone, on that of the one that followed it, else on the table. */
  @api
  focusRow(rowId: string): void {
    const pages = this.rowPages();
    const found = [rowId, this.following].some((id) => pages.some((page) => page.focusMenu(id)));
    if (!found) this.scroller?.focus();
  }
  /** Back to the first row, for a list that was asked anew. */
  @api
  scrollToTop(): void {
    if (this.scroller) this.scroller.scrollTop = 0;
  }

  get areaClass(): string {
    return this.isNarrow ? 'area area_narrow' : 'area';
  }
  get heads(): readonly object[] {
    return this.columns.map((column) => {
      const sorted = this.order?.key === column.key;
      const descending = this.order?.descending ?? false;
      return {
        ...column,
        sortable: this.sortable.includes(column.key),
        sorted,
        ariaSort: sorted ? (descending ? 'descending' : 'ascending') : 'none',
        style: `head head_${column.key}${column.numeric ? ' head_numeric' : ''}`,
        hint: filled(SORT_BY, column.label),
        arrow: descending ? 'M8 13L3 8h3.5V3h3v5H13Z' : 'M8 3l5 5H9.5v5h-3V8H3Z',
      };
    });
  }
  get drawnPages(): readonly RowPage[] {
    return this.pages.slice(0, this.drawn);
  }
  get gridStyle(): string {
    const widths = this.columns.map((column) => column.width);
    const least = widths.reduce((sum, width) => sum + leastRem(width), ACTIONS_REM);
    return `--signal-columns: ${widths.join(' ')} ${String(ACTIONS_REM)}rem; --signal-width: ${String(least)}rem`;
  }

  override renderedCallback(): void {
    // Watched anew after each page: while the end stays in sight, nothing would be reported again.
    this.observer?.disconnect();
    if (this.drawMore()) return;
    const end = this.refs?.end;
    if (!end || !this.hasMore || this.loadingMore || typeof IntersectionObserver === 'undefined') return;
    this.observer ??= new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.handleMore();
    });
    this.observer.observe(end);
  }
  override disconnectedCallback(): void {
    this.observer?.disconnect();
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  handleSort(event: Event): void {
    const key = (event.currentTarget as HTMLElement).dataset.key ?? '';
    // A new column starts with its best rows: the highest numbers and latest dates, but the names from A.
    const named = key === 'account' || key === 'owner';
    const descending = this.order?.key === key ? !this.order.descending : !named;
    this.dispatchEvent(new CustomEvent<Order>('sort', { detail: { key, descending } }));
  }
  handleMore(): void {
    if (this.hasMore && !this.loadingMore) this.dispatchEvent(new CustomEvent('more'));
  }
  handleOpen(event: CustomEvent<string>): void {
    this.act('open', event.detail);
  }
  handleMenu(event: CustomEvent<RowMenuDetail>): void {
    const { rowId, button } = event.detail;
    const rows = this.pages.flatMap((page) => page.rows);
    const at = rows.findIndex((row) => row.id === rowId);
    this.following = rows[at + 1]?.id ?? rows[at - 1]?.id ?? '';
    this.menu = { rowId, label: filled(MENU, rows[at]?.name ?? ''), place: this.placeBeside(button) };
  }
  handleChoose(event: CustomEvent<RowAction>): void {
    const rowId = this.menu?.rowId ?? '';
    this.menu = null;
    // A dialog puts the focus back where it found it. The row may be gone by then, the table is not: it hands it on.
    this.scroller?.focus();
    this.returnTo = rowId;
    this.act(event.detail, rowId);
  }
  handleFocus(): void {
    if (this.returnTo !== null) this.focusRow(this.returnTo);
  }
  /** Who goes on by hand may reach the table itself, to scroll it. */
  handleInput(): void {
    this.returnTo = null;
  }
  handleMenuClose(event: CustomEvent<boolean>): void {
    const rowId = this.menu?.rowId;
    this.menu = null;
    if (event.detail && rowId !== undefined) this.focusRow(rowId);
  }
  handleScroll(): void {
    this.menu = null;
  }

  /** False once every page is drawn, which is when the end of the list is where it seems to be. */
  private drawMore(): boolean {
    // A list asked anew has fewer pages, and begins with its first.
    if (this.drawn > this.pages.length) this.drawn = Math.max(1, this.pages.length);
    if (this.drawn >= this.pages.length) return false;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.drawn += 1;
    });
    return true;
  }

  private act(action: RowAction, rowId: string): void {
    this.dispatchEvent(new CustomEvent<RowActionDetail>('rowaction', { detail: { action, rowId } }));
  }

  private placeBeside(button: DOMRect): string {
    const area = this.refs?.area?.getBoundingClientRect();
    if (!area) return '';
    const end = DIRECTION === 'rtl' ? button.left - area.left : area.right - button.right;
    const upwards = window.innerHeight - button.bottom < MENU_PX && button.top > MENU_PX;
    const block = upwards
      ? `inset-block-end: ${px(area.bottom - button.top)}`
      : `inset-block-start: ${px(button.bottom - area.top)}`;
    return `${block}; inset-inline-end: ${px(end)}`;
  }

  private get scroller(): HTMLElement | null | undefined {
    // By reference: a selector would look at every cell of every row.
    return this.refs?.scroller as HTMLElement | undefined;
  }
  private rowPages(): RowsElement[] {
    return [...(this.template?.querySelectorAll<RowsElement>('c-signal-table-rows') ?? [])];
  }
}

/** The least width that a column of the grid needs: `8rem`, or the first of `minmax(8rem, 1fr)`. */
function leastRem(width: string): number {
  return Number.parseFloat(width.replace('minmax(', ''));
}

function px(length: number): string {
  return `${String(Math.round(length))}px`;
}
