// Both stand-ins and `touchpoint run` as processes of their own, for the browser tests: a demo world after a real run, and the
// control interface that brings it into a state. Nothing is imported from the service.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { standInsOnly } from '../../stand-ins-only.ts';
import { writeDemoWorld } from '../../stand-ins/world/demo.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
const PATIENCE = 90_000;

export interface OrgProcess {
  readonly salesforceUrl: string;
  /** Of the org's own control interface, such as `rows`; undefined body = GET. Rejects with the org's sentence. */
  control(name: string, body?: unknown, method?: string): Promise<unknown>;
  /** Runs the service over this world once more. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The demo world served by both stand-ins, scored by a real run.
 * @param world a folder or a generated size; default: the demo's story
 */
export async function startOrg(world?: string): Promise<OrgProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-browser-'));
  if (world === undefined) await writeDemoWorld(folder);
  const command = join(ROOT, 'scripts/stand-ins/command.ts');
  const ports = ['--sf-port', '0', '--outreach-port', '0'];
  const standIns = start(NODE, [command, '--world', world ?? folder, ...ports], {});
  const stop = async (): Promise<void> => {
    standIns.child.kill('SIGTERM');
    await standIns.ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await standIns.said('Ctrl-C');
    const environment = environmentIn(standIns.output());
    const salesforceUrl = environment['SF_DOMAIN'] ?? '';
    const org: OrgProcess = {
      salesforceUrl,
      control: (name, body, method) => control(salesforceUrl, name, body, method),
      run: () => runService(environment),
      stop,
    };
    await org.run();
    return org;
  } catch (error) {
    await stop();
    throw error;
  }
}

function environmentIn(output: string): Record<string, string> {
  return Object.fromEntries([...output.matchAll(/^([A-Z_0-9]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
}

async function runService(environment: Record<string, string>): Promise<void> {
  // Settings that a developer has for a real deployment stay out of it.
  const run = start(join(ROOT, 'sync-service/bin/touchpoint'), ['run', '--inline'], standInsOnly(environment));
  const code = await run.ended;
  if (code !== 0) throw new Error(`touchpoint run ended with ${String(code)}:\n${run.output()}`);
}

async function control(url: string, name: string, body: unknown, method?: string): Promise<unknown> {
  const init = body === undefined ? { method: method ?? 'GET' } : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${url}/__control/${name}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`The stand-in refused ${init.method} ${name}: ${text}`);
  return JSON.parse(text);
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
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
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
