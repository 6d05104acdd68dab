// The ordinary mess among Events: series, copies, private and internal meetings, cancelled ones, and those around midnight.
import { event, type EventOptions } from './activity.ts';
import { INTERNAL_SUBJECTS, MEETING_SUBJECTS } from './vocabulary.ts';
import type { Life, Scene } from './life.ts';

/** A meeting with one contact, or nothing when the account has none. */
const meetingOf = (
  life: Life,
  options: Partial<EventOptions>,
  answer: 'Accepted' | 'Declined' | 'New' | null = 'Accepted',
): string | null => {
  const person = life.contact();
  if (person === null) return null;
  const subject = life.chance.pick(MEETING_SUBJECTS);
  return event(life.sheet, {
    daysAgo: life.day(),
    minute: life.minute(),
    subject,
    guests: [{ person, answer }],
    ...options,
  });
};

const declined: Scene = (life) => void meetingOf(life, {}, 'Declined');

const someDeclined: Scene = (life) => {
  const [first, second] = life.sheet.people.filter(({ whoId }) => whoId !== null);
  if (first === undefined || second === undefined) return;
  const guests = [
    { person: first, answer: 'Declined' as const },
    { person: second, answer: 'Accepted' as const },
  ];
  event(life.sheet, { daysAgo: life.day(), minute: life.minute(), subject: 'Product walkthrough', guests });
};

const internal: Scene = (life) => {
  const rep = life.chance.pick(life.sheet.cast.reps);
  event(life.sheet, {
    daysAgo: life.day(),
    minute: life.minute(),
    subject: life.chance.pick(INTERNAL_SUBJECTS),
    guests: [],
    copies: [rep],
  });
};

const privately: Scene = (life) => void meetingOf(life, { fields: { IsPrivate: true } });

const allDay: Scene = (life) => void meetingOf(life, { allDay: true, subject: 'Trade fair' });

/** Ends at 23:30 in the org's zone: the next day in UTC, where the zone is west of it. */
const beforeMidnight: Scene = (life) => void meetingOf(life, { minute: 22 * 60 + 30, durationMinutes: 60 });

/** Begins before midnight and ends after it: its date is that of the end. */
const overMidnight: Scene = (life) =>
  void meetingOf(life, { daysAgo: life.day() + 1, minute: 23 * 60 + 30, durationMinutes: 90 });

const cancelled: Scene = (life) => {
  const prefix = life.chance.pick(['Canceled: ', 'Cancelled: ', 'Meeting Canceled - ']);
  meetingOf(life, { subject: prefix + life.chance.pick(MEETING_SUBJECTS) }, 'New');
};

const ahead: Scene = (life) => void meetingOf(life, { daysAgo: -life.chance.whole(30, 90) });

const deleted: Scene = (life) => void meetingOf(life, { fields: { IsDeleted: true } });

/** A weekly series: the pattern row never counts, each past occurrence does, the next ones lie far ahead. */
const series: Scene = (life) => {
  const person = life.contact();
  if (person === null) return;
  const classic = life.chance.chance(0.5);
  const last = life.day();
  const guests = [{ person, answer: 'Accepted' as const }];
  const shape = { minute: 870, subject: 'Weekly sync', guests };
  const pattern = classic ? { IsRecurrence: true } : { GroupEventType: '3' };
  const master = event(life.sheet, { ...shape, daysAgo: last + 14, fields: pattern });
  for (const daysAgo of [last + 14, last + 7, last, -35, -42])
    event(life.sheet, { ...shape, daysAgo, fields: classic ? { RecurrenceActivityId: master } : {} });
};

export const EVENT_MESS: readonly { share: number; scene: Scene }[] = [
  { share: 0.6, scene: declined },
  { share: 0.4, scene: someDeclined },
  { share: 1, scene: internal },
  { share: 0.5, scene: privately },
  { share: 0.5, scene: allDay },
  { share: 0.4, scene: beforeMidnight },
  { share: 0.3, scene: overMidnight },
  { share: 0.7, scene: cancelled },
  { share: 0.8, scene: ahead },
  { share: 0.4, scene: deleted },
  { share: 0.4, scene: series },
];
