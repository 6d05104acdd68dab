// The columns of the list and what stands in each cell: from an account as the org answers it to texts in the viewer's
// locale. Drawing them is c/signalTable's business.
import { averageText, countText, dateText, daysAgoText, daysText, filled, scoreText } from 'c/figures';
import type { AccountNode } from 'c/signalListQueries';
import NONE from '@salesforce/label/c.Touchpoint_Figure_None';
import ACCOUNT from '@salesforce/label/c.Touchpoint_List_Column_Account';
import AGE from '@salesforce/label/c.Touchpoint_List_Column_Age';
import EXITS_ON from '@salesforce/label/c.Touchpoint_List_Column_Leaves_On';
import LAST_TOUCH from '@salesforce/label/c.Touchpoint_List_Column_Last_Touch';
import NEXT_STEP from '@salesforce/label/c.Touchpoint_List_Column_Next_Step';
import OWNER from '@salesforce/label/c.Touchpoint_List_Column_Owner';
import RECIPIENTS from '@salesforce/label/c.Touchpoint_List_Column_Recipients';
import SCORE from '@salesforce/label/c.Touchpoint_List_Column_Score';
import TIER from '@salesforce/label/c.Touchpoint_List_Column_Tier';
import TOUCHPOINTS from '@salesforce/label/c.Touchpoint_List_Column_Touchpoints';
import MENU from '@salesforce/label/c.Touchpoint_List_Row_Menu';

export interface Column {
  readonly key: string;
  readonly label: string;
  /** The Account field it needs; null when everybody can read it. */
  readonly field: string | null;
  /** Of the table's grid. */
  readonly width: string;
  readonly numeric: boolean;
}

export const COLUMNS: readonly Column[] = [
  { key: 'account', label: ACCOUNT, field: null, width: 'minmax(11rem, 2fr)', numeric: false },
  { key: 'tier', label: TIER, field: 'Signal_Tier__c', width: 'minmax(8.5rem, 1fr)', numeric: false },
  { key: 'score', label: SCORE, field: 'Touchpoint_Score__c', width: '6rem', numeric: true },
  { key: 'touchpoints', label: TOUCHPOINTS, field: 'Active_Touchpoints__c', width: '5.25rem', numeric: true },
  { key: 'lastTouch', label: LAST_TOUCH, field: 'Last_Touch__c', width: '7.5rem', numeric: false },
  { key: 'age', label: AGE, field: 'Account_Age_Days__c', width: '6.5rem', numeric: true },
  { key: 'recipients', label: RECIPIENTS, field: 'Avg_Recipients_Per_Series__c', width: '7rem', numeric: true },
  { key: 'exitsOn', label: EXITS_ON, field: 'Signal_Exits_On__c', width: '7.5rem', numeric: false },
  { key: 'owner', label: OWNER, field: null, width: 'minmax(8rem, 1fr)', numeric: false },
  { key: 'next', label: NEXT_STEP, field: 'Signal_Tier__c', width: 'minmax(10rem, 1.25fr)', numeric: false },
];

export interface Cell {
  readonly key: string;
  readonly label: string;
  readonly style: string;
  readonly text: string;
  /** Smaller, below; empty when there is nothing to add. */
  readonly detail: string;
  readonly isAccount: boolean;
  readonly isTier: boolean;
  /** Width of the bar beside a score; empty for none. */
  readonly bar: string;
}

/** One account of the list, ready to draw. */
export interface SignalRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Null: not scored yet, or not readable. */
  readonly tier: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string;
  /** Accessible name of the button that opens its menu. */
  readonly menuLabel: string;
  readonly cells: readonly Cell[];
}

export interface RowContext {
  readonly columns: readonly Column[];
  /** Where the record page of an account is; empty while not known. */
  readonly urlOf: (accountId: string) => string;
  /** What the playbook says first for a tier; undefined when it says nothing. */
  readonly nextStep: (tier: string) => string | undefined;
}

export function rowOf(node: AccountNode, context: RowContext): SignalRow {
  return {
    id: node.Id,
    name: node.Name?.value ?? node.Id,
    url: context.urlOf(node.Id),
    tier: node.Tier?.value ?? null,
    ownerId: node.Owner?.Id ?? null,
    ownerName: node.Owner?.Name?.value ?? NONE,
    menuLabel: filled(MENU, node.Name?.value ?? node.Id),
    cells: context.columns.map((column) => cellOf(column, node, context)),
  };
}

function cellOf(column: Column, node: AccountNode, context: RowContext): Cell {
  const { text, detail } = textsOf(column.key, node, context);
  const score = column.key === 'score' ? node.Score?.value : undefined;
  return {
    key: column.key,
    label: column.label,
    style: `cell cell_${column.key}${column.numeric ? ' cell_numeric' : ''}`,
    text,
    detail,
    isAccount: column.key === 'account',
    isTier: column.key === 'tier',
    bar: typeof score === 'number' ? `inline-size: ${String(Math.min(100, Math.max(0, score)))}%` : '',
  };
}

function textsOf(key: string, node: AccountNode, context: RowContext): { text: string; detail: string } {
  const only = (text: string): { text: string; detail: string } => ({ text, detail: '' });
  switch (key) {
    case 'account':
      return only(node.Name?.value ?? node.Id);
    case 'tier':
      return only(node.Tier?.value ?? '');
    case 'score':
      return only(scoreText(node.Score?.value));
    case 'touchpoints':
      return only(countText(node.ActiveTouchpoints?.value));
    case 'lastTouch': {
      const days = node.DaysSinceLastTouch?.value;
      return { text: dateText(node.LastTouch?.value), detail: typeof days === 'number' ? daysAgoText(days) : '' };
    }
    case 'age':
      return only(daysText(node.AccountAge?.value));
    case 'recipients':
      return only(averageText(node.AvgRecipients?.value));
    case 'exitsOn':
      return only(dateText(node.ExitsOn?.value));
    case 'owner':
      return only(node.Owner?.Name?.value ?? NONE);
    default:
      return only((node.Tier?.value ? context.nextStep(node.Tier.value) : undefined) ?? NONE);
  }
}
