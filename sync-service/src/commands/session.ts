// What every command has in common: settings, log, signals, the service, the exit code. One command is one function that
// gets a session and returns its exit code.
import { compose, logTo, type Service, type Settings, settingsOfProcess } from '../compose.ts';
import { Failure, FatalFailure } from '../run/failures.ts';
import type { Log } from '../run/log.ts';
import { EXIT, type ExitCode, neverShow, say, sayFailure, showJson } from './terminal.ts';

export interface Session {
  readonly settings: Settings;
  readonly log: Log;
  /** Aborts at the first Ctrl-C or SIGTERM; the second ends the process. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command to its exit code; whatever it throws is said with what to do about it.
 *
 * @param asJson makes the object that a --json command prints when it fails
 */
export async function inSession(
  action: (session: Session) => Promise<ExitCode>,
  asJson?: (error: unknown) => object,
): Promise<void> {
  let settings: Settings | null = null;
  const signal = signalOfPerson();
  try {
    settings = settingsOfProcess();
    neverShow(settings.secrets);
    const log = logTo(settings, say, process.stderr.isTTY);
    process.exitCode = await action({ settings, log, signal });
  } catch (thrown) {
    // Whatever was under way when the person had enough says so in a way of its own, and is no bug.
    const error = signal.aborted && !(thrown instanceof Failure) ? stopped(signal, thrown) : thrown;
    process.exitCode = sayFailure(error, settings);
    if (asJson) showJson(asJson(error));
  }
}

/** The same with everything wired, and closed afterwards. */
export function withService(
  action: (service: Service, signal: AbortSignal) => Promise<ExitCode>,
  asJson?: (error: unknown) => object,
): Promise<void> {
  return inSession(async ({ settings, log, signal }) => {
    const service = await compose(settings, log);
    try {
      return await action(service, signal);
    } finally {
      await service.close();
    }
  }, asJson);
}

function stopped({ reason }: AbortSignal, cause: unknown): FatalFailure {
  return new FatalFailure(`Stopped by ${String(reason)}; what is done is kept.`, {
    ...{ code: 'INTERRUPTED', cause },
    actions: ['Run the same command again: it does what is left.'],
  });
}

function signalOfPerson(): AbortSignal {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(EXIT.failed);
    say(`${name}: stopping; once more ends at once.`);
    controller.abort(name);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
