// How this stand-in behaves where tenants differ or the documentation is silent. Defaults: the documented behaviour.
import type { TokenRules } from './tokens.ts';

export interface OutreachOptions {
  /** Refuse GETs without `Content-Type: application/vnd.api+json`, as documented (true); live GETs pass without. */
  readonly mediaTypeOnGet?: boolean;
  /** `meta.dataConnections` as an array (default) or as one object. */
  readonly connectionsForm?: 'array' | 'object';
  /** `filter[account][id]=1,2` through a relationship: answered (default) or refused. */
  readonly relationshipLists?: boolean;
  /** `meta.count` without being asked, as for apps registered before October 2024. */
  readonly countByDefault?: boolean;
  /** Smallest mailings page that fails with 502 when bodies are asked for; Infinity = never. */
  readonly bodiesLimit?: number;
  /** Requests an hour. */
  readonly rateLimit?: number;
  readonly twoValueRateLimit?: boolean;
  readonly tokens?: Partial<TokenRules>;
}

/** Everything this product reads, and its webhooks. Names beyond the published list follow its grammar. */
const SCOPES = [
  ...['accounts', 'callDispositions', 'callPurposes', 'calls', 'mailings', 'prospects', 'recipients', 'sequences'],
  ...['sequenceStates', 'sequenceSteps', 'users'],
]
  .map((plural) => `${plural}.read`)
  .concat('webhooks.all');

export const complete = (options: OutreachOptions) => ({
  mediaTypeOnGet: options.mediaTypeOnGet ?? true,
  connectionsForm: options.connectionsForm ?? ('array' as const),
  relationshipLists: options.relationshipLists ?? true,
  countByDefault: options.countByDefault ?? false,
  bodiesLimit: options.bodiesLimit ?? 500,
  rateLimit: options.rateLimit ?? 10_000,
  twoValueRateLimit: options.twoValueRateLimit ?? false,
  tokens: {
    bearerSeconds: 7200,
    mintSeconds: 60,
    refresh: 'rotating' as const,
    scopes: SCOPES,
    ...options.tokens,
  },
});
