// Both stand-ins and `touchpoint run` as processes of their own, for the browser tests: a demo world after a real run, and the
// control interface that brings it into a state. Nothing is imported from the service.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { standInsOnly } from '../../stand-ins-only.ts';
import { writeDemoWorld } from '../../stand-ins/world/demo.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
const METADATA = join(ROOT, 'force-app/main/default');
const PATIENCE = 90_000;

export type Row = Readonly<Record<string, unknown>>;

export interface OrgProcess {
  readonly salesforceUrl: string;
  /** Of the org's own control interface, such as `rows`; undefined body = GET. Rejects with the org's sentence. */
  control(name: string, body?: unknown, method?: string): Promise<unknown>;
  /** Rows of a SOQL query as an admin sees them. */
  query(soql: string): Promise<readonly Row[]>;
  /** Runs the service over this world. */
  run(): Promise<void>;
  /** What `touchpoint explain ID --json` says of an account. */
  explain(accountId: string): Promise<unknown>;
  stop(): Promise<void>;
}

export interface StartOrg {
  /** A folder or a generated size; default: the demo's story. */
  readonly world?: string;
  /** Permission sets beside the project's own: metadata XML by API name. */
  readonly permissionSets?: Readonly<Record<string, string>>;
}

/** The world served by both stand-ins; nothing in it is scored before `run`. */
export async function startOrg({ world, permissionSets = {} }: StartOrg = {}): Promise<OrgProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-browser-'));
  const demo = join(folder, 'world');
  if (world === undefined) await writeDemoWorld(demo);
  const command = join(ROOT, 'scripts/stand-ins/command.ts');
  const served = ['--world', world ?? demo, '--metadata', metadataWith(permissionSets, join(folder, 'metadata'))];
  const standIns = start(NODE, [command, ...served, '--sf-port', '0', '--outreach-port', '0'], {});
  const stop = async (): Promise<void> => {
    standIns.child.kill('SIGTERM');
    await standIns.ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await standIns.said('Ctrl-C');
    const environment = environmentIn(standIns.output());
    const salesforceUrl = environment['SF_DOMAIN'] ?? '';
    return {
      salesforceUrl,
      control: (name, body, method) => control(salesforceUrl, name, body, method),
      query: (soql) => query(salesforceUrl, soql),
      run: async () => {
        await touchpoint(['run', '--inline'], environment);
      },
      explain: async (accountId) => lastObject(await touchpoint(['explain', accountId, '--json'], environment)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The project's metadata with these permission sets added. */
function metadataWith(permissionSets: Readonly<Record<string, string>>, folder: string): string {
  cpSync(METADATA, folder, { recursive: true, filter: (path) => !path.startsWith(join(METADATA, 'lwc')) });
  for (const [name, xml] of Object.entries(permissionSets))
    writeFileSync(join(folder, 'permissionsets', `${name}.permissionset-meta.xml`), xml);
  return folder;
}

function environmentIn(output: string): Record<string, string> {
  const lines = output.matchAll(/^([A-Z_0-9]+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** @returns all it printed. Rejects with that when it ends with another code than 0. */
async function touchpoint(args: readonly string[], environment: Record<string, string>): Promise<string> {
  // Settings that a developer has for a real deployment stay out of it.
  const process = start(join(ROOT, 'sync-service/bin/touchpoint'), args, standInsOnly(environment));
  const code = await process.ended;
  if (code !== 0) throw new Error(`touchpoint ${args.join(' ')} ended with ${String(code)}:\n${process.output()}`);
  return process.output();
}

/** The object of `--json`, among what the command says besides. */
function lastObject(output: string): unknown {
  const line = output.split('\n').findLast((each) => each.startsWith('{'));
  if (line === undefined) throw new Error(`touchpoint printed no JSON:\n${output}`);
  return JSON.parse(line) as unknown;
}

async function control(url: string, name: string, body: unknown, method?: string): Promise<unknown> {
  const init = body === undefined ? { method: method ?? 'GET' } : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${url}/__control/${name}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`The stand-in refused ${init.method} ${name}: ${text}`);
  return JSON.parse(text) as unknown;
}

async function query(url: string, soql: string): Promise<readonly Row[]> {
  const viewers = (await control(url, 'viewers', undefined)) as readonly { role: string; userId: string }[];
  const admin = viewers.find(({ role }) => role === 'admin');
  const { accessToken } = (await control(url, 'sessions', { userId: admin?.userId })) as { accessToken: string };
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(`${url}/services/data/v66.0/query?q=${encodeURIComponent(soql)}`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`The org refused ${soql}: ${text}`);
  return (JSON.parse(text) as { records: readonly Row[] }).records;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
  /** Rejects with all its output when it ends, or is silent for too long, before saying the text. */
  said(text: string): Promise<void>;
}

function start(command: string, args: readonly string[], environment: Record<string, string>): Started {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever gives up on a test ends this process before its clean-up.
  const abandoned = (): boolean => child.kill('SIGTERM');
  process.once('exit', abandoned);
  child.once('close', () => process.off('exit', abandoned));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    ended,
    output: () => output,
    async said(text) {
      const until = Date.now() + PATIENCE;
      while (!output.includes(text)) {
        if (child.exitCode !== null || Date.now() > until)
          throw new Error(`${command} ${args.join(' ')} never said "${text}":\n${output}`);
        await wait(25);
      }
    },
  };
}
