// A table in words, for the terminal and for a page alike, and the words that figures are told in. How it is drawn is not
// decided here.
import { grouped } from '../run/outreach-requests.ts';

interface SectionColumn {
  readonly head: string;
  readonly numeric: boolean;
  /** Its cells are never broken over two lines on a page. */
  readonly whole?: boolean;
}

/** @typeParam Cell string, or what else a page can show */
export interface Section<Cell = string> {
  readonly title: string;
  readonly columns: readonly SectionColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** What stands instead of a table without rows. */
  readonly empty: string;
  /** One sentence beside it; '' for none. */
  readonly note: string;
}

export const words = (head: string) => ({ head, numeric: false });
export const figure = (head: string) => ({ head, numeric: true });

/** @param share 0 to 100; null when there is nothing to have a share of */
export function percent(share: number | null): string {
  return share === null ? '–' : `${share.toFixed(1)} %`;
}

/** `12,345`; a dash for what is not known. */
export function countOrDash(count: number | null): string {
  return count === null ? '–' : grouped(count);
}
