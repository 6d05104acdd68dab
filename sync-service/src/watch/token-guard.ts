// Lets in who knows a token: as the password of HTTP Basic, which browsers ask for, or as a bearer token. What is behind
// the door is not known here.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpAnswer, HttpHandler, HttpRequest } from './http-server.ts';

export interface Guard {
  /** Null: the door stays shut. */
  readonly token: string | null;
  /** The setting that the token is, for whoever finds the door shut. */
  readonly setting: string;
  /** What a browser shows when it asks for the password. */
  readonly realm: string;
}

export function guarded({ token, setting, realm }: Guard, handler: HttpHandler): HttpHandler {
  return (request) => {
    if (token === null) return Promise.resolve(shut(setting));
    return isKnown(request, token) ? handler(request) : Promise.resolve(askForToken(realm, setting));
  };
}

function shut(setting: string): HttpAnswer {
  return { status: 503, body: { error: `This page is switched off: set ${setting} to a token of your own.` } };
}

function askForToken(realm: string, setting: string): HttpAnswer {
  return {
    status: 401,
    headers: { 'WWW-Authenticate': `Basic realm="${realm}", charset="UTF-8"` },
    body: { error: `Give the value of ${setting} as the password, with any user name, or as a bearer token.` },
  };
}

function isKnown({ headers }: HttpRequest, token: string): boolean {
  const [scheme = '', given = ''] = (headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return isSame(given, token);
  if (scheme.toLowerCase() !== 'basic') return false;
  const pair = Buffer.from(given, 'base64').toString('utf8');
  return pair.includes(':') && isSame(pair.slice(pair.indexOf(':') + 1), token);
}

/** Takes as long whatever is different, so that nobody guesses letter by letter; digests are of one length. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
