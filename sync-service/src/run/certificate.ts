// How long the certificate that signs the service in to Salesforce is still good for, and when people hear of it.
import type { Instant } from '../scoring/calendar.ts';
import type { Sign } from './alert.ts';

/** Time enough to make another one and have it uploaded. */
export const CERTIFICATE_WARNING_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whole days until it ends; negative: since it ended. */
export const daysLeft = (validUntil: Instant, now: Instant): number => Math.floor((validUntil - now) / DAY_MS);

/** @param validUntil null: no certificate is set, and nothing can be told. */
export function signOfCertificate(validUntil: Instant | null, now: Instant): Sign {
  const about = { key: 'certificate', runbook: 'certificate' } as const;
  if (validUntil === null) return { ...about, state: 'unknown' };
  const days = daysLeft(validUntil, now);
  const day = new Date(validUntil).toISOString().slice(0, 10);
  if (days > CERTIFICATE_WARNING_DAYS)
    return { ...about, state: 'well', detail: `The certificate is valid until ${day}.` };
  return {
    ...about,
    state: 'firing',
    title: days < 0 ? 'The Salesforce certificate has ended' : 'The Salesforce certificate ends soon',
    detail: `It is valid until ${day}. After that Salesforce refuses the sign-in, and no run can open.`,
    actions: ['Rotate the key and its certificate as docs/set-up.md tells: both keys work during the change.'],
  };
}
