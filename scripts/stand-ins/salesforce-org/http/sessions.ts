// Who may come in: JWT bearer assertions are verified here and become sessions that expire. What a session may then do
// is decided by the viewer in ../access.
import { createPublicKey, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { compactVerify, decodeJwt, type JWTPayload } from 'jose';
import type { Org } from '../org.ts';

/** The platform's shortest usual session setting; both ends of a day's run meet an expiry. */
const TWO_HOURS = 2 * 60 * 60 * 1000;
const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];
/** jsforce and most libraries state seconds, the sf command line milliseconds: no date in seconds is that large before the year 5138. */
const LEAST_MILLISECONDS = 100_000_000_000;

/** A refused login: HTTP 400 with these two texts. */
export class LoginRefused extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.name = 'LoginRefused';
    this.error = error;
  }
}

export interface ConsumerKeys {
  readonly consumerKey: string;
  /** PKCS #8 PEM: what the service signs with. */
  readonly privateKey: string;
}

/** A fresh key pair and consumer key, as registered on the org's connected app. */
export async function createConsumer(): Promise<ConsumerKeys> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return {
    consumerKey: `3MVG9${randomBytes(40).toString('base64url')}`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export class Sessions {
  readonly #org: Org;
  readonly #consumerKey: string;
  #publicKey: KeyObject;
  readonly #lifeMs: number;
  readonly #live = new Map<string, { userId: string; until: number }>();

  constructor(org: Org, consumer: ConsumerKeys, lifeMs = TWO_HOURS) {
    this.#org = org;
    this.#consumerKey = consumer.consumerKey;
    this.#publicKey = createPublicKey(consumer.privateKey);
    this.#lifeMs = lifeMs;
  }

  /** The app's certificate is replaced: from now on only its key signs in. @throws Error when it is neither certificate nor key. */
  trust(pem: string): void {
    this.#publicKey = createPublicKey(pem);
  }

  /** Checks the assertion and opens a session. @throws LoginRefused */
  async login(assertion: string, ownUrl: string): Promise<{ token: string; userId: string }> {
    let claims: JWTPayload;
    try {
      claims = decodeJwt(assertion);
    } catch (error) {
      throw refused(`invalid assertion (${error instanceof Error ? error.message : String(error)})`);
    }
    if (claims.iss !== this.#consumerKey) throw new LoginRefused('invalid_client_id', 'client identifier invalid');
    try {
      await compactVerify(assertion, this.#publicKey, { algorithms: ['RS256'] });
    } catch (error) {
      throw refused(`invalid assertion (${error instanceof Error ? error.message : String(error)})`);
    }
    const audiences = (Array.isArray(claims.aud) ? claims.aud : [claims.aud ?? '']).map((url) =>
      url.replace(/\/$/, ''),
    );
    const accepted = [ownUrl, ownUrl.replace('127.0.0.1', 'localhost'), ...LOGIN_HOSTS];
    if (!audiences.some((audience) => accepted.includes(audience))) throw refused('audience is invalid');
    const exp = claims.exp ?? 0;
    // The machine's clock, not the org's: the caller signs with this machine's time whatever date the world plays on.
    if ((exp >= LEAST_MILLISECONDS ? exp : exp * 1000) <= Date.now()) throw refused('assertion is expired');
    const user = this.#org.userByName(claims.sub ?? '');
    if (!user) throw refused("user hasn't approved this consumer");
    return { token: this.open(user.id), userId: user.id };
  }

  /** A session of that user, without any proof: for logins that were checked, and for the control interface. */
  open(userId: string): string {
    const token = `${this.#org.id.slice(0, 15)}!${randomBytes(60).toString('base64url')}`;
    this.#live.set(token, { userId, until: Date.now() + this.#lifeMs });
    return token;
  }

  /** The user of an Authorization header (`Bearer` or `OAuth`), or null when there is no live session behind it. */
  userOf(authorization: string | undefined): string | null {
    const token = tokenOf(authorization);
    const session = this.#live.get(token);
    if (!session) return null;
    if (session.until <= Date.now()) {
      this.#live.delete(token);
      return null;
    }
    return session.userId;
  }

  forget(authorization: string | undefined): void {
    this.#live.delete(tokenOf(authorization));
  }
}

const tokenOf = (authorization = '') => authorization.replace(/^(Bearer|OAuth)\s+/i, '');

const refused = (description: string) => new LoginRefused('invalid_grant', description);
