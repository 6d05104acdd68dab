// The CSV dialect of Bulk API 2.0: reading a body as it arrives, writing rows to upload.
import { StringDecoder } from 'node:string_decoder';
import { inferSchema, initParser } from 'udsv';
import { BodyTooLarge } from './bounded-body.ts';
import { CutBody } from './wire.ts';

/** What one body held. */
export interface CsvRead {
  readonly header: readonly string[];
  readonly rows: number;
}

/** Far more than the widest row that is asked for: a story and a few hundred texts of 255 characters. */
const MOST_ROW_CHARACTERS = 4 * 1024 * 1024;
const DIALECT = { col: ',', row: '\n', encl: '"', esc: '"' } as const;

/**
 * Gives each row after the header to `onRow`, values in the order of the header. The body may be empty. Throws CutBody
 * when it does not end with a line end, or when a row has not as many values as the header; BodyTooLarge when a row, or the
 * header, does not end within four million characters.
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array>,
  onRow: (row: readonly string[]) => void,
  onHeader: (names: readonly string[]) => void = () => undefined,
): Promise<CsvRead> {
  const decoder = new StringDecoder('utf8');
  let lead = '';
  let tail = '';
  let rows = 0;
  let parser: ReturnType<typeof initParser> | null = null;
  let width = 0;
  let unended = 0;
  const take = (row: string[]) => {
    unended = 0;
    if (row.length !== width) throw new CutBody(`a row has ${row.length} of ${width} values`);
    rows++;
    onRow(row);
  };
  const feed = (text: string) => {
    if (text === '') return;
    tail = text;
    unended += text.length;
    if (unended > MOST_ROW_CHARACTERS) throw new BodyTooLarge('a row of the answer', MOST_ROW_CHARACTERS);
    if (parser) {
      parser.chunk(text, parser.stringArrs, take);
      return;
    }
    lead += text;
    if (!lead.includes('\n')) return;
    parser = initParser(inferSchema(lead, DIALECT, 1));
    width = parser.schema.cols.length;
    // udsv 0.7.3 loses rows of one-column files, so nothing here may ask for a single column.
    if (width < 2) throw new Error('a query must select at least two columns');
    onHeader(parser.schema.cols.map((column) => column.name));
    parser.chunk(lead, parser.stringArrs, take);
  };
  for await (const chunk of chunks) feed(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
  feed(decoder.end());
  if (tail !== '' && !tail.endsWith('\n')) throw new CutBody('the CSV does not end with a line end');
  // TypeScript does not see that `feed` sets it.
  const ended = parser as ReturnType<typeof initParser> | null;
  ended?.end();
  return { header: ended ? ended.schema.cols.map((column) => column.name) : [], rows };
}

/** One line of an upload; every value quoted, so that commas, quotes and line ends inside are safe. */
export function csvLine(values: readonly string[]): string {
  return values.map((value) => (value === '' ? '' : `"${value.replaceAll('"', '""')}"`)).join(',') + '\n';
}
