// The demo: a seeded world, both stand-ins, the real service run against them as a process of its own, through BullMQ on a
// private Redis, then the components in the preview. It adds nothing: what it shows is what `touchpoint run` prints and writes.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command-line.ts';
import { accountOfEachTier } from '../preview/examples.ts';
import { startPreview, type Preview } from '../preview/start.ts';
import { standInsOnly } from '../stand-ins-only.ts';
import { startStandIns, type StandIns } from '../stand-ins/start.ts';
import { writeDemoWorld } from '../stand-ins/world/demo.ts';

const HELP = `Shows the whole job in one command: a stand-in Salesforce org and a stand-in Outreach with a story of some
forty companies among 2,000 accounts, a real run of the service against them, and then what people see of it: the home
page and the account page in any browser.

  ./scripts/demo [--once] [--json]

  --once    run, show the result, stop everything
  --json    print the result as one JSON object, as the last line of stdout
  --help    this text

Example: ./scripts/demo --once --json | tail -1
Without --once the pages and both stand-ins stay up until Ctrl-C, so that you can try everything against them.
`;

const ROOT = join(import.meta.dirname, '../..');
/** What shells answer for a command that Ctrl-C ended. */
const INTERRUPTED = 130;
const TOUCHPOINT = join(ROOT, 'sync-service/bin/touchpoint');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { once: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal));
  return demonstrate(values.once === true, values.json === true, stop.signal);
}

async function demonstrate(once: boolean, json: boolean, stop: AbortSignal): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-demo-'));
  let standIns: StandIns | null = null;
  let preview: Preview | null = null;
  const stopped = () => stop.aborted;
  try {
    say('Writing the demo world: 2,000 accounts and what happened to them …');
    await writeDemoWorld(folder);
    if (stopped()) return INTERRUPTED;
    say('Starting the stand-in org and the stand-in Outreach …');
    standIns = await startStandIns({ world: folder, sfPort: 0, outreachPort: 0 });
    if (stopped()) return INTERRUPTED;
    say('Running the service against them …');
    const code = await run(standIns.environment, json, stop);
    if (once || code !== 0 || stopped()) return code;
    preview = await startPreview({ salesforceUrl: standIns.salesforce.url, say });
    if (stopped()) return INTERRUPTED;
    say(howToGoOn(standIns) + (await whereToLook(preview, standIns)));
    await aborted(stop);
    return code;
  } finally {
    await preview?.stop();
    await standIns?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs `touchpoint run` as a user would; its result goes to stdout, what it says meanwhile to stderr. */
function run(environment: Record<string, string>, json: boolean, stop: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(TOUCHPOINT, json ? ['run', '--json'] : ['run'], {
      env: { ...process.env, ...standInsOnly(environment) },
      stdio: 'inherit',
    });
    // Ctrl-C reaches the child too, and a second signal would end it before it has put its work away.
    const handOn = () => stop.reason === 'SIGTERM' && child.kill('SIGTERM');
    stop.addEventListener('abort', handOn, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? (stop.aborted ? INTERRUPTED : 1)));
  });
}

function howToGoOn({ environment, salesforce, outreach }: StandIns): string {
  const told = Object.entries(standInsOnly(environment));
  const blank = told.flatMap(([name, value]) => (value === '' ? [`${name}=`] : []));
  const given = told.flatMap(([name, value]) => (value === '' ? [] : [`  export ${name}=${value}`]));
  return `
The stand-ins stay up: Salesforce ${salesforce.url}, Outreach ${outreach.url}. Ctrl-C stops everything.
In a second terminal, in this folder:

${given.join('\n')}
  export ${blank.join(' ')}
  npx --no touchpoint explain ACCOUNT_ID     why an account has its verdict
  npx --no touchpoint run                    again: nothing is left to write
  npx --no touchpoint report --out report.html   the same as one page
  npx --no touchpoint doctor                 what a deployment would be told
`;
}

/** Last, so that it stands at the end of a long output. */
async function whereToLook({ url }: Preview, { salesforce }: StandIns): Promise<string> {
  const accounts = await accountOfEachTier(salesforce.url);
  const lines = accounts.map(({ tier, name, path }) => `  ${tier.padEnd(14)}${url}${path}   ${name}`);
  return `
What people see, in a browser on this machine:

  ${'Home'.padEnd(14)}${url}/
${lines.join('\n')}

Who looks, and in which language, is chosen at the top right of every page.
`;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

await runCommand('./scripts/demo', main);
