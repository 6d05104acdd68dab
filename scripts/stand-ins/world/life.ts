// What a scene gets to work with: a sheet, its people, its chance, and a sense of when things happen to this account.
import { call, type CallOptions } from './outreach-call.ts';
import type { AccountSheet, Person } from './account-sheet.ts';
import type { Rep, Sequence } from './cast.ts';
import type { Random } from './random.ts';

/** How busy an account is, and in which days its activity lies. */
export interface Rhythm {
  readonly name: 'hot' | 'warm' | 'cold' | 'silent';
  readonly nearest: number;
  readonly farthest: number;
}

export class Life {
  readonly sheet: AccountSheet;
  readonly chance: Random;
  readonly rhythm: Rhythm;
  readonly opportunityId: string | null;
  readonly sequences: readonly Sequence[];
  #dialled = new Set<string>();
  #logged = 0;

  constructor(sheet: AccountSheet, chance: Random, rhythm: Rhythm, opportunityId: string | null) {
    this.sheet = sheet;
    this.chance = chance;
    this.rhythm = rhythm;
    this.opportunityId = opportunityId;
    // An account lives in a few sequences; the last of the cast is never used.
    const usable = sheet.cast.sequences.slice(0, -1);
    this.sequences = [chance.pick(usable), chance.pick(usable), chance.pick(usable)];
  }

  /** A day of this account's rhythm, at least 1 day ago; nearer days are likelier. */
  day(): number {
    const { nearest, farthest } = this.rhythm;
    return Math.max(1, nearest + Math.floor((farthest - nearest) * this.chance.next() ** 1.6));
  }

  /** A minute of the working day. */
  minute(): number {
    return this.chance.whole(8 * 60, 18 * 60);
  }

  /** Somebody with a Contact; null when the account has nobody. */
  contact(): Person | null {
    const contacts = this.sheet.people.filter(({ whoId }) => whoId !== null);
    return contacts.length === 0 ? null : this.chance.pick(contacts);
  }

  /** Somebody with a Contact whom Outreach knows too; null when there is nobody. */
  prospect(): Person | null {
    const known = this.sheet.people.filter(({ whoId, prospectId }) => whoId !== null && prospectId !== null);
    return known.length === 0 ? null : this.chance.pick(known);
  }

  /** Any person Outreach knows, Contact or not. */
  anyProspect(): Person | null {
    const known = this.sheet.people.filter(({ prospectId }) => prospectId !== null);
    return known.length === 0 ? null : this.chance.pick(known);
  }

  sequence(): Sequence {
    return this.chance.pick(this.sequences);
  }

  rep(): Rep {
    return this.chance.chance(0.85) ? this.sheet.owner : this.chance.pick(this.sheet.cast.reps);
  }

  /** Whether Outreach names the Tasks of the next engagement; every seventh it forgets. Draws no chance. */
  connects(): boolean {
    this.#logged += 1;
    return this.#logged % 7 !== 0;
  }

  /** Keeps a person's calls on days of their own, so that bursts happen only where a scene makes one. */
  freeCallDay(person: Person, daysAgo: number): number {
    let day = daysAgo;
    while (this.#dialled.has(`${person.phone} ${day}`)) day += 1;
    this.#dialled.add(`${person.phone} ${day}`);
    return day;
  }

  /** One call on a day of its own. */
  dial(person: Person, options: Omit<CallOptions, 'daysAgo'>): void {
    call(this.sheet, person, {
      minute: this.minute(),
      rep: this.rep(),
      connected: this.connects() ? 'all' : options.tasks === 'both' ? 'outreach' : 'none',
      ...options,
      daysAgo: this.freeCallDay(person, this.day()),
    });
  }
}

/** A scene adds what happened to the account once; it may add nothing when the account lacks the people for it. */
export type Scene = (life: Life) => void;
