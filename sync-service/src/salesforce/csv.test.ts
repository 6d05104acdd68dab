import { expect, test } from 'vitest';
import { BodyTooLarge } from './bounded-body.ts';
import { csvLine, readCsv } from './csv.ts';
import { CutBody } from './wire.ts';

async function read(text: string, chunkSize = 7) {
  const bytes = Buffer.from(text);
  const rows: (readonly string[])[] = [];
  async function* chunks() {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
  }
  const { header } = await readCsv(chunks(), (row) => rows.push([...row]));
  return { header, rows };
}

test('quotes, commas, line ends and letters of several bytes survive any cutting of the stream', async () => {
  const values = ['a "b", c', 'line\nend', 'Zoë 🙂', ''];
  const text = csvLine(['A', 'B', 'C', 'D']) + csvLine(values) + csvLine(['1', '2', '3', '4']);
  for (const size of [1, 2, 3, 7, 64, 1000])
    expect(await read(text, size)).toEqual({ header: ['A', 'B', 'C', 'D'], rows: [values, ['1', '2', '3', '4']] });
});

test('an empty body and a header alone both mean no rows', async () => {
  expect(await read('')).toEqual({ header: [], rows: [] });
  expect(await read('"Id","Name"\n')).toEqual({ header: ['Id', 'Name'], rows: [] });
});

test('a body that ends inside a row is cut, wherever that is', async () => {
  const whole = '"Id","Name"\n"1","a"\n"2","b"\n';
  for (const end of [13, 14, 16, 18, 19, 22, 26]) await expect(read(whole.slice(0, end))).rejects.toThrow(CutBody);
});

test('a row that never ends is given up after four million characters, not held', async () => {
  let taken = 0;
  async function* endless() {
    await Promise.resolve();
    yield Buffer.from('"Id","Story"\n"1","a"\n"2","');
    for (;;) {
      taken += 65_536;
      yield Buffer.alloc(65_536, 'x');
    }
  }
  await expect(readCsv(endless(), () => undefined)).rejects.toThrow(BodyTooLarge);
  expect(taken).toBeLessThan(5_000_000);
});
