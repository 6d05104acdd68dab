import { expect, test } from 'vitest';
import { fullId, newId } from './ids.ts';

test('the checksum of a 15-character Id is the platform’s', () => {
  // The example of the platform's own documentation.
  expect(fullId('001D000000IqhSL')).toBe('001D000000IqhSLIAZ');
  expect(fullId('001D000000IqhSLIAZ')).toBe('001D000000IqhSLIAZ');
});

test('text that is no Id has no full form', () => {
  for (const text of ['', '001', '001D000000IqhS-', '001D000000IqhSLI']) expect(fullId(text)).toBeNull();
});

test('new Ids are full Ids of their object and sort in the order they were given out', () => {
  const ids = [1, 2, 61, 62, 63, 4000, 1_000_000].map((sequence) => newId('00T', sequence));
  expect(ids.every((id) => id.startsWith('00T') && fullId(id.slice(0, 15)) === id)).toBe(true);
  expect([...ids].sort((a, b) => (a < b ? -1 : 1))).toEqual(ids);
});
