// How many accounts the list has; and what stands in place of its table when there are none or they cannot be read.
import { countText, filled } from 'c/figures';
import { saidBy } from 'c/refusals';
import { NO_FILTERS, isNarrowed } from 'c/signalListScope';
import type { Filters } from 'c/signalListScope';
import { LIST_WORDS } from './words';

export interface EmptyState {
  readonly text: string;
  readonly hint: string;
  /** Label of the button that widens the list; empty when it is as wide as it can be. */
  readonly button: string;
  /** What that button asks for. */
  readonly wider: Filters;
}

export function emptyState(filters: Filters): EmptyState {
  const { scope } = filters;
  if (isNarrowed(filters))
    return { text: LIST_WORDS.nothing, hint: '', button: LIST_WORDS.clear, wider: { ...NO_FILTERS, scope } };
  if (scope === 'all') return { text: LIST_WORDS.empty, hint: LIST_WORDS.emptyHint, button: '', wider: NO_FILTERS };
  const text = scope === 'mine' ? LIST_WORDS.noneMine : LIST_WORDS.noneTeam;
  return { text, hint: '', button: LIST_WORDS.showAll, wider: NO_FILTERS };
}

/** Why accounts cannot be read at all: the org's own sentences, and where it has none, the next step. */
export function refusalOf(error: unknown): readonly string[] {
  const said = saidBy(error);
  return said.length > 0 ? said : [LIST_WORDS.noAccessHint];
}

export function countLine(total: number): string {
  return total === 1 ? LIST_WORDS.countOne : filled(LIST_WORDS.count, countText(total));
}
