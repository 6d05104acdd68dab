// Real processes for the end-to-end tests: the stand-ins, the command line, workers. Each on free ports and in a
// folder of its own; everything that was started is stopped when the test ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = join(import.meta.dirname, '../../..');
const NODE = join(ROOT, 'node_modules/.bin/node');
const TOUCHPOINT = join(ROOT, 'sync-service/bin/touchpoint');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** What it has printed so far. */
  output(): { stdout: string; stderr: string };
  /** Resolves when stderr or stdout contains the text; rejects when the process ends first or after 60 s. */
  said(text: string): Promise<void>;
}

/**
 * Starts a process. Who starts it also ends it.
 *
 * @param group with a process group of its own, so that a signal can reach all it started, as Ctrl-C does in a terminal
 */
export function start(
  command: string,
  args: readonly string[],
  environment: Record<string, string> = {},
  group = false,
): Running {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...bare(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: group,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, seconds: (performance.now() - began) / 1000 }));
  });
  return {
    child,
    finished,
    output: () => ({ stdout, stderr }),
    async said(text) {
      for (let waited = 0; waited < 60_000; waited += 25) {
        if (stdout.includes(text) || stderr.includes(text)) return;
        if (child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`${command} never said "${text}":\n${stdout}\n${stderr}`);
    },
  };
}

/**
 * The machine's environment with every setting of ours blank: blank counts as absent, and a developer's `.env` file never
 * replaces what is set, so that neither a shell nor a file changes a test.
 */
function bare(): Record<string, string> {
  const example = readFileSync(join(ROOT, 'sync-service/.env.example'), 'utf8');
  const ours = [...example.matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map((found) => [found[1] ?? '', '']);
  return { ...(process.env as Record<string, string>), ...(Object.fromEntries(ours) as Record<string, string>) };
}

/** Runs `touchpoint` to its end. */
export async function touchpoint(args: readonly string[], environment: Record<string, string>): Promise<Finished> {
  const running = start(TOUCHPOINT, args, environment);
  return running.finished;
}

/** Starts `touchpoint` and leaves it running until the test ends. */
export function touchpointInBackground(args: readonly string[], environment: Record<string, string>): Running {
  const running = start(TOUCHPOINT, args, environment);
  onTestFinished(async () => {
    running.child.kill('SIGKILL');
    await running.finished;
  });
  return running;
}

/** `touchpoint start` on any free port, and where it listens. */
export async function startService(environment: Record<string, string>): Promise<{ service: Running; url: string }> {
  const service = touchpointInBackground(['start'], { ...environment, HTTP_PORT: '0' });
  await service.said('http.listening');
  const url = /"url":"(http[^"]+)","webhooks"/.exec(service.output().stderr)?.[1] ?? '';
  return { service, url };
}

/** The JSON object on the last line of stdout. */
export function lastLine<T>(finished: Finished): T {
  const line = finished.stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(line) as T;
  } catch (cause) {
    throw new Error(`exit ${finished.code}; the last line is no JSON: ${line}\n${finished.stderr}`, { cause });
  }
}

export interface StandInProcess {
  readonly environment: Record<string, string>;
  readonly salesforce: string;
  readonly outreach: string;
  control(server: 'salesforce' | 'outreach', method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Starts both stand-ins as `./scripts/stand-in` does, on free ports; they are stopped when the test ends. */
export async function startStandIns(world: string, args: readonly string[] = []): Promise<StandInProcess> {
  const running = start(NODE, [
    join(ROOT, 'scripts/stand-ins/command.ts'),
    ...['--world', world, '--sf-port', '0', '--outreach-port', '0', ...args],
  ]);
  onTestFinished(async () => {
    running.child.kill('SIGTERM');
    await running.finished;
  });
  await running.said('LEDGER_URL=');
  await running.said('Ctrl-C');
  const environment: Record<string, string> = {};
  for (const line of running.output().stdout.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) environment[line.slice(0, at)] = line.slice(at + 1);
  }
  const salesforce = environment['SF_DOMAIN'] ?? '';
  const outreach = new URL(environment['OUTREACH_URL'] ?? '').origin;
  return {
    environment,
    salesforce,
    outreach,
    async control(server, method, path, body) {
      const response = await fetch(`${server === 'salesforce' ? salesforce : outreach}/__control/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`control ${method} ${path}: ${response.status} ${text}`);
      return text === '' ? null : (JSON.parse(text) as unknown);
    },
  };
}

/** A temporary folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
