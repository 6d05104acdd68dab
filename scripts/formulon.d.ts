// The part of formulon that the metadata check, the stand-in org and their tests use; the package has no types of its own.
declare module 'formulon' {
  export interface SyntaxNode {
    /** `callExpression`, `identifier`, `literal`, or `error` for a formula that does not parse. */
    readonly type: string;
    /** Of a call: the function, operators included, such as `exponentiate`. */
    readonly id?: string;
    readonly arguments?: readonly SyntaxNode[];
  }
  export interface Literal {
    readonly type: 'literal';
    readonly dataType: string;
    readonly value: unknown;
    readonly options?: object;
  }
  export function ast(formula: string): SyntaxNode;
  /** The names of the fields in a formula. */
  export function extract(formula: string): string[];
  /** The value of a formula whose fields are given. */
  export function parse(
    formula: string,
    fields?: Readonly<Record<string, Literal>>,
  ): Literal | { readonly type: 'error'; readonly message: string };
}
