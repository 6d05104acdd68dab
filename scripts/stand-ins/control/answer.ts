// How one answer leaves a stand-in, whole or damaged as ordered: waiting, cutting the socket, ending early.
// It knows HTTP and faults, and nothing of Salesforce or Outreach.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Text is sent with its length; pieces are sent chunked, with back-pressure. Absent = no body. */
  readonly body?: string | Iterable<string> | AsyncIterable<string>;
}

/**
 * Sends the answer. With a fault: `slow` (and any `delayMs`) waits first, `drop` cuts the socket in mid-body,
 * `truncate` ends cleanly but early: a streamed CSV after a whole row, JSON in its middle with the right length.
 * The other kinds change nothing here: the server chose the answer by them already.
 */
export async function sendAnswer(response: ServerResponse, answer: Answer, fault?: Fault): Promise<void> {
  if (fault && fault.delayMs > 0) await sleep(fault.delayMs, undefined, { ref: false });
  if (response.destroyed) return;
  const { status, headers = {}, body } = answer;
  if (body === undefined) {
    response.writeHead(status, headers).end();
  } else if (typeof body === 'string') {
    await sendText(response, status, headers, body, fault);
  } else {
    await sendPieces(response, status, headers, body, fault);
  }
}

async function sendText(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>>,
  body: string,
  fault: Fault | undefined,
): Promise<void> {
  let bytes: Buffer = Buffer.from(body);
  const isCsv = String(headers['Content-Type']).startsWith('text/csv');
  if (fault?.kind === 'truncate') bytes = isCsv ? wholeRows(bytes) : bytes.subarray(0, Math.floor(bytes.length / 2));
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
  if (fault?.kind !== 'drop') {
    response.end(bytes);
    return;
  }
  await write(response, bytes.subarray(0, Math.floor(bytes.length / 2)));
  cut(response);
}

async function sendPieces(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | number>>,
  pieces: Iterable<string> | AsyncIterable<string>,
  fault: Fault | undefined,
): Promise<void> {
  response.writeHead(status, headers);
  if (fault?.kind === 'drop' || fault?.kind === 'truncate') {
    // A damaged page keeps the first half of the first piece: enough to be believed, never the whole.
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      const half = fault.kind === 'truncate' ? wholeRows(bytes) : bytes.subarray(0, Math.floor(bytes.length / 2));
      await write(response, half);
      break;
    }
    if (fault.kind === 'truncate') response.end();
    else cut(response);
    return;
  }
  for await (const piece of pieces) {
    if (response.destroyed) return;
    // Back-pressure: a slow reader must not make us hold a million rows.
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

/** Until the reader has caught up, or is gone. */
const drained = (response: ServerResponse) =>
  new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });

/** About half of the bytes, ended after a line feed, so that every row in it is whole. */
function wholeRows(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(10, Math.floor(bytes.length / 2));
  return end >= 0 ? bytes.subarray(0, end + 1) : bytes.subarray(0, bytes.indexOf(10) + 1);
}

const write = (response: ServerResponse, bytes: Uint8Array) =>
  new Promise<void>((resolve) => response.write(bytes, () => resolve()));

function cut(response: ServerResponse): void {
  // Give the half body the time to reach the other side: a reset in the same moment can overtake it.
  setTimeout(() => response.destroy(), 20).unref();
}
