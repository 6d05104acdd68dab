// The CSV dialects of Bulk API 2.0: delimiters, line ends, quoting of what goes out. Parsing of what comes in is in
// ingest-input.ts.
import { ApiError } from './api-error.ts';

const DELIMITERS = { COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t', CARET: '^', BACKQUOTE: '`' } as const;
const LINE_ENDS = { LF: '\n', CRLF: '\r\n' } as const;

export interface Dialect {
  readonly columnDelimiter: keyof typeof DELIMITERS;
  readonly lineEnding: keyof typeof LINE_ENDS;
  /** The characters themselves. */
  readonly delimiter: string;
  readonly lineEnd: string;
}

/** Reads the two members of a job's body; comma and LF when absent. @throws ApiError naming the wrong one. */
export function readDialect(body: Record<string, unknown>): Dialect {
  const columnDelimiter = body['columnDelimiter'] ?? 'COMMA';
  const lineEnding = body['lineEnding'] ?? 'LF';
  if (typeof columnDelimiter !== 'string' || !isKey(columnDelimiter, DELIMITERS)) {
    throw new ApiError(400, 'INVALIDJOB', `columnDelimiter must be one of ${Object.keys(DELIMITERS).join(', ')}`);
  }
  if (typeof lineEnding !== 'string' || !isKey(lineEnding, LINE_ENDS)) {
    throw new ApiError(400, 'INVALIDJOB', 'lineEnding must be LF or CRLF');
  }
  if (body['contentType'] !== undefined && body['contentType'] !== 'CSV') {
    throw new ApiError(400, 'INVALIDJOB', 'contentType must be CSV');
  }
  return { columnDelimiter, lineEnding, delimiter: DELIMITERS[columnDelimiter], lineEnd: LINE_ENDS[lineEnding] };
}

const isKey = <T extends object>(name: string, table: T): name is string & keyof T => Object.hasOwn(table, name);

/** One CSV line, every value quoted, as the platform writes it. */
export const csvLine = (values: readonly string[], { delimiter, lineEnd }: Dialect) =>
  values.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + lineEnd;

/** Rewrites comma-and-LF CSV, in pieces cut anywhere, into another dialect. Only what stands outside quotes changes. */
export function* inDialect(pieces: Iterable<string>, dialect: Dialect): Iterable<string> {
  if (dialect.delimiter === ',' && dialect.lineEnd === '\n') {
    yield* pieces;
    return;
  }
  let quoted = false;
  for (const piece of pieces) {
    // Parts between quote characters lie alternately outside and inside; a doubled quote is an empty part outside.
    const parts = piece.split('"').map((part, index) => {
      if (index > 0) quoted = !quoted;
      return quoted ? part : part.replaceAll(',', dialect.delimiter).replaceAll('\n', dialect.lineEnd);
    });
    yield parts.join('"');
  }
}
