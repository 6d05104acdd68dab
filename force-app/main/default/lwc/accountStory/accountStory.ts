// Reads Account.Touchpoint_Story__c, version 1: versioned JSON written by the service. Ids, types, dates and counts
// only; names are resolved as the viewer, elsewhere. A version this module does not know is said, never guessed at.

export interface StoryTouchpoint {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Type key such as `call_connected`. */
  readonly type: string;
  /** Source label such as `Outreach Call`. */
  readonly source: string;
  readonly direction: 'in' | 'out' | 'either';
  readonly twoWay: boolean;
  /** Contact and Lead Ids, `prospect:N`; empty when nobody is named. */
  readonly people: readonly string[];
  /** People of it that the story does not list. */
  readonly morePeople: number;
  /** The record shown first; Task and Event Ids, `mailing:12`, `call:7`. */
  readonly records: readonly string[];
}

export interface StoryWeek {
  /** The Monday, `YYYY-MM-DD`. */
  readonly monday: string;
  readonly twoWay: number;
  readonly oneWay: number;
}

/** What would change the verdict, as of the date scored; dates are `YYYY-MM-DD`. */
export type StoryChange =
  | { readonly what: 'exits'; readonly on: string; readonly because: 'last touch' | 'touchpoints' }
  | { readonly what: 'touchpoints needed'; readonly count: number }
  | { readonly what: 'near until'; readonly on: string }
  | { readonly what: 'response needed' }
  | { readonly what: 'engaged until'; readonly on: string };

export interface Story {
  /** Two-way ones first, then the newest. */
  readonly touchpoints: readonly StoryTouchpoint[];
  /** Touchpoints of the window that the story does not list. */
  readonly more: number;
  /** Weeks with at least one touchpoint, the oldest first. */
  readonly weeks: readonly StoryWeek[];
  /** Without the obstacles (excluded, snoozed, open opportunity): those are live fields of the account. */
  readonly changes: readonly StoryChange[];
}

export type StoryReading =
  | { readonly state: 'told'; readonly story: Story }
  /** The account was never scored, or the field is hidden. */
  | { readonly state: 'none' }
  /** Written by a newer service than this component knows. */
  | { readonly state: 'unknown version' }
  | { readonly state: 'unreadable' };

const VERSION = 1;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Never throws: a story that does not hold what version 1 holds is `unreadable`. */
export function readStory(text: string | null | undefined): StoryReading {
  if (text === null || text === undefined || text === '') return { state: 'none' };
  const json = parsed(text);
  if (!isRecord(json)) return { state: 'unreadable' };
  if (json.version !== VERSION) return { state: typeof json.version === 'number' ? 'unknown version' : 'unreadable' };
  if (!Array.isArray(json.touchpoints) || !isRecord(json.weeks) || !Array.isArray(json.changes))
    return { state: 'unreadable' };
  const touchpoints = json.touchpoints.map(touchpointOf);
  const weeks = Object.entries(json.weeks).map(([monday, counts]) => weekOf(monday, counts));
  if (touchpoints.includes(null) || weeks.includes(null)) return { state: 'unreadable' };
  return {
    state: 'told',
    story: {
      touchpoints: touchpoints.filter((it) => it !== null),
      more: count(json.more),
      weeks: weeks.filter((it) => it !== null).sort((a, b) => (a.monday < b.monday ? -1 : 1)),
      // A kind of change that this component has no sentence for is left out; the rest still holds.
      changes: json.changes.flatMap((change) => changeOf(change) ?? []),
    },
  };
}

/** Ids of the people a story names, each once, by the kind of their record. */
export function peopleOf(story: Story): { readonly contacts: readonly string[]; readonly leads: readonly string[] } {
  const people = [...new Set(story.touchpoints.flatMap((it) => it.people))];
  return {
    contacts: people.filter((id) => objectOf(id) === 'Contact'),
    leads: people.filter((id) => objectOf(id) === 'Lead'),
  };
}

const OBJECTS: Readonly<Record<string, string>> = {
  '002': 'Note',
  '003': 'Contact',
  '00Q': 'Lead',
  '00T': 'Task',
  '00U': 'Event',
  '500': 'Case',
};
const SALESFORCE_ID = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;

/** The object whose record page an Id leads to; null for what only Outreach has (`mailing:12`, `prospect:9`). */
export function objectOf(id: string): string | null {
  return SALESFORCE_ID.test(id) ? (OBJECTS[id.slice(0, 3)] ?? null) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function touchpointOf(value: unknown): StoryTouchpoint | null {
  if (!isRecord(value) || !isDate(value.date) || typeof value.type !== 'string') return null;
  return {
    date: value.date,
    type: value.type,
    source: typeof value.source === 'string' ? value.source : '',
    direction: value.direction === 'in' || value.direction === 'out' ? value.direction : 'either',
    twoWay: value.twoWay === true,
    people: texts(value.people),
    morePeople: count(value.morePeople),
    records: texts(value.records),
  };
}

function weekOf(monday: string, counts: unknown): StoryWeek | null {
  if (!isDate(monday) || !Array.isArray(counts)) return null;
  return { monday, twoWay: count(counts[0]), oneWay: count(counts[1]) };
}

function changeOf(value: unknown): StoryChange | null {
  if (!isRecord(value)) return null;
  switch (value.what) {
    case 'exits':
      if (!isDate(value.on)) return null;
      return { what: 'exits', on: value.on, because: value.because === 'touchpoints' ? 'touchpoints' : 'last touch' };
    case 'near until':
    case 'engaged until':
      return isDate(value.on) ? { what: value.what, on: value.on } : null;
    case 'touchpoints needed':
      return { what: 'touchpoints needed', count: Math.max(1, count(value.count)) };
    case 'response needed':
      return { what: 'response needed' };
    default:
      return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isDate(value: unknown): value is string {
  return typeof value === 'string' && ISO_DATE.test(value);
}
function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : [];
}
function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
}
