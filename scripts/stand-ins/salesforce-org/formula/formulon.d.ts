// The part of formulon that is used; the package has no types of its own.
declare module 'formulon' {
  /** The tree of a formula, or `{type: 'error', message}`. */
  export function ast(formula: string): unknown;
  /** The value of a formula whose fields are given as literals; errors come back as values of type 'error'. */
  export function parse(
    formula: string,
    fields?: Record<string, unknown>,
  ): { type: string; dataType?: string; value?: unknown; message?: string };
}
