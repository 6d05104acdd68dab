// The judge counts the cases and notes of the hand-made world as the service must (test/end-to-end/rules.test.ts).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allCases } from '../end-to-end/rules-all.ts';
import { HandMadeWorld } from '../end-to-end/hand-made-world.ts';
import { countWorld } from './independent-count.ts';

test('cases and notes count when they are switched on, and not before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'count-cases-'));
  try {
    const world = new HandMadeWorld('2026-03-10', 'America/New_York');
    const cases = allCases(world).all.filter(({ rule }) => rule === 'Case, note');
    const asOf = new Date(world.at(0, '16:00:00'));
    world.write(folder);
    const off = await countWorld(folder, asOf);
    const on = await countWorld(folder, asOf, { cases: true, notes: true });
    expect(cases.length).toBeGreaterThan(1);
    for (const { id, name, expected, later } of cases) {
      expect(off.get(id)?.activeTouchpoints, name).toBe(expected.active);
      expect(on.get(id)?.activeTouchpoints, name).toBe(later?.active);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
