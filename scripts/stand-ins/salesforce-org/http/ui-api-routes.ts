// GraphQL and the UI API over HTTP. What they answer is ../ui-api.
import { ApiError } from './api-error.ts';
import { isRecord, type Call } from './call.ts';
import { json, noContent, type Reply } from './reply.ts';
import type { Route } from './route.ts';
import type { Saved } from '../ui-api/records.ts';

async function graphql(call: Call): Promise<Reply> {
  // Every refusal of a query is an answer with status 200.
  return json(200, call.org.uiApi.graphql(await call.json(), call.viewer, Number(call.version)));
}

const listed = (call: Call, name: string): string[] =>
  (call.query.get(name) ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');

function read(call: Call): Reply {
  const [id = ''] = call.params;
  const [fields, optional] = [listed(call, 'fields'), listed(call, 'optionalFields')];
  if (fields.length + optional.length === 0)
    throw new ApiError(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', 'Give fields or optionalFields, such as Account.Name.');
  const record = call.org.uiApi.records.read(id, fields, optional, call.viewer);
  return json(200, record, { object: record.apiName, rows: 1 });
}

async function fieldsOf(call: Call): Promise<{ apiName: string | null; fields: Record<string, unknown> }> {
  const { apiName, fields } = await call.json();
  if (!isRecord(fields))
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'The body must be {"apiName":"Object","fields":{"Field":value}}.');
  return { apiName: typeof apiName === 'string' ? apiName : null, fields };
}

async function create(call: Call): Promise<Reply> {
  const { apiName, fields } = await fieldsOf(call);
  if (apiName === null) throw new ApiError(400, 'MISSING_ARGUMENT', 'apiName is missing: name the object.');
  return savedReply(call.org.uiApi.records.create(apiName, fields, call.viewer), 201);
}

async function update(call: Call): Promise<Reply> {
  const [id = ''] = call.params;
  const { fields } = await fieldsOf(call);
  return savedReply(call.org.uiApi.records.update(id, fields, call.viewer), 200);
}

const savedReply = (result: Saved, status: number): Reply =>
  result.saved
    ? json(status, result.record, { object: result.record.apiName, rows: 1 })
    : json(result.problem.statusCode, result.problem, { rows: 1 });

function remove(call: Call): Reply {
  const [id = ''] = call.params;
  const problem = call.org.uiApi.records.remove(id, call.viewer);
  return problem ? json(problem.statusCode, problem) : noContent({ rows: 1 });
}

function objectInfo(call: Call): Reply {
  const [object = ''] = call.params;
  return json(200, call.org.uiApi.objectInfos.describe(object, call.viewer), { object });
}

function picklists(call: Call): Reply {
  const [object = '', , field] = call.params;
  const infos = call.org.uiApi.objectInfos;
  const found = field === undefined ? infos.picklists(object, call.viewer) : infos.picklist(object, field, call.viewer);
  return json(200, found, { object });
}

export const UI_API_ROUTES: readonly Route[] = [
  { path: '/graphql', names: ['graphql'], methods: { POST: graphql } },
  { path: '/ui-api/records', names: ['ui-api', 'ui-api-records'], methods: { POST: create } },
  {
    path: '/ui-api/records/:',
    names: ['ui-api', 'ui-api-records'],
    methods: { GET: read, PATCH: update, DELETE: remove },
  },
  { path: '/ui-api/object-info/:', names: ['ui-api', 'object-info'], methods: { GET: objectInfo } },
  {
    path: '/ui-api/object-info/:/picklist-values/:',
    names: ['ui-api', 'object-info'],
    methods: { GET: picklists },
  },
  {
    path: '/ui-api/object-info/:/picklist-values/:/:',
    names: ['ui-api', 'object-info'],
    methods: { GET: picklists },
  },
];
