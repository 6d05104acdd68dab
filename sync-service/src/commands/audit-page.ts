// An audit as a page of its own. Its frame, and how tables and charts are drawn, are shared with the report.
import { shareOf, auditFindings, type AuditFinding } from '../run/audit-findings.ts';
import { coverageCount } from '../run/audit-facts.ts';
import type { Audit } from '../run/audit.ts';
import { auditSections } from './audit-sections.ts';
import { headline, scopeInWords } from './audit-text.ts';
import { columnChart } from './charts.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import { pageOf, tableSection } from './page.ts';
import { percent } from './section.ts';

export function auditAsPage(audit: Audit): string {
  return pageOf({
    title: `Audit of Outreach in Salesforce: ${percent(shareOf(coverageCount(audit.window)))}`,
    headline: headline(audit),
    scope: [scopeInWords(audit)],
    sections: [
      findingsOf(auditFindings(audit)),
      chartOf(audit),
      ...auditSections(audit).map((section) => tableSection(section)),
    ],
    footer: 'Names users of Outreach and record Ids: for your own company only.',
  });
}

function findingsOf(findings: readonly AuditFinding[]): Markup {
  if (findings.length === 0)
    return markup`<section><h2>What to do</h2><p>Nothing; all is as it should be.</p></section>`;
  const items = findings.map(
    ({ weight, what, fix }) =>
      markup`<li class="${weight}"><p><strong>${weight === 'wrong' ? 'Wrong' : 'Worth a look'}:</strong> ${what}</p><p class="soft">${fix}</p></li>`,
  );
  return markup`<section><h2>What to do</h2><ol class="findings">${items}</ol></section>`;
}

/** Coverage by month; the table below says the same in numbers. */
function chartOf({ months }: Audit): Markup {
  const columns = months.flatMap(({ month, counts }) => {
    const share = shareOf(coverageCount(counts));
    if (share === null) return [];
    const parts = [{ tone: 'good', size: share } as const, { tone: 'rest', size: 100 - share } as const];
    return [{ label: month, value: percent(share), parts }];
  });
  if (columns.length === 0) return NOTHING;
  return markup`<section class="together"><h2>Coverage by month</h2>${columnChart('Coverage by month', columns, 72)}</section>`;
}
