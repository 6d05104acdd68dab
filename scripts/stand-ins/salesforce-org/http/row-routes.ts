// One record at a time: describe, read, create, change, upsert by external id, delete. Rules about fields and rights
// are the engine's.
import type { Row, SaveResult } from '../org.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Call } from './call.ts';
import { json, noContent, type Reply } from './reply.ts';

export function describe(call: Call): Reply {
  const [object = ''] = call.params;
  return json(200, call.org.describe(object, call.viewer), { object });
}

/** `/sobjects/X`: what the object is, shortly. */
export function basicInformation(call: Call): Reply {
  const [object = ''] = call.params;
  const whole = Object.entries(call.org.describe(object, call.viewer));
  const objectDescribe = Object.fromEntries(whole.filter(([, value]) => !Array.isArray(value)));
  return json(200, { objectDescribe, recentItems: [] }, { object });
}

export function read(call: Call): Reply {
  const [object = '', id = ''] = call.params;
  const fields = call.query.get('fields');
  return json(200, call.org.retrieve(object, id, fields === null ? null : fields.split(','), call.viewer), {
    object,
    rows: 1,
  });
}

export async function create(call: Call): Promise<Reply> {
  const [object = ''] = call.params;
  const [result] = call.org.write('insert', object, [plain(await call.json())], call.viewer, { allOrNone: false });
  if (!result?.success) return refused(result, object);
  return json(201, { id: result.id, success: true, errors: [] }, { object, rows: 1 });
}

export async function change(call: Call): Promise<Reply> {
  const [object = '', id = ''] = call.params;
  const fields = plain(await call.json());
  if ('Id' in fields) {
    throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.', ['Id']);
  }
  const [result] = call.org.write('update', object, [{ ...fields, Id: id }], call.viewer, { allOrNone: false });
  return result?.success ? noContent({ object, rows: 1 }) : refused(result, object);
}

export function remove(call: Call): Reply {
  const [object = '', id = ''] = call.params;
  const [result] = call.org.write('delete', object, [{ Id: id }], call.viewer, { allOrNone: false });
  return result?.success ? noContent({ object, rows: 1 }) : refused(result, object);
}

export async function upsert(call: Call): Promise<Reply> {
  const [object = '', field = '', value = ''] = call.params;
  const [result] = call.org.write('upsert', object, [{ ...plain(await call.json()), [field]: value }], call.viewer, {
    allOrNone: false,
    externalIdField: field,
  });
  if (!result?.success) return refused(result, object);
  const created = result.created === true;
  return json(created ? 201 : 200, { id: result.id, success: true, errors: [], created }, { object, rows: 1 });
}

/** A record as the engine takes it: without the `attributes` that clients send along. */
export function plain(record: Row): Row {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'attributes'));
}

function refused(result: SaveResult | undefined, object: string): Reply {
  const errors = result?.errors ?? [];
  const status = errors.some(({ statusCode }) => ['ENTITY_IS_DELETED', 'NOT_FOUND'].includes(statusCode)) ? 404 : 400;
  if (errors.length === 0) throw notFound();
  const shown = errors.map(({ statusCode, message, fields }) => ({ message, errorCode: statusCode, fields }));
  return json(status, shown, { object, rows: 1 });
}
