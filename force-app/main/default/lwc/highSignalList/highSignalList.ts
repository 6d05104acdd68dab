// The high-signal accounts a viewer may see, best first: asks the org as the viewer and hands its children what they
// show. No verdict is made here and nothing is computed from the browser's clock but the age of the run.
import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { NavigationMixin } from 'lightning/navigation';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import { LATEST_RUN_QUERY, latestRun } from 'c/latestRun';
import type { LatestRun, LatestRunAnswer } from 'c/latestRun';
import { ACCOUNTS_QUERY, POLICY_QUERY } from 'c/signalListQueries';
import type { AccountsAnswer, PolicyAnswer } from 'c/signalListQueries';
import type { RowContext } from 'c/signalListRows';
import { BY_RANK, NO_FILTERS, canSeeSignals, changedBy, orderByOf, whereOf } from 'c/signalListScope';
import type { Filters, Order, Scope, Viewer } from 'c/signalListScope';
import { PLAYS_QUERY, playsByTier } from 'c/signalPlays';
import type { Play, PlaysAnswer } from 'c/signalPlays';
import type { RowActionDetail, RowPage } from 'c/signalTable';
import type { OwnerCount } from 'c/signalOwners';
import type { Notice } from 'c/stateNotices';
import USER_ID from '@salesforce/user/Id';
import CAN_EXPORT from '@salesforce/customPermission/Touchpoint_Export';
import { AccountPages, FIRST_REQUEST } from './accountPages';
import { NO_COLUMNS, columnSets } from './columnSets';
import { countLine, emptyState, refusalOf } from './emptyState';
import type { EmptyState } from './emptyState';
import { noticesOf } from './notices';
import type { RunReading } from './notices';
import { NO_POLICY, UNKNOWN_POLICY, policyOf } from './policy';
import type { ListPolicy } from './policy';
import { accountUrls, act } from './rowActions';
import { IS_PHONE, watchWidth } from './width';
import { LIST_WORDS } from './words';

type Refresh = (() => Promise<void>) | undefined;
type TableElement = HTMLElement & { focusRow(rowId: string): void; scrollToTop(): void };
type OverviewElement = HTMLElement & { refresh(): Promise<void> };

export default class HighSignalList extends NavigationMixin(LightningElement) {
  @api
  get defaultScope(): Scope {
    return this.filters.scope;
  }
  set defaultScope(value: Scope) {
    this.filters = { ...this.filters, scope: value };
  }
  @api hideOverview = false;
  words = LIST_WORDS;
  accountsQuery = ACCOUNTS_QUERY;
  canExport = CAN_EXPORT === true;
  filters: Filters = NO_FILTERS;
  order: Order = BY_RANK;
  pages: readonly RowPage[] = [];
  total = 0;
  now = Date.now();
  hasMore = false;
  loadedCount = 0;
  hasAnswer = false;
  isNarrow = IS_PHONE;
  isAsking = true;
  errors: readonly string[] = [];
  columns = NO_COLUMNS;
  policy: ListPolicy = UNKNOWN_POLICY;
  owners: readonly { readonly label: string; readonly value: string }[] = [];

  private readable: ReadonlySet<string> | undefined;
  private run: RunReading;
  private plays: ReadonlyMap<string, readonly Play[]> = new Map();
  private request = FIRST_REQUEST;
  private urlOf: RowContext['urlOf'] = () => '';
  private readonly loaded = new AccountPages();
  private refreshRows: Refresh;
  private refreshRun: Refresh;
  private asksAgain = false;
  private watchesWidth = false;

  @wire(getObjectInfo, { objectApiName: 'Account' })
  wiredAccountInfo({ data, error }: WireResult<ObjectInfo>): void {
    if (data) {
      this.readable = new Set(Object.keys(data.fields));
      this.columns = columnSets(this.readable);
    } else if (error) this.errors = refusalOf(error);
  }

  @wire(getObjectInfo, { objectApiName: 'Task' })
  task: WireResult<ObjectInfo> | undefined;

  @wire(graphql, { query: POLICY_QUERY })
  wiredPolicy({ data, errors }: GraphQLResult<PolicyAnswer>): void {
    if (errors) this.policy = NO_POLICY;
    else if (data) this.policy = policyOf(data);
  }

  @wire(graphql, { query: LATEST_RUN_QUERY })
  wiredRun({ data, errors, refresh }: GraphQLResult<LatestRunAnswer>): void {
    this.refreshRun = refresh;
    this.now = Date.now();
    if (errors) this.run = 'unreadable';
    else if (data) this.run = latestRun(data);
  }

  // A viewer who cannot read plays sees no next step.
  @wire(graphql, { query: PLAYS_QUERY })
  wiredPlays({ data }: GraphQLResult<PlaysAnswer>): void {
    if (!data) return;
    this.plays = playsByTier(data);
    this.redraw();
  }

  @wire(graphql, { query: '$accountsQuery', variables: '$accountVariables' })
  wiredAccounts({ data, errors, refresh }: GraphQLResult<AccountsAnswer>): void {
    this.refreshRows = refresh;
    if (!data && !errors) return;
    if (this.asksAgain && refresh) {
      this.asksAgain = false;
      void refresh();
      return;
    }
    this.isAsking = false;
    this.errors = (errors ?? []).map((error) => error.message);
    if (!data) return;
    this.hasAnswer = true;
    this.loaded.take(data.uiapi.query.Account, this.request, this.context);
    this.show();
  }

  override connectedCallback(): void {
    void this.findAccountUrl();
  }
  override renderedCallback(): void {
    const list = this.template?.querySelector('.list');
    if (this.watchesWidth || !list) return;
    this.watchesWidth = watchWidth(list, (isNarrow) => {
      this.isNarrow = isNarrow;
    });
  }

  // What the children are given.
  get viewer(): Viewer | undefined {
    return this.readable && { userId: USER_ID, readable: this.readable, roleFields: this.policy.roleFields };
  }
  get accountVariables(): Record<string, unknown> | undefined {
    const { viewer } = this;
    // Whose accounts are mine is known once the policy has said which fields name a role.
    if (!viewer || !canSeeSignals(viewer) || (this.filters.scope === 'mine' && !this.policy.isKnown)) return undefined;
    return { where: this.where, orderBy: this.orderBy, ...this.request };
  }
  get where(): Readonly<Record<string, unknown>> {
    return this.viewer ? whereOf(this.filters, this.viewer) : {};
  }
  get orderBy(): Readonly<Record<string, unknown>> {
    return this.viewer ? orderByOf(this.order, this.viewer) : {};
  }
  get notices(): readonly Notice[] {
    return noticesOf(this.run, this.isVisible ? this.columns.hidden : [], this.now, this.hasErrors);
  }
  get shownRun(): LatestRun | undefined {
    return this.run === 'unreadable' || this.run === null ? undefined : this.run;
  }
  get ownersWhere(): Readonly<Record<string, unknown>> {
    return this.viewer ? whereOf({ ...this.filters, ownerId: '' }, this.viewer) : {};
  }
  get showsOwners(): boolean {
    return this.filters.scope !== 'mine';
  }
  get loadedNodes(): AccountPages['loaded'] {
    return this.loadedCount > 0 ? this.loaded.loaded : [];
  }

  // States.
  /** On a phone the accounts come before the charts, which would push them out of sight. */
  get hidesCharts(): boolean {
    return this.hideOverview || this.isNarrow;
  }
  get hasNoAccess(): boolean {
    return this.viewer !== undefined && !canSeeSignals(this.viewer);
  }
  get hasErrors(): boolean {
    return this.errors.length > 0;
  }
  get isVisible(): boolean {
    return this.viewer !== undefined && !this.hasNoAccess;
  }
  get showsTiles(): boolean {
    return !this.hideOverview && this.shownRun !== undefined;
  }
  get showsExport(): boolean {
    return this.canExport && this.isVisible;
  }
  get isLoading(): boolean {
    return !this.hasAnswer && !this.hasErrors && !this.hasNoAccess;
  }
  get isReloading(): boolean {
    return this.hasAnswer && this.isAsking && this.request.after === null;
  }
  get isLoadingMore(): boolean {
    return this.isAsking && !this.isReloading;
  }
  /** Not after an error: the end of the list in sight would ask for the same page again and again. */
  get canLoadMore(): boolean {
    return this.hasMore && !this.hasErrors;
  }
  /** Without it nothing was asked that could be asked again. */
  get canRetry(): boolean {
    return this.refreshRows !== undefined;
  }
  get hasRows(): boolean {
    return this.loadedCount > 0;
  }
  get isEmpty(): boolean {
    return this.hasAnswer && !this.hasRows && !this.hasErrors;
  }
  get empty(): EmptyState {
    return emptyState(this.filters);
  }
  get countLine(): string {
    return this.hasAnswer ? countLine(this.total) : '';
  }
  // What people do.
  handleNarrow(event: CustomEvent<Partial<Filters>>): void {
    this.askFromTop({ filters: changedBy(this.filters, event.detail) });
  }
  handleOwnersKnown(event: CustomEvent<readonly OwnerCount[]>): void {
    this.owners = event.detail.map(({ id, name }) => ({ label: name, value: id }));
  }
  handleSort(event: CustomEvent<Order>): void {
    this.askFromTop({ order: event.detail });
  }
  handleEmptyButton(): void {
    this.askFromTop({ filters: this.empty.wider });
  }
  handleMore(): void {
    this.request = this.loaded.next();
    this.isAsking = true;
  }
  async handleRefresh(): Promise<void> {
    this.isAsking = true;
    if (this.request === FIRST_REQUEST) void this.refreshRows?.();
    else {
      this.asksAgain = true;
      this.request = FIRST_REQUEST;
    }
    await Promise.all([this.refreshRun?.(), this.overview?.refresh()]);
  }
  async handleRowAction(event: CustomEvent<RowActionDetail>): Promise<void> {
    const { action, rowId } = event.detail;
    const row = this.loaded.row(rowId);
    if (!row) return;
    const aftermath = await act(action, row, {
      navigate: (page) => this[NavigationMixin.Navigate](page),
      urlOf: (page) => this[NavigationMixin.GenerateUrl](page),
      dispatchEvent: (toast) => this.dispatchEvent(toast),
      play: (tier) => this.plays.get(tier ?? '')?.[0],
      canCreateTask: this.task?.data?.createable === true,
    });
    if (aftermath === 'away') return;
    if (aftermath === 'gone') {
      this.loaded.remove(rowId);
      this.show();
      void this.overview?.refresh();
    }
    this.table?.focusRow(rowId);
  }

  private askFromTop(chosen: Partial<Pick<HighSignalList, 'filters' | 'order'>>): void {
    const before = JSON.stringify(this.accountVariables);
    Object.assign(this, chosen, { request: FIRST_REQUEST });
    // The same question gets no second answer: nothing may wait for it.
    if (JSON.stringify(this.accountVariables) === before) return;
    this.isAsking = true;
    this.table?.scrollToTop();
  }
  private show(): void {
    const { pages, total, hasMore, size } = this.loaded;
    Object.assign(this, { pages, total, hasMore, loadedCount: size });
  }
  private redraw(): void {
    if (this.loaded.isEmpty) return;
    this.loaded.redraw(this.context);
    this.show();
  }
  private async findAccountUrl(): Promise<void> {
    this.urlOf = await accountUrls((page) => this[NavigationMixin.GenerateUrl](page));
    this.redraw();
  }
  private get context(): RowContext {
    return {
      columns: this.columns.shown,
      urlOf: this.urlOf,
      nextStep: (tier) => this.plays.get(tier)?.[0]?.title,
    };
  }
  private get table(): TableElement | null | undefined {
    return this.template?.querySelector<TableElement>('c-signal-table');
  }
  private get overview(): OverviewElement | null | undefined {
    return this.template?.querySelector<OverviewElement>('c-signal-overview');
  }
}
