// The door of the command line: touchpoint <command>. Each command lives in a file of its own under commands/.
import { Command, CommanderError } from 'commander';
import { addAlertsCommand } from './commands/alerts.ts';
import { addBridgeCommand } from './commands/bridge.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addForgetCommand } from './commands/forget.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addReportCommand } from './commands/report.ts';
import { addHeartbeatCommand } from './commands/heartbeat.ts';
import { addRunCommand } from './commands/run.ts';
import { EXIT, showJson } from './commands/terminal.ts';
import { addTrailCommand } from './commands/trail.ts';
import { addUndoCommand } from './commands/undo.ts';
import { addWorkCommands } from './commands/work.ts';

const program = new Command('touchpoint')
  .description('Finds accounts that engage before an opportunity exists, and shows why, inside Salesforce.')
  .addHelpText(
    'after',
    '\nExit codes: 0 ok, 1 a bug, 2 configuration, 3 failed, 4 degraded.\n\nExample:\n  $ npx --no touchpoint run\n',
  )
  .exitOverride();

addRunCommand(program);
addExplainCommand(program);
addAuditCommand(program);
addBridgeCommand(program);
addReportCommand(program);
addTrailCommand(program);
addReplayCommand(program);
addForgetCommand(program);
addUndoCommand(program);
addDoctorCommand(program);
addAlertsCommand(program);
addHeartbeatCommand(program);
addWorkCommands(program);
for (const command of program.commands) command.exitOverride();

/** Who asks for JSON gets it for a mistyped command too. */
function usageAsJson({ message }: CommanderError): object {
  return { error: { code: 'USAGE', message, actions: ['Add --help to the command to see how it is used.'] } };
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said it already; help that was asked for is no error.
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.configuration;
  if (error.exitCode !== 0 && process.argv.includes('--json')) showJson(usageAsJson(error));
}
