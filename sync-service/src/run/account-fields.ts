// The Account fields that the service writes, in our words; the Salesforce adapter knows their API names and scales.
import type { Day, Instant } from '../scoring/calendar.ts';

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
