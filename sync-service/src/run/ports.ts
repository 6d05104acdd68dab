// What a run needs from the outside, in our words. Adapters implement these; a run never sees a vendor's name for a thing.
import type { Day, Instant } from '../scoring/calendar.ts';
import type { AccountFacts, Activity, ConnectedTask, Person } from '../scoring/evidence.ts';
import type { Policy } from '../scoring/policy.ts';
import type { AccountFields } from '../scoring/account-fields.ts';
import type { RequestForecast } from './budget.ts';
import type { Alert } from './alert.ts';
import type { Problem, RecordProblem } from './failures.ts';
import type { MirrorKind } from './mirror.ts';
import type { Purse } from './purse.ts';
import type { YearOfRequests } from './outreach-requests.ts';

/** Who and where we are. */
export interface OrgIdentity {
  readonly orgId: string;
  /** IANA name of the organisation's zone. */
  readonly timeZone: string;
  readonly integrationUserId: string;
  readonly username: string;
  /** Where the org answers, such as `https://acme.my.salesforce.com`; a record's page is at `/ID` below it. */
  readonly url: string;
  /** The org's own clock, from the `Date` header of its answer. */
  readonly now: Instant;
}

/** The policy record in force, validated whole. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** First 16 hex digits of SHA-256 over the canonical JSON of `policy`. */
  readonly fingerprint: string;
}

/** When people want to be told that data looks off; no part of the policy's fingerprint, because no score depends on it. */
export interface AlertBounds {
  /** 0 to 100; below it coverage is too low. */
  readonly coverageBelowPercent: number;
  /** Above 0; a pool that changes by more from one run to the next is odd. */
  readonly poolChangePercent: number;
}

/** The policy record as a run takes it. */
export interface PolicyReading extends PolicyInForce {
  readonly alertBounds: AlertBounds;
}

/** A part of the book by Account Id, both ends INCLUDED and existing Ids (an org refuses others); null is unbounded. */
export interface AccountSpan {
  readonly from: string | null;
  readonly to: string | null;
}

/** Single accounts, at most 200 of them: what changed between two runs. */
export interface AccountList {
  readonly ids: readonly string[];
}

/** The accounts that are read and scored together. */
export type AccountRange = AccountSpan | AccountList;

export interface AccountReading {
  readonly facts: AccountFacts;
  /** What the fields that we write hold now. */
  readonly held: AccountFields;
  /** The roll-up's count of open opportunities, to cross-check the one we made; null when unreadable. */
  readonly rolledUpOpenOpportunities: number | null;
}

export interface ContactReading {
  readonly id: string;
  readonly accountId: string;
  readonly title: string;
  /** Lower case; empty when it has none. */
  readonly emails: readonly string[];
}

/** What the org knows a person by. Ids have 18 characters, addresses are lower case. */
export interface KnownAs {
  readonly contactIds: readonly string[];
  readonly leadIds: readonly string[];
  readonly emails: readonly string[];
}

/** A lead that became a contact of an account in the range. */
export interface ConvertedLead {
  readonly leadId: string;
  readonly contactId: string;
  readonly accountId: string;
}

/** An activity with the one account that Salesforce derives for it; its people lead to further ones. */
export interface ActivityReading {
  readonly activity: Activity;
  readonly accountId: string | null;
}

/** All that Salesforce knows about the accounts of a range. Deleted activities are included and marked. */
export interface RangeReading {
  readonly accounts: readonly AccountReading[];
  readonly contacts: readonly ContactReading[];
  readonly convertedLeads: readonly ConvertedLead[];
  /** Those of the accounts and those of their contacts, each once; a note once for each account it stands on. */
  readonly activities: readonly ActivityReading[];
  /** Contacts and leads that the activities name, of whatever account. */
  readonly people: ReadonlyMap<string, Person>;
  /** Rows that could not be understood; their accounts are not written. */
  readonly problems: readonly RecordProblem[];
}

/** A Task or Event of the window, with the one account that Salesforce derives for it. */
export interface ReportedActivity {
  readonly id: string;
  readonly accountId: string;
  /** Why no report shows it, although the org holds it: archived, or an event without a date; null: a report shows it. */
  readonly missing: 'archived' | 'undated' | null;
}

/** The newest Tasks and which Outreach records their custom fields name; what else the fields hold stays in the adapter. */
export interface TaskFieldSample {
  /** API names and types of the custom fields of text or number that the integration user may read. */
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  /** `ids`: of the fields that are filled, the id that each names; null when its value names none. */
  readonly tasks: readonly { readonly id: string; readonly ids: ReadonlyMap<string, number | null> }[];
}

/** What to change on one account: only the fields that differ. */
export interface AccountChange {
  readonly accountId: string;
  readonly fields: Partial<AccountFields>;
}

export interface WriteOutcome {
  readonly accountId: string;
  /** Null: written. */
  readonly problem: RecordProblem | null;
}

export interface ApiUsage {
  /** Calls of the last 24 hours as the org counts them; null before the first answer. */
  readonly used: number | null;
  readonly limit: number | null;
  /** Calls this process made. */
  readonly ours: number;
}

/** The Salesforce org. Every method may throw the failures of `failures.ts` and stops when the signal aborts. */
export interface OrgPort {
  identify(): Promise<OrgIdentity>;
  /** Throws a ConfigurationFailure that holds every problem of every record. */
  readPolicy(): Promise<PolicyReading>;
  /** What is missing before a run may start: fields, field permissions, object permissions. Empty when all is well. */
  findAccessProblems(): Promise<readonly Problem[]>;
  /** Ids of all accounts of the book (not deleted, no person accounts), sorted in byte order. */
  readBook(signal: AbortSignal): Promise<readonly string[]>;
  /**
   * `since` is the first date that matters (D − look-back): activities that cannot be dated on or after it may be left
   * out, some older ones are included all the same.
   */
  readRange(range: AccountRange, policy: Policy, since: Day, signal: AbortSignal): Promise<RangeReading>;
  /**
   * What a report of activities by account counts for the accounts of the range: ActivityDate from `from` to `to`, both
   * included, not deleted, whatever its status or kind; and, marked, what it leaves out of those. Asked of the org by itself, so that the bridge can catch a reading
   * that missed something.
   */
  readReported(range: AccountRange, from: Day, to: Day, signal: AbortSignal): Promise<readonly ReportedActivity[]>;
  /**
   * Contacts wherever they are, by the Id asked for: a Contact Id, or the Id of a Lead that became a Contact. Those that
   * do not exist or are deleted, and leads that were not converted, are absent. `accountId` is '' when it has none.
   */
  findContacts(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ContactReading>>;
  /** Tasks wherever they are; `unknown` for an Id the org does not hold. */
  findTasks(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ConnectedTask>>;
  /**
   * Accounts for which anything changed in the org since the instant: activities and who takes part in them, people,
   * opportunities, the accounts themselves; deleted, undeleted and merged ones included. What the integration user saved or
   * owns is left out. They may be deleted, or person accounts.
   */
  findChanges(since: Instant, integrationUserId: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The accounts that these Tasks count for: their own, and those of the contacts that they name. */
  findAccountsOfTasks(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Accounts whose Next Rescore On has come. */
  findDue(day: Day, signal: AbortSignal): Promise<readonly string[]>;
  /** Those of these accounts that belong to the book, sorted in byte order. */
  findInBook(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** Names of contacts and leads, for the person who asked; never stored. Those it cannot read are absent. */
  findNames(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** For the audit: what custom fields hold of Tasks that were created on that date or later. */
  sampleTaskFields(since: Day, signal: AbortSignal): Promise<TaskFieldSample>;
  /**
   * What the fields that we write hold now. Absent: an account that is deleted, out of the book or not visible, or one with a
   * value that cannot be understood.
   */
  readHeld(accountIds: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, AccountFields>>;
  /** A person by Ids and addresses, deleted or not: contacts, the leads they were, their addresses. */
  findPerson(asked: KnownAs, signal: AbortSignal): Promise<KnownAs>;
  /** The story of every account that names one of these Ids, as a whole word of the JSON. Reads every story. */
  findStoriesNaming(words: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** One outcome for each change, in any order. Retries what is worth retrying; nothing above it retries a write. */
  writeAccounts(changes: readonly AccountChange[], signal: AbortSignal): Promise<readonly WriteOutcome[]>;
  /** Creates or updates the `Touchpoint_Run__c` record; returns its Id. */
  saveRunRecord(id: string | null, record: RunRecord): Promise<string>;
  usage(): ApiUsage;
  /** What a run takes: whole partitions of the book, or lists of single accounts; `accounts` of the largest of them. */
  forecast(kind: 'span' | 'list', partitions: number, accounts: number): RequestForecast;
  /** Every request that `work` leads to is paid for from the purse before it is sent. */
  chargedTo<T>(purse: Purse, work: () => Promise<T>): Promise<T>;
}

/** What `Touchpoint_Run__c` is told; null means blank. */
export interface RunRecord {
  /** The id of the run (unique in the org): with it, a creation repeated after a crash updates the record it made. */
  readonly runKey: string;
  readonly mode: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly verdict: string | null;
  readonly asOf: Instant;
  readonly policyFingerprint: string;
  readonly policyJson: string;
  readonly accounts: number | null;
  readonly evaluated: number | null;
  readonly changed: number | null;
  readonly failed: number | null;
  readonly poolSize: number | null;
  readonly entered: number | null;
  readonly leavingThisWeek: number | null;
  readonly touchpointsBySource: string | null;
  /** 0 to 100; null when Outreach did nothing in the window, or is not configured. */
  readonly coveragePercent: number | null;
  /** Records that the bridge leaves unexplained; null when no account was bridged. */
  readonly bridgeResidual: number | null;
  readonly apiCalls: number | null;
  readonly message: string | null;
}

/** What Outreach knows, brought up to date in the mirror. */
export interface OutreachPort {
  /** Reads what changed since the last time (or since `since` on the first load) into the mirror. */
  refreshMirror(since: Instant, signal: AbortSignal): Promise<MirrorRefresh>;
  /**
   * Reads these records again, whatever their `updatedAt`, and drops from the mirror those that Outreach no longer has.
   * Kinds that our token may not read are passed over.
   */
  refreshRecords(records: readonly RecordOfOutreach[], signal: AbortSignal): Promise<RecordsRefresh>;
  /** Drops from the mirror what Outreach no longer has; `refreshMirror` does it by itself once a week. */
  sweep(signal: AbortSignal): Promise<MirrorSweep>;
  /** Names of users, for the person who asked; never stored. Those that Outreach does not tell are absent. */
  findUserNames(ids: readonly number[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** What is left of the year, as the ledger counts; asks Outreach nothing. */
  year(): Promise<YearOfRequests>;
  /**
   * A cheap authorised request for each kind of record that a run reads; throws what a run would meet, all missing
   * scopes at once. `user` is null where Outreach does not tell who we are.
   */
  probe(): Promise<{ readonly requests: number; readonly user: string | null; readonly year: YearOfRequests }>;
}

/** What a person should know of the mirror. One that leaves the evidence in doubt degrades the run. */
export interface Remark {
  readonly message: string;
  readonly degrades: boolean;
}

export interface MirrorSweep {
  readonly requests: number;
  /** Records dropped, by kind. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly remarks: readonly Remark[];
}

export interface RecordOfOutreach {
  readonly kind: MirrorKind;
  readonly id: number;
}

export interface RecordsRefresh {
  readonly requests: number;
  /** Records that Outreach has. */
  readonly kept: number;
  /** Records that were in the mirror and that Outreach no longer has. */
  readonly dropped: number;
}

export interface MirrorRefresh {
  readonly requests: number;
  readonly firstLoad: boolean;
  /** Records taken in, by resource type. */
  readonly records: Readonly<Record<string, number>>;
  readonly remarks: readonly Remark[];
}

/** A way to reach the people who look after the service, such as Slack. */
export interface AlertPort {
  /** By which it is remembered what it was told. */
  readonly name: string;
  /** Throws when nobody was reached, and says why without quoting an address or a secret. */
  tell(alert: Alert, signal: AbortSignal): Promise<void>;
}
