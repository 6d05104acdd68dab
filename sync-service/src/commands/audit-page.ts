// An audit as a page of its own: one file without anything from outside, for light and dark, for paper and screen readers.
import { shareOf, auditFindings, type AuditFinding } from '../run/audit-findings.ts';
import { coverageCount, totalOf } from '../run/audit-facts.ts';
import type { Audit } from '../run/audit.ts';
import { auditSections, percent, type Section } from './audit-sections.ts';
import { headline, scopeInWords } from './audit-text.ts';

export function auditAsPage(audit: Audit): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Audit of Outreach in Salesforce: ${percent(shareOf(coverageCount(audit.window)))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="product">Touchpoint Intelligence</p>
<h1>${escaped(headline(audit))}</h1>
<p>${escaped(scopeInWords(audit))}</p>
</header>
${findingsOf(auditFindings(audit))}
${chartOf(audit)}
${auditSections(audit).map(sectionOf).join('\n')}
</main>
</body>
</html>
`;
}

function findingsOf(findings: readonly AuditFinding[]): string {
  if (findings.length === 0) return '<section><h2>What to do</h2><p>Nothing; all is as it should be.</p></section>';
  const items = findings.map(
    ({ weight, what, fix }) =>
      `<li class="${weight}"><p><strong>${weight === 'wrong' ? 'Wrong' : 'Worth a look'}:</strong> ${escaped(what)}</p><p class="fix">${escaped(fix)}</p></li>`,
  );
  return `<section><h2>What to do</h2><ol class="findings">${items.join('')}</ol></section>`;
}

const HEIGHT = 120;
const STEP = 72;

/** Coverage by month as bars; the table below says the same in numbers, so that the drawing is one image to a reader. */
function chartOf({ months }: Audit): string {
  const shares = months.map(({ month, counts }) => ({
    month,
    share: shareOf(coverageCount(counts)),
    total: totalOf(coverageCount(counts)),
  }));
  const drawn = shares.flatMap(({ share, ...rest }) => (share === null ? [] : [{ ...rest, share }]));
  if (drawn.length === 0) return '';
  const bars = drawn.map(({ month, share }, at) => {
    const height = (share / 100) * HEIGHT;
    const x = at * STEP;
    return `<rect class="all" x="${x + 8}" y="20" width="56" height="${HEIGHT}"/><rect class="found" x="${x + 8}" y="${(20 + HEIGHT - height).toFixed(1)}" width="56" height="${height.toFixed(1)}"/><text x="${x + 36}" y="14">${percent(share)}</text><text x="${x + 36}" y="${HEIGHT + 36}">${month}</text>`;
  });
  const told = drawn.map(({ month, share }) => `${month}: ${percent(share)}`).join('; ');
  const width = drawn.length * STEP;
  return `<section><h2>Coverage by month</h2><svg role="img" aria-label="Coverage by month. ${told}." viewBox="0 0 ${width} ${HEIGHT + 44}" width="${width}" height="${HEIGHT + 44}">${bars.join('')}</svg></section>`;
}

function sectionOf({ title, columns, rows, empty, note }: Section): string {
  const heading = `<h2>${escaped(title)}</h2>`;
  if (rows.length === 0) return `<section>${heading}<p>${escaped(empty)}</p></section>`;
  const side = (at: number): string => (columns[at]?.numeric === true ? ' class="number"' : '');
  const heads = columns.map(({ head }, at) =>
    head === '' ? '<td></td>' : `<th scope="col"${side(at)}>${escaped(head)}</th>`,
  );
  const lines = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td${side(at)}>${escaped(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  const table = `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
  // A wide table scrolls by itself, also by keyboard.
  return `<section>${heading}<div class="scroll" tabindex="0" role="region" aria-label="${escaped(title)}">${table}</div>${note === '' ? '' : `<p class="note">${escaped(note)}</p>`}</section>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const STYLE = `
:root { --ground: #fff; --text: #181818; --soft: #4f4f4f; --line: #c9c9c9; --panel: #f3f3f3; --found: #0b6e5f; --missing: #e5c9a8; --wrong: #b3261e; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #16181d; --text: #ececec; --soft: #b4b8c0; --line: #454a54; --panel: #21242b; --found: #4cc2ad; --missing: #5c4a33; --wrong: #ff9a91; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; }
.product, .note, header p { color: var(--soft); }
.note { font-size: .875rem; }
.findings { margin: 0; padding-left: 1.5rem; }
.findings li { margin: .5rem 0; padding: .5rem .75rem; background: var(--panel); border-left: 4px solid var(--line); }
.findings .wrong { border-left-color: var(--wrong); }
.findings .wrong strong { color: var(--wrong); }
.fix { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; white-space: nowrap; }
tbody th { min-width: 9rem; }
.number { text-align: right; white-space: nowrap; }
svg { max-width: 100%; height: auto; }
svg text { fill: var(--text); font-size: 13px; text-anchor: middle; }
.all { fill: var(--missing); }
.found { fill: var(--found); }
@media print { main { max-width: none; padding: 0; } .scroll { overflow: visible; } section { break-inside: avoid; } .all, .found, .findings li { print-color-adjust: exact; } }
`;
