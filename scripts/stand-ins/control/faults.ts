// The faults a check has ordered, and who gets the next one. What a fault does on the wire is in answer.ts;
// what it means to rows, jobs and sessions is each server's own business.

const faultKinds = [
  'status',
  'slow',
  'drop',
  'truncate',
  'expire',
  'lock',
  'limit',
  'stuck',
  'fail',
  'unsorted',
  'duplicate',
  'unbounded',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Kinds that change how one HTTP answer goes out, whatever it holds; the others belong to rows, jobs and pages. */
export const wireKinds: readonly FaultKind[] = ['status', 'slow', 'drop', 'truncate', 'expire', 'limit'];

export interface Fault {
  /** One or several request names joined by `|` (`bulk`, `query`, `mailings`, …), or `*` for every request. */
  readonly match: string;
  readonly kind: FaultKind;
  /** HTTP status for kind `status`; 503 when not given. */
  readonly status: number;
  /** Milliseconds to wait before the answer, with every kind. */
  readonly delayMs: number;
  /** How many requests are hit; −1 = for ever. */
  readonly times: number;
  /** How many matching requests pass unharmed first. */
  readonly after: number;
  /** For kind `status`: the exact body; otherwise the server's own error form is used. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fault order that cannot be understood; `field` is the name of the wrong member. */
export class BadFault extends Error {
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`fault.${field} must be ${expected}`);
    this.name = 'BadFault';
    this.field = field;
  }
}

interface Order {
  readonly fault: Fault;
  passed: number;
  hits: number;
}

/** The list of ordered faults of one server. First ordered, first served. */
export class Faults {
  #orders: Order[] = [];

  /** Accepts parsed JSON as it came. Throws `BadFault` naming the wrong member. */
  add(input: unknown): Fault {
    const fault = readFault(input);
    this.#orders.push({ fault, passed: 0, hits: 0 });
    return fault;
  }

  clear(): void {
    this.#orders = [];
  }

  /** What is still ordered, with how often each has hit so far; used-up ones are gone. */
  list(): (Fault & { hits: number })[] {
    return this.#orders.map(({ fault, hits }) => ({ ...fault, hits }));
  }

  /**
   * The fault that hits this request, if any; uses one of its `times` up.
   * `names` are all names of the request, general and special (`['bulk', 'bulk-results']`); `kinds` limits the
   * search to what this place in the server can do.
   */
  take(names: readonly string[], kinds: readonly FaultKind[] = faultKinds): Fault | undefined {
    for (const order of this.#orders) {
      if (!kinds.includes(order.fault.kind) || !matches(order.fault.match, names)) continue;
      if (order.passed < order.fault.after) {
        order.passed += 1;
        continue;
      }
      order.hits += 1;
      if (order.fault.times >= 0 && order.hits >= order.fault.times) {
        this.#orders = this.#orders.filter((other) => other !== order);
      }
      return order.fault;
    }
    return undefined;
  }
}

const matches = (match: string, names: readonly string[]) =>
  match === '*' || match.split('|').some((name) => names.includes(name.trim()));

function readFault(input: unknown): Fault {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new BadFault('match', 'given: the body is a JSON object such as {"match":"query","kind":"status"}');
  }
  const given = new Map<string, unknown>(Object.entries(input));
  const known = ['match', 'kind', 'status', 'delayMs', 'times', 'after', 'body', 'headers'];
  for (const name of given.keys()) {
    if (!known.includes(name)) throw new BadFault(name, `left out: known members are ${known.join(', ')}`);
  }
  const match = given.get('match');
  if (typeof match !== 'string' || match === '')
    throw new BadFault('match', 'a request name such as "bulk" or "query"');
  const kind = faultKinds.find((known) => known === given.get('kind'));
  if (kind === undefined) throw new BadFault('kind', `one of ${faultKinds.join(', ')}`);
  const body = given.get('body');
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const headers = readHeaders(given.get('headers'));
  return {
    match,
    kind,
    status: whole(given, 'status', 503, 200, 599),
    // A slow answer without a stated delay still has to be noticeably slow.
    delayMs: whole(given, 'delayMs', kind === 'slow' ? 1000 : 0, 0, 3_600_000),
    times: whole(given, 'times', 1, -1, 1_000_000),
    after: whole(given, 'after', 0, 0, 1_000_000),
    ...(text === undefined ? {} : { body: text }),
    ...(headers === undefined ? {} : { headers }),
  };
}

function whole(given: Map<string, unknown>, name: string, usual: number, least: number, most: number): number {
  const value = given.get(name) ?? usual;
  if (
    typeof value !== 'number' ||
    !Number.isInteger(value) ||
    value < least ||
    value > most ||
    (name === 'times' && value === 0)
  ) {
    throw new BadFault(name, `a whole number from ${least} to ${most}${name === 'times' ? ', not 0' : ''}`);
  }
  return value;
}

function readHeaders(value: unknown): Record<string, string> | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadFault('headers', 'an object of header names and text values');
  }
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
