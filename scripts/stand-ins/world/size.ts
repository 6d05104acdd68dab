// Reads a generated size such as `accounts=1000,seed=7`. No generating here.
import { isTimeZone, parseDate } from '../time/zones.ts';

export interface WorldSize {
  readonly accounts: number;
  readonly seed: number;
  /** Mean number of activities (Task and Event rows) an account; the distribution is skewed. */
  readonly activities: number;
  readonly today: string;
  readonly timeZone: string;
  readonly reps: number;
}

const HELP = 'write e.g. accounts=1000,seed=7,activities=10,today=2026-03-02,zone=America/New_York,reps=12';

/** @throws Error that names the part that cannot be read. */
export function parseSize(text: string): WorldSize {
  const parts = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name, value] = part.split('=');
    if (name === undefined || value === undefined || value === '')
      throw new Error(`World size "${text}": "${part}" is not name=value; ${HELP}.`);
    if (!['accounts', 'seed', 'activities', 'today', 'zone', 'reps'].includes(name))
      throw new Error(`World size "${text}": "${name}" is unknown; ${HELP}.`);
    parts.set(name, value);
  }
  const whole = (name: string, fallback: number, least: number): number => {
    const value = parts.get(name);
    if (value === undefined) return fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < least)
      throw new Error(`World size "${text}": "${name}" must be a whole number of at least ${least}; ${HELP}.`);
    return number;
  };
  const today = parts.get('today') ?? '2026-03-02';
  if (parseDate(today) === null) throw new Error(`World size "${text}": "today" must be a date such as 2026-03-02.`);
  const timeZone = parts.get('zone') ?? 'America/New_York';
  if (!isTimeZone(timeZone))
    throw new Error(`World size "${text}": "zone" must be an IANA zone such as America/New_York; ${HELP}.`);
  const accounts = whole('accounts', 1000, 0);
  return {
    accounts,
    seed: whole('seed', 1, 0),
    activities: whole('activities', 10, 0),
    today,
    timeZone,
    reps: whole('reps', Math.max(4, Math.min(200, Math.ceil(accounts / 100))), 1),
  };
}
