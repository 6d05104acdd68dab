// From an uploaded CSV to rows the engine can save: parsing, header check, empty and #N/A, text to values. Saving and
// results are in ingest-routes.ts.
import { parse } from 'csv-parse/sync';
import type { Row } from '../org.ts';
import type { Dialect } from './csv-dialect.ts';

export interface IngestInput {
  /** The header as uploaded. */
  readonly columns: readonly string[];
  /** The values as uploaded, for the result files; a row of the wrong width is left to `problems`. */
  readonly lines: readonly (readonly string[])[];
}

/** The whole upload is refused; `message` is the job's errorMessage. */
export class InvalidBatch extends Error {}

export interface DescribedField {
  readonly name: string;
  readonly type: string;
}

export function parseUpload(upload: string, dialect: Dialect, fields: readonly DescribedField[]): IngestInput {
  checkLineEnds(upload, dialect);
  let lines: string[][];
  try {
    lines = parse(upload, {
      delimiter: dialect.delimiter,
      record_delimiter: dialect.lineEnd,
      skip_empty_lines: true,
      bom: true,
    });
  } catch (error) {
    throw new InvalidBatch(`ClientInputError : ${error instanceof Error ? error.message : String(error)}`);
  }
  const [columns, ...rest] = lines;
  if (!columns) throw new InvalidBatch('InvalidBatch : Unable to find header row in user data');
  const known = new Set(fields.map(({ name }) => name.toLowerCase()));
  const unknown = columns.find((name) => !known.has(name.toLowerCase()));
  if (unknown !== undefined) throw new InvalidBatch(`InvalidBatch : Field name not found : ${unknown}`);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) throw new InvalidBatch(`InvalidBatch : Duplicate field name : ${twice}`);
  return { columns, lines: rest };
}

/** Rows for the engine: empty = left out, `#N/A` = null. Text stays text when it is not what the type wants: the engine refuses it. */
export function toRows({ columns, lines }: IngestInput, fields: readonly DescribedField[]): Row[] {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const targets = columns.map((name) => byName.get(name.toLowerCase()));
  return lines.map((values) => {
    const row: Row = {};
    for (const [index, value] of values.entries()) {
      const field = targets[index];
      if (!field || value === '') continue;
      row[field.name] = value === '#N/A' ? null : valueOf(value, field.type);
    }
    return row;
  });
}

function valueOf(text: string, type: string): unknown {
  switch (type) {
    case 'double':
    case 'currency':
    case 'percent':
    case 'int':
    case 'long':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      if (/^(true|1)$/i.test(text)) return true;
      return /^(false|0)$/i.test(text) ? false : text;
    default:
      return text;
  }
}

/** The first line end outside quotes must be the one that the job declares. */
function checkLineEnds(upload: string, { lineEnd, lineEnding }: Dialect): void {
  const header = /^(?:"(?:[^"]|"")*"|[^"\r\n])*(\r\n|\n|\r|$)/.exec(upload)?.[1] ?? '';
  if (header !== '' && header !== lineEnd) {
    throw new InvalidBatch(
      `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`,
    );
  }
}
