// Runs one program as a process of its own and says what the whole process took. What is measured is in bench-world.ts.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A URL, because NODE_OPTIONS is cut at spaces.
const NOTE_USAGE = new URL('note-usage.ts', import.meta.url).href;

export interface Measured {
  /** From start to exit, start of Node included. */
  readonly wallS: number;
  /** User and system time of the process; of children of its own (a private Redis) not. */
  readonly cpuS: number;
  /** Peak resident set. */
  readonly peakMb: number;
  readonly stdout: string;
}

export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** It is killed when it takes longer. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Everything the process used, also when its program fails. @throws Error with the end of its stderr unless it exits with 0. */
export async function measure(program: Program): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'touchpoint-bench-'));
  try {
    const started = performance.now();
    const { pid, stdout } = await untilExit(program, folder);
    const wallS = (performance.now() - started) / 1000;
    const usage = JSON.parse(await readFile(join(folder, `${pid}.json`), 'utf8')) as NodeJS.ResourceUsage;
    const cpuS = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
    return { wallS: round(wallS), cpuS: round(cpuS), peakMb: Math.round(usage.maxRSS / 1024), stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function untilExit(program: Program, folder: string): Promise<{ pid: number; stdout: string }> {
  const { command, environment, limitMs } = program;
  const signal = AbortSignal.any([program.signal, AbortSignal.timeout(limitMs)]);
  return new Promise((resolve, reject) => {
    const child = spawn(command, program.arguments, {
      env: { ...process.env, ...environment, NODE_OPTIONS: `--import=${NOTE_USAGE}`, TOUCHPOINT_BENCH_USAGE: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      // A run that is told to stop ends its private Redis too.
      killSignal: 'SIGTERM',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4000)));
    child.once('error', reject);
    child.once('close', (code) => {
      const { pid } = child;
      if (code === 0 && pid !== undefined) resolve({ pid, stdout });
      else reject(new Error(`${command} ${program.arguments.join(' ')} ended with ${String(code)}:\n${stderr}`));
    });
  });
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
