// Date literals to calendar dates, in the reader's own calendar: from and through, both inclusive. Weeks begin on
// Sunday, fiscal years with January.
import { addDays } from '../../time/zones.ts';

export interface DateRange {
  readonly from: string;
  readonly through: string;
}

type Unit = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** The first day of the unit that lies `offset` units from the one `today` is in. */
function startOf(unit: Unit, today: string, offset: number): string {
  if (unit === 'WEEK') {
    const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
    return addDays(today, offset * 7 - weekday);
  }
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1];
  const size = unit === 'MONTH' ? 1 : unit === 'QUARTER' ? 3 : 12;
  const months = year * 12 + Math.floor(month / size) * size + offset * size;
  return `${pad(Math.floor(months / 12), 4)}-${pad((months % 12) + 1, 2)}-01`;
}

const units = (unit: Unit, today: string, first: number, last: number): DateRange => ({
  from: startOf(unit, today, first),
  through: addDays(startOf(unit, today, last + 1), -1),
});

const days = (today: string, first: number, last: number): DateRange => ({
  from: addDays(today, first),
  through: addDays(today, last),
});

/**
 * @param text such as TODAY or LAST_N_DAYS:90. LAST_N_DAYS:n is n days and today; LAST_N_WEEKS and longer units leave
 * the current unit out.
 * @returns null for a word that is no date literal.
 */
export function dateRange(text: string, today: string): DateRange | null {
  const [word = '', count] = text.toUpperCase().split(':');
  const n = Number(count ?? 0);
  switch (word) {
    case 'YESTERDAY':
      return days(today, -1, -1);
    case 'TODAY':
      return days(today, 0, 0);
    case 'TOMORROW':
      return days(today, 1, 1);
    case 'LAST_90_DAYS':
      return days(today, -90, 0);
    case 'NEXT_90_DAYS':
      return days(today, 1, 90);
    case 'LAST_N_DAYS':
      return days(today, -n, 0);
    case 'NEXT_N_DAYS':
      return days(today, 1, n);
    case 'N_DAYS_AGO':
      return days(today, -n, -n);
    default:
  }
  const match = /^(?:(LAST|THIS|NEXT)_|(LAST_N|NEXT_N)_|N_)(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)S?(_AGO)?$/.exec(word);
  if (!match) return null;
  const [, one, many, unit, ago] = match;
  const size = unit as Unit;
  if (one !== undefined) {
    const offset = one === 'LAST' ? -1 : one === 'NEXT' ? 1 : 0;
    return units(size, today, offset, offset);
  }
  if (many === 'LAST_N') return units(size, today, -n, -1);
  if (many === 'NEXT_N') return units(size, today, 1, n);
  return ago === undefined ? null : units(size, today, -n, -n);
}
