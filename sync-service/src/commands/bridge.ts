// touchpoint bridge: from what a Salesforce report counts to Active TPs, each difference with its records. Writes nothing.
import type { Command } from 'commander';
import { type Bridge, makeBridge } from '../run/bridge.ts';
import { checkAccountId } from './account-id.ts';
import { bridgeAsJson, bridgeAsText, isWhole } from './bridge-text.ts';
import { withService } from './session.ts';
import { EXIT, failureAsJson, show, showJson, showProgress, type ShownProgress } from './terminal.ts';

interface Options {
  readonly records?: true;
  readonly json?: true;
}

/** One account is done at once. */
const NO_PROGRESS: ShownProgress = { progress: () => undefined, end: () => undefined };

export function addBridgeCommand(program: Command): void {
  program
    .command('bridge')
    .argument('[account-id]', 'Id of the account, 15 or 18 characters; without it, every account of the book')
    .description('Reconcile the count of a Salesforce report with Active TPs, difference by difference.')
    .option('--records', 'show every record behind a difference, not only the first ones')
    .option('--json', 'print the bridge as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nEnds with exit code 4 when a record is left that nothing explains.\n\nExample:\n  $ npx --no touchpoint bridge 0015g00000XyZ12AAB\n',
    )
    .action((accountId: string | undefined, options: Options) =>
      withService(async (service, signal) => {
        if (accountId !== undefined) checkAccountId(accountId);
        const { org, outreach, ledger, settings } = service;
        const one = accountId !== undefined;
        const shown = one ? NO_PROGRESS : showProgress('Partitions');
        let bridge: Bridge;
        try {
          bridge = await makeBridge(
            { org, outreach, mirror: ledger.mirror, partitionSize: settings.partitionAccounts },
            accountId ?? null,
            shown.progress,
            signal,
          );
        } finally {
          shown.end();
        }
        if (options.json) showJson(bridgeAsJson(bridge));
        else show(bridgeAsText(bridge, one, options.records === true));
        return isWhole(bridge) ? EXIT.ok : EXIT.degraded;
      }, options.json && failureAsJson),
    );
}
