// When people hear of a certificate that ends.
import { expect, test } from 'vitest';
import { daysLeft, signOfCertificate } from './certificate.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-03-02T08:00:00Z');

test('an alert fires from thirty days before the end on, and says when it ended afterwards', () => {
  expect(signOfCertificate(NOW + 31 * DAY, NOW)).toMatchObject({
    state: 'well',
    detail: 'The certificate is valid until 2026-04-02.',
  });
  expect(signOfCertificate(NOW + 30 * DAY, NOW)).toMatchObject({
    state: 'firing',
    title: 'The Salesforce certificate ends soon',
  });
  expect(signOfCertificate(NOW - 1, NOW)).toMatchObject({ title: 'The Salesforce certificate has ended' });
});

test('nothing is said of a certificate that nobody told of', () => {
  expect(signOfCertificate(null, NOW).state).toBe('unknown');
  expect(daysLeft(NOW + DAY - 1, NOW)).toBe(0);
});
