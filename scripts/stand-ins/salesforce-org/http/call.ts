// One request as the routes see it. Reading the body lives here; sessions, routes and replies do not.
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Faults } from '../../control/faults.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Org } from '../org.ts';
import { ApiError } from './api-error.ts';

export interface Call {
  readonly org: Org;
  readonly faults: Faults;
  readonly viewer: Viewer;
  readonly method: string;
  /** As in the URL: `66.0`. */
  readonly version: string;
  /** `/services/data/v66.0`, what links in answers start with. */
  readonly base: string;
  /** What the route's pattern captured, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Reads the body once; throws 413 when it is longer than `most` bytes. */
  bytes(most: number): Promise<Buffer>;
  /** The body as a JSON object. @throws ApiError JSON_PARSER_ERROR. */
  json(): Promise<Record<string, unknown>>;
}

/** REST bodies: 50 MB is the platform's usual bound for non-Bulk requests. */
const MOST_JSON = 50_000_000;

export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const zipped = /gzip/i.test(request.headers['content-encoding'] ?? '');
  const stream: Readable = zipped ? request.pipe(createGunzip()) : request;
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > most) throw new ApiError(413, 'REQUEST_ENTITY_TOO_LARGE', `The request is longer than ${most} bytes.`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function parseJson(bytes: Buffer): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : String(error));
  }
  if (!isRecord(value)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The HTTP entity body must be a JSON object.');
  return value;
}

export const readJson = async (request: IncomingMessage) => parseJson(await readBytes(request, MOST_JSON));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
