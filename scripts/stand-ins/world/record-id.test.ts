import { expect, test } from 'vitest';
import { checksum, recordId } from './record-id.ts';

test('the checksum has one letter for the capitals of each five characters', () => {
  // 00D5g: the third character is a capital, bit 2, letter number 4 = E; the other two groups have none.
  expect(checksum('00D5g0000012345')).toBe('EAA');
  // All five capitals: bits 0 to 4, number 31 = the digit 5.
  expect(checksum('ABCDEabcdeABCDE')).toBe('5A5');
});

test('an Id has 18 characters, its object’s prefix, and sorts like its number', () => {
  const ids = [0, 1, 9, 10, 61, 62, 100_001].map((number) => recordId('Account', number));
  expect(ids.every((id) => /^0015g[0-9A-Za-z]{13}$/.test(id))).toBe(true);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
