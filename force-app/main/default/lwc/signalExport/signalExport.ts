// The button that saves every account of the current filter as a CSV file, page by page. Whether a viewer gets it is
// decided by who shows it (custom permission Touchpoint_Export).
import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { countText, filled } from 'c/figures';
import { csvOf } from 'c/signalExportText';
import { ACCOUNTS_QUERY } from 'c/signalListQueries';
import type { AccountNode, AccountsAnswer } from 'c/signalListQueries';
import type { Column } from 'c/signalListRows';
import { viewersToday } from 'c/signalTasks';
import CANCEL from '@salesforce/label/c.Touchpoint_List_Export_Cancel';
import DONE from '@salesforce/label/c.Touchpoint_List_Export_Done';
import EXPORT from '@salesforce/label/c.Touchpoint_List_Export';
import FAILED from '@salesforce/label/c.Touchpoint_List_Export_Failed';
import FILE from '@salesforce/label/c.Touchpoint_List_Export_File';
import PROGRESS from '@salesforce/label/c.Touchpoint_List_Export_Progress';

/** The most one page may hold, and a bound beyond any list: past 4,000 rows the org wants both. */
const PAGE = 2_000;
const UPPER_BOUND = 1_000_000;

export default class SignalExport extends LightningElement {
  /** Filter and order of the list, as its query takes them. */
  @api where: Readonly<Record<string, unknown>> = {};
  @api orderBy: Readonly<Record<string, unknown>> = {};
  @api columns: readonly Column[] = [];
  /** Accounts of the current filter. */
  @api total = 0;

  query = ACCOUNTS_QUERY;
  words = { cancel: CANCEL };
  variables: Readonly<Record<string, unknown>> | undefined;
  private nodes: readonly AccountNode[] = [];
  /** What the file is of; the list may be filtered anew while it is read. */
  private exported: Pick<SignalExport, 'where' | 'orderBy' | 'columns' | 'total'> | undefined;
  private attempt = 0;

  get isBusy(): boolean {
    return this.variables !== undefined;
  }
  get isEmpty(): boolean {
    return this.total === 0;
  }
  get label(): string {
    return filled(EXPORT, countText(this.total));
  }
  get progress(): string {
    return filled(PROGRESS, countText(this.nodes.length), countText(this.exportedTotal));
  }
  get percent(): number {
    return Math.min(100, Math.round((this.nodes.length / Math.max(1, this.exportedTotal)) * 100));
  }

  @wire(graphql, { query: '$query', variables: '$variables' })
  receive(result: GraphQLResult<AccountsAnswer>): void {
    if (!this.variables) return;
    if (result.errors) this.fail(result.errors.map((error) => error.message).join(' '));
    else if (result.data) this.add(result.data);
  }

  handleExport(): void {
    // An export asks anew: with the same variables as the one before it, it would be answered from a cache or not at all.
    this.attempt += 1;
    this.nodes = [];
    this.exported = { where: this.where, orderBy: this.orderBy, columns: this.columns, total: this.total };
    this.ask(null);
  }
  handleCancel(): void {
    this.variables = undefined;
  }

  private get exportedTotal(): number {
    return this.exported?.total ?? 0;
  }

  private ask(after: string | null): void {
    this.variables = {
      where: this.exported?.where,
      orderBy: this.exported?.orderBy,
      first: PAGE,
      after,
      upperBound: UPPER_BOUND + this.attempt,
    };
  }

  private add(data: AccountsAnswer): void {
    const { edges, pageInfo } = data.uiapi.query.Account;
    this.nodes = [...this.nodes, ...edges.flatMap((edge) => edge?.node ?? [])];
    if (pageInfo.hasNextPage && pageInfo.endCursor !== null) {
      this.ask(pageInfo.endCursor);
      return;
    }
    this.variables = undefined;
    this.save(csvOf(this.nodes, this.exported?.columns ?? []));
    this.dispatchEvent(
      new ShowToastEvent({
        title: filled(DONE, countText(this.nodes.length)),
        variant: 'success',
        mode: 'dismissible',
      }),
    );
  }

  private save(csv: string): void {
    const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${FILE}-${viewersToday()}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  }

  private fail(reason: string): void {
    this.variables = undefined;
    this.dispatchEvent(new ShowToastEvent({ title: FAILED, message: reason, variant: 'error', mode: 'sticky' }));
  }
}
