// The command `./scripts/deploy`: arguments, questions and what it says. Deploying is deploy.ts, removing uninstall.ts.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { ARTEFACT, BuildProblem, buildPackage } from '../components/build.ts';
import { ROOT } from '../components/bundles.ts';
import { checkMetadata } from '../metadata/check.ts';
import { inOneLine } from '../metadata/problem.ts';
import { DEFAULT_SOURCES } from '../metadata/usage.ts';
import type { Assignment } from './assignments.ts';
import { deploy, type Deployed } from './deploy.ts';
import type { Difference } from './owned.ts';
import { DeployRefused, requireSf } from './sf.ts';
import { OrgRefused, TargetOrg } from './target-org.ts';
import { findInstalled, uninstall } from './uninstall.ts';

const HELP = `Builds, checks and deploys the product to a Salesforce org, or an upgrade of it. What admins own (manifest/no-overwrite.xml:
thresholds, rules, plays, pages, list views, reports, the app) is deployed only where the org does not have it yet.

  ./scripts/deploy [--target-org ALIAS] [options]

  --target-org ALIAS         alias or username of a login of the sf command line; default: its default org
  --dry-run, --check-only    the org checks everything and changes nothing
  --integration-user NAME    assign Touchpoint Integration to that username
  --rep, --manager, --admin NAME   assign that role; may be repeated
  --reset-policy             show how policy, types, rules and plays differ from the shipped ones, ask, and put the shipped ones back
  --without-translations     leave German out, for an org without Translation Workbench
  --roll-up-minutes N        how long to wait until the org has calculated open opportunities (default 30)
  --built FOLDER             deploy that folder, built and checked before, instead of building
  --uninstall                remove everything of the product, data included
  --yes                      do not ask
  --json                     one object on the last line of stdout, everything else on stderr

Examples:
  ./scripts/deploy --target-org my-sandbox --integration-user touchpoint@example.com
  ./scripts/deploy --target-org my-sandbox --reset-policy --dry-run
`;

const ROLES = {
  'integration-user': 'Touchpoint_Integration',
  rep: 'Touchpoint_Rep',
  manager: 'Touchpoint_Manager',
  admin: 'Touchpoint_Admin',
} as const;

const FAILED = 3;

function readArguments() {
  const { values } = parseArgs({
    options: {
      'target-org': { type: 'string', short: 'o' },
      'dry-run': { type: 'boolean' },
      'check-only': { type: 'boolean' },
      'integration-user': { type: 'string', multiple: true },
      rep: { type: 'string', multiple: true },
      manager: { type: 'string', multiple: true },
      admin: { type: 'string', multiple: true },
      'reset-policy': { type: 'boolean' },
      'without-translations': { type: 'boolean' },
      'roll-up-minutes': { type: 'string', default: '30' },
      built: { type: 'string' },
      uninstall: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const minutes = Number(values['roll-up-minutes']);
  if (!/^\d{1,4}$/.test(values['roll-up-minutes'])) throw new WrongUse('--roll-up-minutes must be a whole number.');
  const assignments = Object.entries(ROLES).flatMap(([role, set]): Assignment[] =>
    (values[role as keyof typeof ROLES] ?? []).map((username) => ({ set, username })),
  );
  const { built } = values;
  if (built !== undefined && !existsSync(built)) throw new WrongUse(`--built ${built}: there is no such folder.`);
  const checkOnly = values['dry-run'] === true || values['check-only'] === true;
  if (values.uninstall === true && (checkOnly || values['reset-policy'] === true))
    throw new WrongUse('--uninstall goes with --target-org, --yes and --json only.');
  return { values, minutes, assignments, checkOnly, built: built === undefined ? null : resolve(built) };
}

type Given = ReturnType<typeof readArguments>;
type Say = (line: string) => void;

async function main(): Promise<number> {
  const given = readArguments();
  const { values } = given;
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const say: Say = (line) => (values.json === true ? process.stderr : process.stdout).write(`${line}\n`);
  requireSf();
  const org = await TargetOrg.open(values['target-org'] ?? null);
  const built = given.built ?? (await buildAndCheck(say));
  if (built === null) return 1;
  try {
    return values.uninstall === true ? await remove(org, built, given, say) : await send(org, built, given, say);
  } catch (error) {
    if (!(error instanceof DeployRefused || error instanceof OrgRefused)) throw error;
    process.stderr.write(`${error.message}\n\n${whatToDo(error, values.uninstall === true)}\n`);
    if (values.json === true) process.stdout.write(`${JSON.stringify({ ok: false, message: error.message })}\n`);
    return FAILED;
  }
}

function whatToDo(error: DeployRefused | OrgRefused, uninstalling: boolean): string {
  if (error instanceof OrgRefused)
    return 'What was done before stays. See that the org can be reached and that its user may Customize Application and Modify Metadata; then give the same command again.';
  const german = /^Translations /m.test(error.message)
    ? ' An org without Translation Workbench takes it with --without-translations.'
    : '';
  return `The org took nothing of this step${uninstalling ? '; what was removed before it stays removed' : ''}. Mend what it names, then give the same command again.${german}`;
}

/** Null when there is something to mend, which was said. */
async function buildAndCheck(say: Say): Promise<string | null> {
  try {
    say('Building the components …');
    await buildPackage();
  } catch (error) {
    if (!(error instanceof BuildProblem)) throw error;
    process.stderr.write(`The components were not built:\n${error.message}\n`);
    return null;
  }
  const { problems } = await checkMetadata(ROOT, { sources: DEFAULT_SOURCES, used: false, deployed: ARTEFACT });
  for (const problem of problems) process.stderr.write(`${inOneLine(problem)}\n`);
  return problems.length === 0 ? ARTEFACT : null;
}

async function send(org: TargetOrg, built: string, given: Given, say: Say): Promise<number> {
  const { values, checkOnly } = given;
  const reset = async (found: readonly Difference[]): Promise<boolean> => {
    say(`The org's records differ from the shipped ones in ${found.length} values:`);
    for (const line of differencesOf(found)) say(line);
    return checkOnly || values.yes === true || (await confirmed('Put the shipped values back?', 'reset'));
  };
  const done = await deploy({
    org,
    alias: values['target-org'] ?? null,
    built,
    checkOnly,
    translations: values['without-translations'] !== true,
    assignments: given.assignments,
    reset: values['reset-policy'] === true ? reset : null,
    rollUpMinutes: given.minutes,
    say,
  });
  tell(done, given, say);
  if (values.json === true) process.stdout.write(`${JSON.stringify({ ok: done.problems.length === 0, ...done })}\n`);
  return done.problems.length === 0 ? 0 : FAILED;
}

function tell(done: Deployed, { values, checkOnly }: Given, say: Say): void {
  if (values['reset-policy'] === true && done.differences.length === 0)
    say('Policy, types, rules and plays are as shipped; there is nothing to put back.');
  for (const name of done.completed) say(`${name} got values for the fields that are new; its other values stay.`);
  if (checkOnly) {
    say(`The org would take all ${done.sent} components. Nothing was changed.`);
    return;
  }
  say(`Deployed ${done.sent} components.${done.reset ? ' The shipped values are back.' : ''}`);
  for (const problem of done.problems) say(`Not as it should be: ${problem}`);
  say('Next: npx --no touchpoint doctor, with the settings of the integration user (docs/set-up.md).');
}

const shown = (value: string | null): string => (value === null || value === '' ? '(blank)' : value);

const differencesOf = (found: readonly Difference[]): readonly string[] =>
  found.map(({ record, field, org, shipped }) => `  ${record} ${field}: ${shown(org)} → ${shown(shipped)}`);

async function remove(org: TargetOrg, built: string, { values }: Given, say: Say): Promise<number> {
  const found = await findInstalled(org, built);
  if (found.present.length === 0) {
    say(`Nothing of the product is in ${org.url}.`);
    if (values.json === true) process.stdout.write(`${JSON.stringify({ ok: true, removed: 0, left: [] })}\n`);
    return 0;
  }
  say(`This removes ${found.present.length} components and ${found.assignments.length} assignments from ${org.url}.`);
  say('Lost with them: every score and verdict on accounts, thresholds, rules and plays of your own,');
  for (const [name, count] of found.records) say(`  ${count} records of ${name}`);
  say('The ledger of the service is not touched. Deleted fields can be restored in Setup for 15 days.');
  if (values.yes !== true && !(await confirmed('Remove it all?', 'uninstall'))) return 0;
  const left = await uninstall(org, values['target-org'] ?? null, built, found, say);
  for (const { type, name } of left)
    say(`Still there: ${type} ${name}; see what uses it in Setup, then run this again.`);
  if (left.length === 0) say('Nothing of the product is left in the org.');
  if (values.json === true)
    process.stdout.write(`${JSON.stringify({ ok: left.length === 0, removed: found.present.length, left })}\n`);
  return left.length === 0 ? 0 : FAILED;
}

/** @throws WrongUse where nobody can answer. */
async function confirmed(question: string, word: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new WrongUse(`Nobody can be asked here. Give --yes to ${word} without a question.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} Type "${word}" to go on: `);
  terminal.close();
  return answer.trim() === word;
}

await runCommand('./scripts/deploy', main);
