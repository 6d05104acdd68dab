// Figures in en-US and a zone west of Greenwich, as sfdx-lwc-jest sets them.
import {
  averageText,
  countText,
  dateText,
  daysAgoText,
  daysText,
  filled,
  instantText,
  percentText,
  scoreText,
  sinceText,
} from 'c/figures';

describe('figures', () => {
  it('tells a score of zero from an account that was not scored', () => {
    expect(scoreText(0)).toBe('0.0');
    expect(scoreText(null)).toBe('Not scored');
    expect(scoreText(undefined)).toBe('Not scored');
    expect(scoreText(70.25)).toBe('70.3');
  });

  it('groups thousands and keeps one decimal of averages', () => {
    expect(countText(12345)).toBe('12,345');
    expect(countText(null)).toBe('–');
    expect(averageText(2)).toBe('2.0');
    expect(averageText(null)).toBe('–');
    expect(percentText(92.5)).toBe('92.5%');
    expect(percentText(null)).toBe('–');
  });

  it('never moves a plain date into another zone', () => {
    expect(dateText('2026-03-01')).toBe('Mar 1, 2026');
    expect(dateText(null)).toBe('–');
  });

  it("shows an instant in the viewer's zone", () => {
    // 02:30 UTC is still the evening before in Los Angeles.
    expect(instantText('2026-03-02T02:30:00.000Z').replace(/\s/gu, ' ')).toBe('Mar 1, 2026, 6:30 PM');
  });

  it('says ages in words', () => {
    expect(daysText(1)).toBe('1 day');
    expect(daysText(200)).toBe('200 days');
    expect(daysAgoText(0)).toBe('today');
    expect(daysAgoText(1)).toBe('yesterday');
    expect(daysAgoText(5)).toBe('5 days ago');
    expect(daysAgoText(null)).toBe('–');
  });

  it('says how long ago an instant was, and never that it lies ahead', () => {
    const now = Date.parse('2026-03-02T12:00:00Z');
    expect(sinceText('2026-03-02T11:58:00Z', now)).toBe('2 minutes ago');
    expect(sinceText('2026-03-02T09:00:00Z', now)).toBe('3 hours ago');
    expect(sinceText('2026-03-01T10:00:00Z', now)).toBe('26 hours ago');
    expect(sinceText('2026-02-26T12:00:00Z', now)).toBe('4 days ago');
    expect(sinceText('2026-03-02T12:05:00Z', now)).toBe('this minute');
  });

  it('fills placeholders in any order and leaves unknown ones', () => {
    expect(filled('{1} of {0}, {2}', '$&', 'two')).toBe('two of $&, {2}');
  });
});
