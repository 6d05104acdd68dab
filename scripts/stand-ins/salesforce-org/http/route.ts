// One route of the org: its path, and what answers it. Which there are is in routes.ts.
import type { Call } from './call.ts';
import type { Reply } from './reply.ts';

export type Handler = (call: Call) => Reply | Promise<Reply>;

export interface Route {
  /** `:` matches one part of the path and is captured. */
  readonly path: string;
  /** What a fault's `match` can say; the first is the usual one. */
  readonly names: readonly string[];
  readonly methods: Readonly<Record<string, Handler>>;
}
