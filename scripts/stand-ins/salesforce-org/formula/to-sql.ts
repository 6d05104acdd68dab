// A formula's tree to one SQL expression, so that formula fields can be read, filtered and sorted for many rows at once.
// Dates are YYYY-MM-DD text, instants ISO text, booleans 0 and 1, numbers REAL: as the store keeps them.
import { FUNCTIONS } from './functions.ts';
import type { FormulaType } from './formula-type.ts';
import type { FormulaNode } from './parse.ts';

export interface Expression {
  readonly sql: string;
  readonly type: FormulaType;
}

export interface FormulaScope {
  /** The SQL of a field by its path from the formula's object. @throws Error when there is no such field. */
  field(path: readonly string[]): Expression;
  readonly blankAsZero: boolean;
  /** The viewer's date, 'YYYY-MM-DD', and zone. */
  readonly today: string;
  readonly timeZone: string;
  /** ISO instant with Z. */
  readonly now: string;
  /** Names the formula field in errors. */
  readonly owner: string;
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const expression = (type: FormulaType, sql: string): Expression => ({ sql, type });

/** @throws Error for a function that the stand-in org does not know. */
export function toSql(node: FormulaNode, scope: FormulaScope): Expression {
  if (node.kind === 'literal') {
    if (node.value === null) return expression('null', 'NULL');
    if (typeof node.value === 'boolean') return expression('boolean', node.value ? '1' : '0');
    // A REAL, since SQLite divides integers as integers.
    if (typeof node.value === 'number')
      return expression('number', Number.isInteger(node.value) ? `${node.value}.0` : String(node.value));
    return expression('text', literal(node.value));
  }
  if (node.kind === 'field') return blanks(scope.field(node.path), scope);
  return call(node.name, node.given, scope);
}

/** What a blank field counts as inside a formula. */
function blanks(value: Expression, { blankAsZero }: FormulaScope): Expression {
  if (value.type === 'text') return expression('text', `ifnull(${value.sql}, '')`);
  if (value.type === 'boolean') return expression('boolean', `ifnull(${value.sql}, 0)`);
  return value.type === 'number' && blankAsZero ? expression('number', `ifnull(${value.sql}, 0.0)`) : value;
}

const COMPARISONS: Record<string, string> = {
  greaterthan: '>',
  greaterthanorequal: '>=',
  lessthan: '<',
  lessthanorequal: '<=',
  equal: '=',
  unequal: '<>',
};

function call(name: string, given: readonly FormulaNode[], scope: FormulaScope): Expression {
  const comparison = COMPARISONS[name];
  if (comparison !== undefined) return compare(comparison, given, scope);
  if (name === 'isblank' || name === 'isnull') return expression('boolean', blank(given[0], scope));
  if (name === 'today') return expression('date', literal(scope.today));
  if (name === 'now') return expression('datetime', literal(scope.now));
  const all = given.map((each) => toSql(each, scope));
  if (name === 'add' || name === 'subtract') return addition(name === 'add' ? '+' : '-', all, scope);
  if (name === 'if') return choice(all[0], [all[1], all[2]], scope);
  if (name === 'case') return select(all, scope);
  if (name === 'blankvalue' || name === 'nullvalue') {
    const [value, other] = all;
    if (!value || !other) throw wrong(name, scope);
    return expression(
      value.type === 'null' ? other.type : value.type,
      `CASE WHEN ${blank(given[0], scope)} THEN ${other.sql} ELSE ${value.sql} END`,
    );
  }
  if (name === 'datevalue') {
    const [value] = all;
    if (!value) throw wrong(name, scope);
    return expression(
      'date',
      value.type === 'datetime' ? `civil_date(${value.sql}, ${literal(scope.timeZone)})` : `date(${value.sql})`,
    );
  }
  const known = FUNCTIONS[name];
  if (!known)
    throw new Error(
      `The formula of ${scope.owner} uses ${name.toUpperCase()}, which the stand-in org does not know; add it to formula/functions.ts.`,
    );
  return expression(
    known.type,
    known.sql(
      all.map((each) => each.sql),
      all.map((each) => each.type),
    ),
  );
}

const wrong = (name: string, scope: FormulaScope): Error =>
  new Error(`The formula of ${scope.owner} gives ${name.toUpperCase()} the wrong number of values.`);

/** Looks at the field itself: a blank number is blank even where it counts as zero. */
function blank(node: FormulaNode | undefined, scope: FormulaScope): string {
  if (!node) throw wrong('isblank', scope);
  const { sql, type } = node.kind === 'field' ? scope.field(node.path) : toSql(node, scope);
  if (node.kind === 'field' && type === 'number' && scope.blankAsZero) return '0';
  return type === 'text' ? `(ifnull(${sql}, '') = '')` : `(${sql} IS NULL)`;
}

function compare(operator: string, given: readonly FormulaNode[], scope: FormulaScope): Expression {
  const [left, right] = given.map((each) => toSql(each, scope));
  if (!left || !right) throw wrong(operator, scope);
  if (left.type === 'null' || right.type === 'null') {
    const other = left.type === 'null' ? right : left;
    const isNull = other.type === 'text' ? `(ifnull(${other.sql}, '') = '')` : `(${other.sql} IS NULL)`;
    return expression('boolean', operator === '=' ? isNull : operator === '<>' ? `(NOT ${isNull})` : '0');
  }
  // Two blanks are equal, a blank and a value are not; any other comparison with a blank does not hold.
  if (operator === '=') return expression('boolean', `(${left.sql} IS ${right.sql})`);
  if (operator === '<>') return expression('boolean', `(${left.sql} IS NOT ${right.sql})`);
  return expression('boolean', `ifnull(${left.sql} ${operator} ${right.sql}, 0)`);
}

const days = (sql: string, sign: string): string => `((${sign === '-' ? '0.0 - ' : ''}(${sql})) || ' days')`;

function addition(sign: '+' | '-', all: readonly Expression[], scope: FormulaScope): Expression {
  const [left, right] = all;
  if (!left || !right) throw wrong(sign, scope);
  if (left.type === 'text' || right.type === 'text')
    return expression('text', `(ifnull(${left.sql}, '') || ifnull(${right.sql}, ''))`);
  const dated = (each: Expression): boolean => each.type === 'date' || each.type === 'datetime';
  if (dated(left) && dated(right)) return expression('number', `(julianday(${left.sql}) - julianday(${right.sql}))`);
  const [when, count] = dated(left) ? [left, right] : [right, left];
  if (when.type === 'date') return expression('date', `date(${when.sql}, ${days(count.sql, sign)})`);
  if (when.type === 'datetime') {
    return expression('datetime', `strftime('%Y-%m-%dT%H:%M:%fZ', ${when.sql}, ${days(count.sql, sign)})`);
  }
  return expression('number', `(${left.sql} ${sign} ${right.sql})`);
}

function choice(
  condition: Expression | undefined,
  branches: readonly (Expression | undefined)[],
  scope: FormulaScope,
): Expression {
  const [yes, no] = branches;
  if (!condition || !yes || !no) throw wrong('if', scope);
  return expression(
    yes.type === 'null' ? no.type : yes.type,
    `CASE WHEN ${condition.sql} THEN ${yes.sql} ELSE ${no.sql} END`,
  );
}

function select(all: readonly Expression[], scope: FormulaScope): Expression {
  const [subject, ...rest] = all;
  const otherwise = rest.pop();
  if (!subject || !otherwise || rest.length === 0 || rest.length % 2 !== 0) throw wrong('case', scope);
  let sql = 'CASE';
  let type = otherwise.type;
  for (let at = 0; at < rest.length; at += 2) {
    const [key, value] = [rest[at], rest[at + 1]];
    if (!key || !value) throw wrong('case', scope);
    sql += ` WHEN ${subject.sql} IS ${key.sql} THEN ${value.sql}`;
    if (type === 'null') type = value.type;
  }
  return expression(type, `${sql} ELSE ${otherwise.sql} END`);
}
