// touchpoint report: the newest full run as a page that can be mailed, printed or published. Reads the ledger and nothing
// else, so that it can be made where neither Redis nor the org is at hand.
import type { Command } from 'commander';
import { ledgerOf } from '../compose.ts';
import { FatalFailure } from '../run/failures.ts';
import { gatherReport } from '../run/report.ts';
import { writePage } from './page.ts';
import { reportAsPage } from './report-page.ts';
import { inSession } from './session.ts';
import { EXIT } from './terminal.ts';

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description(
      'Write the high-signal list, its charts and the quality of its data as one page that needs nothing else.',
    )
    .requiredOption('--out <file>', 'where the page goes; it holds customer data')
    .addHelpText(
      'after',
      '\nTells of the newest full run that closed well; reads neither Salesforce nor Redis.\n\nExample:\n  $ npx --no touchpoint report --out report.html\n',
    )
    .action(({ out }: { readonly out: string }) =>
      inSession(async ({ settings }) => {
        const ledger = await ledgerOf(settings);
        try {
          const report = await gatherReport(ledger.runs);
          if (report === null) throw noRunYet();
          await writePage('--out', out, reportAsPage(report, settings.staleAfterMs));
          return EXIT.ok;
        } finally {
          await ledger.close();
        }
      }),
    );
}

function noRunYet(): FatalFailure {
  return new FatalFailure('There is nothing to report: this ledger knows no full run that closed well.', {
    code: 'NO_RUN_YET',
    actions: ['Run "npx --no touchpoint run" first; if it ran elsewhere, give this command the same LEDGER_URL.'],
  });
}
