// touchpoint undo: gives back to each field what it held before a run, where it still holds what the run wrote.
import type { Command } from 'commander';
import { undo, type Undo, type UndoneAccount } from '../run/undo.ts';
import { actAsJson, actAsText } from './act-text.ts';
import { valueAsJson, valueAsText } from './field-values.ts';
import { withService } from './session.ts';
import { EXIT, failureAsJson, show, showJson, showProgress } from './terminal.ts';

/** Accounts shown to a person; a program gets all. */
const SHOWN = 20;

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

export function addUndoCommand(program: Command): void {
  program
    .command('undo')
    .argument('<run-id>', 'id of a run, a re-score or an undo, as "touchpoint trail" lists them')
    .description('Give each field back what it held before a run, where it still holds what the run wrote.')
    .option('--dry-run', 'show what would be given back, field by field, and write nothing')
    .option('--json', 'print what was done as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nA field that was changed since is left and named; when a later run changed it, undo that one first. An undo is in the\ntrail itself and can be undone. Ends with exit code 4 when an account could not be written.\n\nExample:\n  $ npx --no touchpoint undo 20260302T170000Z-4f2a --dry-run\n',
    )
    .action((id: string, options: Options) =>
      withService(async (service, signal) => {
        const { org, ledger, author, log } = service;
        const { trail, runs } = ledger;
        const dryRun = options.dryRun === true;
        const shown = showProgress('Accounts');
        try {
          const work = (held: AbortSignal) => undo({ org, trail, runs, author, log }, id, dryRun, shown.progress, held);
          const done = dryRun ? await work(signal) : await service.underLock('undo', signal, work);
          shown.end();
          if (options.json) showJson(undoAsJson(done, dryRun));
          else show(undoAsText(done, dryRun));
          return done.accounts.some(({ problem }) => problem !== null) ? EXIT.degraded : EXIT.ok;
        } finally {
          shown.end();
        }
      }, options.json && failureAsJson),
    );
}

export function undoAsText({ undone, actId, accounts }: Undo, dryRun: boolean): string {
  const restored = accounts.filter((account) => account.restored.length > 0);
  const left = accounts.filter((account) => account.left.length > 0);
  const failed = accounts.filter(({ problem }) => problem !== null);
  const lines = [actAsText(undone), ''];
  if (accounts.length === 0) lines.push('Nothing to give back: all fields hold what they held before it.');
  for (const account of accounts.slice(0, SHOWN)) lines.push(...accountAsLines(account));
  if (accounts.length > SHOWN) lines.push(`… and ${accounts.length - SHOWN} more accounts, which --json lists.`);
  if (accounts.length > 0)
    lines.push(
      '',
      `${restored.length} accounts ${dryRun ? 'would be' : 'were'} given back what they held; ${left.length} have fields that changed since and are left; ${failed.length} failed.`,
    );
  const later = [...new Set(left.flatMap((account) => account.left.flatMap(({ because }) => because ?? [])))].sort();
  if (later.length > 0)
    lines.push(
      `Later acts wrote some of these fields: undo them first, the newest first: ${later.reverse().join(', ')}.`,
    );
  if (restored.length > 0)
    lines.push(
      'The next run writes the same values again unless their reason is gone. To keep what is given back: set the policy back',
      'if that was it ("touchpoint trail" shows its changes), or stop the schedule until it is settled (stop "touchpoint start",',
      'switch off the scheduled job).',
    );
  if (actId !== null) lines.push(`To take this back: npx --no touchpoint undo ${actId}`);
  if (dryRun) lines.push('Nothing was written.');
  return lines.join('\n');
}

function accountAsLines({ accountId, restored, left, problem }: UndoneAccount): readonly string[] {
  return [
    `${accountId}${problem === null ? '' : `: ${problem.message} (${problem.code}). What to do: ${problem.fix}`}`,
    ...restored.map(({ field, from, to }) => `  ${field}: ${valueAsText(field, from)} → ${valueAsText(field, to)}`),
    ...left.map(({ field, written, holds, because }) => {
      const who = because === null ? 'changed since' : `written since by ${because}`;
      return `  ${field}: left at ${valueAsText(field, holds)}, ${who} (it had written ${valueAsText(field, written)})`;
    }),
  ];
}

export function undoAsJson({ undone, actId, accounts }: Undo, dryRun: boolean): object {
  return {
    ...{ undone: actAsJson(undone), dryRun, actId },
    accounts: accounts.map(({ accountId, restored, left, problem }) => ({
      accountId,
      restored: restored.map(({ field, from, to }) => ({
        ...{ field, from: valueAsJson(field, from), to: valueAsJson(field, to) },
      })),
      left: left.map(({ field, written, holds, because }) => ({
        ...{ field, written: valueAsJson(field, written), holds: valueAsJson(field, holds), because },
      })),
      problem,
    })),
  };
}
