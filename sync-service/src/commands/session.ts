// What every command has in common: settings, log, signals, the service, the exit code. One command is one function that
// gets a session and returns its exit code.
import { compose, logTo, type Service, type Settings, settingsOfProcess } from '../compose.ts';
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
  try {
    settings = settingsOfProcess();
    neverShow(settings.secrets);
    const log = logTo(settings, say, process.stderr.isTTY);
    process.exitCode = await action({ settings, log, signal: signalOfPerson() });
  } catch (error) {
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
