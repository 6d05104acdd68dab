// The one place that turns what Outreach or the network did into our failures. No vendor error object is kept as a
// cause: axios puts the bearer token into its errors.
import { AxiosError } from 'axios';
import { z } from 'zod';
import { ConfigurationFailure, FatalFailure, RetriableFailure, type Failure } from '../run/failures.ts';
import type { Credentials } from './config.ts';

/** A gateway gave up (502 or 504): often the page was too big, so smaller ones are worth trying. */
export class GatewayFailure extends RetriableFailure {}

const AUTHORISATION = {
  refresh: {
    where: 'OUTREACH_REFRESH_TOKEN',
    fix: 'Authorise the Outreach app again as an admin service user and set OUTREACH_REFRESH_TOKEN to the new refresh token.',
  },
  s2s: {
    where: 'OUTREACH_S2S_GUID',
    fix: 'Check OUTREACH_S2S_GUID, OUTREACH_S2S_PRIVATE_KEY and OUTREACH_INSTALL_ID against the app and install it again if it was removed.',
  },
  bearer: {
    where: 'OUTREACH_API_KEY',
    fix: 'An access token dies after two hours. Mint a new one, or set OUTREACH_CLIENT_ID, OUTREACH_CLIENT_SECRET and OUTREACH_REFRESH_TOKEN instead.',
  },
} as const satisfies Record<Credentials['kind'], { where: string; fix: string }>;

/** Outreach does not accept who we say we are. */
export function authorisationFailure(kind: Credentials['kind'], message: string): ConfigurationFailure {
  return new ConfigurationFailure([{ ...AUTHORISATION[kind], message }], { code: 'OUTREACH_LOGIN_REFUSED' });
}

/** Outreach gives out one token a minute for each user and application, so one may have to be waited for. */
export function tokenTookTooLong(cause: unknown): RetriableFailure {
  return new RetriableFailure('Outreach did not give out an access token in time', {
    code: 'OUTREACH_TOKEN_TIMEOUT',
    actions: ['Run again in a few minutes, and see who else mints tokens for the same Outreach user and app.'],
    cause,
  });
}

const errorBody = z.object({
  errors: z
    .array(z.object({ id: z.string().nullish(), detail: z.string().nullish(), details: z.string().nullish() }))
    .min(1),
});

/** What an error body says, shortened; '' when it says nothing that we understand. */
function said(body: string): { readonly id: string; readonly detail: string } {
  const parsed = errorBody.safeParse(parseJson(body));
  const first = parsed.success ? parsed.data.errors[0] : undefined;
  return { id: first?.id ?? '', detail: (first?.detail ?? first?.details ?? '').slice(0, 300) };
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}

/** An answer other than 2xx; 401 is the caller's. `path` is the URL's path, `waitMs` what the answer asked for. */
export function failureOfStatus(
  status: number,
  body: string,
  path: string,
  waitMs: number | null,
  kind: Credentials['kind'],
): Failure {
  const { id, detail } = said(body);
  const told = detail === '' ? '' : ` (${detail})`;
  const what = `Outreach answered ${status} to ${path}${told}`;
  if (status === 429)
    return new RetriableFailure(`Outreach's rate limit is used up, it answered 429 to ${path}${told}`, {
      code: 'OUTREACH_RATE_LIMITED',
      retryAfterMs: waitMs,
      actions: ['Run again when the limit has been reset, and see who else uses this Outreach user for API calls.'],
    });
  if (status === 502 || status === 504)
    return new GatewayFailure(what, {
      code: 'OUTREACH_GATEWAY',
      retryAfterMs: waitMs,
      actions: ['Run again later; nothing that was read is lost.'],
    });
  if (status >= 500)
    return new RetriableFailure(what, {
      code: id === 'scheduledServerMaintenance' ? 'OUTREACH_MAINTENANCE' : 'OUTREACH_UNAVAILABLE',
      retryAfterMs: waitMs,
      actions: ['Run again later; the status page of Outreach says whether it is down.'],
    });
  if (status === 403) return forbidden(id, detail, path, kind);
  if (status === 404 || (status >= 300 && status < 400))
    return new ConfigurationFailure(
      [
        {
          where: 'OUTREACH_URL',
          message: what,
          fix: 'Set OUTREACH_URL to the root of the API, such as https://api.outreach.io/api/v2.',
        },
      ],
      { code: 'OUTREACH_NOT_FOUND' },
    );
  return new FatalFailure(what, {
    code: 'OUTREACH_REQUEST_REFUSED',
    actions: ['Report this with the message: the request itself is wrong for this Outreach.'],
  });
}

function forbidden(id: string, detail: string, path: string, kind: Credentials['kind']): ConfigurationFailure {
  const resource = path.split('/').at(-1) ?? path;
  const scope = /'([\w.]+)'/.exec(detail)?.[1] ?? `${resource}.read`;
  const lacksScope = id === 'unauthorizedOauthScope';
  return new ConfigurationFailure(
    [
      {
        where: AUTHORISATION[kind].where,
        message: lacksScope
          ? `the authorisation does not include the scope ${scope}`
          : `Outreach does not let this user read ${resource} (403${detail === '' ? '' : `, ${detail}`})`,
        fix: lacksScope
          ? `Add the scope ${scope} to the Outreach app and authorise it again.`
          : `Give the authorising user a profile that may read all ${resource}, or authorise as an admin service user.`,
      },
    ],
    { code: lacksScope ? 'OUTREACH_SCOPE_MISSING' : 'OUTREACH_FORBIDDEN' },
  );
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** The exchange did not finish: no connection, cut in the middle, or too slow. */
export function failureOfExchange(problem: unknown, path: string, origin: string): Failure {
  if (!(problem instanceof AxiosError) && !(problem instanceof Error)) throw problem;
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : problem.name;
  const cause = new Error(`${problem.name} ${code}: ${problem.message}`);
  // Smaller pages may fit, as for a gateway that gave up.
  if (/maxContentLength/.test(problem.message))
    return new GatewayFailure(`Outreach's answer to ${path} is larger than this service reads`, {
      code: 'OUTREACH_TOO_LARGE',
      actions: ['Check that OUTREACH_URL is the API itself and no proxy answers in its place; otherwise report this.'],
      cause,
    });
  if (UNREACHABLE.has(code))
    return new RetriableFailure(`Outreach cannot be reached at ${origin} (${code})`, {
      code: 'OUTREACH_UNREACHABLE',
      actions: ['Check OUTREACH_URL and whether this machine may connect to it.'],
      cause,
    });
  const slow = code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'TimeoutError';
  if (!slow) return cutOff(`The connection to Outreach broke during ${path} (${code})`, cause);
  return new RetriableFailure(`Outreach did not finish its answer to ${path} in time`, {
    code: 'OUTREACH_TOO_SLOW',
    actions: ['Run again later.'],
    cause,
  });
}

/** An answer of which a part is missing. */
export function cutOff(message: string, cause?: unknown): RetriableFailure {
  const actions = ['Run again later; if it stays, see whether a proxy stands between this machine and Outreach.'];
  return new RetriableFailure(message, { code: 'OUTREACH_CUT_OFF', actions, cause });
}

/** An answer with status 200 that is not what the API promises. */
export function malformedAnswer(path: string, problem: string): FatalFailure {
  return new FatalFailure(`Outreach's answer to ${path} is malformed: ${problem}`, {
    code: 'OUTREACH_MALFORMED_ANSWER',
    actions: ['Check that OUTREACH_URL is the API itself and no proxy answers in its place; otherwise report this.'],
  });
}
