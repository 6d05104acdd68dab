// touchpoint alerts: which alerts are open and who was told of them; and whether a test reaches every channel.
import type { Command } from 'commander';
import { channelsOf } from '../compose/alerts.ts';
import type { Service } from '../compose.ts';
import type { Alert } from '../run/alert.ts';
import { Failure } from '../run/failures.ts';
import { withService } from './session.ts';
import { EXIT, type ExitCode, failureAsJson, show, showJson } from './terminal.ts';

interface Options {
  readonly test?: true;
  readonly json?: true;
}

interface OpenAlert extends Alert {
  readonly knownTo: readonly string[];
}

interface Tried {
  readonly channel: string;
  /** Null: it arrived. */
  readonly problem: { readonly code: string; readonly message: string; readonly actions: readonly string[] } | null;
}

export function addAlertsCommand(program: Command): void {
  program
    .command('alerts')
    .description('List the open alerts, and to whom they were told.')
    .option('--test', 'send a test through every channel instead')
    .option('--json', 'print the result as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nWith --test it ends with exit code 3 when a channel did not take the test.\n\nExample:\n  $ npx --no touchpoint alerts --test\n',
    )
    .action((options: Options) =>
      withService(
        (service) => (options.test ? test(service, options) : list(service, options)),
        options.json && failureAsJson,
      ),
    );
}

async function list({ ledger }: Service, { json }: Options): Promise<ExitCode> {
  const open: OpenAlert[] = [];
  for (const alert of await ledger.alerts.list())
    open.push({ ...alert, knownTo: await ledger.alerts.knownTo(alert.key) });
  if (json) showJson({ alerts: open.map((alert) => ({ ...alert, since: new Date(alert.since).toISOString() })) });
  else show(open.length === 0 ? 'No alert is open.' : open.map(asText).join('\n\n'));
  return EXIT.ok;
}

function asText({ key, state, since, title, detail, actions, runbook, knownTo }: OpenAlert): string {
  const told = knownTo.length === 0 ? 'nobody was told yet' : `told by ${knownTo.join(' and ')}`;
  const over = state === 'cleared' ? ', over, still to be told' : '';
  return [
    `${key} since ${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC${over}; ${told}`,
    `  ${title}`,
    `  ${detail}`,
    ...actions.map((action) => `  What to do: ${action}`),
    `  Runbook: docs/runbooks.md#${runbook}`,
  ].join('\n');
}

async function test({ settings, org }: Service, { json }: Options): Promise<ExitCode> {
  const tried: Tried[] = [];
  // Signs in, so that the test is dated by the org's clock.
  const { now } = await org.identify();
  for (const channel of channelsOf(settings, org))
    try {
      await channel.tell(testAlert(now), AbortSignal.timeout(60_000));
      tried.push({ channel: channel.name, problem: null });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { code, message, actions } = error;
      tried.push({ channel: channel.name, problem: { code, message, actions } });
    }
  if (json) showJson({ channels: tried });
  else show([...tried.map(triedAsText), ...missing(settings.slackWebhookUrl)].join('\n'));
  return tried.every(({ problem }) => problem === null) ? EXIT.ok : EXIT.failed;
}

function testAlert(since: number): Alert {
  return {
    ...{ key: 'test', runbook: 'test', state: 'firing', since, runId: null, runRecordId: null },
    title: 'A test of the alerts',
    detail: 'Alerts reach you here. Nothing is wrong.',
    actions: [],
  };
}

function triedAsText({ channel, problem }: Tried): string {
  if (problem === null) return `ok      ${channel}`;
  return [
    `failed  ${channel}: ${problem.message}`,
    ...problem.actions.map((action) => `        What to do: ${action}`),
  ].join('\n');
}

function missing(slackWebhookUrl: string | null): string[] {
  return slackWebhookUrl === null ? ['off     Slack: SLACK_WEBHOOK_URL is not set'] : [];
}
