// touchpoint explain: why one account has its verdict, what would change it, and until when it holds. Writes nothing.
import type { Command } from 'commander';
import { explainAccount } from '../run/explain.ts';
import { checkAccountId } from './account-id.ts';
import { explanationAsJson, explanationAsText } from './explain-text.ts';
import { withService } from './session.ts';
import { EXIT, failureAsJson, show, showJson } from './terminal.ts';

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<account-id>', 'Id of the account, 15 or 18 characters, as in the address of its page')
    .description('Tell why an account has its verdict, record by record, and what would change it.')
    .option('--json', 'print the explanation as one JSON object on the last line')
    .addHelpText('after', '\nExample:\n  $ npx --no touchpoint explain 0015g00000XyZ12AAB\n')
    .action((accountId: string, options: { readonly json?: true }) =>
      withService(async ({ org, outreach, ledger }, signal) => {
        checkAccountId(accountId);
        const explanation = await explainAccount({ org, outreach, mirror: ledger.mirror }, accountId, signal);
        if (options.json) showJson(explanationAsJson(explanation));
        else show(explanationAsText(explanation));
        return EXIT.ok;
      }, options.json && failureAsJson),
    );
}
