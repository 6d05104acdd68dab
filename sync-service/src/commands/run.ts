// touchpoint run: one whole run, through the queue or in this process, and what it found.
import { type Command, Option } from 'commander';
import type { Service } from '../compose.ts';
import type { RunRequest, RunSummary, RunVerdict } from '../run/run-store.ts';
import { requestsAsJson, requestsText } from './requests-text.ts';
import { poolTable, runAsJson } from './run-report.ts';
import { withService } from './session.ts';
import { EXIT, type ExitCode, failureAsJson, say, show, showJson, showProgress } from './terminal.ts';

interface Options {
  readonly full?: true;
  readonly changed?: true;
  readonly inline?: true;
  readonly dryRun?: true;
  readonly asOf?: string;
  readonly json?: true;
}

const EXITS: Readonly<Record<RunVerdict, ExitCode>> = { ok: EXIT.ok, degraded: EXIT.degraded, failed: EXIT.failed };

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('Score every account and write what changed, then show who is high-signal.')
    .addOption(new Option('--full', 'every account of the book (the default)').conflicts('changed'))
    .addOption(
      new Option('--changed', 'only accounts with news since the last run, and those whose date has come').conflicts(
        'asOf',
      ),
    )
    .option('--inline', 'in this process alone, without Redis')
    .option('--dry-run', 'decide and report, write nothing to the org')
    .option('--as-of <date>', 'as of the end of this date in the zone of the org, such as 2026-03-02')
    .option('--json', 'print the result as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx --no touchpoint run --dry-run --as-of 2026-03-02\n  $ npx --no touchpoint run --changed\n',
    )
    .action((options: Options) =>
      withService((service, signal) => run(service, options, signal), options.json && failureAsJson),
    );
}

async function run(service: Service, options: Options, signal: AbortSignal): Promise<ExitCode> {
  const mode = options.changed ? 'changed' : 'full';
  const request: RunRequest = { mode, dryRun: options.dryRun === true, asOf: options.asOf ?? null };
  const shown = showProgress('Partitions');
  let summary: RunSummary;
  try {
    summary = options.inline
      ? await service.runInline(request, shown.progress, signal)
      : await service.runThroughQueue(request, shown.progress, signal);
  } finally {
    shown.end();
  }
  for (const message of summary.messages) say(message);
  const year = (await service.outreach?.year()) ?? null;
  if (options.json) {
    showJson({ ...runAsJson(summary), requests: requestsAsJson(summary.figures, year) });
  } else {
    // Of a run of the changed accounts an empty table would say something about the others.
    if (mode === 'full' || summary.pool.length > 0)
      show(poolTable(summary.pool, process.stdout.isTTY ? process.stdout.columns : Infinity));
    show(sentence(summary, request));
    for (const line of requestsText(summary.figures, year)) show(line);
  }
  return EXITS[summary.verdict];
}

function sentence(summary: RunSummary, { mode, dryRun }: RunRequest): string {
  const written = dryRun ? `${summary.changed} would change (nothing was written)` : `${summary.changed} changed`;
  const accounts = mode === 'changed' ? 'accounts with news' : 'accounts';
  const counts = `${summary.accounts} ${accounts}, ${summary.evaluated} evaluated, ${written}, ${summary.failed} failed`;
  const pool = `${summary.pool.length}${mode === 'changed' ? ' of them' : ''} are high-signal`;
  return `Run ${summary.id}: ${summary.verdict}. ${counts}; ${pool}.`;
}
