// touchpoint forget: removes a person from the mirror, the trail and the stories, and keeps the person out.
import type { Command } from 'commander';
import { forget, type Forgetting } from '../run/forget.ts';
import { withService } from './session.ts';
import { EXIT, failureAsJson, show, showJson } from './terminal.ts';

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

export function addForgetCommand(program: Command): void {
  program
    .command('forget')
    .argument('<contact-or-email>', 'e-mail address, or Id of the Contact or Lead, 15 or 18 characters')
    .description('Remove a person from the mirror, the trail and the stories of accounts, and keep the person out.')
    .option('--dry-run', 'tell what there is of the person and change nothing')
    .option('--json', 'print what was done as one JSON object on the last line')
    .addHelpText(
      'after',
      '\nActivities in Salesforce go on counting, as those of somebody unknown. What Salesforce and Outreach themselves hold is\ndeleted there. Can be repeated; ends with exit code 4 when a story could not be written.\n\nExample:\n  $ npx --no touchpoint forget jane.doe@example.com --dry-run\n',
    )
    .action((given: string, options: Options) =>
      withService(async (service, signal) => {
        const { org, ledger, author, log } = service;
        const { trail, forgotten, people: store } = ledger;
        const dryRun = options.dryRun === true;
        const needs = { org, store, people: forgotten, trail, author, log };
        const work = (held: AbortSignal) => forget(needs, given, dryRun, held);
        const done = dryRun ? await work(signal) : await service.underLock('forget', signal, work);
        if (options.json) showJson({ dryRun, ...done });
        else show(forgettingAsText(done, given, dryRun));
        return done.problems.length > 0 ? EXIT.degraded : EXIT.ok;
      }, options.json && failureAsJson),
    );
}

export function forgettingAsText(done: Forgetting, given: string, dryRun: boolean): string {
  const { person, unknown, traces, accounts, problems, actId } = done;
  if (unknown)
    return `Nobody is known by ${given}: not in the org, not in the mirror of Outreach, not in the trail. Nothing was changed.`;
  const would = dryRun ? 'would be' : 'were';
  const lines = [
    `Contacts ${list(person.contactIds)}; leads ${list(person.leadIds)}; Outreach prospects ${list(person.prospectIds)}; ${person.emails.length} addresses.`,
    '',
    `From the mirror of Outreach ${would} removed: ${traces.prospects} prospects, ${traces.mailings} mailings, ${traces.calls} calls.`,
    `From the trail: the evidence of ${traces.evidence} writes, which can no longer be replayed; the person from the stories of ${traces.stories} writes and from ${traces.texts} texts of runs.`,
    `In the org: the stories of ${accounts.length} accounts ${would} rewritten${actId === null ? '' : ` (act ${actId})`}.`,
    ...problems.map(
      ({ accountId, message, code, fix }) =>
        `  ${accountId ?? ''}: ${message} (${code}). What to do: ${fix} Then forget again.`,
    ),
    '',
    'From the next run on: activities in Salesforce count as before, as those of one unknown person, so that Active TPs and',
    'Last Touch stay; what only Outreach knew, series figures, the number of people and their seniority may change.',
    'Still there, and yours to delete: the person’s records in Salesforce and Outreach, subjects of activities that have the',
    'name in them, logs, and backups of the ledger. A new ledger folder does not know who was forgotten.',
  ];
  if (dryRun) lines.push('Nothing was changed.');
  return lines.join('\n');
}

const list = (ids: readonly (string | number)[]): string => (ids.length === 0 ? 'none' : ids.join(', '));
