// The latest run of the service as a viewer may read it: its totals, how fresh it is, and the thresholds in force for the
// figures on screen. The query is here too; which component asks it, and how it is shown, is not.
import { gql } from 'lightning/graphql';

/** Runs are nightly; two hours later than a day, something is wrong. */
const STALE_AFTER_MS = 26 * 3_600_000;

/** The newest run whose figures can be relied on, the newest of all, and the entries of the last seven days. */
export const LATEST_RUN_QUERY = gql`
  query touchpointLatestRun {
    uiapi {
      query {
        done: Touchpoint_Run__c(
          first: 1
          where: { Verdict__c: { in: ["ok", "degraded"] } }
          orderBy: { Finished_At__c: { order: DESC, nulls: LAST } }
        ) {
          edges {
            node {
              Id
              Name @optional {
                value
              }
              Verdict: Verdict__c @optional {
                value
              }
              AsOf: As_Of__c @optional {
                value
              }
              FinishedAt: Finished_At__c @optional {
                value
              }
              PoolSize: Pool_Size__c @optional {
                value
              }
              Leaving: Leaving__c @optional {
                value
              }
              Coverage: Coverage_Percent__c @optional {
                value
              }
              Opportunities: Opportunities_This_Month__c @optional {
                value
              }
              MixedPolicy: Mixed_Policy__c @optional {
                value
              }
              Policy: Policy_In_Force__c @optional {
                value
              }
              Fingerprint: Policy_Fingerprint__c @optional {
                value
              }
            }
          }
        }
        newest: Touchpoint_Run__c(first: 1, orderBy: { Started_At__c: { order: DESC, nulls: LAST } }) {
          edges {
            node {
              Id
              Verdict: Verdict__c @optional {
                value
              }
            }
          }
        }
        week: Touchpoint_Run__c(first: 200, where: { Finished_At__c: { gte: { range: { last_n_days: 7 } } } }) {
          edges {
            node {
              Id
              Entered: Entered__c @optional {
                value
              }
            }
          }
        }
      }
    }
  }
`;

type Field<T> = { readonly value: T | null } | null | undefined;
type Edges<N> = { readonly edges: readonly ({ readonly node: N } | null)[] } | null | undefined;

interface DoneNode {
  readonly Id: string;
  readonly Name?: Field<string>;
  readonly Verdict?: Field<string>;
  readonly AsOf?: Field<string>;
  readonly FinishedAt?: Field<string>;
  readonly PoolSize?: Field<number>;
  readonly Leaving?: Field<number>;
  readonly Coverage?: Field<number>;
  readonly Opportunities?: Field<number>;
  readonly MixedPolicy?: Field<boolean>;
  readonly Policy?: Field<string>;
  readonly Fingerprint?: Field<string>;
}

/** The data of `LATEST_RUN_QUERY`. */
export interface LatestRunAnswer {
  readonly uiapi: {
    readonly query: {
      readonly done: Edges<DoneNode>;
      readonly newest: Edges<{ readonly Id: string; readonly Verdict?: Field<string> }>;
      readonly week: Edges<{ readonly Id: string; readonly Entered?: Field<number> }>;
    };
  };
}

/** What of the policy a person needs to understand a verdict. Days are calendar days. */
export interface Thresholds {
  readonly windowDays: number;
  readonly minTouchpoints: number;
  readonly lastTouchMaxDays: number;
}

/** The newest run that closed as ok or degraded. Null: blank, or not readable by this viewer, where the two read alike. */
export interface LatestRun {
  readonly id: string;
  readonly name: string | null;
  readonly degraded: boolean;
  /** A newer run than this one ended as failed. */
  readonly laterFailed: boolean;
  readonly asOf: string | null;
  readonly finishedAt: string | null;
  readonly poolSize: number | null;
  /** Accounts that became high-signal in the runs of the last seven days; one that left and came back counts twice. */
  readonly enteredThisWeek: number | null;
  readonly leavingThisWeek: number | null;
  /** 0 to 100; null while coverage is not measured, undefined when the viewer may not read it. */
  readonly coverage: number | null | undefined;
  /** Null until conversions are computed, undefined when the viewer may not read them, as reps do not. */
  readonly opportunitiesThisMonth: number | null | undefined;
  readonly mixedPolicy: boolean;
  readonly policyFingerprint: string | null;
  /** Null when the policy cannot be read by the viewer or has another form than this version knows. */
  readonly thresholds: Thresholds | null;
}

/** Null: no run has finished with figures. */
export function latestRun(answer: LatestRunAnswer): LatestRun | null {
  const { done, newest, week } = answer.uiapi.query;
  const node = done?.edges[0]?.node;
  if (!node) return null;
  const latest = newest?.edges[0]?.node;
  return {
    id: node.Id,
    name: node.Name?.value ?? null,
    degraded: node.Verdict?.value === 'degraded',
    laterFailed: latest !== undefined && latest.Id !== node.Id && latest.Verdict?.value === 'failed',
    asOf: node.AsOf?.value ?? null,
    finishedAt: node.FinishedAt?.value ?? null,
    poolSize: node.PoolSize?.value ?? null,
    enteredThisWeek: sumOf((week?.edges ?? []).map((edge) => edge?.node.Entered?.value)),
    leavingThisWeek: node.Leaving?.value ?? null,
    coverage: node.Coverage?.value,
    opportunitiesThisMonth: node.Opportunities?.value,
    mixedPolicy: node.MixedPolicy?.value === true,
    policyFingerprint: node.Fingerprint?.value ?? null,
    thresholds: thresholdsOf(node.Policy?.value),
  };
}

/** True when the run finished more than 26 hours before `now` (milliseconds since 1970); a run that does not say when is not called stale. */
export function isStale(run: LatestRun, now: number): boolean {
  return run.finishedAt !== null && now - Date.parse(run.finishedAt) > STALE_AFTER_MS;
}

/** True when an account was scored by another policy than the run; false where the viewer may not read one of the two fingerprints. */
export function isOfOtherPolicy(fingerprint: string | null | undefined, run: LatestRun): boolean {
  return Boolean(fingerprint) && run.policyFingerprint !== null && fingerprint !== run.policyFingerprint;
}

/** The thresholds of a policy as a run stores it (JSON); null when it is blank, cut off or of another form. */
export function thresholdsOf(policyJson: string | null | undefined): Thresholds | null {
  const policy = parsed(policyJson);
  if (policy === null) return null;
  const { windowDays, minTouchpoints, lastTouchMaxDays } = policy;
  if (typeof windowDays !== 'number' || typeof minTouchpoints !== 'number' || typeof lastTouchMaxDays !== 'number')
    return null;
  return { windowDays, minTouchpoints, lastTouchMaxDays };
}

function parsed(json: string | null | undefined): Record<string, unknown> | null {
  if (!json) return null;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch (error) {
    // Longer than its field, a policy is stored cut off: no reason to take the figures away from people.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function sumOf(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
