// Which path leads to which route, and under which names faults find it. What a route does is in the *-routes files.
import { ApiError, notFound } from './api-error.ts';
import type { BulkQueryRoutes } from './bulk-query-routes.ts';
import type { Call } from './call.ts';
import * as collections from './collection-routes.ts';
import { composite } from './composite-routes.ts';
import type { DeployRoutes } from './deploy-routes.ts';
import type { IngestRoutes } from './ingest-routes.ts';
import { recordCount, type ApiUsage } from './limit-routes.ts';
import type { Notifications } from './notification-routes.ts';
import type { QueryRoutes } from './query-routes.ts';
import * as rows from './row-routes.ts';
import * as uiApi from './ui-api-routes.ts';
import { json } from './reply.ts';
import type { Handler, Route } from './route.ts';

export interface Found {
  readonly names: readonly string[];
  readonly params: readonly string[];
  readonly handler: Handler;
}

export interface RouteOwners {
  readonly queries: QueryRoutes;
  readonly bulk: BulkQueryRoutes;
  readonly ingest: IngestRoutes;
  readonly usage: ApiUsage;
  readonly deploys: DeployRoutes;
  readonly notifications: Notifications;
}

export class Routes {
  readonly #routes: { readonly route: Route; readonly pattern: RegExp }[];

  constructor(owners: RouteOwners) {
    this.#routes = routesOf(owners, this).map((route) => ({
      route,
      pattern: new RegExp(`^${route.path.replaceAll('/:', '/([^/]+)')}/?$`, 'i'),
    }));
  }

  /** @throws ApiError 404 for an unknown path, 405 for a known one with another method. */
  find(method: string, path: string): Found {
    let known = false;
    for (const { route, pattern } of this.#routes) {
      const match = pattern.exec(path);
      if (!match) continue;
      known = true;
      const handler = route.methods[method];
      if (handler) return { names: route.names, params: match.slice(1).map(decoded), handler };
    }
    if (!known) throw notFound();
    throw new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed.`);
  }
}

/** @throws ApiError 404 for what is no encoding of text: nothing lies there. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (problem) {
    if (problem instanceof URIError) throw notFound();
    throw problem;
  }
}

const resources = (call: Call) => {
  const names = ['tooling', 'query', 'queryAll', 'sobjects', 'limits', 'composite', 'jobs', 'graphql', 'ui-api'];
  return json(200, Object.fromEntries(names.map((name) => [name, `${call.base}/${name}`])));
};

function routesOf({ queries, bulk, ingest, usage, notifications, deploys }: RouteOwners, routes: Routes): Route[] {
  return [
    { path: '', names: ['versions'], methods: { GET: resources } },
    { path: '/query', names: ['query'], methods: { GET: (call) => queries.first(call, false) } },
    { path: '/queryAll', names: ['query', 'query-all'], methods: { GET: (call) => queries.first(call, true) } },
    { path: '/(?:query|queryAll)/:', names: ['query', 'query-more'], methods: { GET: (call) => queries.next(call) } },
    { path: '/tooling/query', names: ['tooling'], methods: { GET: (call) => queries.first(call, false) } },
    { path: '/limits', names: ['limits'], methods: { GET: () => usage.figures() } },
    { path: '/limits/recordCount', names: ['limits'], methods: { GET: recordCount } },
    {
      path: '/sobjects',
      names: ['describe'],
      methods: { GET: (call) => json(200, call.org.describeGlobal(call.viewer)) },
    },
    { path: '/sobjects/:/describe', names: ['describe'], methods: { GET: rows.describe } },
    { path: '/sobjects/:', names: ['sobjects'], methods: { GET: rows.basicInformation, POST: rows.create } },
    {
      path: '/sobjects/:/:',
      names: ['sobjects'],
      methods: { GET: rows.read, PATCH: rows.change, DELETE: rows.remove },
    },
    { path: '/sobjects/:/:/:', names: ['sobjects'], methods: { PATCH: rows.upsert } },
    {
      path: '/composite/sobjects',
      names: ['collections'],
      methods: {
        POST: (call) => collections.saveCollection(call, 'insert'),
        PATCH: (call) => collections.saveCollection(call, 'update'),
        DELETE: collections.deleteCollection,
      },
    },
    {
      path: '/composite/sobjects/:',
      names: ['collections'],
      methods: { GET: collections.readCollection, POST: collections.readCollection },
    },
    { path: '/composite/sobjects/:/:', names: ['collections'], methods: { PATCH: collections.upsertCollection } },
    {
      path: '/composite',
      names: ['composite'],
      methods: { POST: (call) => composite(call, (method, path) => routes.find(method, path)) },
    },
    ...uiApi.UI_API_ROUTES,
    notifications.route,
    { path: '/composite/tree/:', names: ['tree'], methods: { POST: collections.createTree } },
    {
      path: '/jobs/query',
      names: ['bulk', 'bulk-job'],
      methods: { POST: (call) => bulk.create(call), GET: () => bulk.list() },
    },
    {
      path: '/jobs/query/:',
      names: ['bulk', 'bulk-job'],
      methods: {
        GET: (call) => bulk.read(call),
        PATCH: (call) => bulk.abort(call),
        DELETE: (call) => bulk.remove(call),
      },
    },
    { path: '/jobs/query/:/results', names: ['bulk', 'bulk-results'], methods: { GET: (call) => bulk.results(call) } },
    {
      path: '/jobs/query/:/resultPages',
      names: ['bulk', 'bulk-pages'],
      methods: { GET: (call) => bulk.resultPages(call) },
    },
    {
      path: '/jobs/ingest',
      names: ['ingest', 'ingest-job'],
      methods: { POST: (call) => ingest.create(call), GET: () => ingest.list() },
    },
    {
      path: '/jobs/ingest/:',
      names: ['ingest', 'ingest-job'],
      methods: {
        GET: (call) => ingest.read(call),
        PATCH: (call) => ingest.change(call),
        DELETE: (call) => ingest.remove(call),
      },
    },
    {
      path: '/jobs/ingest/:/batches',
      names: ['ingest', 'ingest-upload'],
      methods: { PUT: (call) => ingest.upload(call) },
    },
    {
      path: '/jobs/ingest/:/(successfulResults|failedResults|unprocessedrecords)',
      names: ['ingest', 'ingest-results'],
      methods: { GET: (call) => ingest.results(call) },
    },
    { path: '/metadata/deployRequest', names: ['deploy'], methods: { POST: (call) => deploys.create(call) } },
    { path: '/metadata/deployRequest/:', names: ['deploy'], methods: { GET: (call) => deploys.read(call) } },
  ];
}
