import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { News } from '../run/changes.ts';
import { RetriableFailure } from '../run/failures.ts';
import type { Facts } from '../run/log.ts';
import { FRESH_MS, readWebhook } from './webhook.ts';
import { createWebhookDoor } from './webhook-door.ts';

const SECRET = 's3cret';
const NOW = Date.parse('2026-03-02T17:00:00Z');

/** A webhook as Outreach sends it; `more` replaces parts of the body, `headers` of the headers. */
function sent(more: object = {}, headers: Record<string, string> = {}, secret = SECRET) {
  const payload = {
    data: { type: 'mailing', id: 7 },
    meta: { deliveredAt: '2026-03-02T09:00:01.500-08:00', eventName: 'mailing.replied' },
    ...more,
  };
  const body = Buffer.from(JSON.stringify(payload));
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return { body, headers: { 'outreach-webhook-signature': signature, ...headers } };
}
const at = (instant: number) => ({ meta: { deliveredAt: new Date(instant).toISOString() } });
const read = (request: ReturnType<typeof sent>, ...clocks: number[]) =>
  readWebhook(request, [SECRET], clocks.length === 0 ? [NOW] : clocks);

test('of a genuine webhook type and id are taken, and what tells it from all others', () => {
  const request = sent({}, { 'outreach-webhook-event-id': 'e-1' });
  const signature = request.headers['outreach-webhook-signature'];
  expect(read(request)).toEqual({ kind: 'genuine', record: { kind: 'mailing', id: 7 }, marks: [signature, 'e-1'] });
  expect(read(sent({ data: { type: 'opportunity', id: 7 } }))).toMatchObject({ kind: 'genuine', record: null });
});

test('a signature of another secret, of another body, of another form or none at all is forged', () => {
  const other = sent({ data: { type: 'mailing', id: 8 } });
  expect(read(sent({}, {}, 'another')).kind).toBe('forged');
  expect(read({ ...sent(), headers: other.headers }).kind).toBe('forged');
  expect(read(sent({}, { 'outreach-webhook-signature': 'sha256=abc' })).kind).toBe('forged');
  expect(readWebhook({ body: sent().body, headers: {} }, [SECRET], [NOW]).kind).toBe('forged');
});

test('while one secret replaces the other, webhooks of both are genuine', () => {
  for (const secret of [SECRET, 'the next one'])
    expect(readWebhook(sent({}, {}, secret), [SECRET, 'the next one'], [NOW]).kind).toBe('genuine');
});

test('a signed webhook is stale five minutes away from every clock, on either side', () => {
  expect(read(sent(at(NOW - FRESH_MS))).kind).toBe('genuine');
  expect(read(sent(at(NOW - FRESH_MS - 1))).kind).toBe('stale');
  expect(read(sent(at(NOW + FRESH_MS + 1))).kind).toBe('stale');
  expect(read(sent(at(NOW)), NOW + 86_400_000, NOW + 1000).kind).toBe('genuine');
});

test('a signed body without type, id or time is no webhook', () => {
  for (const more of [{ data: null }, { data: { type: 'mailing', id: 'x' } }, { meta: {} }])
    expect(read(sent(more)).kind).toBe('malformed');
  const body = Buffer.from('no JSON');
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const headers = { 'outreach-webhook-signature': signature };
  expect(readWebhook({ body, headers }, [SECRET], [NOW]).kind).toBe('malformed');
});

function door(note: (news: News, marks: readonly string[]) => Promise<boolean>, secrets: readonly string[] = [SECRET]) {
  const told: Facts[] = [];
  const log = {
    info: (_: string, facts: Facts) => void told.push(facts),
    warn: () => undefined,
    error: () => undefined,
  };
  return { told, ...createWebhookDoor({ secrets, log, clocks: () => [NOW], note }) };
}

test('only what is genuine and new is noted, by its id', async () => {
  const noted: News[] = [];
  const marks = new Set<string>();
  const desk = door((news, given) => {
    const isNew = !given.some((mark) => marks.has(mark));
    for (const mark of given) marks.add(mark);
    if (isNew) noted.push(news);
    return Promise.resolve(isNew);
  });
  const statuses: number[] = [];
  const all = [
    sent(),
    sent(),
    sent({}, {}, 'another'),
    sent(at(0)),
    sent({ meta: {} }),
    sent({ data: { type: 'task', id: 1 } }),
  ];
  for (const request of all) statuses.push((await desk.receive(request)).status);
  expect(statuses).toEqual([202, 200, 401, 400, 400, 202]);
  expect(noted).toEqual([{ records: [{ kind: 'mailing', id: 7 }], accountIds: [] }]);
  desk.tell();
  const sums = desk.told.reduce<Record<string, number>>((sum, facts) => {
    for (const [end, count] of Object.entries(facts)) sum[end] = (sum[end] ?? 0) + Number(count);
    return sum;
  }, {});
  expect(sums).toEqual({ accepted: 1, ignored: 1, repeated: 1, stale: 1, forged: 1, malformed: 1, unkept: 0 });
});

test('without a secret, and while the queue is away, the sender is told to come later', async () => {
  const away = door(() => Promise.reject(new RetriableFailure('Redis is away.', { code: 'REDIS_AWAY' })));
  expect((await away.receive(sent())).status).toBe(503);
  const off = door(() => Promise.resolve(true), []);
  const { status, body } = await off.receive(sent());
  expect([status, JSON.stringify(body)]).toEqual([503, expect.stringContaining('OUTREACH_WEBHOOK_SECRET')]);
});
