// Three ways to read what a run reads, each a whole process: `floor` downloads the same Bulk pages and counts lines,
// `stream` parses them too, `rest` reads the same activities by jsforce query and queryMore. None of them scores.
import { readFile } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { importPKCS8, SignJWT } from 'jose';
import { Connection } from 'jsforce';
import { inferSchema, initParser } from 'udsv';
import { Agent, request } from 'undici';
import type { AskedQuery } from './served.ts';

const VERSION = '66.0';
/** As the service reads: rows a page, and queries at the same time. */
const PAGE_ROWS = 50_000;
const PARALLEL = 6;
const LINE_END = 10;

type Count = (body: AsyncIterable<Uint8Array>) => Promise<number>;

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing; ./scripts/bench sets it.`);
  return value;
};

async function accessToken(): Promise<string> {
  const key = await importPKCS8(await readFile(setting('SF_PRIVATE_KEY_FILE'), 'utf8'), 'RS256');
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(setting('SF_CONSUMER_KEY'))
    .setSubject(setting('SF_USERNAME'))
    .setAudience(setting('SF_DOMAIN'))
    .setExpirationTime('3m')
    .sign(key);
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
  const answer = await fetch(`${setting('SF_DOMAIN')}/services/oauth2/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const countLines: Count = async (body) => {
  let lines = 0;
  for await (const chunk of body)
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines += 1;
  return Math.max(0, lines - 1);
};

const parseRows: Count = async (body) => {
  const decoder = new StringDecoder('utf8');
  let parser: ReturnType<typeof initParser> | null = null;
  let rows = 0;
  const take = (_row: string[]): void => {
    rows += 1;
  };
  for await (const chunk of body) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    parser ??= initParser(inferSchema(text, { col: ',', row: '\n', encl: '"', esc: '"' }, 1));
    parser.chunk(text, parser.stringArrs, take);
  }
  parser?.end();
  return rows;
};

/** Reads every query by Bulk and gives the number of rows. */
async function byBulk(queries: readonly AskedQuery[], count: Count): Promise<number> {
  const dispatcher = new Agent({ connections: PARALLEL });
  const headers = { authorization: `Bearer ${await accessToken()}`, 'content-type': 'application/json' };
  const jobs = `${setting('SF_DOMAIN')}/services/data/v${VERSION}/jobs/query`;
  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: string) => {
    const answer = await request(url, { method, headers, dispatcher, ...(body === undefined ? {} : { body }) });
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${await answer.body.text()}`);
    return answer;
  };
  const readOne = async ({ soql, all }: AskedQuery): Promise<number> => {
    const operation = all ? 'queryAll' : 'query';
    const created = await call('POST', jobs, JSON.stringify({ operation, query: soql }));
    let job = (await created.body.json()) as { id: string; state: string };
    while (job.state !== 'JobComplete') {
      if (job.state === 'Failed') throw new Error(`The query job of ${soql} failed.`);
      await sleep(50);
      job = (await (await call('GET', `${jobs}/${job.id}`)).body.json()) as { id: string; state: string };
    }
    let rows = 0;
    let locator = '';
    do {
      const page = await call('GET', `${jobs}/${job.id}/results?maxRecords=${PAGE_ROWS}${locator}`);
      rows += await count(page.body as AsyncIterable<Uint8Array>);
      const next = page.headers['sforce-locator'];
      locator = typeof next === 'string' && next !== 'null' ? `&locator=${next}` : '';
    } while (locator !== '');
    await (await call('DELETE', `${jobs}/${job.id}`)).body.dump();
    return rows;
  };
  const waiting = [...queries];
  let rows = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const found = await readOne(next);
      rows += found;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  await dispatcher.close();
  return rows;
}

/** Reads the queries of Task and Event as a user would: 2,000 records an answer, one after the other. */
async function byRest(queries: readonly AskedQuery[]): Promise<number> {
  const instanceUrl = setting('SF_DOMAIN');
  const connection = new Connection({ instanceUrl, accessToken: await accessToken(), version: VERSION });
  let rows = 0;
  for (const { soql, all } of queries.filter((asked) => /\bFROM (Task|Event)\b/.test(asked.soql))) {
    let page = await connection.query(soql, { autoFetch: false, scanAll: all });
    rows += page.records.length;
    while (!page.done) {
      page = await connection.queryMore(page.nextRecordsUrl ?? '');
      rows += page.records.length;
    }
  }
  return rows;
}

const [way, file = ''] = process.argv.slice(2);
const queries = JSON.parse(await readFile(file, 'utf8')) as AskedQuery[];
let rows: number;
if (way === 'floor') rows = await byBulk(queries, countLines);
else if (way === 'stream') rows = await byBulk(queries, parseRows);
else if (way === 'rest') rows = await byRest(queries);
else throw new Error(`There is no way ${String(way)} to read: give floor, stream or rest.`);
process.stdout.write(`${JSON.stringify({ rows })}\n`);
