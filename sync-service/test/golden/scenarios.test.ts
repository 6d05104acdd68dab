// The reference scenarios of the scoring rules with their exact numbers, judged by the shipped policy.
import { describe, expect, it } from 'vitest';
import { TODAY, assessOn, contactId } from '../builders.ts';
import { evidenceOf, type Kind, type Touch } from './kinds.ts';

interface Scenario {
  readonly touches: readonly Touch[];
  readonly titles?: Readonly<Record<string, string>>;
}

const ago = (kind: Kind, daysAgo: number, n: number, person = 1): Touch => ({
  kind,
  n,
  day: TODAY - daysAgo,
  people: [contactId(person)],
});
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const mixed = (older: number): Scenario => ({
  touches: [
    ago('reply', 2 + older, 1, 1),
    ago('email_manual', 3 + older, 2, 1),
    ago('call_connected', 6 + older, 3, 2),
    ago('meeting_held', 9 + older, 4, 3),
  ],
  titles: { [contactId(3)]: 'VP Operations' },
});
const IN_TURN = ['reply', 'call_connected', 'meeting_held'] as const;

const scenarios: [string, Scenario, Expected][] = [
  [
    '4 automated e-mails to one person, 1, 4, 8 and 12 days ago',
    { touches: [1, 4, 8, 12].map((days, n) => ago('email_automated', days, n + 1)) },
    // The latest, yesterday, is too old in 14 days.
    { A: 4, twoWay: 0, score: 3.0, high: true, tier: 'High-Effort', exitsIn: 14 },
  ],
  [
    '200 automated e-mails to 40 people (round robin), the i-th ⌊0.45·i⌋ days ago',
    { touches: upTo(200).map((i) => ago('email_automated', Math.floor(0.45 * i), i + 1, (i % 40) + 1)) },
    { A: 200, twoWay: 0, score: 4.3, high: true, tier: 'High-Effort', exitsIn: 15 },
  ],
  [
    '20 unanswered dials to one person, one a day, 0–19 days ago',
    { touches: upTo(20).map((i) => ago('call_attempt', i, i + 1)) },
    { A: 20, twoWay: 0, score: 10.0, high: true, tier: 'High-Effort', exitsIn: 15 },
  ],
  [
    '50 opens',
    { touches: upTo(50).map((i) => ago('email_opened', i % 10, i + 1)) },
    { A: 0, twoWay: 0, score: 0, high: false, tier: 'None', exitsIn: null },
  ],
  [
    'one neutral reply from an individual contributor, today',
    { touches: [ago('reply', 0, 1)], titles: { [contactId(1)]: 'Developer' } },
    { A: 1, twoWay: 1, score: 16.5, high: false, tier: 'None', exitsIn: null },
  ],
  [
    'one positive reply, today',
    { touches: [ago('reply_positive', 0, 1)] },
    { A: 1, twoWay: 1, score: 28.3, high: false, tier: 'None', exitsIn: null },
  ],
  [
    'one meeting held with a VP, 5 days ago',
    { touches: [ago('meeting_held', 5, 1)], titles: { [contactId(1)]: 'VP Sales' } },
    { A: 1, twoWay: 1, score: 37.1, high: false, tier: 'None', exitsIn: null },
  ],
  [
    '12 weekly replies from one person, the latest yesterday',
    { touches: upTo(12).map((i) => ago('reply', 1 + 7 * i, i + 1)) },
    { A: 12, twoWay: 12, score: 49.9, high: true, tier: 'High-Engaged', exitsIn: 14 },
  ],
  [
    'reply 2 and manual e-mail 3 days ago (one person), connected call 6, VP meeting 9 days ago, 3 people',
    mixed(0),
    { A: 4, twoWay: 3, score: 70.3, high: true, tier: 'High-Engaged', exitsIn: 13 },
  ],
  ['the same, 60 days older', mixed(60), { A: 4, twoWay: 3, score: 26.2, high: false, tier: 'None', exitsIn: null }],
  [
    'weekly two-way (reply, call, meeting in turn), 5 people in turn, 12 touches, the latest yesterday',
    { touches: upTo(12).map((i) => ago(IN_TURN[i % 3] ?? 'reply', 1 + 7 * i, i + 1, (i % 5) + 1)) },
    { A: 12, twoWay: 12, score: 90.2, high: true, tier: 'High-Engaged', exitsIn: 14 },
  ],
];

interface Expected {
  readonly A: number;
  readonly twoWay: number;
  readonly score: number;
  readonly high: boolean;
  readonly tier: string;
  /** Days from today to Exits On; null: blank. */
  readonly exitsIn: number | null;
}

describe('the reference scenarios', () => {
  it.each(scenarios)('%s', (_name, { touches, titles = {} }, expected) => {
    const { fields, score, high, tier } = assessOn({ ...evidenceOf(touches), titles });
    expect({
      A: fields.activeTouchpoints,
      twoWay: fields.twoWayTouchpoints,
      score,
      high,
      tier,
      exitsIn: fields.exitsOn === null ? null : fields.exitsOn - TODAY,
    }).toEqual(expected);
  });

  it('rank only what has strength: fifty opens have none', () => {
    const opens = assessOn(evidenceOf(upTo(50).map((i) => ago('email_opened', i % 10, i + 1)))).fields;
    expect(opens).toMatchObject({ strength: 0, rank: null, lastTouch: null });
    const reply = assessOn(evidenceOf([ago('reply', 0, 1)])).fields;
    expect(reply.rank).toBeCloseTo(Math.log2(6) + TODAY / 30, 5);
  });
});
