// What the acts of a run need from the outside; compose brings it together.
import type { ChangeMemory, MirrorTrails } from './changes.ts';
import type { Log } from './log.ts';
import type { MirrorReader } from './mirror.ts';
import type { OrgPort, OutreachPort } from './ports.ts';
import type { RequestTally } from './purse.ts';
import type { RunStore } from './run-store.ts';
import type { Author, TrailStore } from './trail.ts';

export interface RunDependencies {
  readonly org: OrgPort;
  /** Null when Outreach is not configured: the run then scores on Salesforce alone. */
  readonly outreach: OutreachPort | null;
  readonly mirror: MirrorReader;
  /** Where news of Outreach leads to, and which news have been scored. */
  readonly trails: MirrorTrails;
  readonly memory: ChangeMemory;
  readonly store: RunStore;
  readonly trail: TrailStore;
  readonly author: Author;
  /** TRAIL_DAYS: how long the trail and closed runs are kept. */
  readonly trailDays: number;
  readonly tally: RequestTally;
  readonly log: Log;
  /** Accounts a partition holds at most. */
  readonly partitionSize: number;
  /** SF_RUN_REQUESTS: the most requests of one run to the org; null: a share of what the org has left. */
  readonly runRequests: number | null;
}
