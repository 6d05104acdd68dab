// sObject Collections and trees: up to 200 records in one call, one result each, in the order they came.
import type { Row, SaveError, SaveResult, WriteOperation } from '../org.ts';
import { ApiError } from './api-error.ts';
import { isRecord, type Call } from './call.ts';
import { saveUnlessLocked } from './row-locks.ts';
import { plain } from './row-routes.ts';
import { json, type Reply } from './reply.ts';

/** Documented bounds of sObject Collections. */
const MOST_RECORDS = 200;
const MOST_CHUNKS = 10;
const MOST_READ = 2000;

interface Item {
  readonly object: string;
  readonly record: Row;
}

export async function saveCollection(call: Call, operation: 'insert' | 'update'): Promise<Reply> {
  const body = await call.json();
  return save(call, operation, recordsOf(body).map(typed), body['allOrNone'] === true);
}

export async function upsertCollection(call: Call): Promise<Reply> {
  const [object = '', externalIdField = ''] = call.params;
  const body = await call.json();
  const items = recordsOf(body).map(typed);
  if (items.some((item) => item.object.toLowerCase() !== object.toLowerCase())) {
    throw new ApiError(400, 'INVALID_TYPE', `Every record must be of type ${object}, the object in the URL.`);
  }
  return save(call, 'upsert', items, body['allOrNone'] === true, externalIdField);
}

export function deleteCollection(call: Call): Reply {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new ApiError(400, 'MISSING_ARGUMENT', 'The ids parameter must name at least one record.');
  const items = ids.map((id) => ({ object: call.org.objectOfId(id) ?? '', record: { Id: id } }));
  return save(call, 'delete', items, call.query.get('allOrNone') === 'true');
}

export async function readCollection(call: Call): Promise<Reply> {
  const [object = ''] = call.params;
  const body = call.method === 'POST' ? await call.json() : {};
  const ids = listOf(body['ids'] ?? call.query.get('ids'));
  const fields = listOf(body['fields'] ?? call.query.get('fields'));
  if (ids.length > MOST_READ) throw tooMany(MOST_READ);
  if (fields.length === 0) throw new ApiError(400, 'MISSING_ARGUMENT', 'The fields parameter is required.');
  // A record that is not there, or not visible, is null in its place.
  const found = ids.map((id) => {
    const soql = `SELECT ${fields.join(', ')} FROM ${object} WHERE Id = '${id.replace(/[^\w]/g, '')}'`;
    const query = call.org.query(soql, call.viewer, { apiVersion: call.version });
    const [record = null] = query.records(0, 1);
    query.dispose();
    return record;
  });
  return json(200, found, { object, rows: found.length });
}

/** `/composite/tree/X`: creates all records or none; children nested in a record are refused by the stand-in. */
export async function createTree(call: Call): Promise<Reply> {
  const [object = ''] = call.params;
  const records = recordsOf(await call.json());
  const references = records.map(({ attributes }) => (isRecord(attributes) ? attributes['referenceId'] : undefined));
  if (records.some((record) => Object.values(record).some((value) => isRecord(value) && 'records' in value))) {
    throw new ApiError(
      400,
      'INVALID_INPUT',
      'The stand-in org takes flat trees only: send the children in a second call.',
    );
  }
  const results = call.org.write('insert', object, records.map(plain), call.viewer, { allOrNone: true });
  const failed = results.some(({ success }) => !success);
  const shown = results.flatMap(({ id, success, errors }, index) => {
    if (failed && (success || errors.every(({ statusCode }) => statusCode === 'ALL_OR_NONE_OPERATION_ROLLED_BACK')))
      return [];
    return [{ referenceId: references[index], ...(failed ? { errors } : { id }) }];
  });
  return json(failed ? 400 : 201, { hasErrors: failed, results: shown }, { object, rows: records.length });
}

function save(
  call: Call,
  operation: WriteOperation,
  items: Item[],
  allOrNone: boolean,
  externalIdField?: string,
): Reply {
  if (items.length > MOST_RECORDS) throw tooMany(MOST_RECORDS);
  const chunks = chunksOf(items);
  if (chunks.length > MOST_CHUNKS) {
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      'Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce chunking.',
    );
  }
  if (allOrNone && chunks.length > 1) {
    throw new ApiError(
      400,
      'INVALID_INPUT',
      'The stand-in org takes allOrNone for one object at a time: send one call an object.',
    );
  }
  const flags = { allOrNone, ...(externalIdField === undefined ? {} : { externalIdField }) };
  const results = chunks.flatMap((chunk) => writeChunk(call, operation, chunk, flags));
  const object = chunks.length === 1 ? items[0]?.object : undefined;
  return json(200, results.map(shown), { ...(object === undefined ? {} : { object }), rows: items.length });
}

function writeChunk(
  call: Call,
  operation: WriteOperation,
  chunk: Item[],
  flags: { allOrNone: boolean; externalIdField?: string },
) {
  const object = chunk[0]?.object ?? '';
  if (object === '') {
    return chunk.map(() => failure({ statusCode: 'MALFORMED_ID', message: 'malformed id', fields: ['Id'] }));
  }
  const records = chunk.map(({ record }) => record);
  return saveUnlessLocked(call.faults, ['collections'], records, flags.allOrNone, (free) =>
    call.org.write(operation, object, free, call.viewer, flags),
  );
}

const failure = (error: SaveError): SaveResult => ({ id: null, success: false, errors: [error] });

const shown = ({ id, success, created, errors }: SaveResult) => ({
  ...(id === null ? {} : { id }),
  success,
  ...(created === undefined ? {} : { created }),
  errors,
});

function chunksOf(items: Item[]): Item[][] {
  const chunks: Item[][] = [];
  for (const item of items) {
    const last = chunks.at(-1);
    if (last?.[0]?.object === item.object) last.push(item);
    else chunks.push([item]);
  }
  return chunks;
}

function recordsOf(body: Record<string, unknown>): Row[] {
  const { records } = body;
  if (!Array.isArray(records) || !records.every(isRecord)) {
    throw new ApiError(400, 'INVALID_INPUT', 'The body must hold "records", a list of objects.');
  }
  if (records.length > MOST_RECORDS) throw tooMany(MOST_RECORDS);
  return records;
}

function typed(record: Row): Item {
  const type = isRecord(record['attributes']) ? record['attributes']['type'] : undefined;
  if (typeof type !== 'string') {
    throw new ApiError(400, 'INVALID_INPUT', 'Every record needs "attributes": {"type": "…"}.');
  }
  const { id, ...rest } = plain(record);
  // The documentation writes `id`, clients send both.
  return { object: type, record: id === undefined ? rest : { ...rest, Id: id } };
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];

const tooMany = (most: number) =>
  new ApiError(
    400,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${most} records into this call`,
  );
