import { describe, expect, it } from 'vitest';
import {
  NEW_YORK,
  POLICY,
  TODAY,
  asOf,
  assessOn,
  at,
  call,
  contactId,
  engagementOf,
  evidence,
  mailing,
  noon,
} from '../../test/builders.ts';
import type { AccountEngagement, Engagement } from './evidence.ts';
import { seriesContactDays, seriesNumbers } from './series.ts';

let next = 0;
const sent = (sequenceId: number | null, person: number, given: Partial<Engagement> = {}): AccountEngagement =>
  engagementOf(
    mailing({ id: (next += 1), sequenceId, deliveredAt: noon(TODAY - 3), ...(given as object) }),
    contactId(person),
  );
const numbers = (...engagements: AccountEngagement[]) => seriesNumbers(evidence({ engagements }), POLICY, asOf());
const NONE = { activeSeries: 0, avgRecipients: null, avgInternal: null, avgSize: null };

describe('the series numbers', () => {
  it('are the mean number of distinct people per sequence', () => {
    const found = numbers(sent(1, 1), sent(1, 1), sent(1, 2), sent(1, 3), sent(2, 1), sent(3, 4));
    expect(found).toMatchObject({ activeSeries: 3, avgRecipients: 5 / 3 });
  });

  it('are stored with one decimal, half up', () => {
    const engagements = [...[1, 2, 3].map((n) => sent(1, n)), ...[2, 3, 4].map((id) => sent(id, 1))];
    expect(assessOn({ engagements }).fields).toMatchObject({ activeSeries: 4, avgRecipientsPerSeries: 1.5 });
    expect(assessOn({ engagements: [...engagements, sent(2, 2)] }).fields.avgRecipientsPerSeries).toBe(1.8);
  });

  it('are null, not zero, without a series', () => {
    expect(numbers()).toEqual(NONE);
    expect(numbers(sent(null, 1))).toEqual(NONE);
  });

  it('count a mail that was delivered in the window and did not bounce', () => {
    expect(numbers(sent(1, 1, { deliveredAt: null }))).toEqual(NONE);
    expect(numbers(sent(1, 1, { bouncedAt: noon(TODAY - 3) }))).toEqual(NONE);
    expect(numbers(sent(1, 1, { deliveredAt: noon(TODAY - 90) })).activeSeries).toBe(1);
    expect(numbers(sent(1, 1, { deliveredAt: noon(TODAY - 91) }))).toEqual(NONE);
    expect(numbers(sent(1, 1, { deliveredAt: noon(TODAY + 1) }))).toEqual(NONE);
  });

  it('count a completed call whatever its outcome', () => {
    const dialled = (given: object) => engagementOf(call({ sequenceId: 1, ...given }));
    expect(numbers(dialled({ outcome: 'No Answer' })).activeSeries).toBe(1);
    expect(numbers(dialled({ completed: false }))).toEqual(NONE);
    expect(numbers(dialled({ dialedAt: null, completedAt: noon(TODAY) })).activeSeries).toBe(1);
  });

  it('count a call that says nothing of its outcome, by the time it was answered, dialled or over', () => {
    const on = (given: object) => engagementOf(call({ sequenceId: 1, outcome: '', dialedAt: null, ...given }));
    const [inside, outside] = [noon(TODAY - 90), noon(TODAY - 91)];
    for (const time of ['answeredAt', 'dialedAt', 'completedAt']) {
      expect(numbers(on({ [time]: inside })).activeSeries).toBe(1);
      expect(numbers(on({ [time]: outside }))).toEqual(NONE);
    }
    expect(numbers(on({}))).toEqual(NONE);
    expect(numbers(on({ answeredAt: inside, completedAt: outside })).activeSeries).toBe(1);
  });

  it('count who was reached once in each sequence, by mail, by call or through two prospects', () => {
    const dialled = (sequenceId: number, prospectId: number) =>
      engagementOf(call({ id: (next += 1), sequenceId, prospectId }), contactId(1));
    const found = numbers(sent(1, 1), sent(1, 1), dialled(1, 1), dialled(1, 2), sent(2, 1), dialled(2, 2));
    expect(found).toMatchObject({ activeSeries: 2, avgRecipients: 1 });
  });

  it('forget a mail that came back and not the next one to the same person that arrived', () => {
    const returned = { bouncedAt: noon(TODAY - 3) };
    expect(numbers(sent(1, 1, returned), sent(1, 1), sent(1, 2, returned), sent(2, 3, returned))).toMatchObject({
      activeSeries: 1,
      avgRecipients: 1,
    });
    const later = asOf().instant + 1;
    expect(numbers(sent(1, 1, { bouncedAt: later })).activeSeries).toBe(1);
  });

  it('know whom a sequence addressed, not who was in copy: neither colleagues nor further people', () => {
    // Recipients in copy are no part of the evidence: a mailing has one prospect and one user.
    const found = numbers(sent(1, 1, { userId: 1 }), sent(1, 1, { userId: 2 }), sent(1, 1, { userId: 2 }));
    expect(found).toMatchObject({ avgRecipients: 1, avgInternal: 2 });
  });

  it.each([
    [[1, 1, 1, 2], 1.3],
    [[1, 1, 2], 1.3],
    [[1, 2, 2], 1.7],
    [[1, 2], 1.5],
    [[3], 3],
    [Array.from({ length: 20 }, (_, n) => (n === 0 ? 2 : 1)), 1.1],
  ])('of sequences with %j people are stored as %s', (sizes, stored) => {
    const engagements = sizes.flatMap((size, sequence) =>
      Array.from({ length: size }, (_, person) => sent(sequence + 1, person + 1)),
    );
    expect(assessOn({ engagements }).fields).toMatchObject({
      activeSeries: sizes.length,
      avgRecipientsPerSeries: stored,
    });
  });

  it('take the date of a contact in the org’s zone', () => {
    // The evening of the 91st day ago in New York, although 90 days ago in UTC.
    const evening = sent(1, 1, { deliveredAt: at('2025-12-02T03:00:00Z') });
    expect(numbers(evening).activeSeries).toBe(1);
    expect(seriesNumbers(evidence({ engagements: [evening] }), POLICY, asOf(TODAY, NEW_YORK)).activeSeries).toBe(0);
  });

  it('leave out whoever is not of this account, and what names nobody', () => {
    expect(numbers({ ...sent(1, 1), ofAccount: false })).toEqual(NONE);
    expect(numbers({ ...sent(1, 1), personId: null })).toEqual(NONE);
  });

  it('know our own people and the size of the series beside it', () => {
    const { avgInternal, avgSize } = seriesNumbers(
      evidence({
        engagements: [
          sent(1, 1, { userId: 1 }),
          sent(1, 2, { userId: 2 }),
          sent(2, 1, { userId: 1 }),
          sent(3, 1, { userId: null }),
        ],
        sequences: [
          { id: 1, contactedProspects: 100 },
          { id: 2, contactedProspects: 50 },
          { id: 3, contactedProspects: null },
          { id: 4, contactedProspects: 9999 },
        ],
      }),
      POLICY,
      asOf(),
    );
    expect([avgInternal, avgSize]).toEqual([1.5, 75]);
  });

  it('are no number where nobody knows who of ours it was', () => {
    expect(numbers(sent(1, 1, { userId: null }))).toMatchObject({ activeSeries: 1, avgInternal: null, avgSize: null });
  });

  it('can change when the last contact of a person leaves the window', () => {
    const engagements = [sent(1, 1), sent(1, 2, { deliveredAt: noon(TODAY - 40) }), sent(null, 1)];
    expect(seriesContactDays(evidence({ engagements }), asOf()).sort()).toEqual([TODAY - 40, TODAY - 3]);
    const { fields } = assessOn({ engagements: engagements.slice(0, 2) });
    expect(fields.nextRescoreOn).toBe(TODAY - 40 + 91);
  });
});
