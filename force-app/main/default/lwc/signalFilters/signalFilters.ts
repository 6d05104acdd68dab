// What narrows the list: whose accounts, tier, source, owner, part of a name. Says each change in an event and keeps nothing
// but what is being typed.
import { LightningElement, api } from 'lwc';
import type { Filters, Order } from 'c/signalListScope';
import { isNarrowed, NEAR } from 'c/signalListScope';
import { tierLook } from 'c/tiers';
import type { Column } from 'c/signalListRows';
import ALL from '@salesforce/label/c.Touchpoint_List_Scope_All';
import ANY_OWNER from '@salesforce/label/c.Touchpoint_List_Owner_Any';
import ANY_SOURCE from '@salesforce/label/c.Touchpoint_List_Source_Any';
import ANY_TIER from '@salesforce/label/c.Touchpoint_List_Tier_Any';
import BEST_FIRST from '@salesforce/label/c.Touchpoint_List_Sort_Rank';
import CALL from '@salesforce/label/c.Touchpoint_List_Source_Outreach_Call';
import CASE from '@salesforce/label/c.Touchpoint_List_Source_Case';
import CLEAR from '@salesforce/label/c.Touchpoint_List_Clear';
import EMAIL from '@salesforce/label/c.Touchpoint_List_Source_Outreach_Email';
import EVENT from '@salesforce/label/c.Touchpoint_List_Source_Event';
import FILTERS from '@salesforce/label/c.Touchpoint_List_Filters';
import MINE from '@salesforce/label/c.Touchpoint_List_Scope_Mine';
import NOTE from '@salesforce/label/c.Touchpoint_List_Source_Note';
import ORUM from '@salesforce/label/c.Touchpoint_List_Source_Orum_Call';
import OWNER from '@salesforce/label/c.Touchpoint_List_Column_Owner';
import SCOPE from '@salesforce/label/c.Touchpoint_List_Scope';
import SEARCH from '@salesforce/label/c.Touchpoint_List_Search';
import SEARCH_HINT from '@salesforce/label/c.Touchpoint_List_Search_Hint';
import SORT from '@salesforce/label/c.Touchpoint_List_Sort';
import SOURCE from '@salesforce/label/c.Touchpoint_List_Source';
import TASK from '@salesforce/label/c.Touchpoint_List_Source_Task';
import TEAM from '@salesforce/label/c.Touchpoint_List_Scope_Team';
import TIER from '@salesforce/label/c.Touchpoint_List_Column_Tier';

interface Option {
  readonly label: string;
  readonly value: string;
}

/** Long enough to type a word without a request for each letter. */
const TYPING_MS = 300;

/** The values of Account.Touchpoint_Sources__c. */
const SOURCES: readonly Option[] = [
  { value: '', label: ANY_SOURCE },
  { value: 'Task', label: TASK },
  { value: 'Event', label: EVENT },
  { value: 'Outreach Email', label: EMAIL },
  { value: 'Outreach Call', label: CALL },
  { value: 'Orum Call', label: ORUM },
  { value: 'Case', label: CASE },
  { value: 'Note', label: NOTE },
];

export default class SignalFilters extends LightningElement {
  @api filters: Filters | undefined;
  @api order: Order | undefined;
  /** Owners to choose from, without the choice of anyone. */
  @api owners: readonly Option[] = [];
  /** Columns that can be sorted; offered as a choice where there are no heads to click. */
  @api sortColumns: readonly Column[] = [];
  @api canFilterTier = false;
  @api canFilterSource = false;
  /** Each filter on a line of its own, and the order among them. */
  @api isNarrow = false;

  words = {
    clear: CLEAR,
    filters: FILTERS,
    owner: OWNER,
    scope: SCOPE,
    search: SEARCH,
    searchHint: SEARCH_HINT,
    sort: SORT,
    source: SOURCE,
    tier: TIER,
  };
  scopes: readonly Option[] = [
    { value: 'mine', label: MINE },
    { value: 'team', label: TEAM },
    { value: 'all', label: ALL },
  ];
  tiers: readonly Option[] = [
    { value: '', label: ANY_TIER },
    ...['High-Engaged', 'High-Effort', NEAR].map((value) => ({ value, label: tierLook(value).words })),
  ];
  sources = SOURCES;
  private timer: ReturnType<typeof setTimeout> | undefined;

  get ownerOptions(): readonly Option[] {
    return [{ value: '', label: ANY_OWNER }, ...this.owners];
  }
  get sortOptions(): readonly Option[] {
    return [{ value: 'rank', label: BEST_FIRST }, ...this.sortColumns.map(({ key, label }) => ({ value: key, label }))];
  }
  get sortKey(): string {
    return this.order?.key ?? 'rank';
  }
  get filtersClass(): string {
    return this.isNarrow ? 'filters filters_narrow' : 'filters';
  }
  get narrowed(): boolean {
    return this.filters !== undefined && isNarrowed(this.filters);
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  handleChange(event: CustomEvent<{ value: string }>): void {
    const name = (event.currentTarget as HTMLElement).dataset.filter ?? '';
    this.change({ [name]: event.detail.value });
  }
  handleSearch(event: CustomEvent<{ value: string }>): void {
    const search = event.detail.value;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.change({ search }), TYPING_MS);
  }
  handleSort(event: CustomEvent<{ value: string }>): void {
    const key = event.detail.value;
    const detail: Order = { key, descending: key !== 'account' && key !== 'owner' };
    this.dispatchEvent(new CustomEvent<Order>('sort', { detail }));
  }
  handleClear(): void {
    clearTimeout(this.timer);
    this.change({ tier: '', source: '', ownerId: '', search: '' });
  }

  private change(detail: Partial<Filters>): void {
    this.dispatchEvent(new CustomEvent<Partial<Filters>>('narrow', { detail }));
  }
}
