// Companies for the question what one touchpoint is among mail, calls and tasks: doubles, copies, bounces, refusals.
import { event, openTask, task } from './activity.ts';
import { secondsLater } from './org-calendar.ts';
import { call } from './outreach-call.ts';
import { inboundMail, loggedEvent, mail } from './outreach-mail.ts';
import { automated, dials, series, type Company } from './story-company.ts';

export const DOUBLE_COMPANIES: readonly Company[] = [
  {
    name: 'Orum Foundry',
    tells:
      "A connected Orum call 3 days ago, logged by Outreach and by Orum itself (one call); an Orum dial 5 days ago only Orum logged; three dials within 17 minutes 7 days ago (one); a voicemail 9 days ago known as Orum's by its recording; and a task about a forum 11 days ago that has nothing to do with Orum.",
    ageDays: 222,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 5,
      twoWay: 1,
      lastTouch: '2026-02-27',
      avgRecipientsPerSeries: null,
      score: 27.1,
      exitsOn: '2026-03-14',
    },
    strength: {
      twoWay: [[[8, 3]]],
      oneWay: [
        [1, 5],
        [1, 7],
        [1, 9],
        [0.5, 11],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Otto Rum' });
      call(sheet, person, { daysAgo: 3, disposition: 'Answered - Conversation', dialler: 'orum', tasks: 'both' });
      call(sheet, person, {
        daysAgo: 5,
        disposition: '[Orum] Call - no answer',
        dialler: 'orum',
        tasks: 'orum',
        inOutreach: false,
      });
      for (const later of [0, 6, 17])
        call(sheet, person, { daysAgo: 7, minute: 600 + later, disposition: 'No Answer' });
      call(sheet, person, { daysAgo: 9, disposition: 'Left Voicemail', dialler: 'orum-unnamed' });
      task(sheet, { daysAgo: 11, subject: 'Forum invitation: process days', people: [person] });
    },
  },
  {
    name: 'Second Thoughts',
    tells: 'Automated mail 2, 6, 10 and 15 days ago, but the Task of 6 days ago was deleted: three count.',
    ageDays: 210,
    expected: {
      tier: 'Near',
      high: false,
      activeTouchpoints: 3,
      twoWay: 0,
      lastTouch: '2026-02-28',
      avgRecipientsPerSeries: 1,
      score: 2.4,
      exitsOn: null,
    },
    strength: {
      oneWay: [
        [0.4, 2],
        [0.4, 10],
        [0.4, 15],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Reva Coy' });
      automated(sheet, person, [2, 10, 15]);
      mail(sheet, person, {
        daysAgo: 6,
        subject: 'Two ideas for your team',
        kind: 'auto',
        sequence: series(sheet, 0),
        taskDeleted: true,
      });
    },
  },
  {
    name: 'Double Entry Bookkeeping',
    tells:
      'A manual mail 2 days ago logged by Outreach and by an add-in (one); one task for three owners 6 days ago (one); an auto-reply 7 and a bounced mail 8 days ago (none); one occurrence of a task series 9 days ago (one, its pattern none); a meeting 12 days ago with copies for two colleagues (one).',
    ageDays: 366,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 1,
      lastTouch: '2026-02-28',
      avgRecipientsPerSeries: 1,
      score: 29.7,
      exitsOn: '2026-03-15',
    },
    strength: {
      twoWay: [[[12, 12]]],
      oneWay: [
        [1, 2],
        [0.5, 6],
        [0.5, 9],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Dora Ledger' });
      const { calendar, reps } = sheet.cast;
      mail(sheet, person, {
        daysAgo: 2,
        minute: 600,
        subject: 'Your figures',
        kind: 'manual',
        sequence: series(sheet, 0),
      });
      task(sheet, { daysAgo: 2, minute: 602, subject: 'Your figures', subtype: 'Email', people: [person] });
      for (const [index, rep] of reps.slice(0, 3).entries()) {
        const CreatedDate = secondsLater(calendar.at(6, 700), index * 4);
        task(sheet, {
          daysAgo: 6,
          subject: 'Team follow-up',
          people: [person],
          rep,
          fields: { CreatedDate, CreatedById: sheet.owner.userId },
        });
      }
      inboundMail(sheet, person, 7, 640, 'Automatic reply: Your figures');
      mail(sheet, person, {
        daysAgo: 8,
        subject: 'Returned to sender',
        kind: 'auto',
        sequence: series(sheet, 1),
        bounced: true,
      });
      const pattern = task(sheet, {
        daysAgo: 9,
        subject: 'Monthly note',
        people: [person],
        fields: { IsRecurrence: true, CompletedDateTime: null },
      });
      task(sheet, { daysAgo: 9, subject: 'Monthly note', people: [person], fields: { RecurrenceActivityId: pattern } });
      event(sheet, {
        daysAgo: 12,
        subject: 'Intro call',
        guests: [{ person, answer: 'Accepted' }],
        copies: reps.slice(0, 2),
      });
    },
  },
  {
    name: 'Open Task Office',
    tells:
      'Seven tasks and no touchpoint: overdue, due soon, deferred, cancelled, skipped, closed but dated in April, and a click.',
    ageDays: 61,
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
      const person = sheet.person({ name: 'Todd Dew' });
      openTask(sheet, person, 5, 'Send samples');
      openTask(sheet, person, -10, 'Send samples', 'In Progress');
      const given = (daysAgo: number, fields: Record<string, unknown>): void =>
        void task(sheet, {
          daysAgo,
          subject: 'Send samples',
          people: [person],
          fields: { CompletedDateTime: null, ...fields },
        });
      given(4, { Status: 'Deferred' });
      given(3, { Status: 'Cancelled', IsClosed: true });
      given(2, { Status: 'Skipped', IsClosed: true });
      given(-45, { Status: 'Completed' });
      loggedEvent(sheet, person, 'Clicked', 'Worth a quick look?', 1, 700);
    },
  },
  {
    name: 'No Thanks Nurseries',
    tells:
      'A manual mail 9 days ago, refused a day later, and dials 10 and 15 days ago. A refusal is two-way, if barely.',
    ageDays: 99,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 1,
      lastTouch: '2026-02-22',
      avgRecipientsPerSeries: 1,
      score: 8.1,
      exitsOn: '2026-03-09',
    },
    strength: {
      twoWay: [[[1, 8]]],
      oneWay: [
        [1, 9],
        [1, 10],
        [1, 15],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Nan Nope' });
      mail(sheet, person, {
        daysAgo: 9,
        subject: 'Two ideas for your team',
        kind: 'manual',
        sequence: series(sheet, 0),
        reply: { daysAgo: 8, sentiment: 'negative' },
      });
      dials(sheet, person, [10, 15]);
    },
  },
  {
    name: 'Gatekeeper and Daughters',
    tells:
      'Outreach says these calls completed, but they reached a gatekeeper 2 and a wrong number 4 days ago and a voicemail 6 days ago; only the one 9 days ago, in the documented spelling, was a conversation.',
    ageDays: 187,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 1,
      lastTouch: '2026-02-28',
      avgRecipientsPerSeries: null,
      score: 24.7,
      exitsOn: '2026-03-15',
    },
    strength: {
      twoWay: [[[8, 9]]],
      oneWay: [
        [1, 2],
        [1, 4],
        [1, 6],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Greta Gate' });
      call(sheet, person, { daysAgo: 2, disposition: 'Gatekeeper' });
      call(sheet, person, { daysAgo: 4, disposition: 'Wrong Number' });
      call(sheet, person, { daysAgo: 6, disposition: 'Left Voicemail' });
      call(sheet, person, { daysAgo: 9, disposition: 'Connected - Not Interested', spelling: 'documented' });
    },
  },
];
