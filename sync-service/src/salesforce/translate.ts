// Every error Salesforce, jsforce or the network can give, in the vocabulary of `run/failures.ts`. The one place that
// decides what is worth repeating; how often is decided where it happens.
import { ConfigurationFailure, Failure, FatalFailure, RetriableFailure, type Problem } from '../run/failures.ts';
import { BodyTooLarge } from './bounded-body.ts';
import { codeOf, CutBody, isConcurrencyLimit, isDistrust, isNetworkTrouble, OutOfTime, StillBusy } from './wire.ts';

const PERMISSION_SET = 'assign the permission set Touchpoint Integration to the integration user';

/** Codes of whole requests that pass by themselves (official names, REST and Bulk). */
const PASSING = new Set([
  'SERVER_UNAVAILABLE',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'UNABLE_TO_LOCK_ROW',
  'TooManyLockFailure',
  'OPERATION_TOO_LARGE',
  'UNKNOWN_EXCEPTION',
  'INVALID_QUERY_LOCATOR',
  'INVALID_LOCATOR',
]);

/** What the caller sees who lacks a permission, or an org without our metadata. */
const ACCESS: Readonly<Record<string, string>> = {
  INVALID_TYPE: `deploy force-app, then ${PERMISSION_SET}`,
  INVALID_FIELD: `deploy force-app, then ${PERMISSION_SET}: a field that the user cannot read looks like a missing one`,
  INSUFFICIENT_ACCESS: PERMISSION_SET,
  INSUFFICIENT_ACCESS_OR_READONLY: PERMISSION_SET,
  API_DISABLED_FOR_ORG: `use Enterprise Edition or higher; when the message speaks of the user, ${PERMISSION_SET}: it carries API Enabled (ApiEnabled)`,
  API_CURRENTLY_DISABLED: `${PERMISSION_SET}: it carries API Enabled (ApiEnabled)`,
  FUNCTIONALITY_NOT_ENABLED: 'have the Bulk API enabled for the org',
  FeatureNotEnabled: 'have the Bulk API enabled for the org',
};

/** Turns what a call threw into a Failure; a bug of ours or an abort comes back as it is. `doing` completes "could not …". */
export function translateError(error: unknown, doing: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return error;
  if (isNetworkTrouble(error) || error instanceof StillBusy) return unreachable(error, doing);
  if (isDistrust(error)) return distrusted(error, doing);
  if (error instanceof BodyTooLarge)
    return new FatalFailure(`Salesforce: could not ${doing}: ${error.message}`, {
      code: 'SALESFORCE_TOO_LARGE',
      actions: [
        'check that SF_DOMAIN is the org itself and no proxy answers in its place; otherwise report this message',
      ],
      cause: error,
    });
  const code = 'errorCode' in error && typeof error.errorCode === 'string' ? error.errorCode : null;
  if (code === null) return error;
  return answerFailure(code, error.message, doing, error);
}

/** The failure for an answer with this error code. */
export function answerFailure(code: string, message: string, doing: string, cause?: unknown): Failure {
  const text = `Salesforce: could not ${doing}: ${code}: ${shorten(message)}`;
  const details = (actions: string[]) => ({
    code: `SALESFORCE_${code}`,
    actions,
    ...(cause === undefined ? {} : { cause }),
  });
  if (code === 'REQUEST_LIMIT_EXCEEDED' || code === 'ExceededQuota') {
    if (isConcurrencyLimit(`REQUEST_LIMIT_EXCEEDED ${message}`))
      return new RetriableFailure(text, details(['let fewer programs use the Salesforce API at the same time']));
    return new FatalFailure(
      text,
      details(['wait until the 24-hour API limit of the org frees calls, or have it raised; then start the run again']),
    );
  }
  if (code === 'INVALID_SESSION_ID' || code === 'InvalidSessionId' || code === 'ERROR_HTTP_401')
    return new FatalFailure(
      `${text} (also with a session that was opened the moment before)`,
      details([
        'check the login IP ranges, the session policy and the connected app or external client app of the integration user',
      ]),
    );
  const fix = ACCESS[code];
  if (fix !== undefined) return new ConfigurationFailure([{ where: doing, message: text, fix }], details([]));
  if (PASSING.has(code) || /^ERROR_HTTP_(420|429|5\d\d)$/.test(code))
    return new RetriableFailure(text, details(['run again later; see the status page of the org if it persists']));
  return new FatalFailure(text, details(['run `touchpoint doctor`; if it finds nothing, report this message']));
}

function unreachable(error: Error, doing: string): Failure {
  const busy = error instanceof StillBusy;
  const code = busy
    ? 'BUSY'
    : error instanceof CutBody
      ? 'CUT'
      : error instanceof OutOfTime
        ? 'TIMEOUT'
        : codeOf(error);
  const ours = busy || error instanceof CutBody || error instanceof OutOfTime;
  const what = ours ? error.message : `the connection failed (${code})`;
  return new RetriableFailure(`Salesforce: could not ${doing}: ${what}`, {
    code: `SALESFORCE_${code}`,
    actions: [
      busy
        ? 'run again later; let fewer programs use the Salesforce API at the same time'
        : 'check the network and the address in SF_DOMAIN, then run again',
    ],
    retryAfterMs: busy ? error.retryAfterMs : null,
    cause: error,
  });
}

function distrusted(error: Error, doing: string): Failure {
  const code = codeOf(error);
  return new FatalFailure(`Salesforce: could not ${doing}: no connection that can be trusted (${code})`, {
    code: `SALESFORCE_${code}`,
    actions: [
      'correct SF_DOMAIN; where a proxy of your own ends HTTPS, set NODE_EXTRA_CA_CERTS to the file of its authority',
    ],
    cause: error,
  });
}

export const LOGIN_REFUSED = 'SALESFORCE_LOGIN_REFUSED';

/** What the token endpoint said: jsforce gives its `error` as the name, its `error_description` as the message. */
export function translateLoginError(error: unknown, loginUrl: string, username: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  if (isNetworkTrouble(error) || error instanceof StillBusy) return unreachable(error, `sign in at ${loginUrl}`);
  if (isDistrust(error)) return distrusted(error, `sign in at ${loginUrl}`);
  if (/^ERROR_HTTP_(420|429|5\d\d)$/.test(error.name))
    return answerFailure(error.name, 'the login host is busy', `sign in at ${loginUrl}`, error);
  const problem = loginProblem(error.name, error.message, loginUrl, username);
  if (!problem) return error;
  return new ConfigurationFailure([problem], { code: LOGIN_REFUSED, cause: error });
}

function loginProblem(name: string, text: string, loginUrl: string, username: string): Problem | null {
  const message = `${loginUrl} refused to sign ${username} in: ${name}: ${shorten(text)}`;
  // Said of a consumer key, and of a signature that the app's certificate does not fit.
  if (/client credentials/i.test(text))
    return {
      where: 'SF_CONSUMER_KEY, SF_PRIVATE_KEY',
      message,
      fix: "set SF_CONSUMER_KEY to the consumer key of the app in this org, and SF_PRIVATE_KEY to the key of the app's certificate",
    };
  if (
    /client identifier|client_id|consumer key/i.test(text) ||
    name === 'invalid_client' ||
    name === 'invalid_client_id'
  )
    return { where: 'SF_CONSUMER_KEY', message, fix: 'set SF_CONSUMER_KEY to the consumer key of the app in this org' };
  if (/ip restricted|ip address/i.test(text))
    return {
      where: 'SF_USERNAME',
      message,
      fix: "let the login IP ranges of the user's profile hold this machine's address, or relax IP restrictions in the policies of the app",
    };
  if (/frozen|inactive|locked/i.test(text))
    return { where: 'SF_USERNAME', message, fix: 'activate, unfreeze or unlock the user in Setup > Users' };
  if (/approved/i.test(text) || name === 'invalid_app_access')
    return {
      where: 'SF_USERNAME',
      message,
      fix: 'in the app, choose "Admin approved users are pre-authorized" and add the permission set Touchpoint Integration, assigned to this user',
    };
  if (/audience/i.test(text))
    return {
      where: 'SF_DOMAIN',
      message,
      fix: 'set SF_DOMAIN to login.salesforce.com, to test.salesforce.com for a sandbox, or to the My Domain host',
    };
  if (/assertion|signature|expired|certificate/i.test(text))
    return {
      where: 'SF_PRIVATE_KEY',
      message,
      fix: "set SF_PRIVATE_KEY to the key of the app's certificate; check that the certificate and this machine's clock are right",
    };
  if (/user/i.test(text))
    return { where: 'SF_USERNAME', message, fix: 'set SF_USERNAME to an active user of this org (or sandbox)' };
  if (name === 'invalid_grant' || /^ERROR_HTTP_4/.test(name))
    return {
      where: 'SF_USERNAME, SF_CONSUMER_KEY, SF_PRIVATE_KEY, SF_DOMAIN',
      message,
      fix: 'check that the four settings belong to the same org',
    };
  return name === 'Error' || name === 'TypeError'
    ? null
    : { where: 'SF_DOMAIN', message, fix: 'check the four SF_ settings' };
}

const ROW_PASSING = /UNABLE_TO_LOCK_ROW|TooManyLockFailure|SERVER_UNAVAILABLE|QUERY_TIMEOUT|REQUEST_RUNNING_TOO_LONG/;

/** Whether one refused row is worth repeating: some triggers wrap a lock error in a message of their own. */
export function isPassingRowError(code: string, message: string): boolean {
  return ROW_PASSING.test(code) || (code.startsWith('CANNOT_INSERT_UPDATE') && ROW_PASSING.test(message));
}

const ROW_FIXES: Readonly<Record<string, string>> = {
  FIELD_CUSTOM_VALIDATION_EXCEPTION:
    'let the validation rule pass for users with the custom permission Touchpoint_Integration',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:
    'let the trigger or flow bypass users with the custom permission Touchpoint_Integration',
  INSUFFICIENT_ACCESS_OR_READONLY: 'share the account with edit access with the integration user by a sharing rule',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'share the account with edit access with the integration user',
  INVALID_FIELD_FOR_INSERT_UPDATE: PERMISSION_SET,
  DUPLICATES_DETECTED: 'let the duplicate rule alert instead of block, or leave the integration user out of it',
  ENTITY_IS_DELETED: 'nothing: the account was deleted; the next run leaves it out',
  ENTITY_IS_LOCKED: 'nothing: an approval locks the account; the next run after it writes',
  INVALID_CROSS_REFERENCE_KEY: 'nothing, if the account was deleted or merged; otherwise check its record type',
  REQUIRED_FIELD_MISSING: 'fill the required field on the account, or do not require it for the integration user',
  FIELD_INTEGRITY_EXCEPTION: 'correct the field of the account that the message names',
};

/** What a person can do about a row that Salesforce refused for good. */
export function rowFix(code: string): string {
  if (isPassingRowError(code, ''))
    return 'nothing: the next run writes it; if it stays, see what else updates this account';
  return ROW_FIXES[code] ?? 'open the account, make the same change by hand and follow the message it gives';
}

/** Error messages can quote whole pages. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)} …` : line;
}
