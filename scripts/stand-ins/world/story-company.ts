// The shape of one named company of the demo story, and small helpers its scenes share. The companies are in story-*.ts.
import { call } from './outreach-call.ts';
import { mail, type Sentiment } from './outreach-mail.ts';
import type { AccountSheet, Person } from './account-sheet.ts';
import type { Sequence } from './cast.ts';

export type Tier = 'High-Engaged' | 'High-Effort' | 'Near' | 'None' | 'Suppressed';

/** A touch's weight (times seniority, when two-way) and how many days ago it was. */
export type Weighed = readonly [weight: number, daysAgo: number];

/** What the score follows from, written down by hand beside the story. */
export interface Strength {
  /** Two-way touches by lead person, in any order. */
  readonly twoWay?: readonly (readonly Weighed[])[];
  /** People and channels with a two-way touch in the window; 1 and 1 unless said. */
  readonly people?: number;
  readonly channels?: number;
  readonly oneWay?: readonly Weighed[];
}

export interface Expected {
  readonly tier: Tier;
  readonly high: boolean;
  readonly activeTouchpoints: number;
  readonly twoWay: number;
  readonly lastTouch: string | null;
  readonly avgRecipientsPerSeries: number | null;
  readonly score: number;
  readonly exitsOn: string | null;
}

export interface Company {
  readonly name: string;
  /** What happened, in a sentence or two. */
  readonly tells: string;
  readonly ageDays: number;
  readonly expected: Expected;
  readonly strength: Strength;
  /** More Account fields, e.g. Type. */
  readonly fields?: Record<string, unknown>;
  /** How Outreach's account is tied to ours; by its data connection unless said. */
  readonly outreach?: 'connection' | 'customId';
  play(sheet: AccountSheet, stage: Stage): void;
}

/** People of one company that another company's scenes need, by name. */
export type Stage = Map<string, Person>;

/** The n-th sequence of the org (0, 1, …). */
export function series(sheet: AccountSheet, index: number): Sequence {
  const sequence = sheet.cast.sequences[index];
  if (sequence === undefined) throw new Error(`The story needs sequence ${index}; give the cast more sequences.`);
  return sequence;
}

/** Automated mail of one sequence to one person, so many days ago each. */
export function automated(sheet: AccountSheet, person: Person, days: readonly number[], sequenceIndex = 0): void {
  for (const daysAgo of days)
    mail(sheet, person, {
      daysAgo,
      subject: 'Scaling your next line',
      kind: 'auto',
      sequence: series(sheet, sequenceIndex),
    });
}

/** Unanswered dials to one person; within a sequence when one is named. */
export function dials(sheet: AccountSheet, person: Person, days: readonly number[], sequenceIndex?: number): void {
  const within = sequenceIndex === undefined ? {} : { sequence: series(sheet, sequenceIndex) };
  for (const daysAgo of days) call(sheet, person, { daysAgo, disposition: 'No Answer', ...within });
}

/** An answer today to a mail sent long before the look-back of the score: only the answer counts. */
export function lateReply(
  sheet: AccountSheet,
  person: Person,
  daysAgo: number,
  sentiment: Sentiment,
  told: 'mailing' | 'state' = 'mailing',
): void {
  mail(sheet, person, {
    daysAgo: daysAgo + 200,
    subject: 'A question about throughput',
    kind: 'auto',
    sequence: series(sheet, 1),
    reply: { daysAgo, sentiment, told },
  });
}

/** A single mail 3 days ago, answered the day after, and dials 5 and 8 days ago, all with one person. */
export function busy(sheet: AccountSheet): void {
  const person = sheet.person({ name: 'Petra Busch' });
  mail(sheet, person, {
    daysAgo: 3,
    subject: 'Two ideas for your team',
    kind: 'single',
    reply: { daysAgo: 2, sentiment: 'neutral' },
  });
  dials(sheet, person, [5, 8]);
}

/** What `busy` comes to, whatever the verdict about the account. */
export const BUSY = {
  activeTouchpoints: 4,
  twoWay: 1,
  lastTouch: '2026-02-28',
  avgRecipientsPerSeries: null,
  score: 22.6,
  exitsOn: '2026-03-15',
} as const;

export const BUSY_STRENGTH: Strength = {
  twoWay: [[[6, 2]]],
  oneWay: [
    [1, 3],
    [1, 5],
    [1, 8],
  ],
};
