// A local server that takes what is posted to an incoming webhook of Slack, and answers as a test orders.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly { readonly type: string }[];
}

export interface SlackReceiver {
  /** The webhook, with a part that is a secret. */
  readonly url: string;
  /** Taken so far; `first` lines of their texts say what they are about. */
  readonly messages: SlackMessage[];
  /** Answers for the next requests, before `ok` comes back. */
  readonly answers: { readonly status: number; readonly body?: string; readonly retryAfter?: string }[];
  close(): Promise<void>;
}

export async function startSlack(): Promise<SlackReceiver> {
  const messages: SlackMessage[] = [];
  const answers: SlackReceiver['answers'] = [];
  const server = createServer((request, response) => {
    void json(request).then((message) => {
      const { status, body = '', retryAfter } = answers.shift() ?? { status: 200, body: 'ok' };
      if (status === 200) messages.push(message as SlackMessage);
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/planted-secret`,
    messages,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The first line of each message. */
export function headlines({ messages }: SlackReceiver): readonly string[] {
  return messages.map(({ text }) => (text.split('\n')[0] ?? '').replace('Touchpoint Intelligence: ', ''));
}
