// The Outreach adapter put together: what a run sees of Outreach.
import { ConfigurationFailure, type Problem } from '../run/failures.ts';
import type { MirrorKind, MirrorStore, MirrorUpkeep } from '../run/mirror.ts';
import type { RequestCounter, RequestPurpose } from '../run/outreach-requests.ts';
import type { OutreachPort } from '../run/ports.ts';
import { readYear } from './allowance.ts';
import { refreshById } from './by-id.ts';
import { createConnect } from './client.ts';
import { DEFAULT_TIMEOUTS, endpoints, sourceOf, type OutreachConfig } from './config.ts';
import { createExchange } from './exchange.ts';
import { fieldsAndConnections, KINDS } from './kinds.ts';
import { urlOf } from './pages.ts';
import { refreshMirror, sweepKinds, type RefreshDependencies } from './refresh.ts';
import { createTokens } from './tokens.ts';
import { findUserNames } from './user-names.ts';
import type { Upkeep } from './upkeep.ts';

// What may be wrong for one kind of record and not for the next.
const ONE_KIND_ONLY = new Set(['OUTREACH_SCOPE_MISSING', 'OUTREACH_FORBIDDEN']);

/** Connects to nothing until it is used. The store is the mirror of this Outreach and is emptied when it was another's. */
export function createOutreach(
  config: OutreachConfig,
  store: MirrorStore & MirrorUpkeep,
  counter: RequestCounter,
): OutreachPort {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...config.timeouts };
  const exchange = createExchange();
  const connect = createConnect(config, timeouts, exchange, createTokens(config, timeouts, exchange), counter);
  const { api } = endpoints(config.baseUrl);
  const { yearlyRequests: allowed, dropShare } = config;
  const dependencies: RefreshDependencies = {
    ...{ connect, store, api, counter, allowed, dropShare, log: config.log },
    kinds: KINDS.filter(({ beyondS2s }) => config.credentials.kind !== 's2s' || !beyondS2s),
  };
  const { kinds } = dependencies;
  const upkeepFor = (purpose: RequestPurpose): Upkeep => ({ ...dependencies, client: connect(purpose) });

  return {
    async refreshMirror(since, signal) {
      await store.bindTo(sourceOf(config));
      return refreshMirror(dependencies, since, signal);
    },

    async refreshRecords(records, signal) {
      await store.bindTo(sourceOf(config));
      const wanted = new Map<MirrorKind, Set<number>>();
      for (const { kind, id } of records) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id));
      return refreshById(upkeepFor('records'), wanted, signal);
    },

    async sweep(signal) {
      await store.bindTo(sourceOf(config));
      const swept = kinds.filter((kind) => kind.swept);
      return sweepKinds(dependencies, upkeepFor('sweep'), swept, signal);
    },

    findUserNames: (ids, signal) => findUserNames(upkeepFor('check'), ids, signal),

    year: () => readYear(counter, connect('check').serverTime, allowed),

    async probe() {
      const { client } = upkeepFor('check');
      const problems: Problem[] = [];
      for (const kind of kinds) {
        // As a run asks: without the fields, Outreach would send the body of an e-mail along.
        const parameters = { ...fieldsAndConnections(kind), 'page[size]': '1', count: 'false' };
        try {
          // Never aborted from outside: each request has its own budget.
          await client.get(urlOf(`${api}/${kind.path}`, parameters), { signal: new AbortController().signal });
        } catch (problem) {
          // A scope may be missing for one kind and not for the next; all of them are told at once.
          if (!(problem instanceof ConfigurationFailure) || !ONE_KIND_ONLY.has(problem.code)) throw problem;
          problems.push(...problem.problems);
        }
      }
      if (problems.length > 0) throw new ConfigurationFailure(problems, { code: 'OUTREACH_ACCESS' });
      return { requests: client.requests, user: null, year: await readYear(counter, client.serverTime, allowed) };
    },
  };
}
