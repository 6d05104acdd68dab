// touchpoint replay: computes anew what a run wrote, from what the ledger kept, and says whether it is the same. Connects to
// nothing.
import type { Command } from 'commander';
import { ledgerOf } from '../compose.ts';
import { authorOfProcess } from '../compose/author.ts';
import { replay, type Replay, REPLAY_ENDS, type ReplayedAccount, type ReplayEnd } from '../run/replay.ts';
import { actAsJson, actAsText } from './act-text.ts';
import { valueAsJson, valueAsText } from './field-values.ts';
import { inSession } from './session.ts';
import { EXIT, type ExitCode, failureAsJson, show, showJson, showProgress } from './terminal.ts';

/** Accounts shown to a person; a program gets all. */
const SHOWN = 20;

const MEANING: Readonly<Record<ReplayEnd, string>> = {
  equal: 'equal, byte for byte',
  different: 'DIFFERENT: what was stored was changed, or the code decides otherwise without having changed',
  damaged: 'DAMAGED: what was stored cannot be read',
  version: 'cannot be replayed: another version of the deciding code wrote them, and this one decides otherwise',
  forgotten: 'cannot be replayed: their evidence was removed with a person who was forgotten',
  partial: 'were only marked as Partial; nothing was computed',
  refused: 'were refused by the org; nothing changed',
};

export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .argument('<run-id>', 'id of a run or a re-score, as "touchpoint trail" lists them')
    .description('Compute anew what a run wrote, from the evidence kept of it, and compare byte for byte.')
    .option('--json', 'print the comparison as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nTakes everything from the ledger and connects to nothing. Ends with exit code 3 when a write is different or damaged,\nwith 4 when one cannot be replayed because another version of the code made it.\n\nExample:\n  $ npx --no touchpoint replay 20260302T170000Z-4f2a\n',
    )
    .action((id: string, options: { readonly json?: true }) =>
      inSession(async ({ settings }) => {
        const ledger = await ledgerOf(settings);
        const shown = showProgress('Writes');
        try {
          const { core } = authorOfProcess();
          const found = await replay({ trail: ledger.trail, runs: ledger.runs, core }, id, shown.progress);
          shown.end();
          if (options.json) showJson(replayAsJson(found));
          else show(replayAsText(found));
          return exitOf(found);
        } finally {
          shown.end();
          await ledger.close();
        }
      }, options.json && failureAsJson),
    );
}

function exitOf({ counts }: Replay): ExitCode {
  if (counts.different + counts.damaged > 0) return EXIT.failed;
  return counts.version > 0 ? EXIT.degraded : EXIT.ok;
}

export function replayAsText({ act, counts, accounts, core }: Replay): string {
  const lines = [actAsText(act), ''];
  const ends = REPLAY_ENDS.filter((end) => counts[end] > 0);
  lines.push(...(ends.length === 0 ? ['It wrote nothing.'] : ends.map((end) => `${counts[end]} ${MEANING[end]}`)));
  if (counts.version > 0) lines.push(`Code then ${core.then}, code now ${core.now}: replay with the version of then.`);
  const named = accounts.filter(({ end }) => end !== 'refused' && end !== 'partial');
  for (const account of named.slice(0, SHOWN)) lines.push('', ...accountAsLines(account));
  if (named.length > SHOWN) lines.push('', `… and ${named.length - SHOWN} more, which --json lists.`);
  return lines.join('\n');
}

function accountAsLines({ accountId, end, fields }: ReplayedAccount): readonly string[] {
  return [
    `${accountId}: ${end}`,
    ...fields.map(({ field, written, computed }) => {
      return `  ${field}: written ${valueAsText(field, written)}, computed ${valueAsText(field, computed)}`;
    }),
  ];
}

export function replayAsJson({ act, counts, accounts, core }: Replay): object {
  return {
    ...{ act: actAsJson(act), core, counts },
    accounts: accounts.map(({ accountId, end, fields }) => ({
      ...{ accountId, end },
      fields: fields.map(({ field, written, computed }) => ({
        ...{ field, written: valueAsJson(field, written), computed: valueAsJson(field, computed) },
      })),
    })),
  };
}
