// What Outreach sends when something changed: whether it is really from Outreach, new, and about which record. Only the
// type and the id are taken; what became of the record is read again from Outreach.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { MirrorKind } from '../run/mirror.ts';
import type { RecordOfOutreach } from '../run/ports.ts';
import { KINDS } from './kinds.ts';

/** Header values by lower-case name, as Node gives them. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type WebhookReading =
  | {
      readonly kind: 'genuine';
      /** Null: of a kind that no run reads. */
      readonly record: RecordOfOutreach | null;
      /** Each tells this event from all others: a webhook that shares one of them with an earlier one repeats it. */
      readonly marks: readonly string[];
    }
  | { readonly kind: 'forged' | 'stale' | 'malformed' };

/** How old a webhook may be, and how far ahead the sender's clock: it is sent at once, and repeated for three seconds at most. */
export const FRESH_MS = 5 * 60_000;

const PAYLOAD = z.object({
  data: z.object({ type: z.string(), id: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]) }),
  meta: z.object({ deliveredAt: z.iso.datetime({ offset: true }) }),
});
const READ: ReadonlySet<string> = new Set(KINDS.map(({ kind }) => kind));

/**
 * @param body as it came: the signature is over these bytes
 * @param secrets of the webhook, not of the app; one of them has to have signed
 * @param clocks instants that may be now, such as this machine's and the org's; one of them has to agree
 */
export function readWebhook(
  { headers, body }: { readonly headers: WebhookHeaders; readonly body: Buffer },
  secrets: readonly string[],
  clocks: readonly number[],
): WebhookReading {
  const signature = secrets
    .map((secret) => createHmac('sha256', secret).update(body).digest('hex'))
    .find((possible) => isSame(headers['outreach-webhook-signature'], possible));
  if (signature === undefined) return { kind: 'forged' };
  const payload = PAYLOAD.safeParse(parsed(body));
  if (!payload.success) return { kind: 'malformed' };
  const { data, meta } = payload.data;
  const sentAt = Date.parse(meta.deliveredAt);
  if (!clocks.some((now) => Math.abs(now - sentAt) <= FRESH_MS)) return { kind: 'stale' };
  const event = headers['outreach-webhook-event-id'];
  return {
    kind: 'genuine',
    record: READ.has(data.type) ? { kind: data.type as MirrorKind, id: data.id } : null,
    // The header is not signed, so whoever replays a body may change it; the signature stands for the body.
    marks: [signature, ...(typeof event === 'string' ? [event] : [])],
  };
}

function isSame(given: string | readonly string[] | undefined, wanted: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
