// Formula text to a tree. The grammar is formulon's; this file only gives its tree types and remembers it.
import { ast } from 'formulon';

export type FormulaNode =
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly FormulaNode[] }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null };

const parsed = new Map<string, FormulaNode>();

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** @param owner names the field in errors. @throws Error when the formula cannot be read. */
export function parseFormula(text: string, owner: string): FormulaNode {
  let node = parsed.get(text);
  if (!node) {
    // Comments are legal in a formula but unknown to the parser.
    node = convert(ast(text.replace(/\/\*.*?\*\//gs, ' ').trim()), owner);
    parsed.set(text, node);
  }
  return node;
}

function convert(node: unknown, owner: string): FormulaNode {
  if (isRecord(node)) {
    const { type, id, name, value } = node;
    if (type === 'callExpression' && typeof id === 'string' && Array.isArray(node['arguments'])) {
      const given = (node['arguments'] as unknown[]).map((each) => convert(each, owner));
      return { kind: 'call', name: id.toLowerCase(), given };
    }
    if (type === 'identifier' && typeof name === 'string') return { kind: 'field', path: name.split('.') };
    if (type === 'literal' && (value === null || ['string', 'number', 'boolean'].includes(typeof value))) {
      return { kind: 'literal', value: value as string | number | boolean | null };
    }
  }
  const problem = isRecord(node) && typeof node['message'] === 'string' ? node['message'] : 'not a formula';
  throw new Error(
    `The formula of ${owner} cannot be read (${problem}); a minus before a field must be written 0-field.`,
  );
}
