// How the pages that commands write look: light and dark, on a phone and on paper. Markup is made elsewhere.

// Text on ground, panel and chips holds 4.5:1 in both schemes, marks of charts 3:1; page.browser.test.ts has axe look at it.
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #181818; --soft: #4f4f4f; --line: #c9c9c9; --panel: #f3f3f3; --link: #0b5cab; --good: #0b6e5f; --fair: #a35b00; --rest: #e5c9a8; --wrong: #b3261e; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #16181d; --text: #ececec; --soft: #b4b8c0; --line: #454a54; --panel: #21242b; --link: #8ab8ff; --good: #4cc2ad; --fair: #e0a458; --rest: #5c4a33; --wrong: #ff9a91; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 2rem 1.25rem 3rem; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
summary { cursor: pointer; }
.product, .note, .soft, header p, footer { color: var(--soft); }
.note, footer { font-size: .875rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.findings { margin: 0; padding-left: 1.5rem; }
.findings li { margin: .5rem 0; padding: .5rem .75rem; background: var(--panel); border-left: 4px solid var(--line); }
.findings .wrong { border-left-color: var(--wrong); }
.findings .wrong strong { color: var(--wrong); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
.tiles div { padding: .75rem 1rem; background: var(--panel); border-top: 4px solid var(--good); }
.tiles dt { color: var(--soft); }
.tiles dd { margin: 0; font-size: .875rem; color: var(--soft); }
.tiles .value { font-size: 1.75rem; line-height: 1.3; font-weight: 600; color: var(--text); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .9375em; font-variant-numeric: tabular-nums; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; overflow-wrap: normal; vertical-align: bottom; }
tbody th { min-width: 12em; position: sticky; left: 0; background: var(--ground); }
td { overflow-wrap: normal; }
@media screen and (max-width: 40rem) { tbody th { min-width: 7em; } }
.number { text-align: right; }
.whole, tbody .number { white-space: nowrap; }
.bar { display: block; width: 7rem; height: 1.25rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: .875rem; }
.legend svg { width: .75rem; height: .75rem; vertical-align: baseline; }
.chart { display: block; }
.chart text { fill: var(--text); font-size: 13px; text-anchor: middle; }
.good { fill: var(--good); }
.fair { fill: var(--fair); }
.rest { fill: var(--rest); }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9pt; }
  th, td { padding: .15rem .6rem; }
  h1 { font-size: 16pt; }
  h2 { font-size: 11pt; margin-top: 1.25rem; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  h2, .note { break-after: avoid; }
  tr, li, .tiles, .together { break-inside: avoid; }
  svg, .findings li, .tiles div { print-color-adjust: exact; }
}
`;
