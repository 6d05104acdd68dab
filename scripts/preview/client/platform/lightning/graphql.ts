// lightning/graphql over fetch: nothing is asked until every reactive variable is there, late answers are dropped, and each
// result brings `refresh`. Unlike the platform it keeps no cache.
import { ask, sentenceOf } from '../../viewing.ts';

interface Document {
  readonly source: string;
}
interface Config {
  readonly query?: Document;
  readonly variables?: unknown;
  readonly operationName?: string;
}
interface Result {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string }[] | undefined;
  readonly refresh?: () => Promise<void>;
}

export const gql = (literals: TemplateStringsArray, ...substitutions: unknown[]): Document =>
  Object.freeze({ source: String.raw({ raw: literals }, ...substitutions) });

export class graphql {
  readonly #emit: (result: Result) => void;
  #connected = false;
  #config: Config | undefined;
  #asked = '';
  #latest = 0;

  constructor(emit: (result: Result) => void) {
    this.#emit = emit;
    emit({ data: undefined, errors: undefined });
  }

  connect(): void {
    this.#connected = true;
    if (this.#config) void this.#load();
  }

  disconnect(): void {
    this.#connected = false;
    this.#latest++;
  }

  update(config: Config): void {
    if (!config.query || ('variables' in config && config.variables === undefined)) return;
    const asked = JSON.stringify([config.query.source, config.variables, config.operationName]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#config = config;
    if (this.#connected) void this.#load();
  }

  async #load(): Promise<void> {
    const turn = ++this.#latest;
    const { data, errors } = await answerTo(this.#config);
    if (turn !== this.#latest) return;
    this.#emit(frozen({ data, errors, refresh: () => this.#load() }));
  }
}

async function answerTo(config: Config | undefined): Promise<Result> {
  try {
    const { query, variables, operationName } = config ?? {};
    const body = JSON.stringify({ query: query?.source, variables, operationName });
    const answer = (await ask('/graphql', { method: 'POST', body })) as Partial<Result>;
    const errors = answer.errors && answer.errors.length > 0 ? answer.errors : undefined;
    return { data: errors ? undefined : answer.data, errors };
  } catch (error) {
    return { data: undefined, errors: [{ message: sentenceOf(error) }] };
  }
}

/** What the platform hands out cannot be changed. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
