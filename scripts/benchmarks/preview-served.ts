// The stand-ins with a big scored world and the preview on it, as a process of their own: one for both, as in the demo.
import { once } from 'node:events';
import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface PreviewServed {
  readonly url: string;
  /** What the process has used so far, opening the world included. */
  readonly cpuS: number;
}

/** Resolves once the preview answers. @throws Error when the process ends instead; what it said is on stderr. */
export async function servePreview(accounts: number): Promise<PreviewServed & { stop(): Promise<void> }> {
  const program = join(import.meta.dirname, 'serve-preview.ts');
  const child = fork(program, [String(accounts)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`The preview's process ended with ${String(code)}; its own message is above.`);
  });
  const [said] = (await Promise.race([once(child, 'message'), ended])) as [PreviewServed];
  return {
    ...said,
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
