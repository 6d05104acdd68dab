// touchpoint trail: who wrote which accounts and by which policy, and what was read of the outside. Reads the ledger alone.
import type { Command } from 'commander';
import { ledgerOf } from '../compose.ts';
import { findAct } from '../run/find-act.ts';
import { policyChanges } from '../run/policy-changes.ts';
import { PREFIXES, salesforceId } from '../run/salesforce-ids.ts';
import { inSession } from './session.ts';
import { EXIT, failureAsJson, show, showJson } from './terminal.ts';
import { overviewAsJson, overviewAsText, writesAsJson, writesAsText } from './trail-text.ts';

/** Policies are looked for in so many acts: a busy month. */
const ACTS_OF_POLICIES = 5000;
/** Writes shown of one act; `replay` and `undo --dry-run` see all of them. */
const WRITES = 1000;

export function addTrailCommand(program: Command): void {
  program
    .command('trail')
    .argument(
      '[id]',
      'id of a run, re-score, undo or forgetting: what it wrote; Id of an account: what was written to it',
    )
    .description('Show who wrote which accounts and when, how the policy changed, and what data was read.')
    .option('--limit <n>', 'how many acts and accesses to list', '20')
    .option('--json', 'print the trail as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nReads the ledger, which keeps the trail for TRAIL_DAYS, and connects to nothing. The ids it lists are those that\n"replay" and "undo" take.\n\nExample:\n  $ npx --no touchpoint trail\n',
    )
    .action((id: string | undefined, options: { readonly limit: string; readonly json?: true }) =>
      inSession(async ({ settings }) => {
        const ledger = await ledgerOf(settings);
        try {
          const { trail, runs } = ledger;
          if (id === undefined) {
            const limit = Math.max(1, Math.floor(Number(options.limit)) || 20);
            const acts = await trail.acts(limit);
            const policies = await policyChanges(trail, await trail.acts(ACTS_OF_POLICIES));
            const overview = { acts, policies, accesses: await trail.accesses(limit) };
            if (options.json) showJson(overviewAsJson(overview));
            else show(overviewAsText(overview));
            return EXIT.ok;
          }
          const accountId = salesforceId(id, PREFIXES.account);
          const found =
            accountId === null
              ? { act: await findAct(trail, runs, id), writes: await trail.writesOf(id, { after: 0, limit: WRITES }) }
              : { act: null, writes: await trail.writesTo([accountId]) };
          if (options.json) showJson(writesAsJson(found));
          else show(writesAsText(found));
          return EXIT.ok;
        } finally {
          await ledger.close();
        }
      }, options.json && failureAsJson),
    );
}
