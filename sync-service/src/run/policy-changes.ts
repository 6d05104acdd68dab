// When the policy changed, as the acts of the trail saw it, and in what.
import type { ActSummary, TrailStore } from './trail.ts';

export interface PolicyChange {
  readonly fingerprint: string;
  /** The first act that went by it. */
  readonly seenBy: string;
  readonly seenAt: number;
  /** Null: the first of the acts given; what was in force before is not known. */
  readonly before: string | null;
  /** Paths such as `types.reply.weight`, with their values as JSON; `undefined`: it was not there. */
  readonly differences: readonly {
    readonly path: string;
    readonly from: string | undefined;
    readonly to: string | undefined;
  }[];
}

/** Newest first. `acts` in any order; a policy that came back is a change too. */
export async function policyChanges(trail: TrailStore, acts: readonly ActSummary[]): Promise<readonly PolicyChange[]> {
  const changes: PolicyChange[] = [];
  let before: string | null = null;
  for (const { id, at, basis } of [...acts].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    if (basis === null || basis.policyFingerprint === before) continue;
    const [from, to] = [await leavesOf(trail, before), await leavesOf(trail, basis.policyFingerprint)];
    const paths = before === null ? [] : [...new Set([...from.keys(), ...to.keys()])].sort();
    const differences = paths
      .filter((path) => from.get(path) !== to.get(path))
      .map((path) => ({ path, from: from.get(path), to: to.get(path) }));
    changes.unshift({ fingerprint: basis.policyFingerprint, seenBy: id, seenAt: at, before, differences });
    before = basis.policyFingerprint;
  }
  return changes;
}

async function leavesOf(trail: TrailStore, fingerprint: string | null): Promise<Map<string, string>> {
  const leaves = new Map<string, string>();
  const walk = (path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) leaves.set(path, JSON.stringify(value));
    else for (const [name, inner] of Object.entries(value)) walk(path === '' ? name : `${path}.${name}`, inner);
  };
  const known = fingerprint === null ? null : await trail.policy(fingerprint);
  if (known) walk('', known.policy);
  return leaves;
}
