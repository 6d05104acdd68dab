import { describe, expect, it } from 'vitest';
import { POLICY, TODAY, contactId } from '../../test/builders.ts';
import { touchpoint } from '../../test/touchpoints.ts';
import type { Interaction } from './interaction.ts';
import { tellStory } from './story.ts';

interface Story {
  readonly touchpoints: readonly { readonly records: string[]; people: string[]; morePeople?: number }[];
  readonly more: number;
  readonly types: Readonly<Record<string, number>>;
  readonly weeks: Readonly<Record<string, [number, number]>>;
  readonly changes: readonly unknown[];
}

const tell = (touchpoints: readonly Interaction[]): Story =>
  JSON.parse(tellStory(touchpoints, [], POLICY, TODAY)) as Story;

describe('the story', () => {
  it('lists two-way touchpoints first, then the newest', () => {
    const list = [
      touchpoint(1, { day: TODAY - 1 }),
      touchpoint(2, { type: 'reply', day: TODAY - 40 }),
      touchpoint(3, { day: TODAY - 9 }),
      touchpoint(4, { type: 'reply', day: TODAY - 50 }),
    ];
    const ids = tell(list).touchpoints.flatMap((it) => it.records);
    expect(ids).toEqual([2, 4, 1, 3].map((n) => touchpoint(n).id));
  });

  it('holds what the window holds, with dates and never ages', () => {
    const story = tellStory(
      [touchpoint(1, { day: TODAY - 90 }), touchpoint(2, { day: TODAY - 91 })],
      [],
      POLICY,
      TODAY,
    );
    expect(JSON.parse(story)).toEqual({
      version: 1,
      touchpoints: [
        {
          date: '2025-12-02',
          type: 'email_automated',
          source: 'Outreach Email',
          direction: 'out',
          twoWay: false,
          people: [contactId(1)],
          records: [touchpoint(1).id],
        },
      ],
      more: 0,
      types: { email_automated: 1 },
      weeks: { '2025-12-01': [0, 1] },
      changes: [],
    });
  });

  it('counts by the Monday of the week, two-way first', () => {
    // TODAY is a Monday; the day before belongs to the week before.
    const list = [touchpoint(1), touchpoint(2, { type: 'reply' }), touchpoint(3, { day: TODAY - 1 })];
    expect(tell(list).weeks).toEqual({ '2026-03-02': [1, 1], '2026-02-23': [0, 1] });
  });

  it('lists at most forty and says how many more there are', () => {
    const story = tell(Array.from({ length: 45 }, (_, n) => touchpoint(n + 1)));
    expect([story.touchpoints.length, story.more, story.types]).toEqual([40, 5, { email_automated: 45 }]);
  });

  it('lists fewer rather than outgrow its field', () => {
    const people = Array.from({ length: 15 }, (_, n) => contactId(n + 1));
    const list = Array.from({ length: 40 }, (_, n) => touchpoint(n + 1, { people }));
    const story = tellStory(list, [], POLICY, TODAY);
    expect(story.length).toBeLessThanOrEqual(8192);
    expect(story.length).toBeGreaterThan(7000);
    const told = JSON.parse(story) as Story;
    expect(told.touchpoints.length + told.more).toBe(40);
  });

  it('is not crowded out by one meeting with hundreds of guests', () => {
    const people = Array.from({ length: 900 }, (_, n) => contactId(n + 1));
    const story = tell([touchpoint(1, { type: 'meeting_held', people }), touchpoint(2)]);
    expect(story.touchpoints.map((it) => [it.people.length, it.morePeople])).toEqual([
      [20, 880],
      [1, undefined],
    ]);
  });
});
