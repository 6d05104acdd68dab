// Account Ids as people type them.
import { ConfigurationFailure } from '../run/failures.ts';

// The key prefix of Account, then 12 characters, then the three of the case-safe form.
const ACCOUNT_ID = /^001[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$/;

/** Throws a ConfigurationFailure for what cannot be the Id of an account; whether there is such an account is not looked at. */
export function checkAccountId(given: string): void {
  if (ACCOUNT_ID.test(given)) return;
  throw new ConfigurationFailure([
    {
      where: given,
      message: 'is not the Id of an account',
      fix: 'Give the 15- or 18-character Id that starts with 001, as in the address of the account page.',
    },
  ]);
}
