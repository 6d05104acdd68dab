// Stands before a stand-in: hears what is asked and answered, and on demand refuses everything by quoting what it was
// asked, as some servers and gateways do.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface ListeningProxy {
  readonly url: string;
  /** Path and query of every request. */
  readonly requests: readonly string[];
  /** Bodies of every answer. */
  readonly answers: readonly string[];
  /** Every token and assertion that went by. */
  readonly tokens: ReadonlySet<string>;
  /** Asks the stand-in with the token that went by last. */
  ask(path: string): Promise<string>;
}

interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const TOKENS = ['access_token', 'refresh_token', 'assertion', 'client_secret'];

/** @param quotes paths that are refused with a quotation of the whole request; default none */
export async function listenBefore(target: string, quotes: RegExp | null = null): Promise<ListeningProxy> {
  const [requests, answers]: [string[], string[]] = [[], []];
  const tokens = new Set<string>();
  let bearer = '';
  const note = (kind: string | null, ofForm: (name: string) => unknown) => {
    const named = TOKENS.map((name) => ofForm(name)).filter((value) => typeof value === 'string');
    for (const token of [...named, kind?.split(' ')[1]]) if (token !== undefined && token !== '') tokens.add(token);
  };
  const hand = async (request: IncomingMessage): Promise<Heard> => {
    const { method = 'GET', url = '/' } = request;
    requests.push(url);
    bearer = request.headers.authorization ?? bearer;
    const headers = new Headers();
    for (const name of ['authorization', 'content-type', 'accept', 'host'])
      if (typeof request.headers[name] === 'string') headers.set(name, request.headers[name]);
    const sent = await text(request);
    const form = new URLSearchParams(sent);
    note(headers.get('authorization'), (name) => form.get(name));
    if (quotes?.test(url)) return quotation(url, `${bearer} ${bearer.split(' ')[1] ?? ''} ${sent}`);
    const response = await fetch(target + url, { method, headers, ...(method === 'GET' ? {} : { body: sent }) });
    const body = await response.text();
    answers.push(body);
    if (url.includes('/token')) note(null, (name) => (JSON.parse(body) as Record<string, unknown>)[name]);
    return { status: response.status, headers: response.headers, body };
  };
  const server = createServer((request, response) => {
    void hand(request).then(({ status, headers, body }) => {
      const kept = [...headers].filter(([name]) => !/^(content-(length|encoding)|transfer-encoding)$/.test(name));
      response.writeHead(status, Object.fromEntries(kept)).end(body.replaceAll(target, ownUrl()));
    });
  });
  const ownUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    url: ownUrl(),
    requests,
    answers,
    tokens,
    async ask(path) {
      const headers = { authorization: bearer, 'content-type': 'application/vnd.api+json' };
      return (await fetch(target + path, { headers })).text();
    },
  };
}

/** In the shape in which each kind of server words a refusal, so that it is believed and told on. */
function quotation(url: string, asked: string): Heard {
  const said = `You asked: ${asked}`;
  const body = url.includes('/oauth')
    ? { error: 'invalid_request', error_description: said }
    : url.includes('/services/')
      ? [{ errorCode: 'QUOTED', message: said }]
      : { errors: [{ id: 'quoted', detail: said }] };
  return { status: 400, headers: new Headers({ 'content-type': 'application/json' }), body: JSON.stringify(body) };
}
