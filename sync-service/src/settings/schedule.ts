// Whether a schedule can be one. When it fires next is the queue's business.
import { CronExpressionParser } from 'cron-parser';

/**
 * Five fields from minute to day of the week, or six with seconds before them, as the queue's own parser reads them. `H`,
 * which means another moment each time it is read, is refused, and so is what never comes, such as the 31st of April.
 */
export function isCronPattern(pattern: string): boolean {
  const fields = pattern.trim().split(/\s+/);
  if (fields.length < 5 || fields.length > 6 || /(?:^|[\s,])H/i.test(pattern)) return false;
  try {
    CronExpressionParser.parse(pattern).next();
    return true;
  } catch (error) {
    // The parser throws nothing else, and has no class of its own for what is no pattern.
    if (error instanceof Error) return false;
    throw error;
  }
}

/** An IANA name that this Node knows, such as `America/New_York`. An offset is none: the queue's parser does not take it. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
