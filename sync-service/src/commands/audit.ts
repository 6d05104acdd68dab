// touchpoint audit: is everything that Outreach did in Salesforce, and what to do about what is not. Writes nothing to the
// org; with --html a page for people who do not sit at this terminal.
import type { Command } from 'commander';
import { type Audit, makeAudit } from '../run/audit.ts';
import { auditAsPage } from './audit-page.ts';
import { auditAsJson, auditAsText } from './audit-text.ts';
import { writePage } from './page.ts';
import { withService } from './session.ts';
import { EXIT, failureAsJson, show, showJson, showProgress } from './terminal.ts';

interface Options {
  readonly html?: string;
  readonly json?: true;
}

export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('Tell how much of what Outreach and Orum did is in Salesforce, what is missing, and what to do.')
    .option('--html <file>', 'write the audit as a page of its own, too')
    .option('--json', 'print the audit as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nReads Salesforce now and Outreach as the last run read it. Ends with exit code 4 when records could not be\nunderstood, so that figures lack them; low coverage is a finding, not a failure.\n\nExample:\n  $ npx --no touchpoint audit --html audit.html\n',
    )
    .action((options: Options) =>
      withService(async ({ org, outreach, ledger, settings }, signal) => {
        const shown = showProgress('Partitions');
        let audit: Audit;
        try {
          const needs = { org, outreach, mirror: ledger.mirror, partitionSize: settings.partitionAccounts };
          audit = await makeAudit(needs, shown.progress, signal);
        } finally {
          shown.end();
        }
        if (options.html !== undefined) await writePage('--html', options.html, auditAsPage(audit));
        if (options.json) showJson(auditAsJson(audit));
        else show(auditAsText(audit));
        return audit.problems.length + audit.malformed.length === 0 ? EXIT.ok : EXIT.degraded;
      }, options.json && failureAsJson),
    );
}
