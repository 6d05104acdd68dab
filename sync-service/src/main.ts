// The door of the long-running process: keeps the schedule and works on the runs, like `touchpoint start`.
import { start } from './commands/work.ts';

await start();
