// The HTML around everything: what the page is told, the org's clock, styles and script. Also the page that says what is wrong.
import type { PreviewContext } from './context.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** JSON inside a script element must not be able to end it. */
const embedded = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** So that "today", "26 hours ago" and new records agree with the org, whose story plays on its own dates. */
const ORG_CLOCK = `(() => {
  const ahead = window.touchpointPreview.clockAhead;
  const Machine = Date;
  window.Date = class Date extends Machine {
    constructor(...parts) { parts.length > 0 ? super(...parts) : super(Machine.now() + ahead); }
    static now() { return Machine.now() + ahead; }
  };
})();`;

const ICON = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cab"/>' +
    '<path d="M7 21l6-7 5 4 7-9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>',
);

export function page(context: PreviewContext, version: string): string {
  const { lang, dir } = context.i18n;
  return `<!doctype html>
<html lang="${escaped(String(lang))}" dir="${escaped(String(dir))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Touchpoint Intelligence</title>
<link rel="icon" href="data:image/svg+xml,${ICON}">
<link rel="stylesheet" href="/assets/${version}/slds.css">
<link rel="stylesheet" href="/assets/${version}/shell.css">
<script>window.touchpointPreview = ${embedded(context)};${ORG_CLOCK}</script>
<script type="module" src="/assets/${version}/main.js"></script>
</head>
<body class="slds-scope">
<div id="app"><p class="preview-starting" role="status">Loading …</p></div>
</body>
</html>
`;
}

export const problemPage = (message: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The preview cannot be shown</title></head>
<body style="font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The preview cannot be shown</h1>
<p>${escaped(message)}</p>
</body>
</html>
`;
