// The Account fields that the service writes, in our words, how they are rounded, and when a difference is worth a
// write. The Salesforce adapter knows their API names.
import type { Day, Instant } from './calendar.ts';

/** Null is blank. Numbers are rounded to the field's scale before they are compared or written. */
export interface AccountFields {
  readonly activeTouchpoints: number | null;
  readonly twoWayTouchpoints: number | null;
  readonly lastTouch: Day | null;
  readonly lastTwoWayTouch: Day | null;
  readonly peopleEngaged: number | null;
  readonly channelsEngaged: number | null;
  /** Source labels in the window, sorted; empty is blank. */
  readonly sources: readonly string[];
  readonly activeSeries: number | null;
  readonly avgRecipientsPerSeries: number | null;
  readonly avgInternalPerSeries: number | null;
  readonly avgSeriesSize: number | null;
  readonly strength: number | null;
  readonly rank: number | null;
  readonly halfLife: number | null;
  readonly scale: number | null;
  readonly scoredOn: Day | null;
  readonly scoredAt: Instant | null;
  readonly nextRescoreOn: Day | null;
  readonly exitsOn: Day | null;
  readonly nearUntil: Day | null;
  readonly engagedUntil: Day | null;
  readonly enteredOn: Day | null;
  readonly excludedBecause: string | null;
  readonly evidence: 'Complete' | 'Partial' | null;
  readonly tierScored: string | null;
  /** Versioned JSON, at most 8 kB. */
  readonly story: string | null;
  readonly policyFingerprint: string | null;
}

/** Decimal places of the numeric fields, as the org's metadata has them (`5-data-model`). */
export const SCALES = {
  activeTouchpoints: 0,
  twoWayTouchpoints: 0,
  peopleEngaged: 0,
  channelsEngaged: 0,
  activeSeries: 0,
  avgRecipientsPerSeries: 1,
  avgInternalPerSeries: 1,
  avgSeriesSize: 1,
  strength: 6,
  rank: 6,
  halfLife: 2,
  scale: 2,
} as const satisfies Partial<Record<keyof AccountFields, number>>;

/** Half up at the field's scale, so that what is compared is what the org would store. */
export function roundTo(value: number, scale: number): number {
  const factor = 10 ** scale;
  return Math.round((value + Number.EPSILON) * factor) / factor;
}

/** Fields whose change alone never writes an account: they move every day, or follow from the others. */
const FOLLOWING: ReadonlySet<keyof AccountFields> = new Set<keyof AccountFields>([
  'strength',
  'rank',
  'scoredOn',
  'scoredAt',
  'nextRescoreOn',
  'story',
]);
// A score this far off what the formula shows is worth a write (5-data-model, "Material change").
const SCORE_TOLERANCE = 1;

/** The fields in which two states differ; sources and story are compared by value. */
export function differingFields(before: AccountFields, after: AccountFields): (keyof AccountFields)[] {
  const fields = Object.keys(after) as (keyof AccountFields)[];
  return fields.filter((field) => !sameValue(before[field], after[field]));
}

/** Whether two values of one field are the same; lists by what is in them. */
export function sameValue(a: AccountFields[keyof AccountFields], b: AccountFields[keyof AccountFields]): boolean {
  return Array.isArray(a) && Array.isArray(b) ? a.join(';') === b.join(';') : a === b;
}

/** The only reason to write an account: a verdict, a number, a date, a record behind it, or a visibly wrong score. */
export function isMaterial(before: AccountFields, after: AccountFields): boolean {
  if (differingFields(before, after).some((field) => !FOLLOWING.has(field))) return true;
  return scoreDrift(before, after) >= SCORE_TOLERANCE || !sameRecords(before.story, after.story);
}

/** Points between the score that the org's formula shows on the new date and the one computed for it. */
function scoreDrift(before: AccountFields, after: AccountFields): number {
  if (after.scoredOn === null || before.scoredOn === null) return before.scoredOn === after.scoredOn ? 0 : Infinity;
  const shown = scoreOn(before, after.scoredOn);
  const right = scoreOn(after, after.scoredOn);
  return shown === null || right === null ? (shown === right ? 0 : Infinity) : Math.abs(shown - right);
}

/** The score on a date as the formula field of the org computes it from what is stored; null when a part is blank. */
export function scoreOn(fields: AccountFields, day: Day): number | null {
  const { strength, scoredOn, halfLife, scale } = fields;
  if (strength === null || scoredOn === null || halfLife === null || scale === null) return null;
  const decay = 2 ** (-Math.max(0, day - scoredOn) / halfLife);
  return 100 * (1 - Math.exp((-strength * decay) / scale));
}

const RECORD = /"(?:00[0-9A-Za-z]{13}(?:[0-9A-Za-z]{3})?|(?:mailing|call|prospect):\d+)"/g;

function sameRecords(before: string | null, after: string | null): boolean {
  if (before === after) return true;
  const records = (story: string | null): string => [...new Set(story?.match(RECORD) ?? [])].sort().join();
  return records(before) === records(after);
}
