// The eleven reference scenarios of the scoring rules as companies; ages of their touches exactly as there.
import { event } from './activity.ts';
import { call } from './outreach-call.ts';
import { mail } from './outreach-mail.ts';
import { automated, dials, lateReply, series, type Company } from './story-company.ts';
import type { AccountSheet } from './account-sheet.ts';

/** Reply, manual mail, connected call and a meeting with a VP, with three people, all so many days older. */
function textbook(sheet: AccountSheet, older: number): void {
  const writer = sheet.person({ name: 'Ada Brook' });
  const caller = sheet.person({ name: 'Bo Lind' });
  const vp = sheet.person({ name: 'Cleo Marsh', title: 'VP Process Development' });
  mail(sheet, writer, {
    daysAgo: 3 + older,
    subject: 'Two ideas for your team',
    kind: 'manual',
    sequence: series(sheet, 2),
    reply: { daysAgo: 2 + older, sentiment: 'neutral' },
  });
  call(sheet, caller, { daysAgo: 6 + older, disposition: 'Answered - Conversation', sequence: series(sheet, 2) });
  event(sheet, { daysAgo: 9 + older, subject: 'Product walkthrough', guests: [{ person: vp, answer: 'Accepted' }] });
}

const weeks = (count: number): number[] => Array.from({ length: count }, (_, week) => 1 + 7 * week);

export const REFERENCE_COMPANIES: readonly Company[] = [
  {
    name: 'Alpine Instruments',
    tells: 'Four automated e-mails of one series to one person, 1, 4, 8 and 12 days ago. Nobody answered.',
    ageDays: 420,
    expected: {
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 4,
      twoWay: 0,
      lastTouch: '2026-03-01',
      avgRecipientsPerSeries: 1,
      score: 3,
      exitsOn: '2026-03-16',
    },
    strength: {
      oneWay: [
        [0.4, 1],
        [0.4, 4],
        [0.4, 8],
        [0.4, 12],
      ],
    },
    play: (sheet) => automated(sheet, sheet.person({ name: 'Finn Alder' }), [1, 4, 8, 12]),
  },
  {
    name: 'Blanket Mailers',
    tells:
      '200 automated e-mails to 40 people in turn, the i-th (0 to 199) ⌊0.45·i⌋ days ago: volume without an answer is worth little.',
    ageDays: 365,
    expected: {
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 200,
      twoWay: 0,
      lastTouch: '2026-03-02',
      avgRecipientsPerSeries: 40,
      score: 4.3,
      exitsOn: '2026-03-17',
    },
    strength: { oneWay: Array.from({ length: 200 }, (_, i) => [0.4, Math.floor(0.45 * i)] as const) },
    play: (sheet) => {
      const people = Array.from({ length: 40 }, (_, i) =>
        sheet.person({ name: `Recipient ${String.fromCharCode(65 + (i % 26))}${i < 26 ? 'a' : 'b'}` }),
      );
      for (let i = 0; i < 200; i += 1) {
        const person = people[i % 40];
        if (person === undefined) continue;
        mail(sheet, person, {
          daysAgo: Math.floor(0.45 * i),
          minute: 540 + 120 * (i % 3),
          subject: 'Benchmarks for your process',
          kind: 'auto',
          sequence: series(sheet, 0),
        });
      }
    },
  },
  {
    name: 'Cold Call Castings',
    tells: 'Twenty unanswered dials to one person, one a day, 0 to 19 days ago.',
    ageDays: 90,
    expected: {
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 20,
      twoWay: 0,
      lastTouch: '2026-03-02',
      avgRecipientsPerSeries: 1,
      score: 10,
      exitsOn: '2026-03-17',
    },
    strength: { oneWay: Array.from({ length: 20 }, (_, i) => [1, i] as const) },
    play: (sheet) =>
      dials(
        sheet,
        sheet.person({ name: 'Gus Pike' }),
        Array.from({ length: 20 }, (_, i) => i),
        3,
      ),
  },
  {
    name: 'Open Window Glass',
    tells: 'One mail 200 days ago, opened fifty times since, often this month. An open is no touchpoint.',
    ageDays: 610,
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
      const opens = Array.from({ length: 50 }, (_, i) => i % 45);
      mail(sheet, sheet.person({ name: 'Ola Fenster' }), {
        daysAgo: 200,
        subject: 'Worth a quick look?',
        kind: 'auto',
        sequence: series(sheet, 0),
        opens,
      });
    },
  },
  {
    name: 'Single Spark Labs',
    tells: 'A process engineer answered, neutrally and today, a mail from last summer.',
    ageDays: 500,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 1,
      twoWay: 1,
      lastTouch: '2026-03-02',
      avgRecipientsPerSeries: null,
      score: 16.5,
      exitsOn: null,
    },
    strength: { twoWay: [[[6 * 0.9, 0]]] },
    play: (sheet) => lateReply(sheet, sheet.person({ name: 'Ines Funke', title: 'Process Engineer' }), 0, 'neutral'),
  },
  {
    name: 'Bright Yes Bio',
    tells: 'One positive answer today, known as positive only by the counters of the sequence state.',
    ageDays: 501,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 1,
      twoWay: 1,
      lastTouch: '2026-03-02',
      avgRecipientsPerSeries: null,
      score: 28.3,
      exitsOn: null,
    },
    strength: { twoWay: [[[10, 0]]] },
    play: (sheet) => lateReply(sheet, sheet.person({ name: 'Joy Hell' }), 0, 'positive', 'state'),
  },
  {
    name: 'Handshake Materials',
    tells: 'One meeting held with a VP, 5 days ago.',
    ageDays: 30,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 1,
      twoWay: 1,
      lastTouch: '2026-02-25',
      avgRecipientsPerSeries: null,
      score: 37.1,
      exitsOn: null,
    },
    strength: { twoWay: [[[12 * 1.3, 5]]] },
    play: (sheet) => {
      const vp = sheet.person({ name: 'Hana Dell', title: 'Vice President, Operations' });
      event(sheet, { daysAgo: 5, subject: 'Site visit', guests: [{ person: vp, answer: 'Accepted' }] });
    },
  },
  {
    name: 'Weekly Reader Press',
    tells: 'One person answers a mail of last summer every week: twelve answers, the latest yesterday.',
    ageDays: 700,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 12,
      twoWay: 12,
      lastTouch: '2026-03-01',
      avgRecipientsPerSeries: null,
      score: 49.9,
      exitsOn: '2026-03-16',
    },
    strength: { twoWay: [weeks(12).map((daysAgo) => [6, daysAgo] as const)] },
    play: (sheet) => {
      const person = sheet.person({ name: 'Wren Leser' });
      for (const daysAgo of weeks(12)) lateReply(sheet, person, daysAgo, 'neutral');
    },
  },
  {
    name: 'Textbook Therapeutics',
    tells:
      'A reply 2 days ago to a manual mail 3 days ago, a connected call 6 and a meeting with a VP 9 days ago: three people on three channels.',
    ageDays: 200,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 3,
      lastTouch: '2026-02-28',
      avgRecipientsPerSeries: 2,
      score: 70.3,
      exitsOn: '2026-03-15',
    },
    strength: { twoWay: [[[6, 2]], [[8, 6]], [[12 * 1.3, 9]]], people: 3, channels: 3, oneWay: [[1, 3]] },
    play: (sheet) => textbook(sheet, 0),
  },
  {
    name: 'Textbook Archive',
    tells:
      'The same as Textbook Therapeutics, 60 days older: still four in the window, but the last touch is too long ago.',
    ageDays: 260,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 4,
      twoWay: 3,
      lastTouch: '2025-12-30',
      avgRecipientsPerSeries: 2,
      score: 26.2,
      exitsOn: null,
    },
    strength: { twoWay: [[[6, 62]], [[8, 66]], [[12 * 1.3, 69]]], people: 3, channels: 3, oneWay: [[1, 63]] },
    play: (sheet) => textbook(sheet, 60),
  },
  {
    name: 'Full Orchestra Systems',
    tells:
      'Every week something two-way (reply, call, meeting in turn) with five people in turn: twelve touches, the latest yesterday.',
    ageDays: 730,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 12,
      twoWay: 12,
      lastTouch: '2026-03-01',
      avgRecipientsPerSeries: 4,
      score: 90.2,
      exitsOn: '2026-03-16',
    },
    // Touch k (0 … 11) is 1 + 7k days ago: reply, call, meeting by k mod 3; person by k mod 5.
    strength: {
      twoWay: [
        [
          [6, 1],
          [12, 36],
          [8, 71],
        ],
        [
          [8, 8],
          [6, 43],
          [12, 78],
        ],
        [
          [12, 15],
          [8, 50],
        ],
        [
          [6, 22],
          [12, 57],
        ],
        [
          [8, 29],
          [6, 64],
        ],
      ],
      people: 5,
      channels: 3,
    },
    play: (sheet) => {
      const people = ['Ann Horn', 'Bea Oboe', 'Cy Viola', 'Di Cello', 'Ed Harp'].map((name) => sheet.person({ name }));
      for (const [k, daysAgo] of weeks(12).entries()) {
        const person = people[k % 5];
        if (person === undefined) continue;
        if (k % 3 === 0) lateReply(sheet, person, daysAgo, 'neutral');
        else if (k % 3 === 1)
          call(sheet, person, { daysAgo, disposition: 'Answered - Conversation', sequence: series(sheet, 4) });
        else event(sheet, { daysAgo, subject: 'Technical deep dive', guests: [{ person, answer: 'Accepted' }] });
      }
    },
  },
];
