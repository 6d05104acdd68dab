import { expect, test } from 'vitest';
import { addDays } from '../../time/zones.ts';
import { dateRange } from './date-literals.ts';

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly weekday: number;
  readonly number: number;
}

const partsOf = (date: string): Parts => {
  const day = new Date(`${date}T12:00:00Z`);
  return {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth(),
    weekday: day.getUTCDay(),
    number: Math.floor(day.getTime() / 86_400_000),
  };
};

/** Says for a unit which one a date lies in, counted from some beginning. */
const ORDINAL: Record<string, (parts: Parts) => number> = {
  DAY: (parts) => parts.number,
  WEEK: (parts) => Math.floor((parts.number - parts.weekday) / 7),
  MONTH: (parts) => parts.year * 12 + parts.month,
  QUARTER: (parts) => parts.year * 4 + Math.floor(parts.month / 3),
  YEAR: (parts) => parts.year,
};

/** The meaning of a literal as a predicate over single days, written independently of ranges. */
function means(literal: string, today: string, date: string): boolean {
  const [word = '', count = '0'] = literal.split(':');
  const n = Number(count);
  const unit =
    word === 'TODAY' || word === 'YESTERDAY' || word === 'TOMORROW'
      ? 'DAY'
      : (/DAY|WEEK|MONTH|QUARTER|YEAR/.exec(word)?.[0] ?? '');
  const ordinal = ORDINAL[unit];
  if (!ordinal) throw new Error(`The test does not know ${literal}.`);
  const distance = ordinal(partsOf(date)) - ordinal(partsOf(today));
  if (word === 'TODAY' || word.startsWith('THIS_')) return distance === 0;
  if (word === 'YESTERDAY') return distance === -1;
  if (word === 'TOMORROW') return distance === 1;
  if (word.endsWith('_AGO')) return distance === -n;
  if (word === 'LAST_90_DAYS') return distance >= -90 && distance <= 0;
  if (word === 'NEXT_90_DAYS') return distance >= 1 && distance <= 90;
  if (word.startsWith('LAST_N_')) return distance >= -n && distance <= (unit === 'DAY' ? 0 : -1);
  if (word.startsWith('NEXT_N_')) return distance >= 1 && distance <= n;
  return word.startsWith('LAST_') ? distance === -1 : distance === 1;
}

const UNITS = ['WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const LITERALS = [
  'TODAY',
  'YESTERDAY',
  'TOMORROW',
  'LAST_90_DAYS',
  'NEXT_90_DAYS',
  'LAST_N_DAYS:1',
  'LAST_N_DAYS:90',
  'NEXT_N_DAYS:7',
  'N_DAYS_AGO:3',
  ...UNITS.flatMap((unit) => [`LAST_${unit}`, `THIS_${unit}`, `NEXT_${unit}`]),
  ...UNITS.flatMap((unit) => [`LAST_N_${unit}S:2`, `NEXT_N_${unit}S:3`, `N_${unit}S_AGO:2`]),
  ...['QUARTER', 'YEAR'].flatMap((unit) => [`THIS_FISCAL_${unit}`, `LAST_FISCAL_${unit}`, `LAST_N_FISCAL_${unit}S:2`]),
];

test.each(LITERALS)('%s holds for exactly the days that it means', (literal) => {
  for (const today of ['2026-03-01', '2026-01-01', '2024-02-29', '2025-12-31', '2026-08-15']) {
    const range = dateRange(literal, today);
    expect(range).not.toBeNull();
    for (let day = -1500; day <= 1500; day++) {
      const date = addDays(today, day);
      const inside = range !== null && date >= range.from && date <= range.through;
      if (inside !== means(literal, today, date))
        expect.fail(`${literal} on ${today}: ${date} is ${inside ? 'in' : 'out'}`);
    }
  }
});

test('LAST_N_DAYS:n is n+1 calendar dates, because it includes today', () => {
  expect(dateRange('LAST_N_DAYS:90', '2026-03-01')).toEqual({ from: '2025-12-01', through: '2026-03-01' });
});

test('a word that is no literal has no range', () => {
  expect(dateRange('SOMETIME', '2026-03-01')).toBeNull();
  expect(dateRange('N_WEEKS', '2026-03-01')).toBeNull();
});
