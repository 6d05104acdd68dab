// A page as one file that needs nothing from outside: its frame, its tables, and how it gets onto the disk. What it tells is
// the commands' business, how it looks page-style.ts.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigurationFailure } from '../run/failures.ts';
import { Markup, markup, NOTHING } from './markup.ts';
import { STYLE } from './page-style.ts';
import type { Section } from './section.ts';
import { say } from './terminal.ts';

export interface PageContent {
  /** What the window and a bookmark are called. */
  readonly title: string;
  readonly headline: string;
  /** Sentences below the headline. */
  readonly scope: readonly string[];
  readonly sections: readonly Markup[];
  readonly footer: string;
}

/** The browser itself keeps the page from asking anybody for anything, and from running what slipped into it. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

export function pageOf({ title, headline, scope, sections, footer }: PageContent): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<p class="product">Touchpoint Intelligence</p>
<h1>${headline}</h1>
${scope.map((sentence) => markup`<p>${sentence}</p>`)}
</header>
<main>
${sections}
</main>
<footer>${footer}</footer>
</body>
</html>
`.source;
}

/** A table under its heading; a wide one scrolls by itself, also by keyboard. */
export function tableSection(section: Section<string | Markup>): Markup {
  return markup`<section><h2>${section.title}</h2>${tableOf(section)}</section>`;
}

export function tableOf({ title, columns, rows, empty, note }: Section<string | Markup>): Markup {
  if (rows.length === 0) return markup`<p>${empty}</p>`;
  const side = (at: number): Markup => {
    const column = columns[at];
    if (column?.numeric === true) return markup` class="number"`;
    return column?.whole === true ? markup` class="whole"` : NOTHING;
  };
  const heads = columns.map(({ head }, at) =>
    head === '' ? markup`<td></td>` : markup`<th scope="col"${side(at)}>${head}</th>`,
  );
  const lines = rows.map((row) => {
    const cells = row.map((cell, at) =>
      at === 0 ? markup`<th scope="row">${cell}</th>` : markup`<td${side(at)}>${cell}</td>`,
    );
    return markup`<tr>${cells}</tr>`;
  });
  return markup`${note === '' ? NOTHING : markup`<p class="note">${note}</p>`}<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><caption class="unseen">${title}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${lines}
</tbody></table></div>`;
}

/** @param option as it was typed, such as `--out report.html`; names what to correct */
export async function writePage(option: string, file: string, page: string): Promise<void> {
  const path = resolve(file);
  try {
    await writeFile(path, page);
  } catch (cause) {
    const message = `could not be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    const fix = 'Name a file in a folder that exists and that you may write to.';
    throw new ConfigurationFailure([{ where: `${option} ${file}`, message, fix }], { cause });
  }
  say(`Written: ${path}`);
}
