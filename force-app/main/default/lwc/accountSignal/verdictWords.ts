// The verdict of an account as a sentence, the facts beside it, and what stands where the reasons would.
import type { SignalAccount } from 'c/accountSignalQueries';
import type { StoryChange, StoryReading } from 'c/accountStory';
import { neededText, several } from 'c/accountWords';
import { dateText, filled } from 'c/figures';
import EXCLUDED from '@salesforce/label/c.Touchpoint_Card_Verdict_Excluded';
import HIDDEN from '@salesforce/label/c.Touchpoint_Card_Verdict_Hidden';
import HIGH_EFFORT from '@salesforce/label/c.Touchpoint_Card_Verdict_High_Effort';
import HIGH_ENGAGED from '@salesforce/label/c.Touchpoint_Card_Verdict_High_Engaged';
import IN_POOL_MANY from '@salesforce/label/c.Touchpoint_Card_In_Pool_Many';
import IN_POOL_ONE from '@salesforce/label/c.Touchpoint_Card_In_Pool_One';
import IN_POOL_TODAY from '@salesforce/label/c.Touchpoint_Card_In_Pool_Today';
import NEAR from '@salesforce/label/c.Touchpoint_Card_Verdict_Near';
import NONE from '@salesforce/label/c.Touchpoint_Card_Verdict_None';
import NOT_SCORED from '@salesforce/label/c.Touchpoint_Card_Verdict_Not_Scored';
import OPEN from '@salesforce/label/c.Touchpoint_Card_Verdict_Open';
import REASONS_HIDDEN from '@salesforce/label/c.Touchpoint_Card_Reasons_Hidden';
import REASONS_NEWER from '@salesforce/label/c.Touchpoint_Card_Reasons_Newer';
import REASONS_NOT_YET from '@salesforce/label/c.Touchpoint_Card_Reasons_Not_Yet';
import REASONS_UNREADABLE from '@salesforce/label/c.Touchpoint_Card_Reasons_Unreadable';
import RUNS_OUT from '@salesforce/label/c.Touchpoint_Card_Runs_Out';
import SNOOZED from '@salesforce/label/c.Touchpoint_Card_Verdict_Snoozed';
import SUPPRESSED from '@salesforce/label/c.Touchpoint_Tier_Suppressed_Help';

const INSTEAD: Readonly<Record<StoryReading['state'], string>> = {
  told: '',
  none: REASONS_NOT_YET,
  'unknown version': REASONS_NEWER,
  unreadable: REASONS_UNREADABLE,
};

/** Never empty; a tier this version does not know reads as not high-signal. */
export function verdictSentence({ tier, excluded, openOpportunities }: SignalAccount): string {
  if (tier === undefined) return HIDDEN;
  if (tier === null || tier === '') return NOT_SCORED;
  switch (tier) {
    case 'Suppressed':
      // Which of the two it is stands in a field that may be hidden.
      if (excluded === undefined) return SUPPRESSED;
      return excluded ? EXCLUDED : SNOOZED;
    case 'High-Engaged':
      return HIGH_ENGAGED;
    case 'High-Effort':
      return HIGH_EFFORT;
    case 'Near':
      return NEAR;
    default:
      return (openOpportunities ?? 0) > 0 ? OPEN : NONE;
  }
}

/** Since when it is high-signal and when that runs out, or how much is missing while it is near; else empty. */
export function verdictFacts(account: SignalAccount, changes: readonly StoryChange[]): readonly string[] {
  const { tier, high, daysInPool, exitsOn } = account;
  if (tier === 'Near')
    return changes.flatMap((change) => (change.what === 'touchpoints needed' ? neededText(change) : []));
  if (high !== true) return [];
  const facts: string[] = [];
  if (typeof daysInPool === 'number')
    facts.push(daysInPool === 0 ? IN_POOL_TODAY : several(daysInPool, IN_POOL_ONE, IN_POOL_MANY));
  if (exitsOn) facts.push(filled(RUNS_OUT, dateText(exitsOn)));
  return facts;
}

/** What stands in place of the reasons; empty when the story is told. */
export function storyInstead(reading: StoryReading, account: SignalAccount): string {
  if (account.story === undefined) return REASONS_HIDDEN;
  return INSTEAD[reading.state];
}
