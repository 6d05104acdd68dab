// What the list takes from the policy record: which account fields name a role, and what a month should bring.
import type { PolicyAnswer } from 'c/signalListQueries';
import type { Target } from 'c/signalTiles';

export interface ListPolicy {
  /** False until the org has answered. */
  readonly isKnown: boolean;
  /** API names of Account lookups to a user. */
  readonly roleFields: readonly string[];
  readonly target: Target | null;
}

export const UNKNOWN_POLICY: ListPolicy = { isKnown: false, roleFields: [], target: null };
/** When the record cannot be read: mine are the accounts one owns. */
export const NO_POLICY: ListPolicy = { ...UNKNOWN_POLICY, isKnown: true };

export function policyOf(answer: PolicyAnswer): ListPolicy {
  const node = answer.uiapi.query.Touchpoint_Policy__mdt?.edges[0]?.node;
  const roleFields = [node?.DgrField?.value, node?.SponsorField?.value].filter((field) => typeof field === 'string');
  const [min, max] = [node?.TargetMin?.value, node?.TargetMax?.value];
  return {
    isKnown: true,
    roleFields,
    target: typeof min === 'number' && typeof max === 'number' ? { min, max } : null,
  };
}
