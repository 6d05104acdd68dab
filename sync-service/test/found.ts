// The touchpoints of evidence in the form that tests compare: Ids and types, and why each other record was left out.
import type { Policy } from '../src/scoring/policy.ts';
import { compileRules } from '../src/scoring/rules.ts';
import { findTouchpoints } from '../src/scoring/touchpoints.ts';
import { INTEGRATION_USER, POLICY, asOf, evidence, type EvidenceParts } from './builders.ts';

const rules = compileRules(POLICY, INTEGRATION_USER);

export function find(parts: EvidenceParts, policy: Policy = POLICY, moment = asOf()) {
  const { touchpoints, leftOut } = findTouchpoints(evidence(parts), policy, rules, moment);
  return {
    ids: touchpoints.map((it) => it.id),
    types: touchpoints.map((it) => it.type),
    leftOut: Object.fromEntries(leftOut.map(({ record, reason }) => [record, reason])),
    touchpoints,
    all: leftOut,
  };
}
