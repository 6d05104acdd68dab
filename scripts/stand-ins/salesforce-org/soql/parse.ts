// Query text to a tree. The grammar is soql-parser-js's; what it lets through and the platform does not is refused here
// and where names are resolved.
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { Condition, HavingClause, Query, ValueQueryCondition, WhereClause } from '@jetstreamapp/soql-parser-js';
import { malformed } from './problem.ts';

export type Test = Exclude<Condition, { openParen: number; field?: never; fn?: never }> | ValueQueryCondition;

export type Tree =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Tree[] }
  | { readonly kind: 'not'; readonly part: Tree }
  | { readonly kind: 'test'; readonly test: Test };

/** @throws OrgError MALFORMED_QUERY. */
export function parseSoql(soql: string): Query {
  try {
    return parseQuery(soql);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    const found = /found(?::| -->) '?(.*?)'?(?: <--|$)/s.exec(problem.message)?.[1] ?? '';
    const token = found === '' ? '<EOF>' : (found.split(/\s/)[0] ?? found);
    throw malformed(soql, token, `unexpected token: '${token}'`);
  }
}

type Token = { readonly kind: '(' | ')' | 'AND' | 'OR' | 'NOT' } | { readonly kind: 'test'; readonly test: Test };

/** The parser gives conditions as a chain with counted parentheses; this puts them back in a row. */
function tokensOf(clause: WhereClause | HavingClause): Token[] {
  const tokens: Token[] = [];
  let at: WhereClause | HavingClause | null = clause;
  while (at) {
    const left: { openParen?: number; closeParen?: number } | null = at.left;
    for (let open = 0; open < (left?.openParen ?? 0); open++) tokens.push({ kind: '(' });
    if (left && 'operator' in left) tokens.push({ kind: 'test', test: left as Test });
    for (let close = 0; close < (left?.closeParen ?? 0); close++) tokens.push({ kind: ')' });
    if ('operator' in at) tokens.push({ kind: at.operator });
    at = 'right' in at ? at.right : null;
  }
  return tokens;
}

/**
 * The tree of a WHERE or HAVING clause. As on the platform, AND, OR and NOT may only be mixed with parentheses.
 * @throws OrgError MALFORMED_QUERY "unexpected token: OR".
 */
export function treeOf(clause: WhereClause | HavingClause, soql: string): Tree {
  const tokens = tokensOf(clause);
  let next = 0;
  const peek = (): Token['kind'] | null => tokens[next]?.kind ?? null;
  const unexpected = (): Error => {
    const word = peek();
    const text = word === 'test' || word === null ? '<EOF>' : word;
    return malformed(soql, text, `unexpected token: ${text}`);
  };
  const simple = (): Tree => {
    const token = tokens[next];
    if (token?.kind === 'test') {
      next += 1;
      return { kind: 'test', test: token.test };
    }
    if (token?.kind !== '(') throw unexpected();
    next += 1;
    const inner = whole();
    if (peek() !== ')') throw unexpected();
    next += 1;
    return inner;
  };
  const whole = (): Tree => {
    if (peek() === 'NOT') {
      next += 1;
      return { kind: 'not', part: simple() };
    }
    const parts = [simple()];
    const operator = peek();
    if (operator !== 'AND' && operator !== 'OR') return parts[0] as Tree;
    while (peek() === operator) {
      next += 1;
      parts.push(simple());
    }
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  };
  const tree = whole();
  if (next < tokens.length) throw unexpected();
  return tree;
}
