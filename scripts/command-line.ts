// How the commands of this folder end: 0 done, 1 a bug, 2 used wrongly, as the exit codes of touchpoint are. What a
// command does, and its help, live with the command.

/** A mistake of whoever called the command; the message names the argument and the fix, no stack is shown. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/**
 * Runs a command and sets the exit code of the process to what it answers, or to 2 or 1 when it throws. Arguments that
 * `parseArgs` refuses count as wrong use.
 *
 * @param command as it is typed, such as `./scripts/demo`: where a wrong use is sent for help
 */
export async function runCommand(command: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    const wrongUse = error instanceof WrongUse || isRefusedArgument(error);
    const text = error instanceof Error ? ((wrongUse ? error.message : error.stack) ?? '') : String(error);
    process.stderr.write(`${text}\n${wrongUse ? `See ${command} --help.\n` : ''}`);
    process.exitCode = wrongUse ? 2 : 1;
  }
}

const isRefusedArgument = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
