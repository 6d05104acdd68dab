// How the Salesforce adapter is told of a stand-in org, for tests that use the adapter itself.
import { readFileSync } from 'node:fs';
import type { SalesforceConfig } from '../../src/salesforce/config.ts';

export const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** @param environment as the stand-ins say it */
export function configOf(environment: Readonly<Record<string, string>>): SalesforceConfig {
  const { SF_USERNAME, SF_CONSUMER_KEY, SF_PRIVATE_KEY_FILE, SF_DOMAIN } = environment;
  return {
    username: SF_USERNAME ?? '',
    consumerKey: SF_CONSUMER_KEY ?? '',
    privateKeyPem: readFileSync(SF_PRIVATE_KEY_FILE ?? '', 'utf8'),
    loginUrl: SF_DOMAIN ?? '',
    log: QUIET,
    pollMs: 20,
  };
}
