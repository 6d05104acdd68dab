// The org's clock: it starts at noon of the world's `today` in the org's zone and runs on. It never stands still, so two
// writes in a row get two instants. It does not know the process's own date.
import { civilDate, instantOf } from './zones.ts';

const MS_A_DAY = 86_400_000;

export class OrgClock {
  readonly #zone: string;
  #offset: number;

  /** @param today 'YYYY-MM-DD' in `timeZone` (an IANA name). */
  constructor(today: string, timeZone: string) {
    this.#zone = timeZone;
    this.#offset = instantOf(today, timeZone) + MS_A_DAY / 2 - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  /** The calendar date 'YYYY-MM-DD' that a person in `timeZone` reads now; default the org's zone. */
  today(timeZone: string = this.#zone): string {
    return civilDate(this.now().getTime(), timeZone);
  }

  /** Moves to `date` in the org's zone at the running time of day. Throws RangeError unless it is 'YYYY-MM-DD'. */
  setToday(date: string): void {
    const now = this.now().getTime();
    const timeOfDay = now - instantOf(this.today(), this.#zone);
    this.#offset += instantOf(date, this.#zone) + timeOfDay - now;
  }
}
