import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { dayFromIso, isoFromDay, zoneNamed } from './calendar.ts';

const at = (text: string): number => Date.parse(text);

describe('plain dates', () => {
  it('are counted from 1970-01-01', () => {
    expect(dayFromIso('1970-01-01')).toBe(0);
    expect(dayFromIso('2026-03-02')).toBe(20514);
    expect(isoFromDay(20514)).toBe('2026-03-02');
    expect(dayFromIso('2024-02-29')).toBe(dayFromIso('2024-03-01') - 1);
  });

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-3-2', '02.03.2026', '2026-03-02T00:00:00Z', ''])(
    'refuse "%s"',
    (text) => {
      expect(() => dayFromIso(text)).toThrow(RangeError);
    },
  );
});

describe('a zone', () => {
  const newYork = zoneNamed('America/New_York');

  it('gives an instant the date of its wall clock', () => {
    expect(isoFromDay(newYork.dayOf(at('2026-03-02T04:59:59.999Z')))).toBe('2026-03-01');
    expect(isoFromDay(newYork.dayOf(at('2026-03-02T05:00:00Z')))).toBe('2026-03-02');
    expect(isoFromDay(zoneNamed('Pacific/Auckland').dayOf(at('2026-03-02T11:00:00Z')))).toBe('2026-03-03');
    expect(isoFromDay(zoneNamed('Asia/Kathmandu').dayOf(at('2026-03-02T18:14:59Z')))).toBe('2026-03-02');
    expect(isoFromDay(zoneNamed('Asia/Kathmandu').dayOf(at('2026-03-02T18:15:00Z')))).toBe('2026-03-03');
  });

  it('knows the days on which the clocks change', () => {
    // 2026-03-08: 23 hours; 2026-11-01: 25 hours.
    expect(newYork.endOf(dayFromIso('2026-03-07'))).toBe(at('2026-03-08T04:59:59.999Z'));
    expect(newYork.endOf(dayFromIso('2026-03-08'))).toBe(at('2026-03-09T03:59:59.999Z'));
    expect(newYork.endOf(dayFromIso('2026-11-01'))).toBe(at('2026-11-02T04:59:59.999Z'));
    expect(isoFromDay(newYork.dayOf(at('2026-11-02T04:30:00Z')))).toBe('2026-11-01');
  });

  it('knows clocks that change at midnight', () => {
    // Chile goes forward at 24:00 of 2026-09-05, Lebanon at 0:00 of 2026-03-29.
    for (const [name, iso] of [
      ['America/Santiago', '2026-09-05'],
      ['America/Santiago', '2026-04-04'],
      ['Asia/Beirut', '2026-03-28'],
      ['Africa/Cairo', '2026-04-23'],
    ] as const) {
      const zone = zoneNamed(name);
      const day = dayFromIso(iso);
      expect(zone.dayOf(zone.endOf(day)), name).toBe(day);
      expect(zone.dayOf(zone.endOf(day) + 1), name).toBe(day + 1);
    }
  });

  it('ends every day at its last millisecond, in any zone', () => {
    const names = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Tokyo'];
    const zones = names.map(zoneNamed);
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 18000, max: 22000 }), (zone, day) => {
        const end = zone.endOf(day);
        return zone.dayOf(end) === day && zone.dayOf(end + 1) === day + 1;
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('must exist', () => {
    expect(() => zoneNamed('Mars/Olympus')).toThrow(RangeError);
  });
});
