import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMPANIES, scoreOf, storyExpectations } from './story.ts';
import { storyPage } from './story-page.ts';

const committed = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

test.each(COMPANIES.map((company) => [company.name, company] as const))(
  'the sum written beside %s gives its score',
  (_name, { strength, expected }) => {
    expect(scoreOf(strength)).toBe(expected.score);
  },
);

test('STORY.md and story-expectations.json are what `write.ts --story` makes of the story', () => {
  expect(committed('STORY.md')).toBe(storyPage());
  expect(JSON.parse(committed('story-expectations.json'))).toEqual(storyExpectations());
});

test('every tier has companies, and about forty are named', () => {
  const tiers = new Set(COMPANIES.map(({ expected }) => expected.tier));
  expect(tiers).toEqual(new Set(['High-Engaged', 'High-Effort', 'Near', 'None', 'Suppressed']));
  expect(COMPANIES.length).toBeGreaterThan(39);
});
