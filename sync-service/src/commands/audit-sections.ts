// The tables of an audit in words, for the terminal and for the page alike. How they are drawn is not decided here.
import { coverageCount, totalOf, type FactCount } from '../run/audit-facts.ts';
import { kindInWords, shareOf } from '../run/audit-findings.ts';
import type { Audit } from '../run/audit.ts';
import { grouped } from '../run/outreach-requests.ts';
import { isoFromDay } from '../scoring/calendar.ts';
import { figure, percent, type Section, words } from './section.ts';

/** Rows of the tables that could grow long; the JSON has them all. */
const MOST_ROWS = 15;

export function auditSections(audit: Audit): readonly Section[] {
  return [
    coverage(audit),
    months(audit),
    rules(audit),
    users(audit),
    orum(audit),
    doubles(audit),
    unmapped(audit),
    fields(audit),
  ];
}

function coverage({ window, undatedCalls }: Audit): Section {
  const row = (name: string, count: FactCount): string[] => [
    name,
    ...[totalOf(count), count.found, count.deleted, count.lost, count['never synced']].map(grouped),
    percent(shareOf(count)),
  ];
  return {
    title: 'What Outreach did, and what of it is in Salesforce',
    columns: [words(''), ...['In all', 'Found', 'Deleted', 'Lost', 'Never synced', 'Coverage'].map(figure)],
    rows: [
      row('Deliveries', window.sent),
      row('Calls', window.call),
      row('Both: the coverage of a run', coverageCount(window)),
      row('Replies (not in that figure)', window.reply),
    ],
    empty: '',
    note: `Lost: Outreach names a Task that cannot be found. Never synced: it names none, and none looks like it.${undatedCalls > 0 ? ` ${grouped(undatedCalls)} calls without a time are left out.` : ''}`,
  };
}

function months(audit: Audit): Section {
  return {
    title: 'By month',
    columns: [words('Month'), ...['Deliveries', 'found', 'Calls', 'found', 'Replies', 'found'].map(figure)],
    rows: audit.months.map(({ month, counts }) => [
      month,
      ...[counts.sent, counts.call, counts.reply].flatMap((count) => [
        grouped(totalOf(count)),
        percent(shareOf(count)),
      ]),
    ]),
    empty: 'Outreach did nothing in the time that scores look back to.',
    note: 'The first and the last month are not whole.',
  };
}

function rules({ matchedBy }: Audit): Section {
  return {
    title: 'How Tasks were joined to what Outreach did',
    columns: [words('Rule'), figure('Facts')],
    rows: [...matchedBy].sort((a, b) => b[1] - a[1]).map(([rule, count]) => [rule, grouped(count)]),
    empty: 'No Task was joined to anything that Outreach did.',
    note: 'By data connection and Outreach Id field they are exact; the others go by person, direction, time and subject.',
  };
}

function users({ users: all, userNames }: Audit): Section {
  const shown = all.slice(0, MOST_ROWS);
  return {
    title: 'By user of Outreach',
    columns: [
      words('User'),
      ...['Deliveries and calls', 'Found', 'Coverage'].map(figure),
      words('Last found'),
      words('Seems'),
    ],
    rows: shown.map(({ userId, total, found, lastFound, seemsBroken }) => [
      userId === null ? 'no user named' : (userNames.get(userId) ?? `user ${userId}`),
      grouped(total),
      grouped(found),
      percent(shareOf({ found, deleted: 0, lost: 0, 'never synced': total - found })),
      lastFound === null ? 'never' : isoFromDay(lastFound),
      seemsBroken ? 'BROKEN' : 'fine',
    ]),
    empty: 'No user did anything in the window.',
    note: further(all.length - shown.length, 'users who did less'),
  };
}

function orum({ orum: calls }: Audit): Section {
  const rows: (readonly [string, number])[] = [
    ['Call in Outreach, one Task in Salesforce', calls.both],
    ['Call in Outreach, several Tasks: Orum and Outreach both log', calls.twice],
    ['Call in Outreach, no Task', calls.outreachOnly],
    ['Task in Salesforce, no call in Outreach', calls.salesforceOnly],
  ];
  const any = rows.some(([, count]) => count > 0);
  return {
    title: 'Calls of Orum',
    columns: [words('Known to'), figure('Calls')],
    rows: any ? rows.map(([what, count]) => [what, grouped(count)]) : [],
    empty: 'None in the window.',
    note: '',
  };
}

function doubles({ doubles: all }: Audit): Section {
  const shown = all.slice(0, MOST_ROWS);
  return {
    title: 'Logged twice',
    columns: [words('By these mapping rules'), figure('Times'), words('For example')],
    rows: shown.map(({ rules: [one, other], count, examples }) => [
      one === other ? `${one}, twice` : `${one} and ${other}`,
      grouped(count),
      examples
        .map((pair) => pair.join(' + '))
        .slice(0, 1)
        .join(),
    ]),
    empty: 'Nothing in the window was logged twice.',
    note: further(all.length - shown.length, 'pairs of rules'),
  };
}

function unmapped({ unmapped: all, furtherUnmapped }: Audit): Section {
  const shown = all.slice(0, MOST_ROWS);
  const rest = all.slice(MOST_ROWS).reduce((sum, { count }) => sum + count, furtherUnmapped);
  return {
    title: 'Tasks that no rule knows (they count as "other task")',
    columns: [words('Tasks'), figure('Count'), words('For example')],
    rows: shown.map((kind) => [kindInWords(kind), grouped(kind.count), kind.examples[0] ?? '']),
    empty: 'Every Task of the window falls under a rule of its own.',
    note: further(rest, 'Tasks of rarer kinds'),
  };
}

function fields({ fields: all, outreachIdField }: Audit): Section {
  const shown = all.slice(0, MOST_ROWS);
  return {
    title: 'Custom fields of Task, by a sample of the newest',
    columns: [
      words('Field'),
      ...['Filled', 'Known in Outreach', 'Agree with data connection'].map(figure),
      words('Use'),
    ],
    rows: shown.map(({ name, filled, known, connected, agreeing, holdsOutreachIds }) => [
      name,
      grouped(filled),
      grouped(known),
      connected === 0 ? '–' : `${grouped(agreeing)} of ${grouped(connected)}`,
      name === outreachIdField ? 'is Outreach_Id_Field__c' : holdsOutreachIds ? `Outreach_Id_Field__c = ${name}` : '–',
    ]),
    empty: 'No custom field of text or number is filled, or the integration user may read none.',
    note: further(all.length - shown.length, 'fields'),
  };
}

function further(count: number, what: string): string {
  return count > 0 ? `And ${grouped(count)} ${what}; --json has them all.` : '';
}
