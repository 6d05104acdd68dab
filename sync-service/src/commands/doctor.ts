// touchpoint doctor: everything a run depends on, checked one by one; each failed check says the fix. Writes nothing.
import Table from 'cli-table3';
import type { Command } from 'commander';
import { ledgerOf, orgOf, outreachOf, queueOf, type SalesforceOrg, type Settings } from '../compose.ts';
import { ConfigurationFailure } from '../run/failures.ts';
import type { Log } from '../run/log.ts';
import type { ApiUsage } from '../run/ports.ts';
import { allowanceWarning, grouped } from '../run/outreach-requests.ts';
import { failed, passed, type Finding } from './doctor-finding.ts';
import { examineSurroundings } from './doctor-surroundings.ts';
import { budgetFinding } from './requests-text.ts';
import { inSession } from './session.ts';
import { EXIT, show, showJson } from './terminal.ts';

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Check everything that a run depends on, and say how to mend what is wrong.')
    .option('--json', 'print the checks as one JSON object on the last line')
    .addHelpText('after', '\nExample:\n  $ npx --no touchpoint doctor\n')
    .action((options: { readonly json?: true }) =>
      inSession(async ({ settings, log }) => {
        const checks = await examine(settings, log);
        const ok = checks.every((check) => check.ok);
        if (options.json) showJson({ ok, checks });
        else show(`${asTable(checks)}\n${conclusionOf(checks)}`);
        return ok ? EXIT.ok : EXIT.configuration;
      }, options.json && failedAtOnce),
    );
}

function conclusionOf(checks: readonly Finding[]): string {
  if (checks.some(({ ok }) => !ok)) return 'Mend what failed, then run doctor again.';
  const warnings = checks.filter(({ warning }) => warning === true).length;
  return warnings === 0 ? 'All is well.' : `A run would work. To be looked after: ${warnings}.`;
}

/** Settings that cannot be read are the one thing that keeps everything else from being checked. */
function failedAtOnce(error: unknown): object {
  return { ok: false, checks: failed('settings', error) };
}

async function examine(settings: Settings, log: Log): Promise<readonly Finding[]> {
  // The settings were read, or this command would have ended with their problems.
  const findings: Finding[] = [
    passed('settings', 'all could be read'),
    ...(await examineSurroundings(settings)),
    passed('webhooks', webhooksOf(settings)),
  ];
  const org = orgOf(settings, log);
  let usage: ApiUsage;
  try {
    findings.push(...(await examineOrg(org)));
    usage = org.usage();
  } finally {
    await org.close();
  }
  findings.push(...(await examineLedgerAndOutreach(settings, log, usage)));
  findings.push(...(await attempt('Redis', () => examineRedis(settings, log))));
  return findings;
}

/** Being without them is a choice: the poll and the next run find the same. */
function webhooksOf({ outreachWebhookSecrets, http }: Settings): string {
  return outreachWebhookSecrets.length === 0
    ? 'off: OUTREACH_WEBHOOK_SECRET is not set; what changes in Outreach waits for the next run'
    : `on: start listens on ${http.host}:${http.port} for /webhooks/outreach`;
}

async function examineOrg(org: SalesforceOrg): Promise<readonly Finding[]> {
  const found = (await org.diagnose()).map((finding) => ({ ...finding, check: `Salesforce: ${finding.check}` }));
  if (found.length < 2) return found;
  const access = await attempt('Salesforce: fields and permissions', async () => {
    const problems = await org.findAccessProblems();
    if (problems.length > 0) throw new ConfigurationFailure(problems);
    return 'every field is there and granted';
  });
  const policy = await attempt('Salesforce: policy', async () => {
    const { fingerprint, policy: inForce } = await org.readPolicy();
    return `${fingerprint}, ${Object.keys(inForce.types).length} types, ${inForce.rules.length} rules`;
  });
  return [...found, ...access, ...policy];
}

async function examineLedgerAndOutreach(settings: Settings, log: Log, usage: ApiUsage): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const ledgerFindings = await attempt('ledger', async () => {
    const ledger = await ledgerOf(settings);
    try {
      const { location, bytes, version } = await ledger.check();
      const last = await ledger.runs.lastRun('full');
      // Without an answer of the org there is nothing to compare with, and the sign-in says so.
      if (usage.limit !== null)
        findings.push({ check: 'API budget', ...budgetFinding(usage, settings.runRequests, last) });
      findings.push(
        ...(await attempt('Outreach', async () => {
          const outreach = outreachOf(settings, log, ledger);
          if (outreach === null) return 'not configured: accounts are scored on Salesforce alone';
          const { requests, year } = await outreach.probe();
          const warning = allowanceWarning(year);
          const spent = `${grouped(year.used)} requests in the last 365 days, about ${grouped(year.projected)} of the ${grouped(year.allowed)} of a year`;
          return `signed in, every resource readable (${requests} requests); ${warning ?? spent}`;
        })),
      );
      return `${location}, ${Math.ceil(bytes / 1024)} kB, version ${version}`;
    } finally {
      await ledger.close();
    }
  });
  return [...ledgerFindings, ...findings];
}

async function examineRedis(settings: Settings, log: Log): Promise<string> {
  const queue = await queueOf(settings, log);
  try {
    const { evictionPolicy, appendOnly } = await queue.durability();
    const problems = [
      ...(evictionPolicy === 'noeviction' || evictionPolicy === 'unknown'
        ? []
        : [
            {
              where: 'maxmemory-policy',
              message: `is ${evictionPolicy}, so that Redis may drop jobs`,
              fix: 'Set it to noeviction.',
            },
          ]),
      ...(appendOnly === 'yes' || appendOnly === 'unknown'
        ? []
        : [
            {
              where: 'appendonly',
              message: `is ${appendOnly}, so that a restart may lose jobs`,
              fix: 'Set it to yes.',
            },
          ]),
    ];
    if (problems.length > 0) throw new ConfigurationFailure(problems);
    return `${queue.place}, ${settings.redisUrl === null ? 'private' : 'from REDIS_URL'}`;
  } finally {
    await queue.close();
  }
}

/** One passed check with what `look` returns, or one failed check for each problem it throws. */
async function attempt(check: string, look: () => Promise<string>): Promise<readonly Finding[]> {
  try {
    return [passed(check, await look())];
  } catch (error) {
    return failed(check, error);
  }
}

function asTable(findings: readonly Finding[]): string {
  const width = Math.max(60, Math.min(process.stdout.columns || 110, 160));
  const free = width - 42;
  const table = new Table({
    head: ['Check', '', 'What was found, and what to do'],
    colWidths: [34, 6, free],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { check, ok, warning, detail, fix } of findings)
    table.push([
      check,
      !ok ? 'FAIL' : warning === true ? 'warn' : 'ok',
      fix === '' ? detail : `${detail}\nWhat to do: ${fix}`,
    ]);
  return table.toString();
}
