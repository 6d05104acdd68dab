// Companies for the question whose a touchpoint is: merges, converted leads, shared tasks, series, and what only Outreach knows.
import { event, task } from './activity.ts';
import { call } from './outreach-call.ts';
import { inboundMail, mail } from './outreach-mail.ts';
import { recordId } from './record-id.ts';
import { automated, dials, series, type Company } from './story-company.ts';

export const BELONGING_COMPANIES: readonly Company[] = [
  {
    name: 'Merged Voices Radio',
    tells:
      'Two Contacts of the same woman were merged, and a second account row was merged into this one: both losers lie in the recycle bin. Dials 2, 9 and 16 days ago, and she wrote on her own 5 days ago.',
    ageDays: 640,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 1,
      lastTouch: '2026-02-28',
      avgRecipientsPerSeries: null,
      score: 21.4,
      exitsOn: '2026-03-15',
    },
    strength: {
      twoWay: [[[6, 5]]],
      oneWay: [
        [1, 2],
        [1, 9],
        [1, 16],
      ],
    },
    play: (sheet) => {
      const winner = sheet.person({ name: 'Mona Wave' });
      sheet.person({ name: 'M. Wave', link: 'none', fields: { IsDeleted: true, MasterRecordId: winner.whoId } });
      sheet.emit('salesforce/Account', () => ({
        Id: recordId('Account', 500_000 + sheet.number),
        Name: 'Merged Voices (old)',
        IsDeleted: true,
        MasterRecordId: sheet.accountId,
        OwnerId: sheet.owner.userId,
        CreatedDate: sheet.createdAt,
      }));
      dials(sheet, winner, [2, 9, 16]);
      inboundMail(sheet, winner, 5, 640, 'Do you ship abroad?');
    },
  },
  {
    name: 'Former Lead Farms',
    tells:
      'A lead until 10 days ago; on conversion its history came along: automated mail 12, 18 and 26 days ago, the last answered positively a day later, and a dial 4 days ago.',
    ageDays: 10,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 5,
      twoWay: 1,
      lastTouch: '2026-02-26',
      avgRecipientsPerSeries: 1,
      score: 20.7,
      exitsOn: '2026-03-13',
    },
    strength: {
      twoWay: [[[10, 25]]],
      oneWay: [
        [1, 4],
        [0.4, 12],
        [0.4, 18],
        [0.4, 26],
      ],
    },
    play: (sheet) => {
      const person = sheet.convertedLead('Lea Acker', null, 10);
      automated(sheet, person, [12, 18]);
      mail(sheet, person, {
        daysAgo: 26,
        subject: 'How peers cut changeover time',
        kind: 'auto',
        sequence: series(sheet, 0),
        reply: { daysAgo: 25, sentiment: 'positive' },
      });
      dials(sheet, person, [4]);
    },
  },
  {
    name: 'Guest Chair',
    tells: 'Its only touchpoint is a task of Round Table Group, 5 days ago, at which its contact sat too.',
    ageDays: 130,
    expected: {
      tier: 'None',
      high: false,
      activeTouchpoints: 1,
      twoWay: 0,
      lastTouch: '2026-02-25',
      avgRecipientsPerSeries: null,
      score: 1.5,
      exitsOn: null,
    },
    strength: { oneWay: [[0.5, 5]] },
    play: (sheet, stage) => void stage.set('guest', sheet.person({ name: 'Guy Stool' })),
  },
  {
    name: 'Round Table Group',
    tells:
      'One task 5 days ago with two of its own people and one of Guest Chair (one touchpoint for each account), one meeting with both of its people 10 days ago (one), dials 12 and 20 days ago.',
    ageDays: 131,
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 1,
      lastTouch: '2026-02-25',
      avgRecipientsPerSeries: null,
      score: 32.7,
      exitsOn: '2026-03-12',
    },
    strength: {
      twoWay: [[[12, 10]]],
      people: 2,
      oneWay: [
        [0.5, 5],
        [1, 12],
        [1, 20],
      ],
    },
    play: (sheet, stage) => {
      const first = sheet.person({ name: 'Gwen Lake' });
      const second = sheet.person({ name: 'Lance Reed' });
      const guest = stage.get('guest');
      if (guest === undefined)
        throw new Error('Guest Chair must be played before Round Table Group; keep their order.');
      task(sheet, { daysAgo: 5, subject: 'Round table notes', people: [first, second, guest] });
      event(sheet, {
        daysAgo: 10,
        subject: 'Intro call',
        guests: [first, second].map((person) => ({ person, answer: 'Accepted' })),
      });
      dials(sheet, first, [12, 20]);
    },
  },
  {
    name: 'Three Letters Pharma',
    tells:
      'Four people in one series 10 days ago, one in a second 20 and two in a third 30 days ago: (4 + 1 + 2) / 3 = 2.3. A fourth series only bounced, a fifth was 100 days ago: neither is active; the latter still adds to the score.',
    ageDays: 480,
    expected: {
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 7,
      twoWay: 0,
      lastTouch: '2026-02-20',
      avgRecipientsPerSeries: 2.3,
      score: 3,
      exitsOn: '2026-03-07',
    },
    strength: {
      oneWay: [
        [0.4, 10],
        [0.4, 10],
        [0.4, 10],
        [0.4, 10],
        [0.4, 20],
        [0.4, 30],
        [0.4, 30],
        [0.4, 100],
      ],
    },
    play: (sheet) => {
      const [a, b, c, d] = ['Alma Abe', 'Bert Bee', 'Cora Cee', 'Dora Dee'].map((name) => sheet.person({ name }));
      if (a === undefined || b === undefined || c === undefined || d === undefined) return;
      for (const person of [a, b, c, d]) automated(sheet, person, [10], 0);
      automated(sheet, a, [20], 1);
      for (const person of [a, b]) automated(sheet, person, [30], 2);
      mail(sheet, c, {
        daysAgo: 12,
        subject: 'Returned to sender',
        kind: 'auto',
        sequence: series(sheet, 3),
        bounced: true,
      });
      automated(sheet, a, [100], 4);
    },
  },
  {
    name: 'Outreach Only Orchards',
    tells:
      "Nothing was ever synced: mail 3 days ago answered positively a day later, a dial 5 days ago to somebody known by e-mail address only, mail 8 days ago to somebody without a Contact. Outreach's account is ours only by its customId.",
    ageDays: 140,
    outreach: 'customId',
    expected: {
      tier: 'High-Engaged',
      high: true,
      activeTouchpoints: 4,
      twoWay: 1,
      lastTouch: '2026-02-28',
      avgRecipientsPerSeries: 2,
      score: 30.4,
      exitsOn: '2026-03-15',
    },
    strength: {
      twoWay: [[[10, 2]]],
      oneWay: [
        [0.4, 3],
        [1, 5],
        [0.4, 8],
      ],
    },
    play: (sheet) => {
      const linked = sheet.person({ name: 'Pip Core' });
      const addressed = sheet.person({ name: 'Russ Et', link: 'email' });
      const unknown = sheet.person({ name: 'Gala Crisp', link: 'customId' });
      mail(sheet, linked, {
        daysAgo: 3,
        subject: 'Worth a quick look?',
        kind: 'auto',
        sequence: series(sheet, 0),
        synced: 'never',
        reply: { daysAgo: 2, sentiment: 'positive' },
      });
      call(sheet, addressed, { daysAgo: 5, disposition: 'No Answer', tasks: 'none' });
      mail(sheet, unknown, {
        daysAgo: 8,
        subject: 'Worth a quick look?',
        kind: 'auto',
        sequence: series(sheet, 0),
        synced: 'never',
      });
    },
  },
];
