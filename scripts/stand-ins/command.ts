// The command `./scripts/stand-in`: reads its arguments, starts both stand-ins, prints the environment, waits for a signal.
import { parseArgs } from 'node:util';
import { readDeveloperSettings } from '../developer-settings.ts';
import { startStandIns } from './start.ts';

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
Each server answers /__control/faults, /__control/requests, /__control/rows and /__control/today, on this machine only.
`;

// Integrations in the field reuse a refresh token over and over; the documented rotation can be asked for.
const REFRESH_MODES = ['reusable', 'rotating', 'single'] as const;

class WrongUse extends Error {}

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

async function main(): Promise<void> {
  const start = readArguments();
  if (start === null) {
    process.stdout.write(HELP);
    return;
  }
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.stderr.write(`Opening world ${start.world} …\n`);
  const standIns = await startStandIns(start);
  for (const [name, value] of Object.entries(standIns.environment)) process.stdout.write(`${name}=${value}\n`);
  process.stderr.write(
    `Salesforce stand-in ${standIns.salesforce.url}, Outreach stand-in ${standIns.outreach.url}. Ctrl-C stops both.\n`,
  );
  await stopped;
  await standIns.close();
}

try {
  await main();
} catch (error) {
  const wrongUse = error instanceof WrongUse || (error instanceof TypeError && 'code' in error);
  const text = error instanceof Error ? ((wrongUse ? error.message : error.stack) ?? '') : String(error);
  process.stderr.write(`${text}\n${wrongUse ? 'See ./scripts/stand-in --help.\n' : ''}`);
  process.exitCode = wrongUse ? 2 : 1;
}
