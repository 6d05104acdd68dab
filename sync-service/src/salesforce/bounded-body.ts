// Reads the body of an answer within a bound, so that no answer, however wrong, fills this process's memory.

/** JSON: a page of 2,000 records or the description of an object with 800 fields is a tenth of this. */
export const MOST_JSON_BYTES = 32 * 1024 * 1024;
/** A refusal: an error takes a line, a gateway's page a few thousand characters. */
export const MOST_REFUSAL_BYTES = 64 * 1024;

/** The other side sends more than it can mean; trying again brings the same. */
export class BodyTooLarge extends Error {
  /** @param what such as "the answer" */
  constructor(what: string, most: number) {
    super(`${what} is larger than ${Math.round(most / 1024 / 1024)} MB`);
  }
}

/** Throws BodyTooLarge beyond `most` bytes; the rest of the body is not read. */
export async function readWhole(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const { bytes, isWhole } = await readUpTo(body, most);
  if (!isWhole) throw new BodyTooLarge('the answer', most);
  return bytes.toString('utf8');
}

/** The first `most` bytes at most; the rest of the body is not read. */
export async function readStart(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  return (await readUpTo(body, most)).bytes.toString('utf8');
}

async function readUpTo(
  body: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) return { bytes: Buffer.concat(chunks).subarray(0, most), isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}
