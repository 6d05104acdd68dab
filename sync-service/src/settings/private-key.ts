// Whether a text is a private key that sign-ins can use.
import { createPrivateKey } from 'node:crypto';

/** What is wrong with a key, as the end of a sentence; null: nothing. Salesforce and Outreach take RS256 and nothing else. */
export function faultOfKey(pem: string): string | null {
  try {
    const kind = createPrivateKey(pem).asymmetricKeyType;
    return kind === 'rsa' ? null : `is not an RSA key (${kind ?? 'of an unknown kind'})`;
  } catch (error) {
    return `is not a private key in PEM form: ${error instanceof Error ? error.message : String(error)}`;
  }
}
