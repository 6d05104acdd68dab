// The control interface of a stand-in: faults, request log, rows, date, and what a server adds of its own. For checks on
// this machine only.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { BadFault, type Faults } from './faults.ts';
import type { RequestLog } from './requests.ts';

/** What a stand-in offers to be controlled. The two functions may throw; the message becomes a 400 answer. */
export interface Controlled {
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Puts rows as given, system fields included; an Id (or id) that is there already is replaced. Returns how many. */
  putRows(object: string, rows: readonly Record<string, unknown>[]): number | Promise<number>;
  /** Moves the server's clock to this date (yyyy-mm-dd) in its own time zone; it runs on from there. */
  setToday(date: string): void;
  /** Orders of this server alone, by `POST name` or `GET name`; the body is null for GET. A thrown message becomes a 400 answer. */
  readonly own?: Readonly<Record<string, (body: Record<string, unknown> | null) => unknown>>;
}

/**
 * Answers a `/__control/*` request and says true; says false, untouched, for any other request.
 * Call it first, before authentication.
 */
export async function handleControl(
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = (request.url ?? '').split('?')[0] ?? '';
  if (!path.startsWith('/__control/')) return false;
  let status = 200;
  let answer: unknown;
  try {
    if (!isLocal(request)) {
      status = 403;
      answer = { error: 'The control interface answers this machine only: call it at http://127.0.0.1.' };
    } else {
      answer = await control(controlled, request.method ?? 'GET', path.slice('/__control/'.length), request);
      if (answer === undefined) {
        status = 404;
        const own = Object.keys(controlled.own ?? {}).map((each) => each.split(' ')[1] ?? '');
        const names = [...new Set(['faults', 'requests', 'rows', 'today', ...own])].join(', ');
        answer = { error: `No control ${request.method ?? ''} ${path}: there are ${names}.` };
      }
    }
  } catch (error) {
    status = 400;
    answer = { error: messageOf(error), ...(error instanceof BadFault ? { field: error.field } : {}) };
  }
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body);
  return true;
}

async function control(
  controlled: Controlled,
  method: string,
  name: string,
  request: IncomingMessage,
): Promise<unknown> {
  const { faults, requests } = controlled;
  switch (`${method} ${name}`) {
    case 'POST faults':
      return faults.add(await readJson(request));
    case 'GET faults':
      return faults.list();
    case 'DELETE faults':
      faults.clear();
      return { cleared: true };
    case 'GET requests':
      return requests.list();
    case 'DELETE requests':
      requests.clear();
      return { cleared: true };
    case 'POST rows': {
      const { object, rows } = asRecord(await readJson(request));
      if (typeof object !== 'string' || !Array.isArray(rows)) {
        throw new Error('rows must be {"object":"Task","rows":[{…}]}');
      }
      return { rows: await controlled.putRows(object, rows.map(asRecord)) };
    }
    case 'POST today': {
      const { date } = asRecord(await readJson(request));
      if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
        throw new Error('date must be a date such as "2026-03-01"');
      }
      controlled.setToday(date);
      return { today: date };
    }
    default: {
      const order = controlled.own?.[`${method} ${name}`];
      return order?.(method === 'GET' ? null : asRecord(await readJson(request)));
    }
  }
}

function isLocal(request: IncomingMessage): boolean {
  const from = request.socket.remoteAddress ?? '';
  // The host name is looked at too: a page in a browser on this machine must not get here under another name.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  return (from.endsWith('127.0.0.1') || from === '::1') && ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await text(request);
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw new Error(`The body must be JSON: ${messageOf(error)}`, { cause: error });
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Expected a JSON object.');
  return value as Record<string, unknown>;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
