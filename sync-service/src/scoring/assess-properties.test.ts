// What must hold for any account: property-based tests of the whole core, from evidence to verdict.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECRET, anyEvidence } from '../../test/any-evidence.ts';
import {
  POLICY,
  TODAY,
  account,
  assessOn,
  call,
  contactId,
  engagementOf,
  event,
  eventId,
  mailing,
  noon,
  task,
  taskId,
  type EvidenceParts,
} from '../../test/builders.ts';
import { isMaterial, scoreOn } from './account-fields.ts';
import { dayFromIso } from './calendar.ts';
import type { Assessment } from './assess.ts';
import { isHigh, tierOn } from './verdict.ts';

// The look-back and a little more: after that an account without news has nothing left to lose.
const DAYS = POLICY.lookBackDays + 5;

// Runs of the properties that look at every later day: each costs some two hundred assessments.
const ALL_DAYS = 25;

const later = (): number[] => Array.from({ length: DAYS }, (_, n) => TODAY + n + 1);
const check = <T>(arbitrary: fc.Arbitrary<T>, seed: number, numRuns: number, holds: (value: T) => void): void =>
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns });

function mixed<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
}

/** Everything an assessment says, comparable. */
function said(assessment: Assessment): unknown {
  return { ...assessment, contributions: [...assessment.contributions].sort() };
}

describe('for any account', () => {
  it('the order of the evidence does not matter', () => {
    const twice = anyEvidence.chain((parts) =>
      fc.record({
        parts: fc.constant(parts),
        activities: mixed(parts.activities ?? []),
        engagements: mixed(parts.engagements ?? []),
      }),
    );
    check(twice, 11, 400, ({ parts, activities, engagements }) => {
      expect(said(assessOn({ ...parts, activities, engagements }))).toEqual(said(assessOn(parts)));
    });
  });

  it('the same record twice changes nothing', () => {
    check(anyEvidence, 12, 300, (parts) => {
      const doubled: EvidenceParts = {
        ...parts,
        activities: [...(parts.activities ?? []), ...(parts.activities ?? [])],
        engagements: [...(parts.engagements ?? []), ...(parts.engagements ?? [])],
      };
      expect(said(assessOn(doubled))).toEqual(said(assessOn(parts)));
    });
  });

  it('what is dated after D changes nothing', () => {
    const news = fc.record({ days: fc.integer({ min: 1, max: 200 }), person: fc.integer({ min: 1, max: 4 }) });
    check(fc.tuple(anyEvidence, fc.array(news, { minLength: 1, maxLength: 5 })), 13, 200, ([parts, added]) => {
      const future = added.map(({ days }) => TODAY + days);
      const who = added.map(({ person }) => contactId(person));
      const more: EvidenceParts = {
        ...parts,
        activities: [
          ...(parts.activities ?? []),
          ...future.flatMap((day, n) => [
            task({ id: taskId(500 + n), activityDate: day, completedAt: null, people: [who[n] ?? ''] }),
            task({ id: taskId(600 + n), activityDate: day, completedAt: null, subject: `[Email] [Bounced] ${SECRET}` }),
            event({ id: eventId(500 + n), day }),
          ]),
        ],
        engagements: [
          ...(parts.engagements ?? []),
          ...future.flatMap((day, n) => [
            engagementOf(mailing({ id: 500 + n, sequenceId: 3, deliveredAt: noon(day) }), who[n] ?? null),
            engagementOf(call({ id: 500 + n, sequenceId: 3, dialedAt: noon(day) }), who[n] ?? null),
          ]),
        ],
      };
      expect(assessOn(more).fields).toEqual(assessOn(parts).fields);
    });
  });

  it('the counting clauses hold until the day before Exits On and not on it', () => {
    check(anyEvidence, 14, 300, (parts) => {
      const { fields } = assessOn(parts);
      const holdOn = (day: number): boolean => {
        const { activeTouchpoints, lastTouch } = assessOn(parts, day).fields;
        return (activeTouchpoints ?? 0) >= 4 && lastTouch !== null && day - lastTouch <= 14;
      };
      expect(fields.exitsOn !== null).toBe(holdOn(TODAY));
      if (fields.exitsOn === null) return;
      expect([holdOn(fields.exitsOn - 1), holdOn(fields.exitsOn)]).toEqual([true, false]);
    });
  });

  it('tier and flag by the stored dates are those of a recompute on every later day', () => {
    check(anyEvidence, 15, ALL_DAYS, (parts) => {
      const { fields } = assessOn(parts);
      for (const day of [TODAY, ...later()]) {
        const stored = tierOn(account(parts.account), fields, POLICY, day);
        const fresh = assessOn(parts, day);
        expect([stored, isHigh(stored)], `on day ${day - TODAY}`).toEqual([fresh.tier, fresh.high]);
      }
    });
  });

  it('Next Rescore On is the first date on which a recompute is a material change', () => {
    check(anyEvidence, 16, ALL_DAYS, (parts) => {
      const { fields } = assessOn(parts);
      const first = later().find((day) => isMaterial(fields, assessOn(parts, day).fields)) ?? null;
      expect(fields.nextRescoreOn).toBe(first);
    });
  });

  it('until then the strength decays by itself, the rank stays, and the formula shows the right score', () => {
    check(anyEvidence, 17, ALL_DAYS, (parts) => {
      const { fields, touchpoints } = assessOn(parts);
      const { strength, rank } = fields;
      if (strength === null || rank === null || touchpoints.length === 0) return;
      // What leaves the look-back is worth a write only when the score then moves by a point.
      const oldest = Math.min(...touchpoints.map((it) => it.day)) + POLICY.lookBackDays;
      const end = Math.min(fields.nextRescoreOn ?? Infinity, oldest + 1);
      for (const day of later().filter((it) => it < end)) {
        const fresh = assessOn(parts, day).fields;
        expect(fresh.strength).toBeCloseTo(strength * 2 ** (-(day - TODAY) / POLICY.halfLifeDays), 5);
        expect(Math.abs((scoreOn(fresh, day) ?? 0) - (scoreOn(fields, day) ?? 0))).toBeLessThan(0.001);
        // The stored strength has six decimals; its logarithm tells rank apart only while it is not tiny.
        if ((fresh.strength ?? 0) > 0.01) expect(fresh.rank).toBeCloseTo(rank, 4);
      }
    });
  });

  it('the score is an upper bound after that, while nothing new happens', () => {
    check(anyEvidence, 18, ALL_DAYS, (parts) => {
      const { fields } = assessOn(parts);
      for (const day of later())
        expect(scoreOn(assessOn(parts, day).fields, day) ?? 0).toBeLessThanOrEqual(
          (scoreOn(fields, day) ?? 0) + 0.0001,
        );
    });
  });

  it('a second look at the same moment changes nothing', () => {
    check(anyEvidence, 19, 100, (parts) => {
      expect(isMaterial(assessOn(parts).fields, assessOn(parts).fields)).toBe(false);
    });
  });

  it('the story fits its field, is JSON, and says nothing that a person wrote', () => {
    check(anyEvidence, 20, 200, (parts) => {
      const { story } = assessOn(parts).fields;
      expect(story?.length).toBeLessThanOrEqual(8192);
      expect(JSON.parse(story ?? '')).toMatchObject({ version: 1 });
      expect(story?.toLowerCase()).not.toContain(SECRET.toLowerCase());
    });
  });

  it('every record is a touchpoint, or left out, or too old, or private: never two of them', () => {
    check(anyEvidence, 21, 200, (parts) => {
      const { touchpoints, leftOut } = assessOn(parts);
      const shown = touchpoints.map((it) => it.id);
      const out = leftOut.map((it) => it.record);
      expect(new Set(out).size).toBe(out.length);
      expect(shown.filter((id) => out.includes(id))).toEqual([]);
      const known = new Set([...touchpoints.flatMap((it) => it.records), ...out]);
      const unexplained = (parts.activities ?? []).filter(
        (it) => !known.has(it.id) && !(it.kind === 'event' && it.isPrivate),
      );
      expect(unexplained).toEqual([]);
    });
  });
});

it('a snooze until the last date an org holds is never due', () => {
  const assessment = assessOn({ account: account({ snoozedUntil: dayFromIso('4000-12-31') }) });
  expect(assessment.tier).toBe('Suppressed');
  expect(assessment.fields.nextRescoreOn).toBeNull();
});
