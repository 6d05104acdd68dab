// The tables of the ledger as Kysely sees them. Columns are named like the fields they keep, lists are JSON text,
// instants are milliseconds since the epoch. How they came about is in migrations.ts.
import { sql, type RawBuilder } from 'kysely';
import type {
  MirrorAccount,
  MirrorCall,
  MirrorCallDisposition,
  MirrorKind,
  MirrorMailing,
  MirrorProspect,
  MirrorSequence,
  MirrorSequenceState,
  MirrorSequenceStep,
} from '../run/mirror.ts';
import type { RequestPurpose } from '../run/outreach-requests.ts';
import type { TrailTables } from './trail-rows.ts';
import type { RunRequest } from '../run/run-store.ts';

/** A record as its row: lists become JSON text. */
type Row<R> = { [F in keyof R]: R[F] extends readonly string[] ? string : R[F] };

/** Which Salesforce records a mirrored record is connected to, to be found from their side. */
interface LinkRow {
  readonly salesforceId: string;
  readonly recordId: number;
}

export interface Tables extends TrailTables {
  readonly account: Row<MirrorAccount>;
  readonly prospect: Row<MirrorProspect>;
  readonly sequence: Row<MirrorSequence>;
  readonly sequenceStep: Row<MirrorSequenceStep>;
  readonly sequenceState: Row<MirrorSequenceState>;
  readonly mailing: Row<MirrorMailing>;
  readonly call: Row<MirrorCall>;
  readonly callDisposition: Row<MirrorCallDisposition>;
  readonly prospectLink: LinkRow;
  readonly mailingLink: LinkRow;
  readonly callLink: LinkRow;
  readonly mirrorSource: { readonly id: number; readonly source: string };
  readonly mirrorCheckpoint: {
    readonly kind: MirrorKind;
    readonly readUpTo: number;
    readonly complete: number;
    readonly loadedFrom: number | null;
  };
  readonly mirrorMalformed: {
    readonly kind: MirrorKind;
    readonly id: number;
    readonly prospectId: number | null;
    readonly because: string;
    readonly since: number;
  };
  readonly mirrorSwept: { readonly kind: MirrorKind; readonly sweptAt: number };
  readonly outreachRequests: { readonly day: string; readonly purpose: RequestPurpose; readonly requests: number };
  readonly run: {
    readonly id: string;
    readonly openedAt: number;
    readonly mode: RunRequest['mode'];
    /** 0 or 1. */
    readonly dryRun: number;
    readonly plan: string;
    readonly askId: string | null;
    readonly finishedAt: number | null;
    readonly verdict: string | null;
    readonly summary: string | null;
  };
  readonly partitionResult: { readonly runId: string; readonly partition: number; readonly result: string };
  readonly changesRead: { readonly id: number; readonly readUpTo: number };
  /** Accounts that were scored anew between two runs. */
  readonly rescored: {
    readonly accountId: string;
    readonly writtenAt: number | null;
    readonly dueAt: number | null;
  };
  readonly alert: {
    readonly key: string;
    readonly runbook: string;
    readonly state: string;
    readonly since: number;
    readonly title: string;
    readonly detail: string;
    readonly actions: string;
    readonly runId: string | null;
    readonly runRecordId: string | null;
  };
  /** Channels that were told that an alert fires, and not that it is over. */
  readonly alertKnown: { readonly key: string; readonly channel: string };
  /** Requests to Salesforce; a cap of null is not known yet. */
  readonly requestTally: { readonly holder: string; readonly cap: number | null; readonly taken: number };
  readonly lock: { readonly name: string; readonly holder: string; readonly expiresAt: number };
}

/** What differs between the databases that can keep a ledger; PostgreSQL brings its own. */
export interface Flavour {
  /** Column type that holds an id of Outreach or an instant. */
  readonly whole: 'integer' | 'bigint';
  /** Column type of an id that counts up by itself. */
  readonly ascending: 'integer' | 'bigserial';
  readonly bytes: 'blob' | 'bytea';
  /** The placeholder of a statement's parameter, counted from 1. */
  readonly parameter: (position: number) => string;
  /** A subquery of these values, to be used with `in`: one parameter, however many there are. */
  readonly listOf: (values: readonly (string | number)[]) => RawBuilder<never>;
}

export const SQLITE: Flavour = {
  whole: 'integer',
  ascending: 'integer',
  bytes: 'blob',
  parameter: () => '?',
  listOf: (values) => sql<never>`(select value from json_each(${JSON.stringify(values)}))`,
};
