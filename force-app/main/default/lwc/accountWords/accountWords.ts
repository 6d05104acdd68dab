// The sentences of the account card, made from facts and labels. They say the same as `touchpoint explain` does.
import { countText, dateText, daysAgoText, filled } from 'c/figures';
import type { Thresholds } from 'c/latestRun';
import type { SignalAccount } from 'c/accountSignalQueries';
import type { StoryChange } from 'c/accountStory';
import LANG from '@salesforce/i18n/lang';
import CHANGE_ENGAGED from '@salesforce/label/c.Touchpoint_Card_Change_Engaged';
import CHANGE_EXCLUDED from '@salesforce/label/c.Touchpoint_Card_Change_Excluded';
import CHANGE_EXITED from '@salesforce/label/c.Touchpoint_Card_Change_Exited';
import CHANGE_EXITS_COUNT from '@salesforce/label/c.Touchpoint_Card_Change_Exits_Count';
import CHANGE_EXITS_TOUCH from '@salesforce/label/c.Touchpoint_Card_Change_Exits_Touch';
import CHANGE_NEAR from '@salesforce/label/c.Touchpoint_Card_Change_Near';
import CHANGE_NEEDED_MANY from '@salesforce/label/c.Touchpoint_Card_Change_Needed_Many';
import CHANGE_NEEDED_ONE from '@salesforce/label/c.Touchpoint_Card_Change_Needed_One';
import CHANGE_OPEN from '@salesforce/label/c.Touchpoint_Card_Change_Open';
import CHANGE_RESPONSE from '@salesforce/label/c.Touchpoint_Card_Change_Response';
import CHANGE_SNOOZED from '@salesforce/label/c.Touchpoint_Card_Change_Snoozed';
import OPPORTUNITIES_MANY from '@salesforce/label/c.Touchpoint_Card_Opportunities_Many';
import OPPORTUNITIES_ONE from '@salesforce/label/c.Touchpoint_Card_Opportunities_One';
import RULE_ACTIVE_MANY from '@salesforce/label/c.Touchpoint_Card_Rule_Active_Many';
import RULE_ACTIVE_ONE from '@salesforce/label/c.Touchpoint_Card_Rule_Active_One';
import RULE_EXCLUDED from '@salesforce/label/c.Touchpoint_Card_Rule_Excluded';
import RULE_IN_SCOPE from '@salesforce/label/c.Touchpoint_Card_Rule_In_Scope';
import RULE_LAST from '@salesforce/label/c.Touchpoint_Card_Rule_Last';
import RULE_LAST_NONE from '@salesforce/label/c.Touchpoint_Card_Rule_Last_None';
import RULE_NO_OPPORTUNITY from '@salesforce/label/c.Touchpoint_Card_Rule_No_Opportunity';
import RULE_SNOOZED from '@salesforce/label/c.Touchpoint_Card_Rule_Snoozed';

/** One condition of the rule and whether it holds today. */
export interface Clause {
  readonly holds: boolean;
  readonly text: string;
}

/** `one` for exactly 1, else `many` with the number as {0}. */
export function several(count: number, one: string, many: string): string {
  return count === 1 ? one : filled(many, countText(count));
}

const list = new Intl.ListFormat(LANG, { type: 'unit', style: 'short' });

/** "A, B, C" as the viewer's language writes lists. */
export function listText(items: readonly string[]): string {
  return list.format(items);
}

/** What stands after each item of such a list, for lists whose items are links; as long as the list. */
export function separatorsOf(items: readonly string[]): readonly string[] {
  const parts = list.formatToParts(items);
  const literals = parts.filter((part) => part.type === 'literal').map((part) => part.value);
  return items.map((_, index) => literals[index] ?? '');
}

/** How many new touchpoints would be enough. */
export function neededText({ count }: { readonly count: number }): string {
  return several(count, CHANGE_NEEDED_ONE, CHANGE_NEEDED_MANY);
}

export function opportunitiesText(count: number): string {
  return several(count, OPPORTUNITIES_ONE, OPPORTUNITIES_MANY);
}

/** True while a snooze lasts: through its last day, in the viewer's date. */
export function isSnoozed(account: SignalAccount, today: string): boolean {
  return typeof account.snoozedUntil === 'string' && today <= account.snoozedUntil;
}

/**
 * Everything that would change the verdict, the obstacles first. Those are live fields of the account; the rest is as
 * of the last run, so what its date has passed is said in the past or left out, and what only a high-signal account can
 * gain or lose is left out for one that is none now. `today` is the viewer's date.
 */
export function changesInWords(
  account: SignalAccount,
  changes: readonly StoryChange[],
  today: string,
): readonly string[] {
  // Once it has stopped being high-signal, what would make it more of one no longer holds.
  const ended = changes.filter((change) => change.what === 'exits' && change.on <= today);
  const told = ended.length > 0 ? ended : changes.filter((change) => stillHolds(change, changes, account, today));
  return [...obstacles(account, today), ...told.flatMap((change) => changeInWords(change, today) ?? [])];
}

function stillHolds(change: StoryChange, all: readonly StoryChange[], account: SignalAccount, today: string): boolean {
  if (change.what === 'response needed' || change.what === 'engaged until') return account.high !== false;
  // When it has stopped being near, more are needed than when it was.
  if (change.what === 'touchpoints needed') return !all.some((it) => it.what === 'near until' && it.on <= today);
  return true;
}

function obstacles(account: SignalAccount, today: string): readonly string[] {
  const sentences: string[] = [];
  if (account.excluded) sentences.push(filled(CHANGE_EXCLUDED, account.excluded));
  if (isSnoozed(account, today)) sentences.push(filled(CHANGE_SNOOZED, dateText(account.snoozedUntil)));
  const open = account.openOpportunities ?? 0;
  if (open > 0) sentences.push(filled(CHANGE_OPEN, opportunitiesText(open)));
  return sentences;
}

function changeInWords(change: StoryChange, today: string): string | null {
  switch (change.what) {
    case 'exits':
      if (change.on <= today) return filled(CHANGE_EXITED, dateText(change.on));
      return filled(change.because === 'touchpoints' ? CHANGE_EXITS_COUNT : CHANGE_EXITS_TOUCH, dateText(change.on));
    case 'touchpoints needed':
      return neededText(change);
    case 'near until':
      return change.on <= today ? null : filled(CHANGE_NEAR, dateText(change.on));
    case 'response needed':
      return CHANGE_RESPONSE;
    case 'engaged until':
    default:
      return change.on <= today ? CHANGE_RESPONSE : filled(CHANGE_ENGAGED, dateText(change.on));
  }
}

/** The clauses of the rule that can be told: one whose field the viewer may not see, whose threshold is not known, or whose count is out of date, is left out. */
export function ruleInWords(account: SignalAccount, thresholds: Thresholds | null, today: string): readonly Clause[] {
  const clauses: Clause[] = [];
  const { active, daysSince, openOpportunities, excluded, snoozedUntil } = account;
  if (thresholds !== null && typeof active === 'number' && !hasLostTouchpoints(account, thresholds, today))
    clauses.push({
      holds: active >= thresholds.minTouchpoints,
      text: filled(
        active === 1 ? RULE_ACTIVE_ONE : RULE_ACTIVE_MANY,
        countText(active),
        countText(thresholds.windowDays),
        countText(thresholds.minTouchpoints),
      ),
    });
  if (thresholds !== null && daysSince !== undefined)
    clauses.push({
      holds: daysSince !== null && daysSince <= thresholds.lastTouchMaxDays,
      text: filled(
        daysSince === null ? RULE_LAST_NONE : RULE_LAST,
        daysAgoText(daysSince),
        countText(thresholds.lastTouchMaxDays),
      ),
    });
  if (typeof openOpportunities === 'number')
    clauses.push({
      holds: openOpportunities === 0,
      text: openOpportunities === 0 ? RULE_NO_OPPORTUNITY : opportunitiesText(openOpportunities),
    });
  if (excluded !== undefined && snoozedUntil !== undefined) clauses.push(scopeClause(account, today));
  return clauses;
}

/** True when touchpoints have left the window since the account was scored, so that Active TPs says more than there are. */
function hasLostTouchpoints({ exitsOn, daysSince }: SignalAccount, thresholds: Thresholds, today: string): boolean {
  const hasEnded = typeof exitsOn === 'string' && exitsOn <= today;
  return hasEnded && typeof daysSince === 'number' && daysSince <= thresholds.lastTouchMaxDays;
}

function scopeClause(account: SignalAccount, today: string): Clause {
  if (account.excluded) return { holds: false, text: filled(RULE_EXCLUDED, account.excluded) };
  if (isSnoozed(account, today)) return { holds: false, text: filled(RULE_SNOOZED, dateText(account.snoozedUntil)) };
  return { holds: true, text: RULE_IN_SCOPE };
}
