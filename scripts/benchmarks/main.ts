// The command `./scripts/bench`: sizes in, figures out. How a world is measured is bench-world.ts.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runCommand, WrongUse } from '../command-line.ts';
import { benchOutreach } from './bench-outreach.ts';
import { benchPreview } from './bench-preview.ts';
import { type Bench, benchWorld } from './bench-world.ts';
import { benchWebhooks } from './bench-webhooks.ts';
import { promise, table, type Figures } from './figures.ts';
import { type OutreachFigures, outreachPromise, outreachTable } from './outreach-figures.ts';
import { type PreviewFigures, previewPromise, previewTable } from './preview-figures.ts';
import { type WebhookFigures, webhookPromise, webhookTable } from './webhook-figures.ts';

const HELP = `Measures the service against both stand-ins, beside what reading alone costs, and the list of the preview, beside a
plain table. Not a test: figures differ by machine.

  ./scripts/bench [--only service|preview|webhooks|outreach] [--sizes 10000,100000,1000000] [--accounts 100000]
                  [--seconds 60] [--reps 100] [--json]

  --only PART   one of them
  --sizes N,N   service: about how many activities each world has (default 10000,100000,1000000: some twenty minutes)
  --accounts N  preview: how many accounts the org has (default 100000: some three minutes)
  --seconds N   webhooks: for how long (default 60)
  --reps N      outreach: representatives of the tenant, with 30 days of history (default 100: some five minutes)
  --json        the figures as one JSON object, as the last line of stdout
  --help        this text

Example: ./scripts/bench --sizes 10000,100000
Service: each figure is of a whole process, start included. Modes: full = first run with --inline, again = the second one, with nothing
to write, queue = first run through BullMQ. Beside them, CPU seconds of: floor = downloading the same Bulk pages and counting
lines, stream = parsing them too, REST = the same activities by jsforce query and queryMore (up to 100,000 activities).
Preview: from the start of the navigation to the first rows of the list, with an empty browser cache and a warm server; and the
longest task while it is scrolled to row 2,000. Beside it one lightning-datatable with all high-signal accounts.
Webhooks: fifty signed replies a second for a minute, each of which flips a verdict; until it is in the mirror and on the account.
Outreach: requests of a full pull, of the night after a day of work, and of the night of the weekly sweep.
`;

const PARTS = ['service', 'preview', 'webhooks', 'outreach'] as const;
/** Of the tenant whose requests are counted: two thirds of a million records of a hundred people. */
const DAYS = 30;

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 10 && size <= 10_000_000)) return sizes;
  throw new WrongUse(`--sizes is "${text}": give whole numbers from 10 to 10000000, such as 10000,100000.`);
}

/** Fewer have not the 2,000 high-signal accounts that the list is scrolled through. */
function accountsOf(text: string): number {
  const accounts = Number(text);
  if (Number.isInteger(accounts) && accounts >= 40_000 && accounts <= 1_000_000) return accounts;
  throw new WrongUse(`--accounts is "${text}": give a whole number from 40000 to 1000000.`);
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 600) return seconds;
  throw new WrongUse(`--seconds is "${text}": give a whole number from 1 to 600.`);
}

function repsOf(text: string): number {
  const reps = Number(text);
  if (Number.isInteger(reps) && reps >= 1 && reps <= 1000) return reps;
  throw new WrongUse(`--reps is "${text}": give a whole number from 1 to 1000.`);
}

function partsOf(text: string | undefined): readonly string[] {
  if (text === undefined) return PARTS;
  const part = PARTS.find((each) => each === text);
  if (part === undefined) throw new WrongUse(`--only is "${text}": give one of ${PARTS.join(', ')}.`);
  return [part];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      sizes: { type: 'string', default: '10000,100000,1000000' },
      accounts: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '60' },
      reps: { type: 'string', default: '100' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const parts = partsOf(values.only);
  const sizes = parts.includes('service') ? sizesOf(values.sizes) : [];
  const accounts = accountsOf(values.accounts);
  const seconds = secondsOf(values.seconds);
  const reps = repsOf(values.reps);
  const bench: Bench = { say, signal: stop.signal };
  const worlds: Figures[] = [];
  for (const size of sizes) worlds.push(...(await benchWorld(size, bench)));
  const preview = parts.includes('preview') ? await benchPreview(accounts, bench) : null;
  const webhooks = parts.includes('webhooks') ? await benchWebhooks(seconds, bench) : null;
  const outreach = parts.includes('outreach') ? await benchOutreach(reps, DAYS, bench) : null;
  const found: Found = { worlds, preview, webhooks, outreach };
  process.stdout.write(values.json === true ? `${JSON.stringify(found)}\n` : `${inWords(found)}\n`);
  return 0;
}

interface Found {
  readonly worlds: readonly Figures[];
  readonly preview: PreviewFigures | null;
  readonly webhooks: WebhookFigures | null;
  readonly outreach: OutreachFigures | null;
}

function inWords({ worlds, preview, webhooks, outreach }: Found): string {
  const machine = `${availableParallelism()} cores, Node ${process.versions.node}, everything on the same machine`;
  return [
    ...(worlds.length > 0 ? [`${table(worlds)}\n\n${promise(worlds)}\n`] : []),
    ...(preview ? [`${previewTable(preview)}\n\n${previewPromise(preview)}\n`] : []),
    ...(webhooks ? [`${webhookTable(webhooks)}\n\n${webhookPromise(webhooks)}\n`] : []),
    ...(outreach ? [`${outreachTable(outreach)}\n\n${outreachPromise(outreach)}\n`] : []),
    `(${machine})`,
  ].join('\n');
}

await runCommand('./scripts/bench', main);
