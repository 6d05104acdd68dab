// The signal of one account on its record page: asks the org as the viewer, and hands each part of the card what it
// shows. Figures come from the org's formula fields; no verdict is made here.
import { LightningElement, api, wire } from 'lwc';
import { graphql } from 'lightning/graphql';
import type { GraphQLResult } from 'lightning/graphql';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import type { FeedbackGiven } from 'c/accountFeedback';
import {
  ACCOUNT_QUERY,
  CONTACT_NAMES_QUERY,
  LEAD_NAMES_QUERY,
  accountOf,
  namesOf,
  seesNothing,
  viewerDate,
} from 'c/accountSignalQueries';
import type { AccountAnswer, ContactNamesAnswer, LeadNamesAnswer, SignalAccount } from 'c/accountSignalQueries';
import { peopleOf, readStory } from 'c/accountStory';
import type { Story, StoryChange, StoryReading } from 'c/accountStory';
import { changesInWords, ruleInWords } from 'c/accountWords';
import type { Clause } from 'c/accountWords';
import { countText, filled, instantText } from 'c/figures';
import { LATEST_RUN_QUERY, isOfOtherPolicy, latestRun } from 'c/latestRun';
import type { LatestRun, LatestRunAnswer, Thresholds } from 'c/latestRun';
import { PLAYS_QUERY, playsByTier } from 'c/signalPlays';
import type { Play, PlaysAnswer } from 'c/signalPlays';
import type { Notice } from 'c/stateNotices';
import { noticesOf, refreshFailed } from './notices';
import type { RunReading } from './notices';
import { storyInstead, verdictFacts, verdictSentence } from './verdictWords';
import { CARD_WORDS } from './words';

type Ids = { readonly ids: readonly string[] } | undefined;

export default class AccountSignal extends LightningElement {
  @api
  get recordId(): string | undefined {
    return this.accountId;
  }
  set recordId(id: string | undefined) {
    if (id === this.accountId) return;
    this.accountId = id;
    // What is shown must never be another account's.
    this.account = undefined;
    this.errors = [];
    this.story = { state: 'none' };
    this.contacts = undefined;
    this.leads = undefined;
    this.contactsAnswered = false;
    this.leadsAnswered = false;
  }

  words = CARD_WORDS;

  /** undefined: not answered yet. null: no account that the viewer may read. */
  account: SignalAccount | null | undefined;
  errors: readonly string[] = [];
  story: StoryReading = { state: 'none' };
  run: RunReading;
  plays: ReadonlyMap<string, readonly Play[]> | null | undefined;
  contacts: ContactNamesAnswer | undefined;
  leads: LeadNamesAnswer | undefined;
  contactsAnswered = false;
  leadsAnswered = false;
  status = '';
  isRefreshing = false;

  private accountId: string | undefined;
  private refreshAccount: (() => Promise<void>) | undefined;
  private refreshRun: (() => Promise<void>) | undefined;

  @wire(graphql, { query: ACCOUNT_QUERY, variables: '$accountVariables' })
  wiredAccount({ data, errors, refresh }: GraphQLResult<AccountAnswer>): void {
    this.refreshAccount = refresh;
    if (data === undefined) {
      if (errors !== undefined) this.errors = errors.map((error) => error.message);
      return;
    }
    this.errors = [];
    this.account = accountOf(data);
    this.story = readStory(this.account?.story);
  }

  @wire(graphql, { query: LATEST_RUN_QUERY })
  wiredRun({ data, errors, refresh }: GraphQLResult<LatestRunAnswer>): void {
    this.refreshRun = refresh;
    if (errors !== undefined) this.run = 'unreadable';
    else if (data !== undefined) this.run = latestRun(data);
  }

  @wire(graphql, { query: PLAYS_QUERY })
  wiredPlays({ data, errors }: GraphQLResult<PlaysAnswer>): void {
    if (errors !== undefined) this.plays = null;
    else if (data !== undefined) this.plays = playsByTier(data);
  }

  // A viewer without any access to Contact or Lead gets errors here: then every such person is one they cannot see.
  @wire(graphql, { query: CONTACT_NAMES_QUERY, variables: '$contactVariables' })
  wiredContacts({ data, errors }: GraphQLResult<ContactNamesAnswer>): void {
    this.contacts = data;
    this.contactsAnswered = data !== undefined || errors !== undefined;
  }

  @wire(graphql, { query: LEAD_NAMES_QUERY, variables: '$leadVariables' })
  wiredLeads({ data, errors }: GraphQLResult<LeadNamesAnswer>): void {
    this.leads = data;
    this.leadsAnswered = data !== undefined || errors !== undefined;
  }

  get accountVariables(): { readonly id: string } | undefined {
    return this.accountId === undefined ? undefined : { id: this.accountId };
  }
  get contactVariables(): Ids {
    return idsOf(this.told === null ? [] : peopleOf(this.told).contacts);
  }
  get leadVariables(): Ids {
    return idsOf(this.told === null ? [] : peopleOf(this.told).leads);
  }

  get isLoading(): boolean {
    return this.account === undefined && this.errors.length === 0;
  }
  /** Only before anything was shown; a refresh that failed leaves the last known figures and says so. */
  get hasFailed(): boolean {
    return this.account === undefined && this.errors.length > 0;
  }
  get isGone(): boolean {
    return this.account === null;
  }
  get seesNothing(): boolean {
    return this.shown !== null && seesNothing(this.shown);
  }
  get isShown(): boolean {
    return this.shown !== null && !this.seesNothing;
  }
  /** Scored, or hidden whether it is: then what is visible is shown. */
  get isScored(): boolean {
    return this.shown !== null && this.shown.tier !== null && this.shown.tier !== '';
  }

  get today(): string {
    return this.shown === null ? '' : viewerDate(this.shown);
  }
  get notices(): readonly Notice[] {
    if (this.shown === null) return [];
    return [...refreshFailed(this.errors), ...noticesOf(this.shown, this.run, this.today, Date.now())];
  }
  get sentence(): string {
    return this.shown === null ? '' : verdictSentence(this.shown);
  }
  get facts(): readonly string[] {
    return this.shown === null ? [] : verdictFacts(this.shown, this.foreseen);
  }
  get hasEffort(): boolean {
    return typeof this.shown?.active === 'number' && typeof this.shown.twoWay === 'number';
  }
  get windowDays(): number | null {
    return this.thresholds?.windowDays ?? null;
  }
  get hasWeeks(): boolean {
    return (this.told?.weeks.length ?? 0) > 0;
  }
  get insteadOfReasons(): string {
    return this.shown === null ? '' : storyInstead(this.story, this.shown);
  }
  get names(): ReadonlyMap<string, string> | undefined {
    const waits =
      (this.contactVariables !== undefined && !this.contactsAnswered) ||
      (this.leadVariables !== undefined && !this.leadsAnswered);
    return waits ? undefined : namesOf(this.contacts, this.leads);
  }
  get clauses(): readonly Clause[] {
    return this.shown === null ? [] : ruleInWords(this.shown, this.thresholds, this.today);
  }
  get changes(): readonly string[] {
    return this.shown === null ? [] : changesInWords(this.shown, this.foreseen, this.today);
  }
  get hasOutlook(): boolean {
    return this.clauses.length > 0 || this.changes.length > 0;
  }
  /** The plays of the tier; undefined while they are being read, null when they cannot be. */
  get tierPlays(): readonly Play[] | null | undefined {
    return this.plays ? (this.plays.get(this.shown?.tier ?? '') ?? []) : this.plays;
  }
  get taskAccount(): { readonly id: string; readonly name: string } | undefined {
    return this.shown === null ? undefined : { id: this.shown.id, name: this.shown.name };
  }

  get thresholdsText(): string {
    const thresholds = this.readRun?.thresholds;
    if (!thresholds) return '';
    const { minTouchpoints, windowDays, lastTouchMaxDays } = thresholds;
    const numbers = [minTouchpoints, windowDays, lastTouchMaxDays].map((number) => countText(number));
    // The blank stands before the link to the run.
    return `${filled(CARD_WORDS.thresholds, ...numbers)} `;
  }
  get runId(): string {
    return this.readRun?.id ?? '';
  }
  get runText(): string {
    return filled(CARD_WORDS.run, instantText(this.readRun?.asOf));
  }
  get scoredAtText(): string {
    const at = this.shown?.scoredAt;
    return at ? filled(CARD_WORDS.scoredAt, instantText(at)) : '';
  }

  async handleRefresh(): Promise<void> {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    this.status = '';
    try {
      await Promise.all([this.refreshAccount?.(), this.refreshRun?.()]);
      if (this.errors.length === 0) this.status = CARD_WORDS.refreshed;
    } finally {
      this.isRefreshing = false;
    }
  }

  /** Whoever shows the card may have to act, as a list does that the account leaves. */
  async handleFeedback({ detail }: CustomEvent<FeedbackGiven>): Promise<void> {
    this.dispatchEvent(new CustomEvent<FeedbackGiven>('feedback', { detail }));
    await this.handleChanged();
  }

  /** After feedback or a task: the card asks again, and the rest of the page is told that the account may have changed. */
  async handleChanged(): Promise<void> {
    if (this.accountId !== undefined) await notifyRecordUpdateAvailable([{ recordId: this.accountId }]);
    await this.handleRefresh();
  }

  private get shown(): SignalAccount | null {
    return this.account ?? null;
  }
  private get told(): Story | null {
    return this.story.state === 'told' ? this.story.story : null;
  }
  /** Those the figures of this account were made with; null when they are not known, as after a change of the policy. */
  private get thresholds(): Thresholds | null {
    return this.isOfOtherPolicy ? null : (this.readRun?.thresholds ?? null);
  }
  /** How many touchpoints are needed is decided by the policy in force, not by the one before it. */
  private get foreseen(): readonly StoryChange[] {
    const changes = this.told?.changes ?? [];
    return this.isOfOtherPolicy ? changes.filter(({ what }) => what !== 'touchpoints needed') : changes;
  }
  private get isOfOtherPolicy(): boolean {
    return this.readRun !== null && isOfOtherPolicy(this.shown?.policy, this.readRun);
  }
  private get readRun(): LatestRun | null {
    return this.run === undefined || this.run === 'unreadable' ? null : this.run;
  }
}

/** undefined keeps the adapter from asking for nobody. */
function idsOf(ids: readonly string[]): Ids {
  return ids.length === 0 ? undefined : { ids };
}
