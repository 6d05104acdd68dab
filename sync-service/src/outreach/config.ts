// What the Outreach room must be told. Settings are parsed elsewhere; nothing here reads the environment.
import type { Log } from '../run/log.ts';

/** How we prove who we are; the setting names are those of the environment. */
export type Credentials =
  | {
      /** OAuth on behalf of a user: OUTREACH_CLIENT_ID, OUTREACH_CLIENT_SECRET, OUTREACH_REFRESH_TOKEN. */
      readonly kind: 'refresh';
      readonly clientId: string;
      readonly clientSecret: string;
      /** Where the chain of rotating refresh tokens starts; later ones are kept in the state folder. */
      readonly refreshToken: string;
    }
  | {
      /** Server to server: OUTREACH_S2S_GUID, OUTREACH_S2S_PRIVATE_KEY, OUTREACH_INSTALL_ID. Steps and dispositions are out of reach. */
      readonly kind: 's2s';
      readonly guid: string;
      readonly privateKeyPem: string;
      readonly installId: string;
    }
  | {
      /** OUTREACH_API_KEY: an access token that somebody minted, for development; it dies after two hours. */
      readonly kind: 'bearer';
      readonly token: string;
    };

export interface OutreachConfig {
  /** Such as `https://api.outreach.io/api/v2`; a bare origin gets `/api/v2`. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly log: Log;
  /** Folder for the rotating token; created if missing, readable by the owner only. */
  readonly stateFolder: string;
  /** Requests that the plan grants in a year. */
  readonly yearlyRequests: number;
  /** The share of a kind, 0 to 1, that a sweep drops by itself. */
  readonly dropShare: number;
  /** The machine's clock in milliseconds since the epoch; tokens age by it. Default: Date.now. */
  readonly now?: () => number;
  readonly timeouts?: Partial<Timeouts>;
}

/** All in milliseconds. */
export interface Timeouts {
  /** One exchange from sending to the last byte of the body. */
  readonly attempt: number;
  /** One request with all its retries and waits. */
  readonly request: number;
  /** The longest wait that is slept through; a longer one ends the run with a RetriableFailure. */
  readonly wait: number;
  /** First pause before a retry; doubles each time. */
  readonly backoff: number;
}

/** Together they keep the promise that every request ends within 120 s, in success or a clear failure. */
export const DEFAULT_TIMEOUTS: Timeouts = { attempt: 30_000, request: 110_000, wait: 62_000, backoff: 500 };

/** The API's root without a slash at its end, and the origin where tokens are minted. */
export function endpoints(baseUrl: string): { readonly api: string; readonly origin: string } {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, '');
  return { api: `${url.origin}${path === '' ? '/api/v2' : path}`, origin: url.origin };
}

/** Whom the mirror belongs to: another Outreach or another client means another mirror. Holds no secret. */
export function sourceOf(config: Pick<OutreachConfig, 'baseUrl' | 'credentials'>): string {
  const { credentials } = config;
  const client =
    credentials.kind === 'refresh' ? credentials.clientId : credentials.kind === 's2s' ? credentials.guid : 'bearer';
  return `${endpoints(config.baseUrl).api} ${credentials.kind} ${client}`;
}
