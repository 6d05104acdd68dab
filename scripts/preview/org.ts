// What the preview asks of the stand-in org on its own account: who may look, and a session for that person. Tokens stay here.
import type { Person } from './context.ts';

export interface Viewer extends Person {
  readonly timeZone: string;
  readonly locale: string;
}

export interface Session {
  readonly accessToken: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly permissionSets: readonly string[];
  readonly customPermissions: readonly string[];
}

/** The org does not answer as it should; the message says which request, and what to look at. */
export class OrgProblem extends Error {
  override readonly name = 'OrgProblem';
}

export class Org {
  readonly #url: string;
  readonly #tokens = new Map<string, string>();
  #busiest: string | null = null;

  /** @param url of the stand-in org, without a slash at its end */
  constructor(url: string) {
    this.#url = url;
  }

  /** Everybody who may look. */
  async viewers(): Promise<readonly Viewer[]> {
    const viewers = (await (await this.#control('/__control/viewers')).json()) as readonly Viewer[];
    if (viewers.length === 0) throw new OrgProblem('The org has no viewers: its world needs users (User.jsonl).');
    return viewers;
  }

  /** By how many milliseconds the org's clock is ahead of this machine's; its answers are dated by it, to the second. */
  async clockAhead(): Promise<number> {
    const { headers } = await this.#fetch('/services/data', {});
    const date = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(date) ? 0 : date - Date.now();
  }

  /**
   * Whoever owns most of the accounts that are high-signal now, so that a first visit shows something of one's own. Found
   * once: the answer is only a choice of whose eyes to begin with.
   *
   * @param admin sees all accounts
   * @returns null when there are none, or the field is not there
   */
  async busiestOwner(admin: string): Promise<string | null> {
    this.#busiest ??= await this.#findBusiest(admin);
    return this.#busiest;
  }

  async #findBusiest(admin: string): Promise<string | null> {
    const query = 'SELECT OwnerId, COUNT(Id) n FROM Account WHERE High_Signal__c = true GROUP BY OwnerId';
    const response = await this.asViewer(admin, `/services/data/v66.0/query?q=${encodeURIComponent(query)}`, {});
    if (!response.ok) return null;
    const { records } = (await response.json()) as { readonly records: readonly { OwnerId: string; n: number }[] };
    return records.toSorted((one, other) => other.n - one.n)[0]?.OwnerId ?? null;
  }

  /** A new session; what the person may do is as of now. */
  async signIn(userId: string): Promise<Session> {
    const response = await this.#control('/__control/sessions', { userId });
    const session = (await response.json()) as Session;
    this.#tokens.set(userId, session.accessToken);
    return session;
  }

  /** Hands a request of the page on as that viewer, signing in again once when the session has ended. */
  async asViewer(userId: string, path: string, init: RequestInit): Promise<Response> {
    const token = this.#tokens.get(userId) ?? (await this.signIn(userId)).accessToken;
    const response = await this.#request(path, init, token);
    if (response.status !== 401) return response;
    return this.#request(path, init, (await this.signIn(userId)).accessToken);
  }

  #request(path: string, init: RequestInit, token: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return this.#fetch(path, { ...init, headers });
  }

  async #control(path: string, order?: unknown): Promise<Response> {
    const init = order === undefined ? {} : { method: 'POST', body: JSON.stringify(order) };
    const response = await this.#fetch(path, init);
    if (response.ok) return response;
    throw new OrgProblem(
      `The stand-in org answered ${String(response.status)} to ${path}: ${(await response.text()).slice(0, 300)}`,
    );
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.#url}${path}`, init);
    } catch (cause) {
      throw new OrgProblem(`The stand-in org at ${this.#url} does not answer. Is it still running?`, { cause });
    }
  }
}
