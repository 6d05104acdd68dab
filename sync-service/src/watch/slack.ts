// Says an alert in Slack through an incoming webhook: one message that reads the same as plain text and as blocks. What
// is told, and to whom, is not decided here.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Alert, clip } from '../run/alert.ts';
import { FatalFailure, RetriableFailure } from '../run/failures.ts';
import type { AlertPort } from '../run/ports.ts';

/** For one answer; Slack's are there within a second. */
const TIMEOUT_MS = 10_000;
/** A longer wait than this is left to the next look. */
const LONGEST_WAIT_MS = 30_000;
// Slack refuses a header above 150 characters and a section above 3,000 (Block Kit reference).
const HEADER = 150;
const SECTION = 2_900;
const RUNBOOKS = 'docs/runbooks.md';

interface SlackMessage {
  /** What notifications and readers without blocks show. */
  readonly text: string;
  readonly blocks: readonly object[];
}

/** @param url the incoming webhook; being a secret, it is in no message of a failure */
export function createSlack(url: string): AlertPort {
  return {
    name: 'Slack',
    async tell(alert, signal) {
      const body = JSON.stringify(slackMessage(alert));
      const wait = await post(url, body, signal);
      if (wait === null) return;
      await sleep(wait, undefined, { signal });
      const again = await post(url, body, signal);
      if (again !== null) throw busy(again);
    },
  };
}

/** Null: taken. Else how many milliseconds Slack asks us to wait, at most half a minute. */
async function post(url: string, body: string, signal: AbortSignal): Promise<number | null> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      // A webhook that leads elsewhere is not the one that was set.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (error) {
    throw unreached(error);
  }
  if (answer.ok) {
    await answer.body?.cancel();
    return null;
  }
  const said = await wordOf(answer);
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get('retry-after') ?? '1');
    const wait = (Number.isFinite(seconds) ? Math.max(0, seconds) : 1) * 1000;
    if (wait > LONGEST_WAIT_MS) throw busy(wait);
    return wait;
  }
  if (answer.status >= 500)
    throw new RetriableFailure(`Slack could not take the message: ${answer.status}`, { code: 'SLACK_BROKEN' });
  throw new FatalFailure(`Slack refused the message: ${answer.status} ${said}`, {
    code: 'SLACK_REFUSED',
    actions: ['Make a new incoming webhook for the channel and set SLACK_WEBHOOK_URL to it.'],
  });
}

/** Slack refuses with one word such as `invalid_payload` or `no_service`. '' for anything else: it may quote the address. */
async function wordOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const start = await reader?.read();
  await reader?.cancel();
  const said = Buffer.from(start?.value ?? [])
    .toString('latin1')
    .trim();
  return /^[a-z_]{1,40}$/.test(said) ? said : '';
}

function busy(waitMs: number): RetriableFailure {
  return new RetriableFailure('Slack is busy', { code: 'SLACK_BUSY', retryAfterMs: waitMs });
}

/** The cause is left out: errors of the network quote the address, which is a secret. */
function unreached(error: unknown): RetriableFailure {
  const cause = error instanceof Error ? error.cause : null;
  const code =
    cause instanceof Error && 'code' in cause ? String(cause.code) : error instanceof Error ? error.name : '?';
  return new RetriableFailure(`Slack could not be reached: ${code}`, {
    code: 'SLACK_UNREACHED',
    actions: ['Check the network of this machine and SLACK_WEBHOOK_URL.'],
  });
}

/** The message of an alert, within Slack's bounds. */
export function slackMessage(alert: Alert): SlackMessage {
  const firing = alert.state === 'firing';
  const title = clip(firing ? alert.title : `Over: ${alert.title}`, HEADER - 20);
  const paragraphs = [alert.detail, ...alert.actions.map((action) => `• ${action}`)];
  const since = `Since ${new Date(alert.since).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const run = alert.runId === null ? [] : [`run ${alert.runId}`];
  const foot = [since, ...run, `runbook: ${RUNBOOKS}#${alert.runbook}`].join(' · ');
  const section = clip(escaped(paragraphs.join('\n')), SECTION);
  return {
    text: [`Touchpoint Intelligence: ${escaped(title)}`, section, escaped(foot)].join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: `${firing ? '🔴' : '🟢'} ${title}`, emoji: true } },
      { type: 'section', text: { type: 'mrkdwn', text: section } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: escaped(foot) }] },
    ],
  };
}

/** Slack reads these three as its own syntax: a mention, a link. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
