// Webhooks over real HTTP: what a listener gets, how it is signed, and when it gets it again.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { resource, TryOutreach } from './try-outreach.ts';
import type { Delivery } from './webhooks.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that notes what it hears; `answer` says how each one is answered, in their order. */
class Listener {
  readonly heard: Heard[] = [];
  answer: (response: ServerResponse, place: number) => void = (response) => void response.end();
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => {
      this.heard.push({ headers: request.headers, body });
      this.answer(response, this.heard.length);
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get events(): string[] {
    return this.heard.map(({ body }) => (JSON.parse(body) as { meta: { eventName: string } }).meta.eventName);
  }
}

const listeners: Listener[] = [];
afterAll(() => {
  for (const listener of listeners) listener.close();
});

async function listening(): Promise<{ listener: Listener; it: TryOutreach; url: string }> {
  const it = await TryOutreach.start([
    resource('mailing', 5, { state: 'queued', subject: 'Hello' }, { prospect: 1 }),
    resource('sequenceState', 6, { state: 'active' }, { prospect: 1 }),
  ]);
  const listener = new Listener();
  listeners.push(listener);
  return { listener, it, url: await listener.open() };
}

const webhook = (attributes: Record<string, unknown>) => ({ data: { type: 'webhook', attributes } });
const deliveries = async (it: TryOutreach, many: number): Promise<Delivery[]> => {
  const read = async () => (await (await fetch(`${it.outreach.url}/__control/deliveries`)).json()) as Delivery[];
  await expect.poll(async () => (await read()).length, { timeout: 10_000 }).toBe(many);
  return read();
};

test('a listener is told of what changed, signed with its secret', async () => {
  const { listener, it, url } = await listening();
  const asked = webhook({ url, resource: 'mailing', action: '*', secret: 's3cret', payloadVersion: 2 });
  const created = await it.request('webhooks', {}, 'POST', asked);
  expect(created.status).toBe(201);
  expect(JSON.stringify(await created.json())).not.toContain('s3cret');
  expect(await it.ids('webhooks')).toEqual([1]);

  const mailing = { deliveredAt: '2026-03-02T10:00:00.000Z', state: 'delivered', subject: 'Hello' };
  await it.control('rows', { object: 'mailing', rows: [resource('mailing', 5, mailing, { prospect: 1, owner: 7 })] });
  await it.control('rows', { object: 'sequenceState', rows: [resource('sequenceState', 6, { state: 'finished' })] });
  await it.control('vanish', { object: 'mailing', ids: [5, 55] });
  expect((await deliveries(it, 3)).map(({ status, attempts }) => [status, attempts])).toEqual(
    Array.from({ length: 3 }, () => [200, 1]),
  );
  expect(listener.events.toSorted()).toEqual(['mailing.delivered', 'mailing.destroyed', 'mailing.updated']);

  const [updated, delivered] = ['updated', 'delivered'].map((action) =>
    listener.heard.find(({ body }) => body.includes(`mailing.${action}`)),
  );
  const { data, beforeUpdate } = JSON.parse(updated?.body ?? '{}') as Record<string, Record<string, unknown>>;
  expect(data).toMatchObject({ id: 5, relationships: { owner: { type: 'owner', id: 7 } } });
  expect(Object.keys(data?.['attributes'] ?? {}).toSorted()).toEqual([
    'createdAt',
    'deliveredAt',
    'state',
    'updatedAt',
  ]);
  expect(beforeUpdate).toMatchObject({ state: 'queued', deliveredAt: null });
  expect(JSON.parse(delivered?.body ?? '{}')).toEqual({
    data: { type: 'mailing', id: 5 },
    meta: { eventName: 'mailing.delivered', deliveredAt: expect.stringMatching(/^2026-03-02T.*\+00:00$/) as string },
  });
  for (const { headers, body } of listener.heard)
    expect(headers['outreach-webhook-signature']).toBe(createHmac('sha256', 's3cret').update(body).digest('hex'));
  expect(new Set(listener.heard.map(({ headers }) => headers['outreach-webhook-event-id'])).size).toBe(3);

  expect((await it.request('webhooks/1', {}, 'DELETE')).status).toBe(204);
  expect(await it.ids('webhooks')).toEqual([]);
});

test('an answer of any status ends a delivery, and only a network that failed is tried again', async () => {
  const { listener, it, url } = await listening();
  await it.request('webhooks', {}, 'POST', webhook({ url, resource: 'prospect', action: 'created' }));
  const put = (id: number) => it.control('rows', { object: 'prospect', rows: [resource('prospect', id)] });
  listener.answer = (response) => void response.writeHead(500).end();
  await put(1);
  expect(await deliveries(it, 1)).toMatchObject([{ status: 500, attempts: 1 }]);
  listener.answer = (response) => void response.writeHead(307, { Location: url }).end();
  await put(2);
  expect(await deliveries(it, 2)).toMatchObject([{ id: 1 }, { id: 2, status: 307, attempts: 1 }]);
  // The first two are heard above; the third is cut off, the fourth is its repetition.
  listener.answer = (response, place) => {
    if (place === 3) response.destroy();
    else response.end();
  };
  await put(3);
  expect(await deliveries(it, 3)).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3, status: 200, attempts: 2 }]);
  const [third, fourth] = listener.heard.slice(2);
  expect(fourth?.headers['outreach-webhook-event-id']).toBe(third?.headers['outreach-webhook-event-id']);
  expect(third?.headers['outreach-webhook-signature']).toBeUndefined();
});

test('what is no webhook is refused with what was expected', async () => {
  const { it } = await listening();
  for (const attributes of [{ url: 'http://listener.example/hook' }, { url: 'https://x.example', action: 3 }]) {
    const answer = await it.request('webhooks', {}, 'POST', webhook(attributes));
    expect(answer.status).toBe(400);
  }
});
