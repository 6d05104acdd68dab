// How an access token is asked for, in the two ways Outreach has. When one is needed, and what is kept, is in tokens.ts.
import { createPrivateKey, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ConfigurationFailure, RetriableFailure } from '../run/failures.ts';
import { serverClock, waitOf } from './clock-headers.ts';
import type { Credentials, Timeouts } from './config.ts';
import type { Answer, Exchange, Request } from './exchange.ts';
import { authorisationFailure, failureOfStatus, malformedAnswer, parseJson } from './failures.ts';

export interface Minted {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Null where there is none. */
  readonly refreshToken: string | null;
}

/** Who can mint: `refused` means that this refresh token is no longer good, everything else is thrown. */
export interface Mint {
  byRefreshToken(
    credentials: Extract<Credentials, { kind: 'refresh' }>,
    refreshToken: string,
    signal: AbortSignal,
  ): Promise<Minted | 'refused'>;
  byServer(credentials: Extract<Credentials, { kind: 's2s' }>, signal: AbortSignal): Promise<Minted>;
}

// One mint a user and application in 60 s; said in the documentation, used when the refusal does not say how long.
const MINT_INTERVAL_MS = 60_000;
const SHORT_RETRIES = 3;
const APP_TOKEN_SECONDS = 3600;
const S2S_TOKEN_SECONDS = 3600;

const oauthAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1).nullish(),
});
const s2sAnswer = z.object({ data: z.object({ meta: z.object({ accessToken: z.string().min(1) }) }) });
const oauthError = z.object({ error: z.string() });

export function createMint(origin: string, exchange: Exchange, timeouts: Timeouts, now: () => number): Mint {
  /** Sends until there is an answer that is neither busy nor broken, or the budget is used up. */
  async function post(request: Request, kind: Credentials['kind'], signal: AbortSignal): Promise<Answer> {
    const { pathname } = new URL(request.url);
    const deadline = now() + timeouts.request;
    for (let retry = 0; ; retry += 1) {
      let failure: RetriableFailure;
      let pause = timeouts.backoff * 2 ** retry;
      try {
        const answer = await exchange(request, Math.min(timeouts.attempt, Math.max(1, deadline - now())), signal);
        if (answer.status !== 429 && answer.status < 500) return answer;
        const wait = waitOf(answer.headers['retry-after'], serverClock(answer.headers) ?? now());
        const problem = failureOfStatus(answer.status, answer.body, pathname, wait, kind);
        if (!(problem instanceof RetriableFailure)) throw problem;
        failure = problem;
        pause = wait ?? (answer.status === 429 ? MINT_INTERVAL_MS : pause);
      } catch (problem) {
        if (!(problem instanceof RetriableFailure)) throw problem;
        failure = problem;
      }
      if (retry >= SHORT_RETRIES || pause > timeouts.wait || now() + pause >= deadline) throw failure;
      // At least a little, so that a wait that has just passed does not become a tight loop.
      await sleep(Math.max(pause, 50), undefined, { signal });
    }
  }

  return {
    async byRefreshToken({ clientId, clientSecret }, refreshToken, signal) {
      const url = `${origin}/oauth/token`;
      const body = new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }).toString();
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
      const answer = await post({ method: 'POST', url, headers, body }, 'refresh', signal);
      const json = parseJson(answer.body);
      if (answer.status !== 200) {
        const error = oauthError.safeParse(json);
        const code = error.success ? error.data.error : '';
        if (code === 'invalid_grant') return 'refused';
        if (code === 'invalid_client' || answer.status === 401)
          throw new ConfigurationFailure(
            [
              {
                where: 'OUTREACH_CLIENT_ID',
                message: `Outreach does not know this client id and secret (${answer.status}${code === '' ? '' : ` ${code}`})`,
                fix: 'Copy OUTREACH_CLIENT_ID and OUTREACH_CLIENT_SECRET again from the Outreach app.',
              },
            ],
            { code: 'OUTREACH_LOGIN_REFUSED' },
          );
        if (answer.status === 404) throw failureOfStatus(404, answer.body, '/oauth/token', null, 'refresh');
        throw authorisationFailure('refresh', `Outreach refused to mint a token (${answer.status} ${code})`);
      }
      const minted = oauthAnswer.safeParse(json);
      if (!minted.success) throw malformedAnswer('/oauth/token', 'it holds no access_token and expires_in');
      return {
        accessToken: minted.data.access_token,
        expiresIn: minted.data.expires_in,
        refreshToken: minted.data.refresh_token ?? null,
      };
    },

    async byServer({ guid, privateKeyPem, installId }, signal) {
      const path = `/api/app/installs/${encodeURIComponent(installId)}/actions/accessToken`;
      const headers = { Authorization: `Bearer ${appToken(guid, privateKeyPem, now())}` };
      const answer = await post({ method: 'POST', url: `${origin}${path}`, headers }, 's2s', signal);
      if (answer.status < 200 || answer.status > 299)
        throw authorisationFailure('s2s', `Outreach refused to mint a token for this installation (${answer.status})`);
      const minted = s2sAnswer.safeParse(parseJson(answer.body));
      if (!minted.success) throw malformedAnswer(path, 'it holds no data.meta.accessToken');
      return { accessToken: minted.data.data.meta.accessToken, expiresIn: S2S_TOKEN_SECONDS, refreshToken: null };
    },
  };
}

/** The application's own token: a JWT signed with its private key, valid for an hour. */
function appToken(guid: string, privateKeyPem: string, now: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(now / 1000);
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat, exp: iat + APP_TOKEN_SECONDS, iss: guid })}`;
  try {
    const signature = sign('RSA-SHA256', Buffer.from(signed), createPrivateKey(privateKeyPem));
    return `${signed}.${signature.toString('base64url')}`;
  } catch (problem) {
    throw new ConfigurationFailure(
      [
        {
          where: 'OUTREACH_S2S_PRIVATE_KEY',
          message: 'it is not an RSA private key in PEM form',
          fix: 'Set OUTREACH_S2S_PRIVATE_KEY to the whole PEM text, from BEGIN to END, line breaks kept.',
        },
      ],
      { cause: problem },
    );
  }
}
