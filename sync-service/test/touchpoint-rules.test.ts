// What the handbook says of touchpoints is what is tested and what is shipped.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HandMadeWorld } from './end-to-end/hand-made-world.ts';
import { allCases } from './end-to-end/rules-all.ts';
import { RULES } from './end-to-end/rules-case.ts';
import { shippedPolicy } from './shipped-policy.ts';
import { HANDBOOK, withTables } from './shipped-tables.ts';

const handbook = readFileSync(HANDBOOK, 'utf8');

/** First cells of the table below a heading, head and rule left out. */
function firstCells(heading: string): string[] {
  const section = handbook.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) => line.split('|')[1]?.trim() ?? '');
}

it('every row of "What is one touchpoint" has an account that a run scores, and the other way round', () => {
  const { all } = allCases(new HandMadeWorld('2026-03-10', 'America/New_York'));
  expect(firstCells('What is one touchpoint')).toEqual(RULES);
  expect(RULES.filter((rule) => !all.some((it) => it.rule === rule))).toEqual([]);
});

it('the tables of rules and types are those of the shipped records', () => {
  expect(handbook, 'run: node sync-service/test/shipped-tables.ts').toBe(withTables(handbook, shippedPolicy()));
});
