// What a formula's expressions can be; how they are computed is in to-sql.ts and functions.ts.

export type FormulaType = 'number' | 'text' | 'date' | 'datetime' | 'boolean' | 'null';
