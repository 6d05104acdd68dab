// Server-to-server access: the application's key pair, its signed app token, the installation, and the bearer it gives.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import type { Answer } from '../control/answer.ts';
import { failure, invalidAccessToken, json, notFound } from './answers.ts';
import type { Tokens } from './tokens.ts';

/** An S2S bearer lives one hour, half as long as a user's. */
const BEARER_SECONDS = 3600;

export class Installation {
  readonly guid: string = randomUUID();
  readonly installId: string = randomUUID();
  /** Good once, for `setupToken`. */
  #setupToken: string | null = randomBytes(16).toString('hex');
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #tokens: Tokens;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** PEM (PKCS #8) of the key whose public half is registered with the application. */
  get privateKey(): string {
    return this.#keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  }

  get setupToken(): string | null {
    return this.#setupToken;
  }

  /** Answers `POST /api/app/installs/{which}/actions/{action}`. */
  async act(which: string, action: string, authorization: string | undefined): Promise<Answer> {
    if (!(await this.#isAppToken(authorization))) return invalidAccessToken();
    if (action === 'setupToken' && which === this.#setupToken) {
      this.#setupToken = null;
      return json(200, { data: { type: 'install', id: this.installId } });
    }
    if (action === 'accessToken' && which === this.installId) {
      const session = this.#tokens.open(`install ${this.installId}`, BEARER_SECONDS, true);
      const meta = { accessToken: session.token, accessTokenExpiresAt: new Date(session.expiresAt).toISOString() };
      return json(200, { data: { type: 'install', id: this.installId, meta } });
    }
    return action === 'setupToken' || action === 'accessToken'
      ? notFound('install', which)
      : failure(404, 'resourceNotFound', 'Resource Not Found', `There is no action '${action}'.`);
  }

  async #isAppToken(authorization: string | undefined): Promise<boolean> {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return false;
    try {
      const { payload } = await jwtVerify(token, this.#keys.publicKey, {
        algorithms: ['RS256'],
        issuer: this.guid,
        requiredClaims: ['iat', 'exp'],
      });
      // An hour is the longest life documented.
      return (payload.exp ?? 0) - (payload.iat ?? 0) <= 3600;
    } catch (problem) {
      if (problem instanceof errors.JOSEError) return false;
      throw problem;
    }
  }
}
