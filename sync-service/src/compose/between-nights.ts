// Wires what happens between two runs: who scores single accounts. No decision of the business is made here.
import type { Ledger } from '../ledger/ledger.ts';
import type { RunQueue } from '../queue/queue.ts';
import { bothLocks } from '../run/hold-lock.ts';
import type { Log } from '../run/log.ts';
import type { OutreachPort } from '../run/ports.ts';
import { createRescorer } from '../run/rescore.ts';
import type { Author } from '../run/trail.ts';
import type { ChangeWork } from '../queue/change-worker.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Settings } from '../settings.ts';

export interface Wired {
  readonly settings: Settings;
  readonly log: Log;
  readonly org: SalesforceOrg;
  readonly outreach: OutreachPort | null;
  readonly ledger: Ledger;
  readonly author: Author;
}

/** What working on the news of a queue takes. */
export function newsWork({ settings, log, org, outreach, ledger, author }: Wired, queue: RunQueue): ChangeWork {
  const lock = bothLocks(queue.lock, ledger.lock);
  const isRunInProgress = async () => (await lock.look()) !== null;
  const { mirror, trails, trail, changes: memory } = ledger;
  const rescorer = createRescorer({
    ...{ org, outreach, mirror, trails, trail, author, memory, log, isRunInProgress },
  });
  return { rescorer, log, patienceMs: settings.patienceMs };
}
