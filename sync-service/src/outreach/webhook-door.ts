// Answers webhooks: notes what is genuine and new before anything is done about it, turns the rest away, and counts both.
// How a webhook is understood is in webhook.ts.
import { RetriableFailure } from '../run/failures.ts';
import type { Log } from '../run/log.ts';
import type { News } from '../run/changes.ts';
import { FRESH_MS, readWebhook, type WebhookHeaders } from './webhook.ts';

export interface WebhookDoorConfig {
  /** Each is accepted. Empty: none was agreed on, and every webhook is turned away. */
  readonly secrets: readonly string[];
  readonly log: Log;
  /** Instants that may be now. */
  readonly clocks: () => readonly number[];
  /** Keeps the news; false when one of the marks was noted before. Marks may be forgotten after so many seconds. */
  readonly note: (news: News, marks: readonly string[], keepMarksSeconds: number) => Promise<boolean>;
}

export interface WebhookDoor {
  receive(request: { readonly headers: WebhookHeaders; readonly body: Buffer }): Promise<WebhookAnswer>;
  /** Logs what was counted and not yet told. */
  tell(): void;
  /** How many there were since the door was made, by how they were answered. */
  received(): Readonly<Record<string, number>>;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: object;
}

const END = { accepted: 0, ignored: 0, repeated: 0, stale: 0, forged: 0, malformed: 0, unkept: 0 };
type End = keyof typeof END;

// Outreach repeats after no status, so they tell only whoever looks into its delivery log what happened.
const ANSWERS: Readonly<Record<End, WebhookAnswer>> = {
  accepted: { status: 202, body: { accepted: true } },
  ignored: { status: 202, body: { accepted: false, because: 'no run reads records of this type' } },
  repeated: { status: 200, body: { accepted: false, because: 'it was received before' } },
  stale: { status: 400, body: { error: `meta.deliveredAt is more than ${FRESH_MS / 60_000} minutes away from now` } },
  forged: { status: 401, body: { error: 'Outreach-Webhook-Signature does not belong to this body and secret' } },
  malformed: { status: 400, body: { error: 'a webhook has data.type, data.id and meta.deliveredAt' } },
  unkept: { status: 503, body: { error: 'the queue does not answer; the next run finds the change' } },
};
const NO_SECRET: WebhookAnswer = {
  status: 503,
  body: { error: 'webhooks are switched off: set OUTREACH_WEBHOOK_SECRET to the secret of the webhook' },
};

/** Long enough that no mark is forgotten while its webhook is fresh by any clock. */
const KEEP_MARKS_SECONDS = (4 * FRESH_MS) / 1000;
/** One line of counts at most so often, however many webhooks come. */
const TELL_EVERY_MS = 10_000;
/** Outreach waits for five seconds. */
const NOTE_MS = 2000;

export function createWebhookDoor({ secrets, log, clocks, note }: WebhookDoorConfig): WebhookDoor {
  const total = { ...END };
  let counts = { ...END };
  let told = -Infinity;
  const tell = (): void => {
    if (Object.values(counts).every((count) => count === 0)) return;
    log.info('webhooks.received', counts);
    counts = { ...END };
  };
  const count = (end: End): WebhookAnswer => {
    counts[end] += 1;
    total[end] += 1;
    const now = Date.now();
    if (now - told >= TELL_EVERY_MS) {
      told = now;
      tell();
    }
    return ANSWERS[end];
  };
  return {
    async receive(request) {
      if (secrets.length === 0) return NO_SECRET;
      const reading = readWebhook(request, secrets, clocks());
      if (reading.kind !== 'genuine') return count(reading.kind);
      if (reading.record === null) return count('ignored');
      try {
        const noted = note({ records: [reading.record], accountIds: [] }, reading.marks, KEEP_MARKS_SECONDS);
        return count((await inTime(noted)) ? 'accepted' : 'repeated');
      } catch (error) {
        if (!(error instanceof RetriableFailure)) throw error;
        return count('unkept');
      }
    },
    tell,
    received: () => ({ ...total }),
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new RetriableFailure('The queue does not answer.', { code: 'QUEUE_AWAY' }));
    }, NOTE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
