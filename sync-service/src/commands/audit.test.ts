// An audit as people read it: the advice, the text of the terminal, the page.
import { expect, test } from 'vitest';
import { TODAY, noon } from '../../test/builders.ts';
import type { FactCount } from '../run/audit-facts.ts';
import { auditFindings } from '../run/audit-findings.ts';
import type { Audit } from '../run/audit.ts';
import { auditAsPage } from './audit-page.ts';
import { auditAsJson, auditAsText } from './audit-text.ts';

const count = (given: Partial<FactCount> = {}): FactCount => ({
  ...{ found: 0, deleted: 0, lost: 0, 'never synced': 0 },
  ...given,
});
const WINDOW = { sent: count({ found: 90 }), call: count({ found: 10 }), reply: count({ found: 3, lost: 1 }) };
const USER = {
  userId: 7,
  total: 40,
  found: 0,
  shareOfOthers: 0.9,
  lastFound: null,
  missingSince: 40,
  seemsBroken: true,
};
const GONG = { tags: '[gong] [call]', type: 'Other', subtype: 'Task', count: 1_200, examples: ['00T1'] };

const audit = (given: Partial<Audit> = {}): Audit => ({
  ...{ asOf: noon(TODAY), timeZone: 'America/New_York', windowFrom: TODAY - 90, today: TODAY, accounts: 12_345 },
  ...{ outreachReadAt: noon(TODAY), window: WINDOW, months: [{ month: '2026-03', counts: WINDOW }] },
  ...{ matchedBy: new Map([['data connection', 103]] as const), undatedCalls: 0, users: [], userNames: new Map() },
  ...{ orum: { both: 0, twice: 0, outreachOnly: 0, salesforceOnly: 0 }, doubles: [], unmapped: [], furtherUnmapped: 0 },
  ...{ fields: [], outreachIdField: null, lastRuleOrder: 100, problems: [], malformed: [] },
  ...given,
});
const said = (given: Partial<Audit>) =>
  auditFindings(audit(given))
    .map(({ what, fix }) => `${what} ${fix}`)
    .join('\n');

test('where all is well there is nothing to do, and the text says so', () => {
  const text = auditAsText(audit());
  expect(text).toMatch(
    /^100\.0 % of what Outreach did is in Salesforce: 100 of 100 deliveries and calls\n12,345 accounts, /,
  );
  expect(text).toContain('What to do: nothing');
  expect(text).toMatch(/Replies \(not in that figure\) +4 +3 +0 +1 +0 +75\.0 %/);
});

test('what is missing is told with the way to mend it, what is wrong first', () => {
  const window = { ...WINDOW, call: count({ found: 10, lost: 20, 'never synced': 80 }) };
  const findings = auditFindings(
    audit({ window, unmapped: [GONG], users: [USER], userNames: new Map([[7, 'Ann Lee']]) }),
  );
  expect(findings.map(({ weight }) => weight)).toEqual(['wrong', 'wrong', 'wrong', 'look']);
  expect(findings.map(({ what }) => what)).toEqual([
    'Coverage is 50.0 %: 100 deliveries and calls are not in Salesforce.',
    '20 deliveries and calls name a Task that the integration user cannot find.',
    "The sync of Ann Lee (user 7) seems broken: 0 % of 40 are found, and 90 % of everybody else's.",
    '1200 Tasks with the subject tag [gong] [call], of type Other count as "other task": no rule knows them.',
  ]);
  expect(findings[3]?.fix).toContain('Value 1 = [gong] [call], Outcome Rule = call, Order below 100');
});

test('a field that holds ids of Outreach is suggested once, and one that holds none is taken back', () => {
  const ref = {
    name: 'Ref__c',
    type: 'string',
    filled: 50,
    known: 50,
    connected: 9,
    agreeing: 9,
    holdsOutreachIds: true,
  };
  const old = { ...ref, name: 'Old__c', known: 1, holdsOutreachIds: false };
  expect(said({ fields: [ref, old] })).toContain('set Outreach_Id_Field__c = Ref__c');
  expect(said({ fields: [ref, old], outreachIdField: 'Ref__c' })).toBe('');
  expect(said({ fields: [ref, old], outreachIdField: 'Old__c' })).toMatch(/Old__c holds no ids.*= Ref__c/);
});

test('gaps in the evidence are told, so that nobody takes the figures for whole', () => {
  const problem = { recordId: '00T1', accountId: '0011', code: 'ODD', message: 'has no date', fix: 'Mend it.' };
  const malformed = { kind: 'call', id: 7, prospectId: null, because: 'odd', since: noon(TODAY) } as const;
  expect(said({ problems: [problem], malformed: [malformed] })).toMatch(/1 account is not in these figures[^]*call 7/);
});

test('the JSON has shares in per cent, dates as ISO texts, and null where there is no figure', () => {
  const none = { sent: count(), call: count(), reply: count() };
  expect(auditAsJson(audit({ window: none, users: [USER] }))).toMatchObject({
    window: { from: '2025-12-02', to: '2026-03-02' },
    coverage: { total: 0, percent: null },
    replies: { neverSynced: 0 },
    users: [{ userId: 7, name: null, lastFound: null, percentOfOthers: 90 }],
    suggestedMapping: { Outreach_Id_Field__c: null },
  });
});

test('the page needs nothing from outside, names its tables, and shows as text what people wrote', () => {
  const page = auditAsPage(audit({ unmapped: [{ ...GONG, tags: '[<script>alert(1)</script>]' }] }));
  expect(page).not.toMatch(/<script|https?:|url\(/);
  expect(page).toContain('&#60;script&#62;');
  const tables = page.match(/<div class="scroll"[^>]*>/g) ?? [];
  expect(tables.length).toBeGreaterThan(3);
  for (const table of tables) expect(table).toMatch(/tabindex="0" role="region" aria-label="[^"]+"/);
  expect(page).toMatch(/<svg class="chart" role="img" aria-label="Coverage by month\. 2026-03: 100\.0 %\."/);
  expect(page).toMatch(/<html lang="en">[^]*<h1>/);
});
