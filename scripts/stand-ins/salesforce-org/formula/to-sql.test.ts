import { DatabaseSync } from 'node:sqlite';
import { parse, type Literal } from 'formulon';
import { expect, test } from 'vitest';
import { parseFormula } from './parse.ts';
import { literal, toSql } from './to-sql.ts';
import type { FormulaType } from './formula-type.ts';
import type { Expression } from './to-sql.ts';

interface Given {
  readonly type: FormulaType;
  readonly value: string | number | boolean | null;
}

const db = new DatabaseSync(':memory:');

function bySql(formula: string, fields: Record<string, Given>, blankAsZero: boolean): unknown {
  const field = ([name = '']: readonly string[]): Expression => {
    const given = fields[name];
    if (!given) throw new Error(`The test gives no ${name}.`);
    const { type, value } = given;
    const sql =
      value === null
        ? 'NULL'
        : typeof value === 'string'
          ? literal(value)
          : typeof value === 'boolean'
            ? String(Number(value))
            : `CAST(${value} AS REAL)`;
    return { type, sql };
  };
  const scope = {
    field,
    blankAsZero,
    today: '2026-03-01',
    timeZone: 'UTC',
    now: '2026-03-01T12:00:00.000Z',
    owner: 'Test',
  };
  const { sql, type } = toSql(parseFormula(formula, 'Test'), scope);
  const value = db.prepare(`SELECT ${sql} AS v`).get()?.['v'] ?? null;
  if (type === 'boolean') return value === 1;
  if (type === 'text') return value ?? '';
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}

/** formulon's answer in the same form; the org's date goes in as a field, because its TODAY() reads the process's clock. */
function byFormulon(formula: string, fields: Record<string, Given>): unknown {
  const given: Record<string, Literal> = {
    Today__c: { type: 'literal', dataType: 'date', value: new Date('2026-03-01T00:00:00Z') },
  };
  for (const [name, { type, value }] of Object.entries(fields)) {
    const dataType = value === null ? 'null' : type === 'boolean' ? 'checkbox' : type;
    given[name] = {
      type: 'literal',
      dataType,
      value: type === 'date' && typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : value,
      options: type === 'number' ? { length: 12, scale: 8 } : { length: 255 },
    };
  }
  const answer = parse(formula.replaceAll('TODAY()', 'Today__c'), given);
  if (answer.type === 'error') throw new Error(`formulon: ${answer.message} in ${formula}`);
  const { value } = answer;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'number' ? Number(value.toFixed(6)) : value;
}

const FORMULAS = [
  'A__c + B__c * 2',
  '(A__c - B__c) / 4',
  '1 - 2 - 3',
  '2 + 3 * 4 - 6 / 4',
  'A__c / 8',
  '7 / 2',
  'MAX(0, A__c - B__c)',
  'MIN(A__c, B__c, 3)',
  'ABS(0 - A__c)',
  'ROUND(A__c / 7, 2)',
  'FLOOR(A__c / 2)',
  'CEILING(A__c / 2)',
  'SQRT(A__c)',
  'EXP(0 - A__c / 10)',
  'LN(A__c)',
  'MOD(A__c, 3)',
  '100 * (1 - EXP(0 - A__c * EXP(0 - 0.693147180559945 * MAX(0, TODAY() - D__c) / 30) / 30))',
  'TODAY() - D__c',
  'D__c + 14',
  'D__c - 3',
  'D__c <= TODAY()',
  'TODAY() < D__c',
  'IF(A__c > B__c, "more", "less")',
  'IF(AND(A__c > 1, C__c), A__c, B__c)',
  'IF(OR(A__c < 1, NOT(C__c)), 1, 2)',
  'A__c = B__c',
  'A__c <> B__c',
  'A__c >= 4 && B__c < 10 || C__c',
  'T__c = "High"',
  'T__c <> "High"',
  'T__c & "-" & T__c',
  'LEFT(T__c, 2)',
  'RIGHT(T__c, 2)',
  'MID(T__c, 2, 2)',
  'LEN(T__c)',
  'UPPER(T__c)',
  'LOWER(T__c)',
  'CONTAINS(T__c, "ig")',
  'BEGINS(T__c, "Hi")',
  'SUBSTITUTE(T__c, "i", "o")',
  'TRIM("  x ")',
  'CASE(T__c, "High", 1, "Near", 2, 3)',
  'CASE(A__c, 4, "four", "other")',
  'YEAR(D__c)',
  'MONTH(D__c)',
  'DAY(D__c)',
  'DATE(2026, 3, A__c)',
  'ISBLANK(T__c)',
  'ISBLANK(D__c)',
  'BLANKVALUE(T__c, "none")',
  'IF(ISBLANK(D__c), NULL, TODAY() - D__c)',
  'VALUE("12.5")',
  'TEXT(A__c)',
];

const FIELDS: Record<string, Given>[] = [
  {
    A__c: { type: 'number', value: 4 },
    B__c: { type: 'number', value: 2.5 },
    C__c: { type: 'boolean', value: true },
    D__c: { type: 'date', value: '2026-02-20' },
    T__c: { type: 'text', value: 'High' },
  },
  {
    A__c: { type: 'number', value: 1 },
    B__c: { type: 'number', value: 12 },
    C__c: { type: 'boolean', value: false },
    D__c: { type: 'date', value: '2026-03-01' },
    T__c: { type: 'text', value: "it's near" },
  },
  {
    A__c: { type: 'number', value: 9 },
    B__c: { type: 'number', value: 9 },
    C__c: { type: 'boolean', value: true },
    D__c: { type: 'date', value: '2027-01-31' },
    T__c: { type: 'text', value: 'Near' },
  },
];

test.each(FORMULAS)('SQL and formulon agree on %s', (formula) => {
  for (const fields of FIELDS) expect(bySql(formula, fields, false)).toEqual(byFormulon(formula, fields));
});

const BLANK: Record<string, Given> = {
  A__c: { type: 'number', value: null },
  D__c: { type: 'date', value: null },
  T__c: { type: 'text', value: null },
};

test('a blank number is blank or zero, as the field says', () => {
  expect(bySql('A__c + 1', BLANK, false)).toBeNull();
  expect(bySql('A__c + 1', BLANK, true)).toBe(1);
  expect(bySql('A__c > 3', BLANK, false)).toBe(false);
  expect(bySql('A__c = 0', BLANK, true)).toBe(true);
});

test('a comparison with a blank date does not hold, and ISBLANK sees it', () => {
  expect(bySql('TODAY() < D__c', BLANK, false)).toBe(false);
  expect(bySql('NOT(ISBLANK(D__c))', BLANK, false)).toBe(false);
  expect(bySql('IF(ISBLANK(T__c), "empty", T__c)', BLANK, false)).toBe('empty');
  expect(bySql('TODAY() - D__c', BLANK, false)).toBeNull();
});

test('comments are skipped, and what cannot be read names the field', () => {
  expect(bySql('/* why */ 1 + 1', {}, false)).toBe(2);
  expect(() => parseFormula('EXP(-A__c)', 'Account.X__c')).toThrow('Account.X__c');
  expect(() => bySql('REGEX("a", "b")', {}, false)).toThrow('REGEX');
});
