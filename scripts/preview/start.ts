// Starts the preview: the two components in a Lightning-like shell in any browser, fed by a stand-in org that already runs.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { bundle } from './bundle.ts';
import { Org } from './org.ts';
import { previewServer } from './server.ts';

export interface StartPreview {
  /** The stand-in org's own URL. */
  readonly salesforceUrl: string;
  /** Default 0 = any free one. */
  readonly port?: number;
  /** Is told before the half minute that building takes after a change; default: nobody is. */
  readonly say?: (line: string) => void;
}

export interface Preview {
  /** Without a slash at its end; the home page is at `/`, an account at `/lightning/r/Account/ID/view`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Resolves once it answers. Rejects with BuildProblem when a component cannot be compiled, or when the port is taken. */
export async function startPreview({ salesforceUrl, port = 0, say }: StartPreview): Promise<Preview> {
  const built = await bundle(say ?? (() => undefined));
  const server = previewServer(new Org(salesforceUrl.replace(/\/$/, '')), built);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      // A browser keeps its connections open; what is being answered may end first.
      server.closeIdleConnections();
      await Promise.race([closed, wait(500, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}
