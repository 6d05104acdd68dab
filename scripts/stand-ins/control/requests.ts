// What a server was asked, counted by kind of request. It answers "how many calls did this run cost, and for which
// rows?"; bodies, tokens and single addresses are not kept.

export interface RequestCount {
  readonly method: string;
  /** The path without query string; Ids, numbers and locators in it are `{id}`. */
  readonly path: string;
  readonly status: number;
  /** The SObject or JSON:API type it was about; null when none. */
  readonly object: string | null;
  /** Records read or written, summed over all these requests; rows refused one by one are included. */
  readonly rows: number;
  readonly count: number;
}

/** Counts requests by method, shape of the path, status and object. */
export class RequestLog {
  readonly #counts = new Map<string, RequestCount>();

  record(request: { method: string; path: string; status: number; object?: string | null; rows?: number }): void {
    const { method, status, object = null, rows = 0 } = request;
    const path = pathShape(request.path);
    const key = `${method} ${path} ${status} ${object ?? ''}`;
    const before = this.#counts.get(key);
    this.#counts.set(key, {
      method,
      path,
      status,
      object,
      rows: (before?.rows ?? 0) + rows,
      count: (before?.count ?? 0) + 1,
    });
  }

  list(): RequestCount[] {
    return [...this.#counts.values()];
  }

  clear(): void {
    this.#counts.clear();
  }
}

/** A Salesforce Id, or a query locator: 15 or 18 letters and digits, one digit at least. */
const ID = /^(?=.*\d)[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?(-\d+)?$/;

/** `/sobjects/Account/001000000000001AAA?x=1` → `/sobjects/Account/{id}`: one line in the log per kind of request. */
function pathShape(path: string): string {
  const [plain = ''] = path.split('?');
  return plain
    .replace(/\/{2,}/g, '/')
    .split('/')
    .map((part) => (/^\d+$/.test(part) || ID.test(part) ? '{id}' : part))
    .join('/');
}
