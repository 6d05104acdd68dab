// The endpoints outside /services/data: token, user info, identity. Verifying an assertion is in sessions.ts.
import type { IncomingMessage } from 'node:http';
import type { Org } from '../org.ts';
import { sessionExpired } from './api-error.ts';
import { readBytes } from './call.ts';
import { LoginRefused, type Sessions } from './sessions.ts';
import { json, type Reply } from './reply.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export async function tokenReply(org: Org, sessions: Sessions, request: IncomingMessage, url: string): Promise<Reply> {
  if (request.method !== 'POST') return refusal('invalid_request', 'must use HTTP POST');
  const form = new URLSearchParams((await readBytes(request, 1_000_000)).toString('utf8'));
  if (form.get('grant_type') !== GRANT) return refusal('unsupported_grant_type', 'grant type not supported');
  try {
    const { token, userId } = await sessions.login(form.get('assertion') ?? '', url);
    return json(200, {
      access_token: token,
      scope: 'api refresh_token',
      instance_url: url,
      id: `${url}/id/${org.id}/${userId}`,
      token_type: 'Bearer',
      api_instance_url: url,
    });
  } catch (error) {
    if (error instanceof LoginRefused) return refusal(error.error, error.message);
    throw error;
  }
}

export const refusal = (error: string, description: string, status = 400) =>
  json(status, { error, error_description: description });

export function identityReply(org: Org, sessions: Sessions, request: IncomingMessage, url: string): Reply {
  const userId = sessions.userOf(request.headers.authorization);
  if (userId === null) throw sessionExpired();
  const { username, name, timeZone, locale } = org.viewer(userId);
  const links = { rest: `${url}/services/data/v{version}/`, query: `${url}/services/data/v{version}/query/` };
  return json(200, {
    id: `${url}/id/${org.id}/${userId}`,
    sub: `${url}/id/${org.id}/${userId}`,
    user_id: userId,
    organization_id: org.id,
    username,
    preferred_username: username,
    display_name: name,
    name,
    email: username,
    timezone: timeZone,
    zoneinfo: timeZone,
    locale,
    active: true,
    urls: links,
  });
}
