// The counts beside the list: how the scores are spread and how many accounts each owner has. It asks the org only once it is
// on the page, which is after the first rows are.
import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { OWNERS_QUERY, OWNER_NAMES_QUERY, SCORES_QUERY } from 'c/signalListQueries';
import type { AccountNode, OwnerNamesAnswer, OwnersAnswer, ScoresAnswer } from 'c/signalListQueries';
import { scoreBuckets } from 'c/signalListScope';
import type { Filters } from 'c/signalListScope';
import type { OwnerCount } from 'c/signalOwners';
import OWNER_HIDDEN from '@salesforce/label/c.Touchpoint_List_Owner_Hidden';

type Where = Readonly<Record<string, unknown>>;
type Refresh = (() => Promise<void>) | undefined;

export default class SignalOverview extends LightningElement {
  /** Filter of the list. */
  @api where: Where = {};
  /** The same without the choice of an owner, so that the others can still be chosen. */
  @api ownersWhere: Where = {};
  /** Counted by owner where the org refuses to group. */
  @api loadedNodes: readonly AccountNode[] = [];
  @api canCountScores = false;
  @api showsOwners = false;
  /** Owners are counted for whoever listens, and nothing is drawn. */
  @api isSilent = false;

  counts: readonly number[] = [];
  private owners: OwnersAnswer | undefined;
  private names: ReadonlyMap<string, string> | undefined;
  private cannotGroup = false;
  private refreshScores: Refresh;
  private refreshOwners: Refresh;

  @wire(graphql, { query: SCORES_QUERY, variables: '$scoreVariables' })
  wiredScores({ data, refresh }: GraphQLResult<ScoresAnswer>): void {
    this.refreshScores = refresh;
    // Without an answer there is no chart; the list says what it can.
    if (data) this.counts = Object.keys(data.uiapi.query).map((key) => data.uiapi.query[key]?.totalCount ?? 0);
  }

  @wire(graphql, { query: OWNERS_QUERY, variables: '$ownerVariables' })
  wiredOwners({ data, errors, refresh }: GraphQLResult<OwnersAnswer>): void {
    this.refreshOwners = refresh;
    this.cannotGroup = errors !== undefined;
    if (data) this.owners = data;
    if (data || errors) this.tell();
  }

  @wire(graphql, { query: OWNER_NAMES_QUERY, variables: '$nameVariables' })
  wiredNames({ data, errors }: GraphQLResult<OwnerNamesAnswer>): void {
    if (errors) this.names = new Map();
    if (data)
      this.names = new Map(
        data.uiapi.query.User.edges.flatMap((edge) => (edge ? [[edge.node.Id, edge.node.Name?.value ?? '']] : [])),
      );
    if (data || errors) this.tell();
  }

  /** Counts again; resolves once the org has answered. */
  @api
  async refresh(): Promise<void> {
    await Promise.all([this.refreshScores?.(), this.refreshOwners?.()]);
  }

  get scoreVariables(): Record<string, Where> | undefined {
    return this.canCountScores && !this.isSilent ? scoreBuckets(this.where) : undefined;
  }
  get ownerVariables(): { where: Where } {
    return { where: this.ownersWhere };
  }
  get nameVariables(): { ids: readonly string[] } | undefined {
    const ids = this.grouped.map(({ id }) => id);
    return ids.length === 0 ? undefined : { ids };
  }
  get ownerCounts(): readonly OwnerCount[] {
    if (this.cannotGroup) return countedFrom(this.loadedNodes);
    const { names } = this;
    if (!names) return [];
    return this.grouped.map(({ id, count }) => ({ id, count, name: names.get(id) || OWNER_HIDDEN })).sort(mostFirst);
  }
  /** Not ten bars of nothing: the list says that it is empty. */
  get drawsScores(): boolean {
    const isNothing = this.counts.length > 0 && this.counts.every((count) => count === 0);
    return this.canCountScores && !this.isSilent && !isNothing;
  }
  get drawsOwners(): boolean {
    return this.showsOwners && !this.isSilent && this.ownerCounts.length > 0;
  }

  handleChoose(event: CustomEvent<string>): void {
    this.dispatchEvent(new CustomEvent<Partial<Filters>>('narrow', { detail: { ownerId: event.detail } }));
  }

  private get grouped(): readonly { id: string; count: number }[] {
    return (this.owners?.uiapi.aggregate.Account.edges ?? []).flatMap((edge) => {
      const id = edge?.node.aggregate.OwnerId?.value;
      return id ? [{ id, count: edge.node.aggregate.Id?.count?.value ?? 0 }] : [];
    });
  }

  private tell(): void {
    this.dispatchEvent(new CustomEvent<readonly OwnerCount[]>('ownersknown', { detail: this.ownerCounts }));
  }
}

function countedFrom(nodes: readonly AccountNode[]): readonly OwnerCount[] {
  const counts = new Map<string, OwnerCount>();
  for (const { Owner: owner } of nodes) {
    if (!owner) continue;
    const before = counts.get(owner.Id)?.count ?? 0;
    counts.set(owner.Id, { id: owner.Id, name: owner.Name?.value ?? OWNER_HIDDEN, count: before + 1 });
  }
  return [...counts.values()].sort(mostFirst);
}

function mostFirst(a: OwnerCount, b: OwnerCount): number {
  return b.count - a.count || a.name.localeCompare(b.name);
}
