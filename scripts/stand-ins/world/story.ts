// The named companies of the story, in order, and what each must come to. The world around them is in demo.ts.
import { recordId } from './record-id.ts';
import { BELONGING_COMPANIES } from './story-belonging.ts';
import { CALENDAR_COMPANIES } from './story-calendar.ts';
import { DOUBLE_COMPANIES } from './story-doubles.ts';
import { SCOPE_COMPANIES } from './story-scope.ts';
import { EDGE_COMPANIES } from './story-edges.ts';
import { REFERENCE_COMPANIES } from './story-reference.ts';
import type { Company, Strength, Tier } from './story-company.ts';

/** In the order of STORY.md. Append new companies: an account's Id follows from its place. */
export const COMPANIES: readonly Company[] = [
  ...REFERENCE_COMPANIES,
  ...EDGE_COMPANIES,
  ...SCOPE_COMPANIES,
  ...BELONGING_COMPANIES,
  ...DOUBLE_COMPANIES,
  ...CALENDAR_COMPANIES,
];

/** Named companies are numbered from here, far above the generated accounts. */
export const FIRST_NUMBER = 100_000;

/** Account Id of the company at this place (from 0) of COMPANIES. */
export function companyId(index: number): string {
  return recordId('Account', 1 + FIRST_NUMBER + index);
}

export interface StoryExpectation {
  readonly accountId: string;
  readonly name: string;
  readonly tier: Tier;
  readonly high: boolean;
  readonly activeTouchpoints: number;
  readonly twoWayTouchpoints: number;
  readonly lastTouch: string | null;
  readonly accountAgeDays: number;
  readonly avgRecipientsPerSeries: number | null;
  /** One decimal, as of `today`. */
  readonly score: number;
  readonly exitsOn: string | null;
}

/** What every named company must come to on `today`, as written beside its story. */
export function storyExpectations(): StoryExpectation[] {
  return COMPANIES.map(({ name, ageDays, expected }, index) => ({
    accountId: companyId(index),
    name,
    tier: expected.tier,
    high: expected.high,
    activeTouchpoints: expected.activeTouchpoints,
    twoWayTouchpoints: expected.twoWay,
    lastTouch: expected.lastTouch,
    accountAgeDays: ageDays,
    avgRecipientsPerSeries: expected.avgRecipientsPerSeries,
    score: expected.score,
    exitsOn: expected.exitsOn,
  }));
}

/** The score of touches written down by hand, by the formula of the scoring rules; one decimal. */
export function scoreOf({ twoWay = [], people = 1, channels = 1, oneWay = [] }: Strength): number {
  const decayed = (touches: readonly (readonly [number, number])[], discount: number): number =>
    touches
      .map(([weight, daysAgo]) => weight * 2 ** (-daysAgo / 30))
      .sort((a, b) => b - a)
      .reduce((sum, points, k) => sum + points * discount ** k, 0);
  const breadth = 1 + 0.1 * Math.min(4, people - 1) + 0.1 * Math.min(2, channels - 1);
  const strength = breadth * twoWay.reduce((sum, bucket) => sum + decayed(bucket, 0.85), 0) + decayed(oneWay, 0.7);
  return Math.round(1000 * (1 - Math.exp(-strength / 30))) / 10;
}
