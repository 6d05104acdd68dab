// Touchpoints as the core sees them after all interpretation: one by hand, and any at all for property-based tests.
import fc from 'fast-check';
import type { Interaction } from '../src/scoring/interaction.ts';
import { POLICY, TODAY, contactId, taskId } from './builders.ts';

/** An automated e-mail of today to one person unless said; `n` makes its Id. */
export function touchpoint(n: number, given: Partial<Interaction> = {}): Interaction {
  const id = given.id ?? taskId(n);
  return {
    id,
    type: 'email_automated',
    source: 'Outreach Email',
    direction: 'out',
    day: TODAY,
    at: null,
    people: [contactId(1)],
    records: [id],
    evidence: [],
    ruleOrder: 60,
    subject: `plan ${n}`,
    engagementFact: null,
    number: null,
    copyKey: null,
    ...given,
  };
}

const COUNTING = Object.values(POLICY.types)
  .filter((type) => type.active && type.counts)
  .map((type) => type.key);

const somePeople = fc.uniqueArray(
  fc.integer({ min: 1, max: 7 }).map((n) => contactId(n)),
  { maxLength: 3 },
);

/** Any counting touchpoint of today or up to 200 days back; its Id is random. */
export const anyTouchpoint: fc.Arbitrary<Interaction> = fc
  .record({
    n: fc.integer({ min: 1, max: 99_999_999 }),
    type: fc.constantFrom(...COUNTING),
    ago: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 200 })),
    people: somePeople,
  })
  .map(({ n, type, ago, people }) => touchpoint(n, { type, day: TODAY - ago, people }));

/** Up to forty of them, each with its own Id. */
export const anyTouchpoints: fc.Arbitrary<Interaction[]> = fc.uniqueArray(anyTouchpoint, {
  selector: (it) => it.id,
  maxLength: 40,
});
