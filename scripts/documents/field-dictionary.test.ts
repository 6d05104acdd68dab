// The page of fields is the one that the metadata gives today.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOrgModel } from '../metadata/org-model.ts';
import { DICTIONARY, fieldDictionary } from './field-dictionary.ts';
import { ROOT } from './pages.ts';

describe('the field dictionary', () => {
  const org = readOrgModel(ROOT);

  it('says what the metadata says (else: node scripts/documents/field-dictionary.ts)', () => {
    expect(readFileSync(DICTIONARY, 'utf8')).toBe(fieldDictionary(org));
  });

  it('has every custom field once', () => {
    const rows = fieldDictionary(org)
      .split('\n')
      .filter((line) => line.startsWith('| **'));
    expect(rows.length).toBe(org.fields.length);
  });
});
