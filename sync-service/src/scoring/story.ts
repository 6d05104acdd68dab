// The story of an account: what a component needs to explain the verdict. Record Ids, types, dates, directions and
// counts; never a name, a subject, an address or a title, because everybody who can read the account can read it.
import type { Day } from './calendar.ts';
import { isoFromDay } from './calendar.ts';
import type { Change } from './changes.ts';
import { withIsoDates } from './changes.ts';
import type { Interaction } from './interaction.ts';
import { byId } from './interaction.ts';
import type { Policy } from './policy.ts';

/** The field holds 8 kB (5-data-model); all characters are ASCII. */
const MAX_LENGTH = 8192;
const MAX_TOUCHPOINTS = 40;
// One meeting with hundreds of guests must not push every other record out of the story.
const MAX_PEOPLE = 20;
const DAYS_A_WEEK = 7;
// 1970-01-01 was a Thursday; weeks start on Monday.
const MONDAY_OFFSET = 3;

/**
 * Versioned JSON. `touchpoints` of the window, two-way ones first, then the newest, at most 40 and as many as fit;
 * `more` says how many are not listed, `morePeople` how many people of one are not (absent: none). `weeks` counts two-way and one-way touchpoints by the Monday of their week.
 */
export function tellStory(
  touchpoints: readonly Interaction[],
  changes: readonly Change[],
  policy: Policy,
  day: Day,
): string {
  const twoWay = (it: Interaction): boolean => policy.types[it.type]?.twoWay === true;
  const window = touchpoints
    .filter((it) => it.day <= day && it.day >= day - policy.windowDays)
    .sort((a, b) => Number(twoWay(b)) - Number(twoWay(a)) || b.day - a.day || byId(a, b));
  const types: Record<string, number> = {};
  const weeks: Record<string, [number, number]> = {};
  for (const it of [...window].sort((a, b) => a.day - b.day || byId(a, b))) {
    types[it.type] = (types[it.type] ?? 0) + 1;
    const monday = isoFromDay(it.day - ((it.day + MONDAY_OFFSET) % DAYS_A_WEEK));
    const week = (weeks[monday] ??= [0, 0]);
    week[twoWay(it) ? 0 : 1] += 1;
  }
  const listed = window.slice(0, MAX_TOUCHPOINTS).map((it) => ({
    date: isoFromDay(it.day),
    type: it.type,
    source: it.source,
    direction: it.direction,
    twoWay: twoWay(it),
    people: it.people.slice(0, MAX_PEOPLE),
    ...(it.people.length > MAX_PEOPLE ? { morePeople: it.people.length - MAX_PEOPLE } : {}),
    records: it.records,
  }));
  for (;;) {
    const story = JSON.stringify({
      version: 1,
      touchpoints: listed,
      more: window.length - listed.length,
      types: sortedByKey(types),
      weeks,
      changes: changes.map(withIsoDates),
    });
    if (story.length <= MAX_LENGTH || listed.length === 0) return story;
    listed.pop();
  }
}

function sortedByKey(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
