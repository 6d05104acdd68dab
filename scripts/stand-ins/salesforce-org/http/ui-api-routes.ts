// GraphQL and the UI API over HTTP. What they answer is ../ui-api.
import type { Call } from './call.ts';
import { json, type Reply } from './reply.ts';
import type { Route } from './routes.ts';

async function graphql(call: Call): Promise<Reply> {
  // Every refusal of a query is an answer with status 200.
  return json(200, call.org.uiApi.graphql(await call.json(), call.viewer, Number(call.version)));
}

export const UI_API_ROUTES: readonly Route[] = [{ path: '/graphql', names: ['graphql'], methods: { POST: graphql } }];
