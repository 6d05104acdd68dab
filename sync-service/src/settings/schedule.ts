// Whether a schedule can be one. When it fires next is the queue's business.

/** Least and greatest value of minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
const FIELDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const;
const NAMES = /\b(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)\b/gi;

/** Five fields of numbers, names, lists, ranges and steps, each number within its range. */
export function isCronPattern(pattern: string): boolean {
  const fields = pattern.trim().split(/\s+/);
  return fields.length === FIELDS.length && fields.every((field, index) => isCronField(field, index));
}

function isCronField(field: string, index: number): boolean {
  const [least, most] = FIELDS[index] ?? [0, 0];
  // Names stand for some number of their field, so any allowed number does for the check.
  const numeric = index >= 3 ? field.replace(NAMES, '1') : field;
  return numeric.split(',').every((part) => {
    const found = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (found === null) return false;
    const given: readonly (string | undefined)[] = found;
    const [from, to, step] = [1, 2, 3].map((group) => (given[group] === undefined ? undefined : Number(given[group])));
    const inRange = (value: number | undefined) => value === undefined || (value >= least && value <= most);
    return inRange(from) && inRange(to) && (from ?? least) <= (to ?? most) && step !== 0;
  });
}

/** An IANA name that this Node knows, such as `America/New_York`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
