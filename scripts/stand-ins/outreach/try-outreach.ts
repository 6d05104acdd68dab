// For the tests of this folder: a small world given in the test, a stand-in that serves it, and plain requests to it.
import { afterAll } from 'vitest';
import type { OutreachResource, World } from '../world/world.ts';
import { MEDIA_TYPE } from './answers.ts';
import type { OutreachOptions } from './options.ts';
import type { Resource } from './resource.ts';
import { startOutreach, type StartedOutreach } from './start-outreach.ts';

export interface Body {
  readonly data: Resource[];
  readonly included?: Resource[];
  readonly meta?: { readonly count?: number; readonly count_truncated?: boolean };
  readonly links?: Readonly<Record<string, string>>;
  readonly errors?: readonly { readonly id: string; readonly title: string; readonly detail: string }[];
}

/** A resource with to-one relationships written as `{ prospect: 5 }`; the type is the name unless it says `owner`. */
export function resource(
  type: string,
  id: number,
  attributes: Record<string, unknown> = {},
  related: Record<string, number> = {},
  connections?: unknown,
): OutreachResource {
  const typeOf = (name: string) => (['owner', 'creator', 'updater'].includes(name) ? 'user' : name);
  const relationships = Object.fromEntries(
    Object.entries(related).map(([name, target]) => [name, { data: { type: typeOf(name), id: target } }]),
  );
  return {
    type,
    id,
    attributes,
    relationships,
    ...(connections === undefined ? {} : { meta: { dataConnections: connections } }),
  };
}

export function worldOf(resources: readonly OutreachResource[]): World {
  // eslint-disable-next-line @typescript-eslint/require-await -- a list has nothing to wait for
  async function* some<T>(items: readonly T[]): AsyncGenerator<T> {
    yield* items;
  }
  return {
    org: { id: '00D5g0000012345EAA', timeZone: 'America/New_York', today: '2026-03-02' },
    objects: () => Promise.resolve([]),
    rows: () => some([]),
    resourceTypes: () => Promise.resolve([...new Set(resources.map(({ type }) => type))]),
    resources: (type) => some(resources.filter((one) => one.type === type)),
  };
}

const running: StartedOutreach[] = [];
afterAll(() => Promise.all(running.map((outreach) => outreach.close())));

/** A running stand-in, closed after the file's tests; requests go with the development bearer unless told otherwise. */
export class TryOutreach {
  readonly outreach: StartedOutreach;

  private constructor(outreach: StartedOutreach) {
    this.outreach = outreach;
  }

  static async start(resources: readonly OutreachResource[], options: OutreachOptions = {}): Promise<TryOutreach> {
    const outreach = await startOutreach({ world: worldOf(resources), port: 0, options });
    running.push(outreach);
    return new TryOutreach(outreach);
  }

  /** `path` as in `mailings?sort=updatedAt`, or a whole URL. */
  request(
    path: string,
    headers: Record<string, string | null> = {},
    method = 'GET',
    body?: unknown,
  ): Promise<Response> {
    const url = path.startsWith('http') ? path : `${this.outreach.url}/api/v2/${path}`;
    const all: Record<string, string | null> = {
      Authorization: `Bearer ${this.outreach.developmentBearer}`,
      'Content-Type': MEDIA_TYPE,
      ...headers,
    };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    return fetch(url, { method, headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  async get(path: string): Promise<Body> {
    return (await (await this.request(path)).json()) as Body;
  }

  async ids(path: string): Promise<number[]> {
    const { data, errors } = await this.get(path);
    if (errors) throw new Error(errors.map(({ detail }) => detail).join('; '));
    return data.map(({ id }) => id);
  }

  /** Every page by `links.next`, followed as it is. */
  async pages(path: string): Promise<number[][]> {
    const pages: number[][] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const body: Body = await this.get(next);
      pages.push(body.data.map(({ id }) => id));
      next = body.links?.['next'];
    }
    return pages;
  }

  async fault(fault: Record<string, unknown>): Promise<void> {
    await this.control('faults', fault);
  }

  async control(name: string, body: unknown): Promise<Response> {
    return fetch(`${this.outreach.url}/__control/${name}`, { method: 'POST', body: JSON.stringify(body) });
  }

  token(form: Record<string, string>): Promise<Response> {
    const { environment, url } = this.outreach;
    const body = new URLSearchParams({
      client_id: environment['OUTREACH_CLIENT_ID'] ?? '',
      client_secret: environment['OUTREACH_CLIENT_SECRET'] ?? '',
      grant_type: 'refresh_token',
      refresh_token: environment['OUTREACH_REFRESH_TOKEN'] ?? '',
      ...form,
    });
    return fetch(`${url}/oauth/token`, { method: 'POST', body });
  }
}

/** Seconds to wait by `Retry-After`, an epoch second or an ISO instant, compared with the answer's own `Date`. */
export function waitOf(response: Response): number {
  const after = response.headers.get('retry-after') ?? '';
  const at = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after);
  return (at - Date.parse(response.headers.get('date') ?? '')) / 1000;
}
