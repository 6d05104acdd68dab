// The accounts of the list as a CSV file (RFC 4180): raw values, so that a spreadsheet can sort and add them up.
import type { AccountNode } from 'c/signalListQueries';
import type { Column } from 'c/signalListRows';
import ACCOUNT_ID from '@salesforce/label/c.Touchpoint_List_Export_Account_Id';

type Value = string | number | null | undefined;

/** Without it Excel reads the file in the code page of the machine. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A text that starts so may be run as a formula by a spreadsheet, whoever put it into the name of an account; in full width, too. */
const STARTS_FORMULA = /^\s*[=+\-@＝＋－＠\t\r\n]/;

/** A header line and one line an account, in the columns the viewer sees and with the Id first. Dates are ISO, numbers have a point. */
export function csvOf(nodes: readonly AccountNode[], columns: readonly Column[]): string {
  const lines = [
    [ACCOUNT_ID, ...columns.map((column) => column.label)],
    ...nodes.map((node) => [node.Id, ...columns.map((column) => valueOf(column.key, node))]),
  ];
  return BYTE_ORDER_MARK + lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('');
}

/** One value as a cell: numbers as they are, texts quoted and with a leading apostrophe where a spreadsheet would calculate. */
export function cellOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = STARTS_FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

function valueOf(key: string, node: AccountNode): Value {
  switch (key) {
    case 'account':
      return node.Name?.value;
    case 'tier':
      return node.Tier?.value;
    case 'score':
      return node.Score?.value;
    case 'touchpoints':
      return node.ActiveTouchpoints?.value;
    case 'lastTouch':
      return node.LastTouch?.value;
    case 'age':
      return node.AccountAge?.value;
    case 'recipients':
      return node.AvgRecipients?.value;
    case 'exitsOn':
      return node.ExitsOn?.value;
    case 'owner':
      return node.Owner?.Name?.value;
    default:
      return null;
  }
}
