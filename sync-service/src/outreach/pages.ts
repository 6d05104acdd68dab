// Reads a whole list by cursor: follows `links.next` as it is, asks for smaller pages when a gateway gives up, and
// never goes round in circles. What the resources mean is not known here.
import { z } from 'zod';
import { FatalFailure } from '../run/failures.ts';
import type { Client, Reply } from './client.ts';
import { GatewayFailure, malformedAnswer } from './failures.ts';

export interface Page {
  /** Resource objects, each Id once within the last ten thousands; the order promises nothing. */
  readonly resources: readonly unknown[];
  /** The server's clock when it answered; null when it did not tell. */
  readonly serverTime: number | null;
}

// 1000 is the largest page that is accepted; below 50, its default, a gateway that gives up is simply down.
export const LARGEST_PAGE = 1000;
const SMALLEST_PAGE = 50;
// So many ids are remembered to know a record that comes again; as many repetitions in a row are a circle. A page
// without records counts as a full one.
const REMEMBERED = 30_000;

const pageBody = z.object({
  data: z.array(z.unknown()),
  links: z.object({ next: z.string().nullish() }).nullish(),
});
const named = z.object({ id: z.union([z.number(), z.string()]) });

/**
 * All pages of a list. The next page is asked for while the last one is being used.
 * Throws FatalFailure on answers that are no page, on a next link to another host and on circles.
 */
export async function* readPages(
  client: Client,
  list: string,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<Page, void, undefined> {
  const reader = new PageReader(client, signal);
  let next: Promise<Settled> | null = settle(
    reader.read(urlOf(list, { ...parameters, 'page[size]': String(LARGEST_PAGE) })),
  );
  const recent = new Recent(REMEMBERED);
  let idle = 0;
  while (next !== null) {
    const settled: Settled = await next;
    if ('problem' in settled) throw settled.problem;
    const { page, following, path }: ReadPage = settled.value;
    next = following === null ? null : settle(reader.read(following));
    const resources = page.resources.filter((resource) => {
      const parsed = named.safeParse(resource);
      // Without an Id it is malformed, which is for the one who reads it to say.
      return !parsed.success || recent.isNew(String(parsed.data.id));
    });
    idle = resources.length > 0 ? 0 : idle + (page.resources.length || LARGEST_PAGE);
    if (idle > REMEMBERED) throw circle(path);
    yield { resources, serverTime: page.serverTime };
  }
}

/** The ids that came last, as many as it may hold. */
class Recent {
  readonly #ids = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  isNew(id: string): boolean {
    // Deleted first, so that it moves to the end of those that are remembered.
    const known = this.#ids.delete(id);
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > this.#most && oldest !== undefined) this.#ids.delete(oldest);
    return !known;
  }
}

interface ReadPage {
  readonly page: Page;
  readonly following: string | null;
  readonly path: string;
}
type Settled = { readonly value: ReadPage } | { readonly problem: unknown };

/** A page that is asked for ahead may fail while nobody waits for it; its failure is thrown when its turn comes. */
const settle = (promise: Promise<ReadPage>): Promise<Settled> =>
  promise.then(
    (value) => ({ value }),
    (problem: unknown) => ({ problem }),
  );

class PageReader {
  readonly #client: Client;
  readonly #signal: AbortSignal;
  readonly #visited = new Set<string>();
  #size = LARGEST_PAGE;

  constructor(client: Client, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  async read(url: string): Promise<ReadPage> {
    const { pathname, origin } = new URL(url);
    const place = placeOf(url);
    if (this.#visited.has(place)) throw circle(pathname);
    this.#visited.add(place);
    const reply = await this.#get(url);
    const body = pageBody.safeParse(reply.body);
    if (!body.success) {
      const [issue] = body.error.issues;
      throw malformedAnswer(pathname, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no page'}`);
    }
    const following = body.data.links?.next ?? null;
    if (following !== null && (!URL.canParse(following) || new URL(following).origin !== origin))
      throw malformedAnswer(pathname, 'its next link does not lead to the same host');
    return { page: { resources: body.data.data, serverTime: reply.serverTime }, following, path: pathname };
  }

  /** Halves the page when a gateway gives up, keeping the place in the list; only the size in the link changes. */
  async #get(url: string): Promise<Reply> {
    for (;;) {
      const sized = this.#size === LARGEST_PAGE ? url : withSize(url, this.#size);
      try {
        return await this.#client.get(sized, { signal: this.#signal, gatewayIsFinal: this.#size > SMALLEST_PAGE });
      } catch (problem) {
        if (!(problem instanceof GatewayFailure) || this.#size === SMALLEST_PAGE) throw problem;
        this.#size = Math.max(SMALLEST_PAGE, this.#size >> 1);
      }
    }
  }
}

/** Parameters are joined as the documentation writes them: brackets and commas encoded or not mean the same. */
export function urlOf(list: string, parameters: Readonly<Record<string, string>>): string {
  return `${list}?${new URLSearchParams(parameters).toString()}`;
}

function withSize(url: string, size: number): string {
  const sized = new URL(url);
  sized.searchParams.set('page[size]', String(size));
  return sized.toString();
}

/** Where in the list a link leads: its cursor, or all of it when there is none. */
function placeOf(url: string): string {
  const { searchParams } = new URL(url);
  return searchParams.get('page[after]') ?? url;
}

function circle(path: string): FatalFailure {
  return new FatalFailure(`Outreach's pages of ${path} go round in circles`, {
    code: 'OUTREACH_PAGING_LOOP',
    actions: ['Run again later; report it to Outreach if it stays.'],
  });
}
