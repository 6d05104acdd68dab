// Webhooks: who asked to be told, and the telling: signed, once, tried again only when the network failed. What there is
// to tell is in changes.ts.
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { badParameter, json, MEDIA_TYPE, notFound, Refusal } from './answers.ts';
import type { Answer } from '../control/answer.ts';
import type { Change } from './changes.ts';
import { isRecord } from './given.ts';
import type { Store } from './store.ts';

/** How long a listener may take, how often it is called again when the network failed, and how long after. */
const TIMEOUT_MS = 5_000;
const RETRIES = 3;
const RETRY_AFTER_MS = 1_000;
// The latest ones are enough to look at; a benchmark sends thousands.
const KEPT_DELIVERIES = 10_000;

interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly action: string;
  readonly resource: string;
  readonly secret: string | null;
  readonly payloadVersion: number;
}

/** How one delivery ended. */
export interface Delivery {
  readonly webhook: number;
  readonly event: string;
  readonly eventId: string;
  readonly type: string;
  readonly id: number;
  /** Null when the network failed every time. */
  readonly status: number | null;
  readonly attempts: number;
}

export class Webhooks {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #orgId: string;
  readonly #hooks = new Map<number, Webhook>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #closed = new AbortController();
  #deliveries: Delivery[] = [];
  #lastId = 0;

  constructor(store: Store, orgId: string, now: () => Date) {
    this.#store = store;
    this.#orgId = orgId;
    this.#now = now;
  }

  /** Answers `POST /webhooks`. @throws Refusal 400 on what is no webhook. */
  register(body: string): Answer {
    const hook = readWebhook(body, (this.#lastId += 1));
    this.#hooks.set(hook.id, hook);
    const { url, action, resource, payloadVersion } = hook;
    // The secret is never told again.
    const attributes = { url, action, resource, payloadVersion, active: true };
    this.#store.upsert('webhook', [{ id: hook.id, attributes }], this.#now());
    return json(201, { data: { type: 'webhook', id: hook.id, attributes, relationships: {} } });
  }

  /** Answers `DELETE /webhooks/{id}`. @throws Refusal 404. */
  remove(id: string): Answer {
    if (!this.#hooks.delete(Number(id))) throw new Refusal(notFound('webhook', id));
    this.#store.remove('webhook', [Number(id)]);
    return { status: 204, headers: {}, body: '' };
  }

  /** Whether anybody wants to be told anything. */
  get wanted(): boolean {
    return this.#hooks.size > 0;
  }

  /** Sends each change to everyone who asked for it; returns before anything has arrived. */
  tell(changes: readonly Change[]): void {
    for (const change of changes)
      for (const hook of this.#hooks.values()) {
        if (!wants(hook.resource, change.type) || !wants(hook.action, change.action)) continue;
        const delivery = this.#deliver(hook, change).finally(() => this.#underWay.delete(delivery));
        this.#underWay.add(delivery);
      }
  }

  /** The latest ones, in the order in which they ended. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Ends what is under way; nothing is sent afterwards. */
  async close(): Promise<void> {
    this.#hooks.clear();
    this.#closed.abort();
    await Promise.all(this.#underWay);
  }

  async #deliver(hook: Webhook, change: Change): Promise<void> {
    const event = `${change.type}.${change.action}`;
    const eventId = randomUUID();
    const body = JSON.stringify(payloadOf(hook, change, event, this.#now()));
    const headers = {
      'content-type': MEDIA_TYPE,
      'user-agent': 'Ruby',
      'outreach-org-id': this.#orgId,
      'outreach-webhook-id': String(hook.id),
      'outreach-webhook-event-id': eventId,
      ...(hook.secret === null
        ? {}
        : { 'outreach-webhook-signature': createHmac('sha256', hook.secret).update(body).digest('hex') }),
    };
    let status: number | null = null;
    let attempts = 0;
    // Any status ends it, 500 and 429 too: only a network that failed is tried again.
    while (status === null && attempts <= RETRIES && !this.#closed.signal.aborted) {
      if (attempts > 0) await sleep(RETRY_AFTER_MS, undefined, { signal: this.#closed.signal }).catch(() => undefined);
      attempts += 1;
      status = await send(hook.url, headers, body, this.#closed.signal);
    }
    const { type, id } = change;
    this.#deliveries.push({ webhook: hook.id, event, eventId, type, id, status, attempts });
    if (this.#deliveries.length > 2 * KEPT_DELIVERIES) this.#deliveries = this.#deliveries.slice(-KEPT_DELIVERIES);
  }
}

const wants = (asked: string, is: string) => asked === '*' || asked === is;

/** The status of the answer; null when there was none in time. A redirect is an answer and is not followed. */
async function send(
  url: string,
  headers: Record<string, string>,
  body: string,
  closed: AbortSignal,
): Promise<number | null> {
  try {
    const signal = AbortSignal.any([closed, AbortSignal.timeout(TIMEOUT_MS)]);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer.status;
  } catch (problem) {
    // What fetch throws is the network or the time-out; there is nobody to tell but the list of deliveries.
    if (problem instanceof TypeError || problem instanceof DOMException) return null;
    throw problem;
  }
}

function payloadOf(hook: Webhook, change: Change, event: string, now: Date): unknown {
  const { type, id, attributes, relationships, beforeUpdate } = change;
  return {
    data: { type, id, ...(attributes ? { attributes } : {}), ...(relationships ? { relationships } : {}) },
    ...(beforeUpdate && hook.payloadVersion === 2 ? { beforeUpdate } : {}),
    // With a zone, unlike every other instant of Outreach's.
    meta: { deliveredAt: now.toISOString().replace('Z', '+00:00'), eventName: event },
  };
}

function readWebhook(body: string, id: number): Webhook {
  const refuse = (pointer: string, expected: string) =>
    new Refusal(badParameter('invalidAttribute', pointer, `${pointer} must be ${expected}.`));
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
    throw refuse('data', 'JSON');
  }
  const data = isRecord(parsed) ? parsed['data'] : undefined;
  const attributes = isRecord(data) && data['type'] === 'webhook' ? data['attributes'] : undefined;
  if (!isRecord(attributes)) throw refuse('data', '{"type":"webhook","attributes":{…}}');
  const { url, action = '*', resource = '*', secret = null, payloadVersion = 1 } = attributes;
  // Outreach takes https only; a listener on this machine has no certificate.
  if (typeof url !== 'string' || !/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/.test(url))
    throw refuse('url', 'an https address, or one on http://127.0.0.1 of this stand-in');
  if (typeof action !== 'string') throw refuse('action', 'a name or "*"');
  if (typeof resource !== 'string') throw refuse('resource', 'a name or "*"');
  if (secret !== null && typeof secret !== 'string') throw refuse('secret', 'text');
  return { id, url, action, resource, secret, payloadVersion: payloadVersion === 2 ? 2 : 1 };
}
