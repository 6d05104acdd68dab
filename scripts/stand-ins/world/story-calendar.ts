// Companies for dates and meetings: midnights, late entries, series of meetings, the archive, and silence.
import { event, task } from './activity.ts';
import { mail } from './outreach-mail.ts';
import { series, type Company } from './story-company.ts';

export const CALENDAR_COMPANIES: readonly Company[] = [
  {
    name: 'Midnight Oil Energy',
    tells:
      'A meeting that ended yesterday at 23:30 in New York (today in UTC); one begun 15 days ago at 23:30 and ended 14 days ago at 01:00; a mail only Outreach knows, delivered 20 days ago at 23:50; a task without due date completed 30 days ago at 23:55. Each has its New York date.',
    ageDays: 333,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 2,
      lastTouch: '2026-03-01',
      avgRecipientsPerSeries: 1,
      score: 47.9,
      exitsOn: '2026-03-16',
    },
    strength: {
      twoWay: [
        [
          [12, 1],
          [12, 14],
        ],
      ],
      oneWay: [
        [0.4, 20],
        [0.5, 30],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Nora Noct' });
      const guests = [{ person, answer: 'Accepted' as const }];
      event(sheet, { daysAgo: 1, minute: 22 * 60 + 30, durationMinutes: 60, subject: 'Late review', guests });
      event(sheet, { daysAgo: 15, minute: 23 * 60 + 30, durationMinutes: 90, subject: 'Night shift visit', guests });
      mail(sheet, person, {
        daysAgo: 20,
        minute: 23 * 60 + 50,
        subject: 'Following up on our note',
        kind: 'auto',
        sequence: series(sheet, 0),
        synced: 'never',
      });
      task(sheet, {
        daysAgo: 30,
        minute: 23 * 60 + 55,
        subject: 'Post a card',
        people: [person],
        fields: { ActivityDate: null },
      });
    },
  },
  {
    name: 'Calendar Chaos',
    tells:
      'A weekly series held 9, 16 and 23 days ago (three; its pattern and the future ones none), an all-day fair with a second person 11 days ago, a meeting 12 days ago that one of two accepted, one with unknown attendance 6 days ago. Nothing for those cancelled, private, internal, declined or planned for April.',
    ageDays: 520,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 6,
      twoWay: 5,
      lastTouch: '2026-02-24',
      avgRecipientsPerSeries: null,
      score: 74.7,
      exitsOn: '2026-03-11',
    },
    strength: {
      twoWay: [
        [
          [12, 9],
          [12, 12],
          [12, 16],
          [12, 23],
        ],
        [[12, 11]],
      ],
      people: 2,
      oneWay: [[0.5, 6]],
    },
    play: (sheet) => {
      const host = sheet.person({ name: 'Cal Ender' });
      const fair = sheet.person({ name: 'Dee Airy' });
      const held = [{ person: host, answer: 'Accepted' as const }];
      const master = event(sheet, {
        daysAgo: 23,
        subject: 'Weekly sync',
        guests: held,
        fields: { IsRecurrence: true },
      });
      for (const daysAgo of [23, 16, 9, -33, -40])
        event(sheet, { daysAgo, subject: 'Weekly sync', guests: held, fields: { RecurrenceActivityId: master } });
      event(sheet, {
        daysAgo: 11,
        allDay: true,
        subject: 'Trade fair',
        guests: [{ person: fair, answer: 'Accepted' }],
      });
      event(sheet, {
        daysAgo: 12,
        subject: 'Product walkthrough',
        guests: [...held, { person: fair, answer: 'Declined' }],
      });
      event(sheet, { daysAgo: 6, subject: 'Discovery session', guests: [{ person: host, answer: 'New' }] });
      event(sheet, { daysAgo: 4, subject: 'Technical deep dive', guests: [{ person: host, answer: 'Declined' }] });
      event(sheet, { daysAgo: 3, subject: 'Canceled: Site visit', guests: held });
      event(sheet, { daysAgo: 2, subject: 'Lunch', guests: held, fields: { IsPrivate: true } });
      event(sheet, { daysAgo: 5, subject: 'Account planning', guests: [], copies: sheet.cast.reps.slice(0, 1) });
    },
  },
  {
    name: 'Late Logger Lumber',
    tells:
      'Tasks typed in 7 days late (10 days ago), completed 5 days ago although due in April, without a due date but completed 7 days ago, and with no date at all, created 12 days ago.',
    ageDays: 275,
    expected: {
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 4,
      twoWay: 0,
      lastTouch: '2026-02-25',
      avgRecipientsPerSeries: null,
      score: 3.5,
      exitsOn: '2026-03-12',
    },
    strength: {
      oneWay: [
        [0.5, 5],
        [0.5, 7],
        [0.5, 10],
        [0.5, 12],
      ],
    },
    play: (sheet) => {
      const people = [sheet.person({ name: 'Woody Logan' })];
      const { calendar } = sheet.cast;
      const typedIn = calendar.at(3, 1000);
      task(sheet, {
        daysAgo: 10,
        subject: 'Send samples',
        people,
        fields: { CompletedDateTime: typedIn, CreatedDate: typedIn },
      });
      task(sheet, { daysAgo: 5, subject: 'Prepare a proposal', people, fields: { ActivityDate: calendar.date(-45) } });
      task(sheet, { daysAgo: 7, subject: 'Post a card', people, fields: { ActivityDate: null } });
      task(sheet, {
        daysAgo: 12,
        subject: 'Update the org chart',
        people,
        fields: { ActivityDate: null, CompletedDateTime: null },
      });
    },
  },
  {
    name: 'Paper Trail Records',
    tells: 'Busy more than a year ago; all of it is archived.',
    ageDays: 1600,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 0,
      twoWay: 0,
      lastTouch: null,
      avgRecipientsPerSeries: null,
      score: 0,
      exitsOn: null,
    },
    strength: {},
    play: (sheet) => {
      const person = sheet.person({ name: 'Arch Fyle' });
      for (const daysAgo of [400, 407, 414])
        event(sheet, {
          daysAgo,
          subject: 'Quarterly review',
          guests: [{ person, answer: 'Accepted' }],
          fields: { IsArchived: true },
        });
      for (const daysAgo of [380, 390])
        task(sheet, { daysAgo, subject: 'Send samples', people: [person], fields: { IsArchived: true } });
    },
  },
  {
    name: 'Quiet Quarry',
    tells: 'Nobody ever did anything here.',
    ageDays: 1000,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 0,
      twoWay: 0,
      lastTouch: null,
      avgRecipientsPerSeries: null,
      score: 0,
      exitsOn: null,
    },
    strength: {},
    play: () => undefined,
  },
];
