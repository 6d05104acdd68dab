// What Slack is sent, and what is made of its answers, over HTTP.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noon, TODAY } from '../../test/builders.ts';
import { type SlackReceiver, startSlack } from '../../test/slack-receiver.ts';
import type { Alert } from '../run/alert.ts';
import { createSlack, slackMessage } from './slack.ts';

const signal = new AbortController().signal;
const ALERT: Alert = {
  ...{ key: 'volume:Orum Call', runbook: 'volume', state: 'firing', since: noon(TODAY) },
  ...{ runId: '20260302T170000Z-4f2a', runRecordId: 'a00' },
  ...{ title: 'Orum Call: far fewer than usual', detail: 'Orum Call: 0 <usually> 60 & more.', actions: ['Look.'] },
};

let slack: SlackReceiver;
beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.close());

it('reads the same as plain text and as blocks: title, numbers, what to do, run and runbook', async () => {
  await createSlack(slack.url).tell(ALERT, signal);
  const foot = 'Since 2026-03-02 12:00 UTC · run 20260302T170000Z-4f2a · runbook: docs/runbooks.md#volume';
  const body = 'Orum Call: 0 &lt;usually&gt; 60 &amp; more.\n• Look.';
  expect(slack.messages).toEqual([
    {
      text: `Touchpoint Intelligence: Orum Call: far fewer than usual\n${body}\n${foot}`,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '🔴 Orum Call: far fewer than usual', emoji: true } },
        { type: 'section', text: { type: 'mrkdwn', text: body } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: foot }] },
      ],
    },
  ]);
});

it('says of an alert that is over that it is', () => {
  expect(slackMessage({ ...ALERT, state: 'cleared' }).text).toContain('Over: Orum Call: far fewer than usual\n');
});

it('keeps within the bounds of Slack', () => {
  const { blocks, text } = slackMessage({ ...ALERT, title: 'x'.repeat(400), detail: '&'.repeat(9_000) });
  const [header, section] = blocks as { text: { text: string } }[];
  expect(header?.text.text.length).toBeLessThanOrEqual(150);
  expect(section?.text.text.length).toBeLessThanOrEqual(3_000);
  expect(text.length).toBeLessThanOrEqual(4_000);
});

it('waits as long as Slack asks for when it is busy, and tells once', async () => {
  const before = slack.messages.length;
  slack.answers.push({ status: 429, retryAfter: '0.05' });
  await createSlack(slack.url).tell(ALERT, signal);
  expect(slack.messages.length).toBe(before + 1);
});

it.each([
  [{ status: 429, retryAfter: '600' }, 'SLACK_BUSY', 'Slack is busy'],
  [{ status: 404, body: 'no_service' }, 'SLACK_REFUSED', 'Slack refused the message: 404 no_service'],
  [{ status: 500 }, 'SLACK_BROKEN', 'Slack could not take the message: 500'],
])('fails on %o, and says so without the address', async (answer, code, message) => {
  slack.answers.push(answer);
  await expect(createSlack(slack.url).tell(ALERT, signal)).rejects.toMatchObject({ code, message });
});

it('says that nobody answers without the address, which is a secret', async () => {
  const gone = await startSlack();
  await gone.close();
  const failure = await createSlack(gone.url)
    .tell(ALERT, signal)
    .then(
      () => null,
      (error: unknown) => error as Error & { code: string },
    );
  expect(failure?.code).toBe('SLACK_UNREACHED');
  expect(`${failure?.message} ${failure?.stack} ${String(failure?.cause)}`).not.toContain('planted-secret');
  expect(failure?.message).toBe('Slack could not be reached: ECONNREFUSED');
});
