// The shape of a world: what a stand-in serves, whether read from files or generated. No reading and no generating here.

export type Row = Record<string, unknown>;

/** One JSON:API resource object as Outreach returns it; `meta.dataConnections` names the Salesforce record it was synced with. */
export interface OutreachResource {
  readonly type: string;
  readonly id: number;
  readonly attributes: Record<string, unknown>;
  readonly relationships?: Record<string, unknown>;
  readonly meta?: Record<string, unknown>;
  readonly links?: Record<string, unknown>;
}

export interface WorldOrg {
  /** 18 characters, key prefix `00D`. */
  readonly id: string;
  /** IANA name of the org's zone. */
  readonly timeZone: string;
  /** YYYY-MM-DD in that zone: the date on which the org's clock starts. */
  readonly today: string;
}

/** A row with where it belongs: `salesforce/Task`, `outreach/mailing`. */
export interface Placed {
  readonly kind: string;
  readonly row: Row | OutreachResource;
}

export interface World {
  readonly org: WorldOrg;
  /** API names of the Salesforce objects that have at least one file or generator. */
  objects(): Promise<string[]>;
  /** Streams rows as given; an object the world does not hold yields none. Each call starts afresh. */
  rows(objectName: string): AsyncIterable<Row>;
  /** Outreach resource types (singular, as in the JSON:API `type`). */
  resourceTypes(): Promise<string[]>;
  resources(type: string): AsyncIterable<OutreachResource>;
  /** All rows and resources in one pass, each after those it refers to; only worlds that are played anew for each stream have it. */
  everything?(): Iterable<Placed>;
}
