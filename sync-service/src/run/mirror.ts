// The mirror of Outreach: the records the service keeps so that a night needs a few dozen requests, not thousands.
// No body, no note and no name is kept, of a mail its bare subject. `outreach` fills it, `ledger` stores it, a run reads
// evidence from it.
import type { Instant } from '../scoring/calendar.ts';

interface MirrorRecord {
  readonly id: number;
  readonly updatedAt: Instant;
}

export interface MirrorAccount extends MirrorRecord {
  /** 18-character Account Id: data connection first, else `customId` when it is one; null when neither. */
  readonly salesforceId: string | null;
}

export interface MirrorProspect extends MirrorRecord {
  /** Outreach account. */
  readonly accountId: number | null;
  /** 18-character Ids from its data connections, in their order. */
  readonly contactIds: readonly string[];
  readonly leadIds: readonly string[];
  /** Lower case. */
  readonly emails: readonly string[];
  readonly title: string;
}

export interface MirrorSequence extends MirrorRecord {
  readonly contactedProspects: number | null;
}

export interface MirrorSequenceStep extends MirrorRecord {
  readonly stepType: string;
}

export interface MirrorSequenceState extends MirrorRecord {
  readonly positiveReplies: number;
  readonly negativeReplies: number;
  readonly neutralReplies: number;
}

export interface MirrorMailing extends MirrorRecord {
  readonly prospectId: number | null;
  readonly userId: number | null;
  readonly sequenceId: number | null;
  readonly sequenceStateId: number | null;
  readonly sequenceStepId: number | null;
  readonly mailingType: string;
  /** Bare, as `words.ts` makes it; '' when unknown. It joins the mail to its Task and is shown nowhere. */
  readonly subject: string;
  readonly deliveredAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly bouncedAt: Instant | null;
  readonly replySentiment: string | null;
  readonly taskIds: readonly string[];
}

export interface MirrorCall extends MirrorRecord {
  readonly prospectId: number | null;
  readonly userId: number | null;
  readonly sequenceId: number | null;
  readonly dispositionId: number | null;
  readonly answeredAt: Instant | null;
  readonly dialedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly state: string;
  readonly outcome: string;
  readonly direction: string;
  /** Orum by vendor, recording host or tag; the disposition's name is looked at later. */
  readonly vendor: 'Orum' | null;
  /** Digits only. */
  readonly number: string | null;
  readonly taskIds: readonly string[];
}

export interface MirrorCallDisposition extends MirrorRecord {
  readonly name: string;
}

/** The kinds of records in the mirror, each with its shape. */
export interface MirrorShapes {
  readonly account: MirrorAccount;
  readonly prospect: MirrorProspect;
  readonly sequence: MirrorSequence;
  readonly sequenceStep: MirrorSequenceStep;
  readonly sequenceState: MirrorSequenceState;
  readonly mailing: MirrorMailing;
  readonly call: MirrorCall;
  readonly callDisposition: MirrorCallDisposition;
}
export type MirrorKind = keyof MirrorShapes;

/** How far one kind has been read. */
export interface MirrorCheckpoint {
  /** Everything updated before this instant (the server's clock) is in the mirror. */
  readonly readUpTo: Instant;
  /** The first load is finished. */
  readonly complete: boolean;
  /** Records last updated before this instant were never asked for; null: all were. */
  readonly loadedFrom: Instant | null;
}

/** Where the mirror is kept. Upserts are by id; an older `updatedAt` never replaces a newer one. */
export interface MirrorStore {
  /** Forgets everything when `source` (Outreach URL and client) differs from the one the mirror was filled from. */
  bindTo(source: string): Promise<void>;
  checkpoint(kind: MirrorKind): Promise<MirrorCheckpoint | null>;
  /** Stores records and the checkpoint in one transaction. */
  upsert<K extends MirrorKind>(
    kind: K,
    records: readonly MirrorShapes[K][],
    checkpoint: MirrorCheckpoint | null,
  ): Promise<void>;
  /** Forgets these records and where they were linked from; returns how many of them were held. */
  remove(kind: MirrorKind, ids: readonly number[]): Promise<number>;
}

/** A record that Outreach gave and that could not be understood: it is missing from the evidence until it can be. */
export interface MalformedRecord {
  readonly kind: MirrorKind;
  readonly id: number;
  /** The prospect whose record it is; null: it does not say. */
  readonly prospectId: number | null;
  readonly because: string;
  /** When it was first met (the server's clock). */
  readonly since: Instant;
}

/** What keeping the mirror takes besides its records. Slices of time are of `updatedAt`, both ends included. */
export interface MirrorUpkeep {
  /** One met again keeps its `since`. It is forgotten when the record is stored or removed. */
  noteMalformed(records: readonly MalformedRecord[]): Promise<void>;
  malformed(): Promise<readonly MalformedRecord[]>;
  /** Those of these ids that the mirror does not hold. */
  missing(kind: MirrorKind, ids: readonly number[]): Promise<readonly number[]>;
  /** When the ids of a kind were last compared with Outreach's; null: never. */
  sweptAt(kind: MirrorKind): Promise<Instant | null>;
  noteSwept(kind: MirrorKind, at: Instant): Promise<void>;
  count(kind: MirrorKind, from: Instant, to: Instant): Promise<number>;
  /** The `updatedAt` that has half of the slice's records (`many` of them) before it. */
  middle(kind: MirrorKind, from: Instant, to: Instant, many: number): Promise<Instant>;
  ids(kind: MirrorKind, from: Instant, to: Instant): Promise<readonly number[]>;
}

/** Which evidence a partition asks for. All Ids have 18 characters. */
export interface MirrorQuery {
  /** Prospects connected to these contacts, or to these leads, or whose Outreach account is one of these accounts. */
  readonly contactIds: readonly string[];
  readonly leadIds: readonly string[];
  readonly accountIds: readonly string[];
  /** Engagements connected to these Tasks, whoever their prospect is. */
  readonly taskIds: readonly string[];
}

export interface MirrorReading {
  /** Those asked for and those of the engagements, with the Salesforce account of their Outreach account. */
  readonly prospects: readonly (MirrorProspect & { readonly salesforceAccountId: string | null })[];
  readonly mailings: readonly (MirrorMailing & {
    /** '' when the step is unknown. */
    readonly stepType: string;
    readonly replies: { readonly positive: number; readonly negative: number; readonly neutral: number } | null;
  })[];
  readonly calls: readonly (MirrorCall & { readonly dispositionName: string })[];
  readonly sequences: readonly MirrorSequence[];
  /** Records of these prospects that exist in Outreach and could not be understood. */
  readonly malformed: readonly MalformedRecord[];
}

/** Reads evidence from the mirror: engagements of the prospects asked for, and of the Tasks asked for. */
export interface MirrorReader {
  read(query: MirrorQuery): Promise<MirrorReading>;
}

/** For a run on Salesforce alone: what an earlier configuration left in the mirror grows old there and is no evidence. */
export const EMPTY_MIRROR: MirrorReader = {
  read: () => Promise.resolve({ prospects: [], mailings: [], calls: [], sequences: [], malformed: [] }),
};
