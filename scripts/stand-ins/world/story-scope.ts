// Busy companies and what keeps them out of the pool, or does not: type, snooze, opportunities.
import { task } from './activity.ts';
import { busy, BUSY, BUSY_STRENGTH, dials, type Company } from './story-company.ts';
import type { AccountSheet } from './account-sheet.ts';

function snooze(sheet: AccountSheet, until: string): void {
  const id = sheet.nextId('Signal_Feedback__c');
  sheet.emit('salesforce/Signal_Feedback__c', () => ({
    Id: id,
    Account__c: sheet.accountId,
    Kind__c: 'Snooze',
    Reason__c: 'Asked us to come back later',
    Until__c: until,
    CreatedById: sheet.owner.userId,
    CreatedDate: sheet.cast.calendar.at(15, 640),
  }));
}

/** A busy account that its Type leaves out of scope: both counting clauses hold, and still it is Suppressed. */
const outOfScope = (name: string, type: string, ageDays: number): Company => ({
  name,
  tells: `As busy as any (see "busy" below), but its Type is ${type}.`,
  ageDays,
  fields: { Type: type },
  expected: { tier: 'Suppressed', high: false, ...BUSY },
  strength: BUSY_STRENGTH,
  play: busy,
});

export const SCOPE_COMPANIES: readonly Company[] = [
  outOfScope('Loyal Customer Chemicals', 'Customer - Direct', 1500),
  outOfScope('Channel Friends', 'Channel Partner / Reseller', 1400),
  outOfScope('Wiring and Sons', 'Installation Partner', 1300),
  outOfScope('Tech Ally Networks', 'Technology Partner', 1200),
  outOfScope('Rival Robotics', 'Competitor', 1100),
  {
    name: 'Blank Type Bakery',
    tells: 'Busy, and its Type is empty: an empty Type is in scope.',
    ageDays: 77,
    fields: { Type: null },
    expected: { tier: 'High-Engaged', high: true, ...BUSY },
    strength: BUSY_STRENGTH,
    play: busy,
  },
  {
    name: 'Snoozed Solutions',
    tells: 'Busy, but its rep snoozed it through 20 March.',
    ageDays: 311,
    expected: { tier: 'Suppressed', high: false, ...BUSY },
    strength: BUSY_STRENGTH,
    play: (sheet) => {
      busy(sheet);
      snooze(sheet, '2026-03-20');
    },
  },
  {
    name: 'Short Nap Mattresses',
    tells: 'Busy and snoozed through 5 March: high again from 6 March without anybody writing a field.',
    ageDays: 312,
    expected: { tier: 'Suppressed', high: false, ...BUSY },
    strength: BUSY_STRENGTH,
    play: (sheet) => {
      busy(sheet);
      snooze(sheet, '2026-03-05');
    },
  },
  {
    name: 'Past Snooze Clocks',
    tells: 'Busy; its snooze ended on 20 February.',
    ageDays: 313,
    expected: { tier: 'High-Engaged', high: true, ...BUSY },
    strength: BUSY_STRENGTH,
    play: (sheet) => {
      busy(sheet);
      snooze(sheet, '2026-02-20');
    },
  },
  {
    name: 'Already Talking Software',
    tells: 'Busy, but an opportunity is open: neither high nor near. Exits On is written all the same.',
    ageDays: 314,
    expected: { tier: 'None', high: false, ...BUSY },
    strength: BUSY_STRENGTH,
    play: (sheet) => {
      busy(sheet);
      sheet.opportunity('open', 20, -60);
    },
  },
  {
    name: 'Lost Deal Dynamics',
    tells:
      'A lost opportunity does not count as open. On it: a task with nobody 4, a hand-logged mail 6 and another task 12 days ago; beside it a dial 9 days ago.',
    ageDays: 950,
    expected: {
      tier: 'High-Effort',
      high: true,
      activeTouchpoints: 4,
      twoWay: 0,
      lastTouch: '2026-02-26',
      avgRecipientsPerSeries: null,
      score: 5.8,
      exitsOn: '2026-03-13',
    },
    strength: {
      oneWay: [
        [0.5, 4],
        [1, 6],
        [1, 9],
        [0.5, 12],
      ],
    },
    play: (sheet) => {
      const person = sheet.person({ name: 'Dee Lost' });
      const whatId = sheet.opportunity('lost', 300, 100);
      task(sheet, { daysAgo: 4, subject: 'Ask again', people: [], whatId });
      task(sheet, { daysAgo: 6, subject: 'Reference list', subtype: 'Email', people: [person], whatId });
      task(sheet, { daysAgo: 12, subject: 'Prepare a proposal', people: [], whatId });
      dials(sheet, person, [9]);
    },
  },
];
