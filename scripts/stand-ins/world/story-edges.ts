// Companies on the edges of the rule: window and recency to the day, and near misses.
import { task } from './activity.ts';
import { call } from './outreach-call.ts';
import { mail } from './outreach-mail.ts';
import { automated, dials, type Company, type Expected } from './story-company.ts';
import type { AccountSheet } from './account-sheet.ts';

/** Mail logged by hand in Salesforce. */
function handMail(sheet: AccountSheet, days: readonly number[]): void {
  const person = sheet.person({ name: 'Hal Note', link: 'none' });
  for (const daysAgo of days)
    task(sheet, { daysAgo, subject: 'Documents as promised', subtype: 'Email', people: [person] });
}

const quiet = { twoWay: 0, avgRecipientsPerSeries: null } satisfies Partial<Expected>;

export const EDGE_COMPANIES: readonly Company[] = [
  {
    name: 'Three Ring Foods',
    tells: 'Three dials, 6, 20 and 40 days ago: one touch short of high.',
    ageDays: 150,
    expected: {
      ...quiet,
      tier: 'Near',
      high: false,
      activeTouchpoints: 3,
      lastTouch: '2026-02-24',
      avgRecipientsPerSeries: 1,
      score: 4.9,
      exitsOn: null,
    },
    strength: {
      oneWay: [
        [1, 6],
        [1, 20],
        [1, 40],
      ],
    },
    play: (sheet) => dials(sheet, sheet.person({ name: 'Tris Ring' }), [6, 20, 40], 3),
  },
  {
    name: 'Patience Paper',
    tells:
      'A connected call 17 days ago, single mails 25, 30 and 45 and a LinkedIn message 60 days ago: enough touches, the last a few days too old.',
    ageDays: 800,
    expected: {
      tier: 'Near',
      high: false,
      activeTouchpoints: 5,
      twoWay: 1,
      lastTouch: '2026-02-13',
      avgRecipientsPerSeries: null,
      score: 19.6,
      exitsOn: null,
    },
    strength: {
      twoWay: [[[8, 17]]],
      oneWay: [
        [1, 25],
        [1, 30],
        [1, 45],
        [0.6, 60],
      ],
    },
    play: (sheet) => {
      const caller = sheet.person({ name: 'Pat Rag' });
      const reader = sheet.person({ name: 'Quill Ream' });
      call(sheet, caller, { daysAgo: 17, disposition: 'Answered - Conversation' });
      for (const daysAgo of [25, 30, 45])
        mail(sheet, reader, { daysAgo, subject: 'Should I close your file?', kind: 'single' });
      task(sheet, { daysAgo: 60, subject: 'LinkedIn message', subtype: 'LinkedIn', people: [reader] });
    },
  },
  {
    name: 'Last Day of Near Lamps',
    tells: 'Automated mail 21, 28, 35 and 50 days ago: near for one more day.',
    ageDays: 151,
    expected: {
      ...quiet,
      tier: 'Near',
      high: false,
      activeTouchpoints: 4,
      lastTouch: '2026-02-09',
      avgRecipientsPerSeries: 1,
      score: 1.7,
      exitsOn: null,
    },
    strength: {
      oneWay: [
        [0.4, 21],
        [0.4, 28],
        [0.4, 35],
        [0.4, 50],
      ],
    },
    play: (sheet) => automated(sheet, sheet.person({ name: 'Lux Ray' }), [21, 28, 35, 50]),
  },
  {
    name: 'Just Missed Metals',
    tells: 'The same a day older: 22, 28, 35 and 50 days ago.',
    ageDays: 152,
    expected: {
      ...quiet,
      tier: 'None',
      high: false,
      activeTouchpoints: 4,
      lastTouch: '2026-02-08',
      avgRecipientsPerSeries: 1,
      score: 1.7,
      exitsOn: null,
    },
    strength: {
      oneWay: [
        [0.4, 22],
        [0.4, 28],
        [0.4, 35],
        [0.4, 50],
      ],
    },
    play: (sheet) => automated(sheet, sheet.person({ name: 'Tin Ore' }), [22, 28, 35, 50]),
  },
  {
    name: 'Fortnight Edge Tools',
    tells: 'Automated mail 14, 15, 16 and 17 days ago: high today, not tomorrow, because the last touch ages.',
    ageDays: 45,
    expected: {
      ...quiet,
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 4,
      lastTouch: '2026-02-16',
      avgRecipientsPerSeries: 1,
      score: 2.4,
      exitsOn: '2026-03-03',
    },
    strength: {
      oneWay: [
        [0.4, 14],
        [0.4, 15],
        [0.4, 16],
        [0.4, 17],
      ],
    },
    play: (sheet) => automated(sheet, sheet.person({ name: 'Jay Blade' }), [14, 15, 16, 17]),
  },
  {
    name: 'Falling Fourth Freight',
    tells:
      'Mail logged by hand 3, 30, 60 and 90 days ago: the fourth leaves the window tomorrow. It counts today: the window has 91 dates.',
    ageDays: 910,
    expected: {
      ...quiet,
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 4,
      lastTouch: '2026-02-27',
      score: 4.7,
      exitsOn: '2026-03-03',
    },
    strength: {
      oneWay: [
        [1, 3],
        [1, 30],
        [1, 60],
        [1, 90],
      ],
    },
    play: (sheet) => handMail(sheet, [3, 30, 60, 90]),
  },
  {
    name: 'Ninety-One Optics',
    tells:
      'Mail logged by hand 3, 30, 60 and 91 days ago: the fourth left the window today. It still adds to the score.',
    ageDays: 911,
    expected: {
      ...quiet,
      tier: 'Near',
      high: false,
      activeTouchpoints: 3,
      lastTouch: '2026-02-27',
      score: 4.7,
      exitsOn: null,
    },
    strength: {
      oneWay: [
        [1, 3],
        [1, 30],
        [1, 60],
        [1, 91],
      ],
    },
    play: (sheet) => handMail(sheet, [3, 30, 60, 91]),
  },
];
