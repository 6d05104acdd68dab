// The rows loaded so far and what to ask for next. Pages are only ever appended, so that a long list stays as quick as a short
// one.
import type { AccountNode, AccountPage } from 'c/signalListQueries';
import { rowOf } from 'c/signalListRows';
import type { RowContext, SignalRow } from 'c/signalListRows';
import type { RowPage } from 'c/signalTable';

/** The paging part of a query's variables; null leaves an argument out. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
  readonly upperBound: number | null;
}

const FIRST_PAGE = 50;
/** Drawn in one go: about a screen, so that the first rows show soon. Fifty took up to 200 ms once two thousand were there. */
const DRAWN_TOGETHER = 10;
/**
 * The org pages through at most 4,000 rows without an upper bound, of which SOQL's offset lets small steps reach only the first
 * 2,000; and with a bound only in steps of 200 or more.
 */
const UNBOUND_ROWS = 2_000;
const BOUND_PAGE = 200;
const UPPER_BOUND = 1_000_000;
/** The most one request may ask for. */
const MOST = 2_000;

export const FIRST_REQUEST: PageRequest = { first: FIRST_PAGE, after: null, upperBound: null };

export class AccountPages {
  pages: readonly RowPage[] = [];
  total = 0;
  hasMore = false;
  private nodes: AccountNode[] = [];
  private readonly ids = new Set<string>();
  private endCursor: string | null = null;
  /** A row left since the last answer: the cursor now points one too far. */
  private cursorIsOff = false;

  get size(): number {
    return this.nodes.length;
  }
  get isEmpty(): boolean {
    return this.nodes.length === 0;
  }
  get loaded(): readonly AccountNode[] {
    return this.nodes;
  }

  /** Takes in the answer to a request: from the top it replaces what is here, else it adds what is new. */
  take(page: AccountPage, request: PageRequest, context: RowContext): void {
    if (request.after === null) {
      this.nodes = [];
      this.ids.clear();
      this.pages = [];
      this.cursorIsOff = false;
    }
    const fresh = page.edges
      .flatMap((edge) => edge?.node ?? [])
      .filter((node) => !this.ids.has(node.Id) && this.ids.add(node.Id));
    this.pages = [...this.pages, ...pagesOf(fresh, context, this.pages.length)];
    this.nodes.push(...fresh);
    this.total = page.totalCount;
    this.hasMore = page.pageInfo.hasNextPage && page.pageInfo.endCursor !== null;
    this.endCursor = page.pageInfo.endCursor;
  }

  /** What to ask for to have more rows. */
  next(): PageRequest {
    if (this.cursorIsOff && this.size + FIRST_PAGE <= MOST)
      return { first: this.size + FIRST_PAGE, after: null, upperBound: null };
    return this.size + FIRST_PAGE > UNBOUND_ROWS
      ? { first: BOUND_PAGE, after: this.endCursor, upperBound: UPPER_BOUND }
      : { first: FIRST_PAGE, after: this.endCursor, upperBound: null };
  }

  /** Draws all rows anew: the playbook or the addresses of records came after them. */
  redraw(context: RowContext): void {
    this.pages = pagesOf(this.nodes, context, 0);
  }

  remove(accountId: string): void {
    if (!this.ids.delete(accountId)) return;
    this.nodes = this.nodes.filter((node) => node.Id !== accountId);
    const at = this.pages.findIndex(({ rows }) => rows.some((row) => row.id === accountId));
    const left = this.pages[at];
    // Only the page that changes is drawn anew.
    if (left)
      this.pages = [
        ...this.pages.slice(0, at),
        { ...left, rows: left.rows.filter((row) => row.id !== accountId) },
        ...this.pages.slice(at + 1),
      ];
    this.total -= 1;
    this.cursorIsOff = true;
  }

  row(accountId: string): SignalRow | undefined {
    return this.pages.flatMap((page) => page.rows).find((row) => row.id === accountId);
  }
}

/** Few rows together, so that no drawing takes long. */
function pagesOf(nodes: readonly AccountNode[], context: RowContext, before: number): RowPage[] {
  const pages: RowPage[] = [];
  for (let at = 0; at < nodes.length; at += DRAWN_TOGETHER)
    pages.push({
      key: String(before + pages.length),
      rows: nodes.slice(at, at + DRAWN_TOGETHER).map((node) => rowOf(node, context)),
    });
  return pages;
}
