// Which columns and filters a viewer gets: field-level security hides some, and not every column can be sorted or exported.
import { COLUMNS } from 'c/signalListRows';
import type { Column } from 'c/signalListRows';
import { canSortBy } from 'c/signalListScope';
import type { Viewer } from 'c/signalListScope';

export interface ColumnSets {
  readonly shown: readonly Column[];
  /** Left out because the viewer may not read their field. */
  readonly hidden: readonly Column[];
  readonly sortable: readonly Column[];
  readonly sortKeys: readonly string[];
  /** The next step is advice of today, not a fact of the account. */
  readonly exported: readonly Column[];
  readonly canCountScores: boolean;
  readonly canFilterTier: boolean;
  readonly canFilterSource: boolean;
}

export function columnSets(readable: Viewer['readable']): ColumnSets {
  const isShown = ({ field }: Column): boolean => field === null || readable.has(field);
  const shown = COLUMNS.filter(isShown);
  const sortable = shown.filter(({ key }) => canSortBy(key, readable));
  return {
    shown,
    hidden: COLUMNS.filter((column) => !isShown(column)),
    sortable,
    sortKeys: sortable.map(({ key }) => key),
    exported: shown.filter(({ key }) => key !== 'next'),
    canCountScores: readable.has('Touchpoint_Score__c'),
    canFilterTier: readable.has('Signal_Tier__c'),
    canFilterSource: readable.has('Touchpoint_Sources__c'),
  };
}

/** Before anything is known about the viewer. */
export const NO_COLUMNS = columnSets(new Set());
