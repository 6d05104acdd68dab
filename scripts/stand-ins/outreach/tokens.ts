// Who may call: OAuth refresh tokens and the bearers they give, one development bearer. Server-to-server is in app-token.ts.
// Lifetimes are counted on the machine's clock: moving the org's date must not end a session.
import { randomBytes } from 'node:crypto';
import type { Answer } from '../control/answer.ts';
import { rateLimited } from './answers.ts';
import type { Said } from './rate-limit.ts';

export interface Session {
  readonly token: string;
  /** Whose rate limit it uses up. */
  readonly owner: string;
  readonly serverToServer: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export interface TokenRules {
  /** Seconds that a user's bearer lives; Outreach: 7200. */
  readonly bearerSeconds: number;
  /** Seconds between two mints of one user and application; Outreach: 60. 0 = no limit. */
  readonly mintSeconds: number;
  /**
   * `rotating`: each refresh gives a new refresh token, the old one is good for one more use; `single`: for none;
   * `reusable`: the configured one works for ever. Which of them a tenant does is not settled.
   */
  readonly refresh: 'rotating' | 'single' | 'reusable';
  readonly scopes: readonly string[];
}

const REFRESH_DAYS = 14;
const OWNER = 'user 1';

export class Tokens {
  readonly clientId = `stand-in-${randomBytes(12).toString('hex')}`;
  readonly clientSecret = randomBytes(24).toString('base64url');
  /** The first refresh token, as an authorisation in a browser would have left it. */
  readonly refreshToken: string;
  readonly #rules: TokenRules;
  readonly #said: Said;
  readonly #sessions = new Map<string, Session>();
  readonly #refresh = new Map<string, { uses: number; expiresAt: number }>();
  #lastMint = 0;

  constructor(rules: TokenRules, said: Said) {
    this.#rules = rules;
    this.#said = said;
    this.refreshToken = this.#newRefreshToken();
  }

  /** Opens a session and returns its bearer. */
  open(owner: string, seconds: number, serverToServer: boolean): Session {
    const session: Session = {
      token: randomBytes(32).toString('base64url'),
      owner,
      serverToServer,
      scopes: new Set(this.#rules.scopes),
      expiresAt: Date.now() + seconds * 1000,
    };
    this.#sessions.set(session.token, session);
    return session;
  }

  /** A bearer that needs no mint, for development. It dies like any other. */
  openForDevelopment(): string {
    return this.open(OWNER, this.#rules.bearerSeconds, false).token;
  }

  /** The session of an `Authorization` header; undefined when unknown, expired or no bearer. */
  find(authorization: string | undefined): Session | undefined {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    const session = token === undefined ? undefined : this.#sessions.get(token);
    return session && session.expiresAt > Date.now() ? session : undefined;
  }

  /** Forgets a bearer, as if it had expired. */
  forget(session: Session): void {
    this.#sessions.delete(session.token);
  }

  /** Answers `POST /oauth/token`; `form` holds the body's parameters. */
  mint(form: URLSearchParams): Answer {
    if (form.get('client_id') !== this.clientId || form.get('client_secret') !== this.clientSecret) {
      return refused(401, 'invalid_client', 'Client authentication failed due to unknown client.');
    }
    if (form.get('grant_type') !== 'refresh_token') {
      return refused(400, 'unsupported_grant_type', 'The authorization grant type is not supported here.');
    }
    const given = form.get('refresh_token') ?? '';
    const known = this.#refresh.get(given);
    if (!known || known.uses === 0 || known.expiresAt <= Date.now()) {
      return refused(400, 'invalid_grant', 'The provided refresh token is invalid, expired or revoked.');
    }
    const next = this.#lastMint + this.#rules.mintSeconds * 1000;
    if (Date.now() < next) return rateLimited(1, this.#said(next));
    this.#lastMint = Date.now();
    if (this.#rules.refresh !== 'reusable') known.uses -= 1;
    const session = this.open(OWNER, this.#rules.bearerSeconds, false);
    const body = {
      access_token: session.token,
      token_type: 'Bearer',
      expires_in: this.#rules.bearerSeconds,
      refresh_token: this.#rules.refresh === 'reusable' ? given : this.#newRefreshToken(),
      scope: this.#rules.scopes.join(' '),
      created_at: Math.floor(Date.now() / 1000),
    };
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  }

  #newRefreshToken(): string {
    const token = randomBytes(24).toString('base64url');
    const uses = this.#rules.refresh === 'single' ? 1 : 2;
    this.#refresh.set(token, { uses, expiresAt: Date.now() + REFRESH_DAYS * 86_400_000 });
    return token;
  }
}

const refused = (status: number, error: string, error_description: string): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ error, error_description }),
});
