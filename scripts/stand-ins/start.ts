// Starts both stand-ins on one world and one clock, and says what a client needs to use them. Used by the command, the
// demo, the benchmark and the tests.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Faults } from './control/faults.ts';
import type { RequestLog } from './control/requests.ts';
import type { OutreachOptions } from './outreach/options.ts';
import { startOutreach } from './outreach/start-outreach.ts';
import { Store } from './outreach/store.ts';
import { serveOrg, type ServeOptions } from './salesforce-org/http/server.ts';
import { OrgClock } from './time/org-clock.ts';
import { openOrg, type Org, type WorldSource } from './salesforce-org/org.ts';
import type { OutreachResource, Row, World } from './world/world.ts';
import { openWorld } from './world/read-world.ts';

const METADATA = join(import.meta.dirname, '../../force-app/main/default');

export interface StartStandIns extends Omit<ServeOptions, 'org' | 'port'> {
  /** A folder, a size such as `accounts=1000,seed=7`, or an open world. */
  readonly world: string | World;
  /** 0 = any free port. */
  readonly sfPort: number;
  readonly outreachPort: number;
  /** Where objects, permission sets and custom metadata are read from; default this repository's force-app. */
  readonly metadata?: string;
  readonly outreach?: OutreachOptions;
}

export interface StandIns {
  /** Everything `touchpoint` needs, one line a value. LEDGER_URL and the key file lie in a fresh temporary folder. */
  readonly environment: Record<string, string>;
  readonly salesforce: {
    readonly url: string;
    readonly faults: Faults;
    readonly requests: RequestLog;
    readonly org: Org;
  };
  readonly outreach: { readonly url: string; readonly faults: Faults; readonly requests: RequestLog };
  /** Stops both servers and removes the temporary folder. */
  close(): Promise<void>;
}

/** Resolves once both answer. Rejects, with nothing left running, when one cannot start. */
export async function startStandIns(start: StartStandIns): Promise<StandIns> {
  const world = typeof start.world === 'string' ? await openWorld(start.world) : start.world;
  const closers: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'touchpoint-stand-in-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const clock = new OrgClock(world.org.today, world.org.timeZone);
    const { ofOrg, store } = inOnePass(world, clock.now());
    // Whoever serves the store closes it; until then this does.
    let unserved: Store | null = store;
    closers.push(() => unserved?.close());
    const org = await openOrg({ metadata: start.metadata ?? METADATA, world: ofOrg, clock });
    closers.push(() => org.close());
    const salesforce = await serveOrg({ ...start, org, port: start.sfPort });
    closers.push(() => salesforce.close());
    const keyFile = join(folder, 'salesforce-key.pem');
    await writeFile(keyFile, salesforce.privateKey, { mode: 0o600 });
    const outreach = await startOutreach({
      world,
      clock,
      port: start.outreachPort,
      ...(store ? { store } : {}),
      ...(start.outreach ? { options: start.outreach } : {}),
    });
    unserved = null;
    closers.push(() => outreach.close());
    const environment = {
      SF_USERNAME: org.integrationUser.username,
      SF_CONSUMER_KEY: salesforce.consumerKey,
      SF_PRIVATE_KEY_FILE: keyFile,
      SF_DOMAIN: salesforce.url,
      ...outreach.environment,
      LEDGER_URL: join(folder, 'ledger'),
    };
    return {
      environment,
      salesforce: { url: salesforce.url, faults: salesforce.faults, requests: salesforce.requests, org },
      outreach: { url: outreach.url, ...outreach.control },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Playing a generated world costs as much as storing it, so it is played once for both sides: while the org takes its rows,
 * the resources that come by go to a store of Outreach's, which is complete when the org is open.
 */
function inOnePass(world: World, now: Date): { readonly ofOrg: WorldSource; readonly store: Store | null } {
  if (!world.everything) return { ofOrg: world, store: null };
  const placed = world.everything();
  const store = new Store();
  const loading = store.startLoading(now);
  function* everyRow(): Generator<{ objectName: string; row: Row }> {
    for (const { kind, row } of placed) {
      if (kind.startsWith('salesforce/')) yield { objectName: kind.slice('salesforce/'.length), row: row as Row };
      else loading.take(row as OutreachResource);
    }
    loading.finish();
  }
  const { org } = world;
  const ofOrg = { org, objects: () => world.objects(), rows: (name: string) => world.rows(name), everyRow };
  return { ofOrg, store };
}
