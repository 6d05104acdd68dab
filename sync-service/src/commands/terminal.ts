// How a command talks: results on stdout, everything else on stderr, a progress bar for a person and plain lines for a
// pipe, failures with what to do about them. What is said is the commands' business.
import cliProgress from 'cli-progress';
import type { Settings } from '../compose.ts';
import { ConfigurationFailure, Failure } from '../run/failures.ts';
import { hide } from '../run/hide.ts';
import type { Progress } from '../run/log.ts';

/** 0 ok · 1 a bug · 2 configuration · 3 failed · 4 degraded. */
export const EXIT = { ok: 0, bug: 1, configuration: 2, failed: 3, degraded: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

let secrets: readonly string[] = [];

/** Everything this process says from now on is without these: whoever words a message need not think of them. */
export function neverShow(those: readonly string[]): void {
  secrets = those;
}

/** One line on stderr, above the progress bar when there is one. */
export function say(line: string): void {
  // Clears what the bar has drawn; the bar draws itself again.
  const shown = hide(line, secrets);
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${shown}\n` : `${shown}\n`);
}

/** The result of a command, for people. */
export function show(text: string): void {
  process.stdout.write(`${hide(text, secrets)}\n`);
}

/** The result of a command as one object on the last line of stdout, for programs. */
export function showJson(result: object): void {
  // Text by text: within JSON the line ends of a key are other characters.
  const withoutSecrets = (_: string, value: unknown): unknown =>
    typeof value === 'string' ? hide(value, secrets) : value;
  process.stdout.write(`${JSON.stringify(result, withoutSecrets)}\n`);
}

export interface ShownProgress {
  readonly progress: Progress;
  end(): void;
}

/** A bar on a terminal, else a line at every tenth. */
export function showProgress(doing: string): ShownProgress {
  if (process.stderr.isTTY) return progressBar(doing);
  let told = -1;
  const progress = (done: number, total: number): void => {
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth > told) say(`${doing}: ${done} of ${total}`);
    told = Math.max(told, tenth);
  };
  return { progress, end: () => undefined };
}

function progressBar(doing: string): ShownProgress {
  const bar = new cliProgress.SingleBar(
    { format: `${doing} {bar} {value} of {total}`, hideCursor: true, clearOnComplete: true, stream: process.stderr },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  const progress = (done: number, total: number): void => {
    if (!started) bar.start(total, done);
    started = true;
    bar.setTotal(total);
    bar.update(done);
  };
  return { progress, end: () => bar.stop() };
}

/** What helps when the other side was busy, slow or cut us off. */
const TRY_AGAIN = 'Run the same command again in a while; accounts that were not reached keep their last good values.';

/** Says what went wrong and what to do, and returns the exit code that belongs to it. */
export function sayFailure(error: unknown, settings: Settings | null): ExitCode {
  if (settings?.logLevel === 'debug' && error instanceof Error) say(error.stack ?? '');
  if (error instanceof ConfigurationFailure) {
    say('');
    for (const { where, message, fix } of error.problems) say(`${where}: ${message}\n  What to do: ${fix}`);
    return EXIT.configuration;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Failure) {
    say(`\n${message} (${error.code})`);
    const actions = error.actions.length > 0 ? error.actions : [TRY_AGAIN];
    for (const action of actions) say(`  What to do: ${action}`);
    return EXIT.failed;
  }
  say(`\nThis is a bug in the service: ${message}`);
  say('  What to do: report it, with the output of the same command under LOG_LEVEL=debug.');
  return EXIT.bug;
}

/** What a --json command prints instead of its result when it fails. */
export function failureAsJson(error: unknown): object {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Failure)) return { error: { code: 'UNEXPECTED', message, actions: [] } };
  const problems = error instanceof ConfigurationFailure ? { problems: error.problems } : {};
  return { error: { code: error.code, message, actions: error.actions, ...problems } };
}
