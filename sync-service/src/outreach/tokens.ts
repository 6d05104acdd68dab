// The access token in use: kept in memory and in the token file, minted by one flight at a time, the newest refresh
// token saved before anything else happens. Never in the ledger, never in a log.
import { endpoints, type OutreachConfig, type Timeouts } from './config.ts';
import type { Exchange } from './exchange.ts';
import { authorisationFailure, tokenTookTooLong } from './failures.ts';
import { createMint, type Minted } from './mint.ts';
import { createTokenFile, type KeptToken } from './token-file.ts';

export interface Tokens {
  /** An access token that is good for at least another minute, as far as we know. */
  current(signal: AbortSignal): Promise<string>;
  /** Another one, after Outreach refused `refused`; a token that somebody else minted meanwhile is taken. */
  replace(refused: string, signal: AbortSignal): Promise<string>;
}

// A token is given up this long before it ends, so that it does not end on its way.
const MARGIN_MS = 60_000;

export function createTokens(config: OutreachConfig, timeouts: Timeouts, exchange: Exchange): Tokens {
  const { credentials } = config;
  if (credentials.kind === 'bearer')
    return {
      current: () => Promise.resolve(credentials.token),
      replace: () => Promise.reject(authorisationFailure('bearer', 'Outreach refuses this access token (401)')),
    };

  const now = config.now ?? Date.now;
  const { api, origin } = endpoints(config.baseUrl);
  const mint = createMint(origin, exchange, timeouts, now);
  const file = createTokenFile(
    config.stateFolder,
    credentials.kind === 'refresh'
      ? [api, credentials.clientId, credentials.clientSecret, credentials.refreshToken]
      : [api, credentials.guid, credentials.installId],
  );
  let known: KeptToken | null = null;
  let flight: Promise<string> | null = null;
  const refusedOnes = new Set<string>();

  const usable = (token: KeptToken | null): string | null =>
    token !== null && token.expiresAt - MARGIN_MS > now() && !refusedOnes.has(token.accessToken)
      ? token.accessToken
      : null;

  async function keep(minted: Minted, used: string | null): Promise<string> {
    known = {
      accessToken: minted.accessToken,
      expiresAt: now() + minted.expiresIn * 1000,
      refreshToken: minted.refreshToken ?? used,
      previousRefreshToken: minted.refreshToken === null ? null : used,
    };
    await file.write(known);
    config.log.info('outreach.token.minted', { kind: credentials.kind, forSeconds: minted.expiresIn });
    return minted.accessToken;
  }

  async function mintOne(signal: AbortSignal): Promise<string> {
    const kept = await file.read();
    const another = usable(kept);
    if (another !== null) {
      known = kept;
      return another;
    }
    if (credentials.kind === 's2s') return keep(await mint.byServer(credentials, signal), null);
    if (credentials.kind === 'bearer') return credentials.token;
    // The newest first; the others in case an answer of Outreach's was lost before we could keep it.
    const chain = [kept?.refreshToken, kept?.previousRefreshToken, credentials.refreshToken];
    for (const refreshToken of new Set(chain.filter((token) => typeof token === 'string'))) {
      const minted = await mint.byRefreshToken(credentials, refreshToken, signal);
      if (minted !== 'refused') return keep(minted, refreshToken);
    }
    throw authorisationFailure(
      'refresh',
      'Outreach no longer accepts this refresh token (invalid_grant); one that is not used for 14 days ends',
    );
  }

  /** One flight for all who wait. It has a deadline of its own: whoever started it may leave, the others stay. */
  function fly(signal: AbortSignal): Promise<string> {
    flight ??= (async () => {
      const own = AbortSignal.timeout(timeouts.request);
      try {
        return await file.alone(() => mintOne(own), own);
      } catch (problem) {
        if (!own.aborted) throw problem;
        throw tokenTookTooLong(problem);
      } finally {
        flight = null;
      }
    })();
    return Promise.race([flight, aborted(signal)]);
  }

  return {
    async current(signal) {
      return usable(known) ?? fly(signal);
    },
    async replace(refused, signal) {
      refusedOnes.add(refused);
      return usable(known) ?? fly(signal);
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
