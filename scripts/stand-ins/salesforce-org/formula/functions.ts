// The formula functions whose SQL needs nothing but the SQL of what they are given.
import type { FormulaType } from './formula-type.ts';

interface FormulaFunction {
  readonly type: FormulaType;
  sql(given: readonly string[], types: readonly FormulaType[]): string;
}

const number = (sql: FormulaFunction['sql']): FormulaFunction => ({ type: 'number', sql });
const text = (sql: FormulaFunction['sql']): FormulaFunction => ({ type: 'text', sql });
const boolean = (sql: FormulaFunction['sql']): FormulaFunction => ({ type: 'boolean', sql });
const at = (given: readonly string[], index: number): string => given[index] ?? 'NULL';
const infix = (operator: string) => (given: readonly string[]) => `(${given.join(` ${operator} `)})`;
/** As a condition SQLite stops at the first operand that decides; as a value it would work out all of them for every row. */
const condition = (operator: string) => (given: readonly string[]) =>
  `(CASE WHEN ${given.join(` ${operator} `)} THEN 1 ELSE 0 END)`;
const plain = (name: string) => (given: readonly string[]) => `${name}(${given.join(', ')})`;

/** A number as the platform writes it in text: no trailing zeros, no exponent for what a field can hold. */
const written = (sql: string): string =>
  `CASE WHEN ${sql} = CAST(${sql} AS INTEGER) THEN CAST(CAST(${sql} AS INTEGER) AS TEXT) ELSE CAST(${sql} AS TEXT) END`;

export const FUNCTIONS: Record<string, FormulaFunction> = {
  multiply: number(infix('*')),
  divide: number(infix('/')),
  exponentiate: number(plain('pow')),
  and: boolean(condition('AND')),
  or: boolean(condition('OR')),
  not: boolean((given) => `(NOT ${at(given, 0)})`),
  // One value alone would make SQLite's aggregate of the same name.
  max: number((given) => (given.length === 1 ? at(given, 0) : plain('max')(given))),
  min: number((given) => (given.length === 1 ? at(given, 0) : plain('min')(given))),
  abs: number(plain('abs')),
  exp: number(plain('exp')),
  ln: number(plain('ln')),
  log: number(plain('log10')),
  sqrt: number(plain('sqrt')),
  ceiling: number(plain('ceil')),
  floor: number(plain('floor')),
  mod: number(plain('mod')),
  round: number((given) => `round(${at(given, 0)}, CAST(${given[1] ?? '0'} AS INTEGER))`),
  value: number((given) => `CAST(${at(given, 0)} AS REAL)`),
  len: number((given) => `CAST(length(${at(given, 0)}) AS REAL)`),
  find: number((given) => `CAST(instr(${at(given, 1)}, ${at(given, 0)}) AS REAL)`),
  year: number((given) => `CAST(substr(${at(given, 0)}, 1, 4) AS REAL)`),
  month: number((given) => `CAST(substr(${at(given, 0)}, 6, 2) AS REAL)`),
  day: number((given) => `CAST(substr(${at(given, 0)}, 9, 2) AS REAL)`),
  weekday: number((given) => `(CAST(strftime('%w', ${at(given, 0)}) AS REAL) + 1.0)`),
  date: {
    type: 'date',
    sql: (given) => `date(printf('%04d-%02d-%02d', ${at(given, 0)}, ${at(given, 1)}, ${at(given, 2)}))`,
  },
  text: text((given, types) => (types[0] === 'number' ? written(at(given, 0)) : at(given, 0))),
  upper: text(plain('upper')),
  lower: text(plain('lower')),
  trim: text(plain('trim')),
  left: text((given) => `substr(${at(given, 0)}, 1, CAST(${at(given, 1)} AS INTEGER))`),
  right: text((given) => `substr(${at(given, 0)}, 0 - CAST(${at(given, 1)} AS INTEGER))`),
  mid: text((given) => `substr(${at(given, 0)}, CAST(${at(given, 1)} AS INTEGER), CAST(${at(given, 2)} AS INTEGER))`),
  substitute: text(plain('replace')),
  contains: boolean((given) => `(instr(${at(given, 0)}, ${at(given, 1)}) > 0)`),
  begins: boolean((given) => `(substr(${at(given, 0)}, 1, length(${at(given, 1)})) = ${at(given, 1)})`),
  ispickval: boolean((given) => `(ifnull(${at(given, 0)}, '') = ${at(given, 1)})`),
  includes: boolean((given) => `(instr(';' || ${at(given, 0)} || ';', ';' || ${at(given, 1)} || ';') > 0)`),
};
