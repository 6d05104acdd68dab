// The command `./scripts/stand-in`: reads its arguments, starts both stand-ins, prints the environment, waits for a signal.
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { readDeveloperSettings } from '../developer-settings.ts';
import { startStandIns, type StandIns, type StartStandIns } from './start.ts';
import { openWorld } from './world/read-world.ts';
import type { World } from './world/world.ts';

const HELP = `Starts the stand-in org and the stand-in Outreach, and prints what touchpoint needs as NAME=value lines.

  ./scripts/stand-in --world PATH|SIZE [--sf-port N] [--outreach-port N]

  --world PATH|SIZE    a world's folder, or a generated size: accounts=1000,seed=7
  --sf-port N          port of the org; 0 = any free one; default from .forcedevrc
  --outreach-port N    port of Outreach; 0 = any free one; default from .forcedevrc
  --bulk-page-size N   rows of a Bulk result page (default 100000)
  --api-limit N        daily API requests of the org
  --refresh-tokens MODE  Outreach's: reusable (default), rotating (the previous one works once more), single
  --mint-seconds N     least time between two Outreach tokens (default 60, as documented)
  --metadata PATH      objects, permission sets and custom metadata of the org (default force-app/main/default)
  --help               this text

Example: ./scripts/stand-in --world accounts=1000,seed=7 --sf-port 0 --outreach-port 0
Each server answers /__control/faults, /__control/requests, /__control/rows and /__control/today, on this machine only;
the org also viewers, sessions, sharing and ui-objects (scripts/stand-ins/README.md).
`;

// Integrations in the field reuse a refresh token over and over; the documented rotation can be asked for.
const REFRESH_MODES = ['reusable', 'rotating', 'single'] as const;

function readArguments() {
  const { values } = parseArgs({
    options: {
      world: { type: 'string' },
      'sf-port': { type: 'string' },
      'outreach-port': { type: 'string' },
      'bulk-page-size': { type: 'string' },
      'api-limit': { type: 'string' },
      metadata: { type: 'string' },
      'refresh-tokens': { type: 'string', default: 'reusable' },
      'mint-seconds': { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return null;
  if (values.world === undefined) throw new WrongUse('--world is missing: give a folder or a size.');
  const usual = readDeveloperSettings().standIn;
  const bulkPageSize = whole('bulk-page-size', values['bulk-page-size'], 1, 10_000_000);
  const apiLimit = whole('api-limit', values['api-limit'], 1, 100_000_000);
  const refresh = REFRESH_MODES.find((mode) => mode === values['refresh-tokens']);
  if (refresh === undefined) throw new WrongUse(`--refresh-tokens is none of ${REFRESH_MODES.join(', ')}.`);
  const mintSeconds = whole('mint-seconds', values['mint-seconds'], 0, 3600);
  return {
    world: values.world,
    outreach: { tokens: { refresh, ...(mintSeconds === undefined ? {} : { mintSeconds }) } },
    sfPort: whole('sf-port', values['sf-port'], 0, 65_535) ?? usual.salesforcePort,
    outreachPort: whole('outreach-port', values['outreach-port'], 0, 65_535) ?? usual.outreachPort,
    ...(bulkPageSize === undefined ? {} : { bulkPageSize }),
    ...(apiLimit === undefined ? {} : { apiLimit }),
    ...(values.metadata === undefined ? {} : { metadata: values.metadata }),
  };
}

function whole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new WrongUse(`--${name} is "${text}": give a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** What cannot be opened was named wrongly, or is a folder that somebody wrote by hand. */
async function worldAt(pathOrSize: string): Promise<World> {
  try {
    return await openWorld(pathOrSize);
  } catch (cause) {
    throw new WrongUse(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function started(start: StartStandIns): Promise<StandIns> {
  try {
    return await startStandIns(start);
  } catch (cause) {
    if (!(cause instanceof Error && 'port' in cause && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    const option = cause.port === start.sfPort ? '--sf-port' : '--outreach-port';
    throw new WrongUse(
      `Port ${String(cause.port)} is in use: stop what listens there, or give ${option} another one (0 = any free one).`,
      { cause },
    );
  }
}

async function main(): Promise<number> {
  const given = readArguments();
  if (given === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.stderr.write(`Opening world ${given.world} …\n`);
  const standIns = await started({ ...given, world: await worldAt(given.world) });
  for (const [name, value] of Object.entries(standIns.environment)) process.stdout.write(`${name}=${value}\n`);
  process.stderr.write(
    `Salesforce stand-in ${standIns.salesforce.url}, Outreach stand-in ${standIns.outreach.url}. Ctrl-C stops both.\n`,
  );
  await stopped;
  await standIns.close();
  return 0;
}

await runCommand('./scripts/stand-in', main);
