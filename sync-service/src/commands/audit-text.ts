// An audit as a person reads it in a terminal, and as the JSON of `audit --json`.
import { coverageCount, totalOf, type FactCount } from '../run/audit-facts.ts';
import { auditFindings, ruleToAdd, shareOf } from '../run/audit-findings.ts';
import type { Audit } from '../run/audit.ts';
import { grouped } from '../run/outreach-requests.ts';
import { isoFromDay } from '../scoring/calendar.ts';
import { auditSections } from './audit-sections.ts';
import { percent, type Section } from './section.ts';

/** The object of `audit --json`; dates and instants are ISO texts, shares are per cent with one decimal or null. */
export function auditAsJson(audit: Audit): object {
  const { window, userNames, fields, outreachIdField, lastRuleOrder } = audit;
  return {
    asOf: new Date(audit.asOf).toISOString(),
    timeZone: audit.timeZone,
    window: { from: isoFromDay(audit.windowFrom), to: isoFromDay(audit.today) },
    accounts: audit.accounts,
    outreachReadAt: new Date(audit.outreachReadAt).toISOString(),
    coverage: { ...counted(coverageCount(window)), deliveries: counted(window.sent), calls: counted(window.call) },
    replies: counted(window.reply),
    undatedCalls: audit.undatedCalls,
    months: audit.months.map(({ month, counts }) => ({
      month,
      deliveries: counted(counts.sent),
      calls: counted(counts.call),
      replies: counted(counts.reply),
    })),
    matchedBy: Object.fromEntries(audit.matchedBy),
    users: audit.users.map(({ lastFound, shareOfOthers, ...user }) => ({
      ...user,
      name: user.userId === null ? null : (userNames.get(user.userId) ?? null),
      lastFound: lastFound === null ? null : isoFromDay(lastFound),
      percentOfOthers: shareOfOthers === null ? null : Math.round(1000 * shareOfOthers) / 10,
    })),
    orum: audit.orum,
    doubleSync: audit.doubles,
    unmappedTypes: audit.unmapped.map((kind) => ({ ...kind, rule: ruleToAdd(kind, lastRuleOrder) })),
    furtherUnmapped: audit.furtherUnmapped,
    fields,
    outreachIdField,
    suggestedMapping: { Outreach_Id_Field__c: fields.find(({ holdsOutreachIds }) => holdsOutreachIds)?.name ?? null },
    findings: auditFindings(audit),
    problems: audit.problems,
    malformed: audit.malformed.map(({ since, ...record }) => ({ ...record, since: new Date(since).toISOString() })),
  };
}

function counted(count: FactCount): object {
  const { found, deleted, lost } = count;
  return { total: totalOf(count), found, deleted, lost, neverSynced: count['never synced'], percent: shareOf(count) };
}

/** `12,345 accounts, 2025-12-02 to 2026-03-02`: what the figures are about. */
export function scopeInWords({ accounts, windowFrom, today, timeZone, outreachReadAt }: Audit): string {
  const read = new Date(outreachReadAt).toISOString().slice(0, 16).replace('T', ' ');
  return `${grouped(accounts)} accounts, ${isoFromDay(windowFrom)} to ${isoFromDay(today)} (${timeZone}); Outreach as read on ${read} UTC.`;
}

export function headline({ window }: Audit): string {
  const both = coverageCount(window);
  if (shareOf(both) === null) return 'Outreach did nothing in the window';
  return `${percent(shareOf(both))} of what Outreach did is in Salesforce: ${grouped(both.found)} of ${grouped(totalOf(both))} deliveries and calls`;
}

/** Plain text; what to do comes last, where a terminal stops. */
export function auditAsText(audit: Audit): string {
  const findings = auditFindings(audit);
  return [
    headline(audit),
    scopeInWords(audit),
    ...auditSections(audit).flatMap((section) => ['', ...sectionLines(section)]),
    '',
    findings.length === 0 ? 'What to do: nothing; all is as it should be.' : 'What to do:',
    ...findings.flatMap(({ weight, what, fix }, at) => [
      `  ${`${at + 1}.`.padEnd(3)} ${weight === 'wrong' ? '! ' : ''}${what}`,
      `      -> ${fix}`,
    ]),
  ].join('\n');
}

function sectionLines({ title, columns, rows, empty, note }: Section): string[] {
  if (rows.length === 0) return [title, `  ${empty}`];
  const heads = columns.map(({ head }) => head);
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) =>
        columns[at]?.numeric === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [title, ...[line(heads), ...rows.map(line)].map((text) => `  ${text}`), ...(note === '' ? [] : [`  ${note}`])];
}
