// The rows of the trail and of people forgotten. How their tables came about is in trail-tables.ts.
import type { Generated } from 'kysely';
import type { RunRequest, RunVerdict } from '../run/run-store.ts';
import type { Act } from '../run/trail.ts';

export interface TrailTables {
  readonly trailAct: {
    readonly id: string;
    readonly kind: Act['kind'];
    readonly by: string;
    readonly at: number;
    readonly undoes: string | null;
    readonly policyFingerprint: string | null;
    readonly asOf: number | null;
    readonly timeZone: string | null;
    readonly integrationUserId: string | null;
    readonly core: string | null;
  };
  readonly trailWrite: {
    readonly id: Generated<number>;
    readonly actId: string;
    readonly accountId: string;
    readonly at: number;
    /** How `images` and `evidence` are to be read (trail-format.ts). */
    readonly format: number;
    readonly images: Uint8Array;
    readonly evidence: Uint8Array | null;
    /** 1: the evidence was removed with a person whom it named. */
    readonly redacted: number;
    readonly end: string | null;
  };
  readonly trailPolicy: { readonly fingerprint: string; readonly policy: string };
  readonly trailAccess: {
    readonly id: Generated<number>;
    readonly at: number;
    readonly by: string;
    readonly purpose: string;
    readonly records: string;
  };
  /** How many closed runs were dropped, so that counts of runs never go down. */
  readonly runsPruned: { readonly mode: RunRequest['mode']; readonly verdict: RunVerdict; readonly runs: number };
  /** Marks of people who must not come back, and the key they are made with. */
  readonly forgotten: { readonly mark: string };
  readonly forgottenKey: { readonly id: number; readonly key: string };
}
