// The demo world: the named companies of the story inside a believable org of 2,000 accounts, on a fixed Monday.
import { playAccount } from './account-life.ts';
import { AccountSheet } from './account-sheet.ts';
import { playedWorld, type Placed } from './generate.ts';
import { recordId } from './record-id.ts';
import { BELONGING_COMPANIES } from './story-belonging.ts';
import { CALENDAR_COMPANIES } from './story-calendar.ts';
import { DOUBLE_COMPANIES } from './story-doubles.ts';
import { SCOPE_COMPANIES } from './story-scope.ts';
import { EDGE_COMPANIES } from './story-edges.ts';
import { finishSheet } from './prospect-rows.ts';
import { REFERENCE_COMPANIES } from './story-reference.ts';
import { writeWorld } from './write-world.ts';
import type { WorldSize } from './size.ts';
import type { Company, Stage, Strength, Tier } from './story-company.ts';
import type { World } from './world.ts';

/** In the order of STORY.md. Append new companies: an account's Id follows from its place. */
export const COMPANIES: readonly Company[] = [
  ...REFERENCE_COMPANIES,
  ...EDGE_COMPANIES,
  ...SCOPE_COMPANIES,
  ...BELONGING_COMPANIES,
  ...DOUBLE_COMPANIES,
  ...CALENDAR_COMPANIES,
];

const ALL_ACCOUNTS = 2000;
/** Named companies are numbered from here, far above the generated accounts. */
const FIRST_NUMBER = 100_000;

export const DEMO_SIZE: WorldSize = {
  accounts: ALL_ACCOUNTS - COMPANIES.length,
  seed: 7,
  activities: 10,
  today: '2026-03-02',
  timeZone: 'America/New_York',
  reps: 20,
};

/** Account Id of the company at this place (from 0) of COMPANIES. */
export function companyId(index: number): string {
  return recordId('Account', 1 + FIRST_NUMBER + index);
}

export function demoWorld(): World & { everything(): Iterable<Placed> } {
  return playedWorld(DEMO_SIZE, function* (cast, emit, wanted) {
    for (let number = 0; number < DEMO_SIZE.accounts; number += 1) {
      playAccount(cast, number, DEMO_SIZE.activities, emit, wanted);
      yield number;
    }
    const stage: Stage = new Map();
    for (const [index, company] of COMPANIES.entries()) {
      const sheet = new AccountSheet(cast, FIRST_NUMBER + index, emit);
      sheet.account(company.name, company.ageDays, company.fields ?? {}, company.outreach ?? 'connection');
      company.play(sheet, stage);
      finishSheet(sheet);
      yield sheet.number;
    }
  });
}

/** Writes the demo world as files into `folder`; the same bytes every time. */
export async function writeDemoWorld(folder: string): Promise<void> {
  const world = demoWorld();
  await writeWorld(folder, world.org, world.everything());
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
