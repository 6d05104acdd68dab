// The stand-ins' process seen from the benchmark: what it is asked, what it answers, how it is started and stopped.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** One query that the org was asked by Bulk, deleted rows included when `all`. */
export interface AskedQuery {
  readonly soql: string;
  readonly all: boolean;
}

/** `clear` forgets requests and queries first. */
export type Question = 'clear' | 'look';

export interface Served {
  readonly environment: Record<string, string>;
  /** Task and Event rows of the world, deleted ones included. */
  readonly activities: number;
  /** Requests to both servers since the last `clear`. */
  readonly requests: number;
  readonly asked: readonly AskedQuery[];
  /** What the stand-ins' process has used so far, loading included. */
  readonly cpuS: number;
}

export interface ServedWorld {
  ask(question: Question): Promise<Served>;
  stop(): Promise<void>;
}

/** Resolves once both stand-ins answer. @throws Error when they end instead; what they said is on stderr. */
export async function serveWorld(world: string): Promise<ServedWorld & { readonly first: Served }> {
  const child = fork(join(import.meta.dirname, 'serve.ts'), [world], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const answer = async (): Promise<Served> => {
    const ended = exited.then(([code]) => {
      throw new Error(`The stand-ins ended with ${String(code)}; their own message is above.`);
    });
    const [said] = (await Promise.race([once(child, 'message'), ended])) as [Served];
    return said;
  };
  const first = await answer();
  return {
    first,
    ask: (question) => {
      const answered = answer();
      child.send(question);
      return answered;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
