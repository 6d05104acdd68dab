// When a schedule is due next. Keeping it is schedule.ts.
import { CronExpressionParser } from 'cron-parser';

/** @param timeZone IANA name. @returns the instants after `after`, soonest first. Throws for a pattern that settings refuse. */
export function nextTimes(cron: string, timeZone: string, after: Date, count: number): readonly Date[] {
  return CronExpressionParser.parse(cron, { currentDate: after, tz: timeZone })
    .take(count)
    .map((time) => time.toDate());
}
