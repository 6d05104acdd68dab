// Signing in by JWT bearer token: the key, the assertion, the audience. Never logs or quotes any of them.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Connection } from 'jsforce';
import { ConfigurationFailure } from '../run/failures.ts';
import { loginOrigin, type SalesforceConfig } from './config.ts';
import { LOGIN_REFUSED, translateLoginError } from './translate.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The setting whose key the org took. */
export type KeyInUse = 'SF_PRIVATE_KEY' | 'SF_PRIVATE_KEY_NEXT';

/**
 * Gives the connection a session: by the next key when there is one, else or when the org refuses that by the other. An org
 * has many words for a key that it does not know yet, so that whatever it says of one, the other is tried.
 *
 * @throws ConfigurationFailure that names the setting at fault
 */
export async function signIn(connection: Connection, config: SalesforceConfig): Promise<KeyInUse> {
  const { nextPrivateKeyPem: next } = config;
  if (next !== null && next !== undefined) {
    try {
      await signInBy(connection, config, privateKey('SF_PRIVATE_KEY_NEXT', next));
      return 'SF_PRIVATE_KEY_NEXT';
    } catch (error) {
      if (!(error instanceof ConfigurationFailure) || error.code !== LOGIN_REFUSED) throw error;
    }
  }
  await signInBy(connection, config, privateKey('SF_PRIVATE_KEY', config.privateKeyPem));
  return 'SF_PRIVATE_KEY';
}

async function signInBy(connection: Connection, config: SalesforceConfig, key: KeyObject): Promise<void> {
  const origin = checkedLoginUrl(config);
  // A login host knows itself by its own name; behind My Domain an org may insist on the general ones.
  const audiences = [...new Set([origin, 'https://login.salesforce.com', 'https://test.salesforce.com'])];
  for (const [index, audience] of audiences.entries()) {
    try {
      const assertion = await assertionFor(config, key, audience);
      await connection.authorize({ grant_type: JWT_BEARER, assertion });
      return;
    } catch (error) {
      const tryNext = error instanceof Error && /audience/i.test(error.message) && index + 1 < audiences.length;
      if (!tryNext) throw translateLoginError(error, origin, config.username);
    }
  }
}

/** Throws a ConfigurationFailure that names SF_DOMAIN. */
export function checkedLoginUrl({ loginUrl }: SalesforceConfig): string {
  try {
    return loginOrigin(loginUrl);
  } catch (cause) {
    throw new ConfigurationFailure(
      [
        {
          where: 'SF_DOMAIN',
          message: `"${loginUrl}" is neither a host nor a URL`,
          fix: 'set SF_DOMAIN to login.salesforce.com, test.salesforce.com or a My Domain host',
        },
      ],
      { cause },
    );
  }
}

function privateKey(where: KeyInUse, pem: string): KeyObject {
  try {
    // Some secret stores keep line ends as the two characters \\n.
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch (cause) {
    throw new ConfigurationFailure(
      [
        {
          where,
          message: 'it is not a private key in PEM form',
          fix: `set ${where} to the whole text of the key, "-----BEGIN" and "-----END" lines included, or use ${where}_FILE`,
        },
      ],
      { cause },
    );
  }
}

async function assertionFor(config: SalesforceConfig, key: KeyObject, audience: string): Promise<string> {
  // Three minutes is the longest life the org accepts.
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(config.consumerKey)
    .setSubject(config.username)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('3m')
    .sign(key);
}
