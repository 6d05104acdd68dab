// Takes a job of a workflow step by step as GitHub's runner does: expressions by GitHub's own evaluator, scripts by bash in a
// folder of their own. Actions are not taken, they are told to the test. What a job should come to is the tests' business.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { parse } from 'yaml';
import { type Finished, ROOT, start } from './processes.ts';

/** Such as `{ path: 'report' }`. */
export type ActionOptions = Readonly<Partial<Record<string, string>>>;

interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: ActionOptions;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** What GitHub knows before a job begins. */
export interface Given {
  readonly inputs?: Readonly<Record<string, string | boolean>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface Taken {
  readonly outcome: 'success' | 'failure';
  /** By the name of the step: what its script printed. A step that was skipped is absent. */
  readonly said: ReadonlyMap<string, string>;
  /** Actions in their order, without their versions, such as `actions/upload-artifact`. */
  readonly actions: readonly string[];
  readonly summary: string;
}

/** @param onAction is told of each action that is taken, in the folder where the scripts run */
export async function takeJob(
  file: string,
  jobName: string,
  given: Given,
  folder: string,
  onAction: (name: string, options: ActionOptions) => void,
): Promise<Taken> {
  const workflow = parse(readFileSync(join(ROOT, '.github/workflows', file), 'utf8')) as { jobs: Record<string, Job> };
  const job = workflow.jobs[jobName];
  if (job === undefined) throw new Error(`${file} has no job ${jobName}`);
  for (const entry of ['node_modules', 'package.json', 'scripts', 'sync-service'])
    symlinkSync(join(ROOT, entry), join(folder, entry));
  const temporary = join(folder, 'runner-temp');
  mkdirSync(temporary);
  const files = { GITHUB_OUTPUT: join(temporary, 'output'), GITHUB_STEP_SUMMARY: join(temporary, 'summary') };
  for (const path of Object.values(files)) writeFileSync(path, '');

  const steps: Record<string, unknown> = {};
  const github = { workspace: folder, run_id: '1', run_attempt: '1', event_name: 'workflow_dispatch' };
  const state = { failed: false };
  const filled = (text: string): string => {
    const context = { ...given, inputs: given.inputs ?? {}, github, steps, runner: { temp: temporary } };
    return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
      evaluate(expression, context, state).coerceString(),
    );
  };
  const isWanted = (condition = ''): boolean => {
    const expression = condition.replace(/^\s*\$\{\{|\}\}\s*$/g, '').trim() || 'true';
    const whole = /\b(?:always|failure|success|cancelled)\(\)/.test(expression)
      ? expression
      : `success() && (${expression})`;
    return filled(`\${{ ${whole} && 'yes' || '' }}`) === 'yes';
  };

  const said = new Map<string, string>();
  const actions: string[] = [];
  for (const step of job.steps) {
    let outcome = 'skipped';
    let outputs: object = {};
    if (isWanted(step.if)) {
      outcome = 'success';
      if (step.uses !== undefined) {
        actions.push(step.uses.replace(/@.*/, ''));
        onAction(step.uses.replace(/@.*/, ''), step.with ?? {});
      } else if (step.run?.startsWith('npm ci') === false) {
        const environment = Object.entries({ ...job.env, ...step.env }).map(([name, value]) => [name, filled(value)]);
        writeFileSync(files.GITHUB_OUTPUT, '');
        const done = await script(step.run, folder, {
          ...(Object.fromEntries(environment) as Record<string, string>),
          ...files,
          RUNNER_TEMP: temporary,
        });
        said.set(step.name ?? '', done.stdout + done.stderr);
        outputs = Object.fromEntries(
          readFileSync(files.GITHUB_OUTPUT, 'utf8')
            .trim()
            .split('\n')
            .map((line) => line.split('=')),
        ) as Record<string, string>;
        if (done.code !== 0) {
          outcome = 'failure';
          state.failed = true;
        }
      }
    }
    if (step.id !== undefined) steps[step.id] = { outcome, outputs };
  }
  return {
    outcome: state.failed ? 'failure' : 'success',
    ...{ said, actions, summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8') },
  };
}

/** As the runner starts bash where `shell: bash` is said. */
function script(text: string, cwd: string, environment: Record<string, string>): Promise<Finished> {
  const inFolder = 'cd "$1" && exec bash --noprofile --norc -eo pipefail -c "$2"';
  return start('bash', ['--noprofile', '--norc', '-c', inFolder, '_', cwd, text], environment).finished;
}

function evaluate(
  expression: string,
  context: Readonly<Record<string, unknown>>,
  { failed }: { failed: boolean },
): data.ExpressionData {
  const status = { always: true, success: !failed, failure: failed, cancelled: false };
  const functions = Object.entries(status).map(([name, value]) => ({
    ...{ name, minArgs: 0, maxArgs: 0 },
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(context), functions).parse();
  const values = JSON.parse(JSON.stringify(context), data.reviver) as data.Dictionary;
  return new Evaluator(tree, values, new Map(functions.map((one) => [one.name, one]))).evaluate();
}
