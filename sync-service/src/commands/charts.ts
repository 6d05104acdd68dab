// Drawings of a page: columns that may be stacked, and the bar in a cell of a table. Each says its figures in words, too.
import { type Markup, markup } from './markup.ts';

/** A colour of page-style.ts. */
export type Tone = 'good' | 'fair' | 'rest';

export interface Column {
  /** Below the column; '' where labels would run into each other: then its value is told, but not shown. */
  readonly label: string;
  /** What a reader is told that this column is, when the label says too little. */
  readonly about?: string;
  /** Above the column. */
  readonly value: string;
  /** From the bottom up. */
  readonly parts: readonly { readonly tone: Tone; readonly size: number }[];
}

/** Pixels. */
const HEIGHT = 120;
const ABOVE = 20;
const BELOW = 24;
/** What a date or a long figure takes. */
const LABEL = 52;

/** @param step pixels from one column to the next; what a label needs */
export function columnChart(title: string, columns: readonly Column[], step: number): Markup {
  const totalOf = ({ parts }: Column): number => parts.reduce((sum, { size }) => sum + size, 0);
  const most = Math.max(...columns.map(totalOf)) || 1;
  const drawn = columns.map((column, at) => drawColumn(column, at * step, step, HEIGHT / most));
  const told = columns.map(({ label, about, value }) => `${about ?? label}: ${value}`).join('; ');
  // The labels of the first and the last column may be wider than these.
  const beside = Math.max(0, (LABEL - step) / 2);
  const [width, height] = [columns.length * step + 2 * beside, ABOVE + HEIGHT + BELOW];
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Drawing: ${title}"><svg class="chart" role="img" aria-label="${title}. ${told}." viewBox="${-beside} 0 ${width} ${height}" width="${width}" height="${height}">${drawn}</svg></div>`;
}

function drawColumn({ label, value, parts }: Column, x: number, step: number, scale: number): Markup {
  const gap = step / 9;
  let top = ABOVE + HEIGHT;
  const rects = parts.map(({ tone, size }) => {
    top -= size * scale;
    return markup`<rect class="${tone}" x="${rounded(x + gap)}" y="${rounded(top)}" width="${rounded(step - 2 * gap)}" height="${rounded(size * scale)}"/>`;
  });
  const middle = rounded(x + step / 2);
  return markup`${rects}<text x="${middle}" y="${rounded(top - 6)}">${label === '' ? '' : value}</text><text x="${middle}" y="${ABOVE + HEIGHT + 18}">${label}</text>`;
}

/** For a cell whose neighbour says the figure. @param share 0 to 1 */
export function bar(share: number): Markup {
  return markup`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="good" width="${rounded(100 * share)}" height="10"/></svg>`;
}

export function legend(entries: readonly (readonly [Tone, string])[]): Markup {
  const items = entries.map(
    ([tone, text]) =>
      markup`<span><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="${tone}" width="1" height="1"/></svg> ${text}</span>`,
  );
  return markup`<p class="legend">${items}</p>`;
}

const rounded = (pixels: number): string => String(Math.round(10 * pixels) / 10);
