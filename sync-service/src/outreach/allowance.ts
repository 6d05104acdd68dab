// The year's requests: a first load or a sweep that would pass them is refused, the nightly delta never is.
import { ConfigurationFailure } from '../run/failures.ts';
import {
  ALLOWANCE_FIX,
  grouped,
  type RequestCounter,
  YEAR_DAYS,
  yearOfRequests,
  type YearOfRequests,
} from '../run/outreach-requests.ts';

export async function readYear(counter: RequestCounter, now: number, allowed: number): Promise<YearOfRequests> {
  const first = new Date(now - (YEAR_DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  return yearOfRequests(await counter.since(first), now, allowed);
}

/** Whether so many requests more still leave the nights of a year theirs. */
export const hasRoomFor = (requests: number, { projected, allowed }: YearOfRequests): boolean =>
  projected + requests <= allowed;

/** Before anything of it is read: accounts keep their last good values. */
export function refuseFirstLoad(requests: number, { projected, allowed }: YearOfRequests): never {
  throw new ConfigurationFailure(
    [
      {
        where: 'OUTREACH_YEARLY_REQUESTS',
        message: `the first load of Outreach takes about ${grouped(requests)} requests, which with ${grouped(projected)} for the year passes the ${grouped(allowed)} that a year allows`,
        fix: ALLOWANCE_FIX,
      },
    ],
    { code: 'OUTREACH_ALLOWANCE' },
  );
}
