// Opens a world for a stand-in: a folder of JSON Lines files, or a generated size. Rows are passed on as they stand.
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isTimeZone, parseDate } from '../time/zones.ts';
import { generateWorld } from './generate.ts';
import { parseSize } from './size.ts';
import { parseTenant, tenantWorld } from './tenant-world.ts';
import type { OutreachResource, Row, World, WorldOrg } from './world.ts';

export type { OutreachResource, Row, World, WorldOrg } from './world.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param pathOrSize a folder, `accounts=1000,seed=7[,activities=10][,today=2026-03-02][,zone=America/New_York][,reps=12]`, or
 *   `tenant=100[,days=30][,today=2026-03-02]`: a tenant of so many representatives beside a small org
 * @throws Error when the folder or its org.json is missing or wrong; a malformed line throws while it is streamed, naming file and line.
 */
export async function openWorld(pathOrSize: string): Promise<World> {
  if (pathOrSize.startsWith('tenant=')) return tenantWorld(parseTenant(pathOrSize));
  if (/^[a-z]+=/.test(pathOrSize)) return generateWorld(parseSize(pathOrSize));
  return openFolder(pathOrSize);
}

async function openFolder(folder: string): Promise<World> {
  const info = await stat(folder).catch((cause: unknown) => {
    throw new Error(`World ${folder} is neither a folder nor a size; give a folder or e.g. accounts=1000,seed=7.`, {
      cause,
    });
  });
  if (!info.isDirectory()) throw new Error(`World ${folder} is a file; give the folder that holds org.json.`);
  const org = await readOrg(join(folder, 'org.json'));
  for (const entry of await readdir(folder)) {
    if (!['org.json', 'salesforce', 'outreach'].includes(entry) && !entry.endsWith('.md')) reportUnknown(folder, entry);
  }
  const salesforce = await names(join(folder, 'salesforce'));
  const outreach = await names(join(folder, 'outreach'));
  return {
    org,
    objects: () => Promise.resolve([...salesforce]),
    rows: (name) => (salesforce.includes(name) ? lines(join(folder, 'salesforce', `${name}.jsonl`), asRow) : none()),
    resourceTypes: () => Promise.resolve([...outreach]),
    resources: (type) =>
      outreach.includes(type) ? lines(join(folder, 'outreach', `${type}.jsonl`), asResource) : none(),
  };
}

async function readOrg(file: string): Promise<WorldOrg> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file} cannot be read; a world needs {"id","timeZone","today"} there.`, { cause });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON; write {"id","timeZone","today"}.`, { cause });
  }
  if (!isRecord(parsed)) throw new Error(`${file} must hold one object {"id","timeZone","today"}.`);
  const { id, timeZone, today } = parsed;
  if (typeof id !== 'string' || !/^00D[0-9A-Za-z]{15}$/.test(id))
    throw new Error(`${file}: "id" must be an 18-character organization Id that starts 00D.`);
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
    throw new Error(`${file}: "timeZone" must be an IANA zone such as America/New_York.`);
  if (typeof today !== 'string' || parseDate(today) === null)
    throw new Error(`${file}: "today" must be a date such as 2026-03-02.`);
  return { id, timeZone, today };
}

async function names(folder: string): Promise<string[]> {
  let entries: string[];
  try {
    entries = await readdir(folder);
  } catch (problem) {
    // A world may have no Outreach side at all, or no Salesforce side: missing means none.
    if (isRecord(problem) && problem['code'] === 'ENOENT') return [];
    throw problem;
  }
  const found: string[] = [];
  for (const entry of entries.sort()) {
    const match = /^([A-Za-z]\w*)\.jsonl$/.exec(entry);
    if (match?.[1] === undefined) reportUnknown(folder, entry);
    else found.push(match[1]);
  }
  return found;
}

function reportUnknown(folder: string, entry: string): void {
  process.stderr.write(`World ${folder}: ${entry} is not part of a world and is left alone.\n`);
}

// eslint-disable-next-line @typescript-eslint/require-await -- an empty stream has nothing to wait for
async function* none(): AsyncGenerator<never> {
  yield* [];
}

async function* lines<T>(file: string, convert: (value: unknown) => T | string): AsyncGenerator<T> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch (cause) {
      throw new Error(`${file}, line ${number}: not JSON; each line holds one object.`, { cause });
    }
    const converted = convert(parsed);
    if (typeof converted === 'string') throw new Error(`${file}, line ${number}: ${converted}`);
    yield converted;
  }
}

function asRow(value: unknown): Row | string {
  if (!isRecord(value)) return 'each line must be one JSON object.';
  if (typeof value['Id'] !== 'string') return 'the row has no "Id"; give each row its 18-character Id.';
  return value;
}

function asResource(value: unknown): OutreachResource | string {
  if (!isRecord(value)) return 'each line must be one JSON:API resource object.';
  const { type, id, attributes } = value;
  if (typeof type !== 'string') return 'the resource has no "type".';
  if (typeof id !== 'number') return 'the resource has no numeric "id".';
  if (!isRecord(attributes)) return 'the resource has no "attributes" object.';
  return { ...value, type, id, attributes };
}
