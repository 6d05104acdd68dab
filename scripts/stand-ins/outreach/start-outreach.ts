// Starts the stand-in Outreach: loads a world, opens the port, hands out what a client needs to log in.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from '../control/faults.ts';
import { RequestLog } from '../control/requests.ts';
import { OrgClock } from '../time/org-clock.ts';
import type { Row, World } from '../world/world.ts';
import { failure } from './answers.ts';
import { changesOf, endsOf } from './changes.ts';
import { Installation } from './app-token.ts';
import { complete, type OutreachOptions } from './options.ts';
import { RateLimit, type Said } from './rate-limit.ts';
import { Reader } from './read.ts';
import { serve, type Parts } from './server.ts';
import { Store } from './store.ts';
import { Tokens } from './tokens.ts';
import { Webhooks } from './webhooks.ts';

export interface StartOutreach {
  readonly world: World;
  /** The org's clock, so that both stand-ins share one time; without it, one of the world's own. */
  readonly clock?: { now(): Date; setToday?(date: string): void };
  /** 0 = any free port; always on 127.0.0.1. */
  readonly port: number;
  /** The faults and request log to use; without it, its own. */
  readonly control?: { readonly faults: Faults; readonly requests: RequestLog };
  readonly options?: OutreachOptions;
  /** A store that holds the world's resources already; without it, the world is read. Closed with the server. */
  readonly store?: Store;
}

/** Puts rows as given, and tells those who listen what changed by it. */
function putRows(store: Store, webhooks: Webhooks, object: string, rows: readonly Row[], now: Date): number {
  // What changed is looked for only when somebody is told: days of a big tenant are put at once.
  if (!webhooks.wanted) return store.upsert(object, rows, now);
  const ids = rows.map(({ id }) => Number(id));
  const before = new Map(store.find(object, ids).map((row) => [row.id, row]));
  const put = store.upsert(object, rows, now);
  const after = store.find(object, ids);
  webhooks.tell(after.flatMap((row) => changesOf(object, before.get(row.id) ?? null, row)));
  return put;
}

/** `{"object":"mailing","ids":[1,2]}`: they are gone without a trace, as if somebody had deleted them. */
function vanish(store: Store, webhooks: Webhooks, { object, ids }: Row): { vanished: readonly number[] } {
  if (typeof object !== 'string' || !Array.isArray(ids) || !ids.every((id) => Number.isSafeInteger(id)))
    throw new Error('vanish must be {"object":"mailing","ids":[1,2]}');
  const vanished = store.remove(object, ids as number[]);
  webhooks.tell(endsOf(object, vanished));
  return { vanished };
}

async function loadedStore(world: World, now: Date): Promise<Store> {
  const store = new Store();
  try {
    await store.load(world, now);
    return store;
  } catch (problem) {
    store.close();
    throw problem;
  }
}

export interface StartedOutreach {
  /** Without path: the client adds `/api/v2/…` and `/oauth/token`. */
  readonly url: string;
  /** What `touchpoint` needs; single lines. */
  readonly environment: Record<string, string>;
  /** A bearer for `OUTREACH_API_KEY`. */
  readonly developmentBearer: string;
  readonly serverToServer: {
    readonly guid: string;
    readonly installId: string;
    readonly setupToken: string | null;
    /** PEM, several lines. */
    readonly privateKey: string;
  };
  readonly control: { readonly faults: Faults; readonly requests: RequestLog };
  close(): Promise<void>;
}

/** Resolves once the world is loaded and the port answers. Throws on resources that cannot be stored, naming them. */
export async function startOutreach(start: StartOutreach): Promise<StartedOutreach> {
  const { world, port } = start;
  const clock = start.clock ?? new OrgClock(world.org.today, world.org.timeZone);
  const options = complete(start.options ?? {});
  const { faults, requests } = start.control ?? { faults: new Faults(), requests: new RequestLog() };
  const store = start.store ?? (await loadedStore(world, clock.now()));
  const said: Said = (instant) => new Date(clock.now().getTime() + instant - Date.now());
  const tokens = new Tokens(options.tokens, said);
  const installation = new Installation(tokens);
  const webhooks = new Webhooks(store, world.org.id, () => clock.now());
  let url = '';
  const parts: Parts = {
    tokens,
    installation,
    options,
    webhooks,
    limit: new RateLimit(options.rateLimit, options.twoValueRateLimit, said),
    reader: new Reader(store, () => `${url}/api/v2`, options),
    now: () => clock.now(),
    controlled: {
      faults,
      requests,
      putRows: (object, rows) => putRows(store, webhooks, object, rows, clock.now()),
      setToday: (date) => {
        if (!clock.setToday) throw new Error('This clock cannot be moved: move the org it belongs to.');
        clock.setToday(date);
      },
      own: {
        'POST vanish': (body) => vanish(store, webhooks, body ?? {}),
        'GET deliveries': () => webhooks.deliveries,
      },
    },
  };
  // Node closes idle connections after five seconds, just when a client may be about to use one again.
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    serve(parts, request, response).catch((problem: unknown) => {
      process.stderr.write(
        `Stand-in Outreach: ${problem instanceof Error ? (problem.stack ?? '') : String(problem)}\n`,
      );
      if (response.headersSent) response.destroy();
      else {
        const { status, headers, body } = failure(500, 'internalError', 'Internal Error', 'A bug of the stand-in.');
        response.writeHead(status, headers).end(body);
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    environment: {
      OUTREACH_URL: url,
      OUTREACH_CLIENT_ID: tokens.clientId,
      OUTREACH_CLIENT_SECRET: tokens.clientSecret,
      OUTREACH_REFRESH_TOKEN: tokens.refreshToken,
    },
    developmentBearer: tokens.openForDevelopment(),
    serverToServer: {
      guid: installation.guid,
      installId: installation.installId,
      setupToken: installation.setupToken,
      privateKey: installation.privateKey,
    },
    control: { faults, requests },
    async close() {
      await webhooks.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      store.close();
    },
  };
}
