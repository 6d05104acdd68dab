// Which schedules the queue could not keep, although they look like one.
import { expect, it } from 'vitest';
import { isCronPattern, isTimeZone } from './schedule.ts';

it('refuses a time that never comes, and takes one that comes every fourth year', () => {
  expect(['0 8 31 4 *', '0 8 31 2,4 *', '0 8 29 2 *'].map(isCronPattern)).toEqual([false, false, true]);
});

it('takes the name of a zone, and no offset', () => {
  expect(['America/New_York', 'UTC', '+02:00', '-0500', 'Mars'].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
