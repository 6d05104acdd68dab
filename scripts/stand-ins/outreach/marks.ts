// What the counters of sequences, steps and states count of one mailing or call, packed so that a million are summed
// without opening their JSON. The summing is in derive.ts.

export const MARKS = {
  /** A delivered mailing or a completed call: its prospect counts as contacted. */
  contacted: 1,
  bounced: 2,
  replied: 4,
  failed: 8,
  scheduled: 16,
  optedOut: 32,
  positive: 64,
  neutral: 128,
  negative: 256,
} as const;

export interface Marks {
  /** Bits of `MARKS`. */
  readonly flags: number;
  /** Its own counter, or 1 when it was opened (clicked) and has none. */
  readonly opens: number;
  readonly clicks: number;
}

const NONE: Marks = { flags: 0, opens: 0, clicks: 0 };

export function marksOf(type: string, attributes: Readonly<Record<string, unknown>>): Marks {
  const has = (name: string) => typeof attributes[name] === 'string';
  const { state, replySentiment: sentiment } = attributes;
  if (type === 'call') return state === 'completed' || has('completedAt') ? { ...NONE, flags: MARKS.contacted } : NONE;
  if (type !== 'mailing') return NONE;
  const counter = (name: string, instant: string) => {
    const value = attributes[name];
    return typeof value === 'number' ? value : Number(has(instant));
  };
  const flags =
    (has('deliveredAt') ? MARKS.contacted : 0) |
    (has('bouncedAt') ? MARKS.bounced : 0) |
    (has('repliedAt') ? MARKS.replied : 0) |
    (state === 'failed' ? MARKS.failed : 0) |
    (state === 'scheduled' || state === 'queued' || state === 'drafted' ? MARKS.scheduled : 0) |
    (has('unsubscribedAt') ? MARKS.optedOut : 0) |
    (sentiment === 'positive' || sentiment === 'neutral' || sentiment === 'negative' ? MARKS[sentiment] : 0);
  return { flags, opens: counter('openCount', 'openedAt'), clicks: counter('clickCount', 'clickedAt') };
}
