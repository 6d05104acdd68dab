// touchpoint heartbeat: asks the org from outside whether there was a good run lately, and tells people when there was none.
import type { Command } from 'commander';
import { heartbeatOf } from '../compose/alerts.ts';
import { orgOf } from '../compose.ts';
import { sayAge } from '../run/alert-signs.ts';
import type { Heartbeat } from '../run/heartbeat.ts';
import { inSession } from './session.ts';
import { EXIT, failureAsJson, show, showJson } from './terminal.ts';

const HOUR_MS = 3_600_000;

export function addHeartbeatCommand(program: Command): void {
  program
    .command('heartbeat')
    .description('Ask the org when the last good run ended, and tell people when that is too long ago.')
    .option('--json', 'print the answer as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nTo be run from another machine than the service: it needs neither its ledger nor Redis. STALE_AFTER_HOURS says how\n' +
        'long is too long. Ends with exit code 0 when there was a good run, 3 when there was none.\n\nExample:\n  $ npx --no touchpoint heartbeat\n',
    )
    .action((options: { readonly json?: true }) =>
      inSession(async ({ settings, log }) => {
        const org = orgOf(settings, log);
        try {
          const beat = await heartbeatOf(settings, log, org);
          if (options.json) showJson(asJson(beat, settings.staleAfterMs));
          else show(asText(beat, settings.staleAfterMs));
          return beat.fresh ? EXIT.ok : EXIT.failed;
        } finally {
          await org.close();
        }
      }, options.json && failureAsJson),
    );
}

function asText({ fresh, last, ageMs, told }: Heartbeat, staleAfterMs: number): string {
  const bound = `the bound is ${sayAge(staleAfterMs)}`;
  const said = told.length === 0 ? '' : ` Told by ${told.join(' and ')}.`;
  if (last === null || ageMs === null) return 'Stale: the org knows of no good run yet.';
  const word = fresh ? 'Fresh' : 'Stale';
  return `${word}: run ${last.runId} ended ${sayAge(ageMs)} ago, on ${new Date(last.finishedAt).toISOString()}; ${bound}.${said}`;
}

function asJson({ fresh, last, ageMs, told }: Heartbeat, staleAfterMs: number): object {
  return {
    heartbeat: {
      fresh,
      lastGoodRun: last?.runId ?? null,
      finishedAt: last === null ? null : new Date(last.finishedAt).toISOString(),
      ageHours: ageMs === null ? null : Math.round((10 * ageMs) / HOUR_MS) / 10,
      staleAfterHours: staleAfterMs / HOUR_MS,
      told,
    },
  };
}
