// A reading without people who were forgotten, and a story without one.
import { expect, test } from 'vitest';
import { accountId, attendee, contactId, event, leadId, POLICY, task, taskId, TODAY } from '../../test/builders.ts';
import { accountReading, rangeReading } from '../../test/readings.ts';
import { storyWithout } from './forgotten-story.ts';
import { addressesIn, type ForgottenPeople, NOBODY, withoutAddresses, withoutForgotten } from './forgotten.ts';
import type { OrgPort, RangeReading } from './ports.ts';

const ADDRESS = 'jane@example.com';

async function read(reading: RangeReading, gone: readonly string[]): Promise<RangeReading> {
  const people: ForgottenPeople = {
    any: () => Promise.resolve(gone.length > 0),
    among: (words) => Promise.resolve(new Set([...words].filter((word) => gone.includes(word)))),
    remember: () => Promise.resolve(),
  };
  const org: Pick<OrgPort, 'readRange'> = { readRange: () => Promise.resolve(reading) };
  return withoutForgotten(org, people).readRange({ ids: [] }, POLICY, TODAY, new AbortController().signal);
}

const contact = (n: number, account: number) => ({
  id: contactId(n),
  accountId: accountId(account),
  title: '',
  emails: [],
});
const reading = rangeReading({
  accounts: [accountReading(1), accountReading(2)],
  contacts: [contact(1, 2), contact(2, 1)],
  convertedLeads: [{ leadId: leadId(1), contactId: contactId(1), accountId: accountId(2) }],
  people: new Map([[contactId(1), { id: contactId(1), title: 'VP' }]]),
  activities: [
    {
      activity: task({
        people: [contactId(1), contactId(2)],
        subject: 'Mail to Jane@Example.com',
        fields: { WhoId: contactId(1) },
      }),
      accountId: accountId(1),
    },
    { activity: event({ attendees: [attendee({ id: contactId(1) })] }), accountId: accountId(2) },
  ],
});

test('nobody forgotten: the reading is the one that was made', async () => {
  expect(await read(reading, [])).toBe(reading);
  expect(await read(reading, [contactId(9)])).toBe(reading);
});

test('activities of somebody forgotten go on counting for the same accounts, as those of one unknown person', async () => {
  const stripped = await read(reading, [contactId(1), ADDRESS]);
  expect(JSON.stringify([stripped, [...stripped.people]])).not.toMatch(new RegExp(`${contactId(1)}|${ADDRESS}`, 'i'));
  expect(stripped.contacts).toEqual([contact(2, 1)]);
  expect(stripped.convertedLeads).toEqual([]);
  const places = stripped.activities.map(({ activity, accountId: at }) => [activity.id, at]);
  // The Task counted for account 2 only through its contact; the derived account comes last.
  expect(places).toEqual([
    [taskId(1), accountId(2)],
    [taskId(1), accountId(1)],
    [event().id, accountId(2)],
  ]);
  const [first] = stripped.activities;
  expect(first?.activity).toMatchObject({ people: [NOBODY, contactId(2)], subject: 'Mail to (forgotten)' });
});

test.each([
  ['Lunch with Jane@Example.com.', 'Lunch with (forgotten).'],
  ['jane@example.com? or jane@example.com!', '(forgotten)? or (forgotten)!'],
  ["to='jane@example.com'; O'Brien@example.com", "to='(forgotten)'; (forgotten)"],
  ['mary.jane@example.com, jane@example.com.au', 'mary.jane@example.com, jane@example.com.au'],
])('%s loses the address, and nobody else loses one', (text, without) => {
  const gone = new Set([ADDRESS, "o'brien@example.com"]);
  expect(withoutAddresses(text, gone)).toBe(without);
  expect(addressesIn(text).some((address) => gone.has(address))).toBe(text !== without);
});

test('a story keeps its counts and loses the person, and a touchpoint that only Outreach knew', () => {
  const told = { date: '2026-03-01', people: [contactId(1), contactId(2)] };
  const story = {
    version: 1,
    touchpoints: [
      { ...told, records: [taskId(1), 'mailing:1'] },
      { ...told, records: ['mailing:1'] },
    ],
    more: 2,
    types: {},
  };
  const leftOut = { people: new Set([contactId(1)]), records: new Set(['mailing:1']) };
  expect(JSON.parse(storyWithout(JSON.stringify(story), leftOut))).toEqual({
    ...story,
    touchpoints: [{ ...told, people: [NOBODY, contactId(2)], records: [taskId(1)] }],
    more: 3,
  });
  const others = JSON.stringify({ ...story, touchpoints: [{ people: [contactId(2)], records: ['mailing:12'] }] });
  expect(storyWithout(others, leftOut)).toBe(others);
});
