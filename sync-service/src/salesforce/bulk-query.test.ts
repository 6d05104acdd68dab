import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { scriptedOrg, type Script } from '../../test/scripted-org.ts';
import { FatalFailure, RetriableFailure } from '../run/failures.ts';
import { bulkQuery } from './bulk-query.ts';
import type { Timeouts } from './config.ts';
import { OrgConnection } from './connection.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const HEADER = '"Id","Name"\n';
const line = (n: number) => `"${n}","row ${n}"\n`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => line(from + index)).join('');

type Page = (locator: string | null, response: ServerResponse, visit: number) => void;

function csv(response: ServerResponse, body: string, records: number, locator = 'null'): void {
  response.writeHead(200, {
    'content-type': 'text/csv',
    'sforce-numberofrecords': String(records),
    'sforce-locator': locator,
  });
  response.end(body);
}

/** A job that is complete at the second look, with `total` records and these pages. */
async function job(total: number, page: Page, timeouts: Partial<Timeouts> = {}, state = 'JobComplete', extra = {}) {
  let looks = 0;
  let visits = 0;
  const script: Script = ({ at, query }, response) => {
    if (at.endsWith('/results')) page(query.get('locator'), response, ++visits);
    else if (at.startsWith('DELETE')) response.writeHead(204).end();
    else {
      const now = at.startsWith('POST') ? 'UploadComplete' : looks++ === 0 ? 'InProgress' : state;
      response.end(JSON.stringify({ id: '750', state: now, numberRecordsProcessed: total, ...extra }));
    }
  };
  const server = await scriptedOrg(script, timeouts);
  const org = new OrgConnection(server.config);
  closers.push(
    () => server.close(),
    () => org.close(),
  );
  const select = { soql: 'SELECT Id, Name FROM Account', all: true, columns: ['Id', 'Name'], doing: 'read Account' };
  const read = () => bulkQuery(org, { ...select, map: ([id = '']) => Number(id) }, 5);
  return { read, server };
}

test('three pages come whole and once, and the job is deleted', async () => {
  const { read, server } = await job(6, (locator, response) => {
    const at = Number(locator ?? 0);
    csv(response, HEADER + lines(at, at + 2), 2, at === 4 ? 'null' : String(at + 2));
  });
  expect(await read()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(server.seen.at(-1)).toBe('DELETE /jobs/query/750');
});

test('a page that is cut in its middle is read again, and no row is given twice', async () => {
  const { read } = await job(400, (locator, response, visit) => {
    const at = Number(locator ?? 0);
    if (visit === 2) {
      response.writeHead(200, { 'content-type': 'text/csv', 'sforce-numberofrecords': '200' });
      response.write(HEADER + lines(200, 300));
      setTimeout(() => response.destroy(), 20);
    } else csv(response, HEADER + lines(at, at + 200), 200, at === 0 ? '200' : 'null');
  });
  expect(await read()).toEqual(Array.from({ length: 400 }, (_, index) => index));
});

test('a page that ends early on a row boundary is noticed by its count', async () => {
  const { read } = await job(4, (_, response, visit) => {
    csv(response, HEADER + lines(0, visit === 1 ? 3 : 4), 4);
  });
  expect(await read()).toHaveLength(4);
});

test('a page that stays short fails the query and gives nothing', async () => {
  const { read } = await job(
    4,
    (_, response) => {
      csv(response, HEADER + lines(0, 3), 4);
    },
    { page: 700 },
  );
  await expect(read()).rejects.toThrow(RetriableFailure);
});

test('pages that together miss records of the job fail the query', async () => {
  const { read } = await job(5, (_, response) => {
    csv(response, HEADER + lines(0, 4), 4);
  });
  await expect(read()).rejects.toThrow(/has 5 records, its pages 4/);
});

test('locators that go round in a circle end the query', async () => {
  const { read } = await job(4, (locator, response) => {
    csv(response, HEADER + lines(0, 2), 2, locator === 'a' ? 'b' : 'a');
  });
  await expect(read()).rejects.toThrow(/repeat/);
});

test('no rows: with a header alone and with an empty body', async () => {
  for (const body of ['', HEADER]) {
    const { read } = await job(0, (_, response) => {
      csv(response, body, 0);
    });
    expect(await read()).toEqual([]);
  }
});

test('a job that stands still is aborted, deleted and may be tried again', async () => {
  const { read, server } = await job(0, () => undefined, { stuckJob: 100 }, 'InProgress');
  await expect(read()).rejects.toThrow(/stayed InProgress/);
  expect(server.seen.slice(-2)).toEqual(['PATCH /jobs/query/750', 'DELETE /jobs/query/750']);
});

test('a job that failed says why; only what passes by itself may be tried again', async () => {
  const gaveUp = await job(0, () => undefined, {}, 'Failed', {
    errorMessage: 'InternalServerError : retried more than 15 times',
  });
  await expect(gaveUp.read()).rejects.toThrow(RetriableFailure);
  const wrong = await job(0, () => undefined, {}, 'Failed', { errorMessage: 'InvalidBatch : Failed to process query' });
  await expect(wrong.read()).rejects.toThrow(FatalFailure);
  await expect(wrong.read()).rejects.toThrow(/Failed to process query/);
});
