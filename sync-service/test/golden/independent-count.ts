// The judge: every account's counts and dates straight from a world's files, written from the scoring rules alone.
// It knows nothing of the service's code nor of the code that made the world.
import { dateIn, daysBetween, instantOf, plusDays } from './count-dates.ts';
import { caseAndNoteFacts, type SwitchedOn } from './count-cases.ts';
import { readFacts, type Fact } from './count-facts.ts';
import { readDirectory, related, type Directory } from './count-people.ts';
import { readLines, readZone } from './world-files.ts';

export interface AccountCount {
  readonly name: string;
  readonly activeTouchpoints: number;
  readonly twoWayTouchpoints: number;
  readonly lastTouch: string | null;
  readonly lastTwoWay: string | null;
  /** null unless both counting clauses of the rule hold. */
  readonly exitsOn: string | null;
  /** null unless high or near by counts. */
  readonly nearUntil: string | null;
  readonly engagedUntil: string | null;
  readonly accountAgeDays: number;
  readonly activeSeries: number;
  readonly avgRecipientsPerSeries: number | null;
  /** Ids of the counted records, for finding out why two counts differ. */
  readonly records: readonly string[];
}

// The defaults of the policy.
const WINDOW = 90;
const ENOUGH = 4;
const RECENT = 14;

/** Counts every account of the book of the world in `folder` as of an instant, with the default policy but for what is switched on. */
export function countWorld(
  folder: string,
  asOf: Date,
  on: SwitchedOn = { cases: false, notes: false },
): Promise<Map<string, AccountCount>> {
  const zone = readZone(folder);
  const today = dateIn(zone, asOf.getTime());
  const directory = readDirectory(folder);
  const factsOf = new Map<string, Fact[]>();
  const facts = [...readFacts(folder, zone, directory), ...caseAndNoteFacts(folder, zone, directory, on)];
  for (const fact of facts) {
    if (fact.date > today || fact.date < plusDays(today, -WINDOW)) continue;
    if (fact.notBefore !== null && fact.notBefore > asOf.getTime()) continue;
    for (const account of fact.accounts) factsOf.set(account, [...(factsOf.get(account) ?? []), fact]);
  }
  const series = contactedBySeries(folder, zone, today, directory);
  const counts = new Map<string, AccountCount>();
  for (const [id, account] of directory.book) {
    const own = factsOf.get(id) ?? [];
    const people = [...(series.get(id)?.values() ?? [])].map((contacted) => contacted.size);
    const created = instantOf(account.text('CreatedDate')) ?? asOf.getTime();
    counts.set(id, {
      name: account.text('Name') ?? '',
      ...datesOf(own, today),
      accountAgeDays: daysBetween(dateIn(zone, created), today),
      activeSeries: people.length,
      avgRecipientsPerSeries:
        people.length === 0
          ? null
          : Math.round((10 * people.reduce((sum, size) => sum + size, 0)) / people.length) / 10,
      records: own.map((fact) => fact.record).sort(),
    });
  }
  return Promise.resolve(counts);
}

type Dates = Pick<
  AccountCount,
  'activeTouchpoints' | 'twoWayTouchpoints' | 'lastTouch' | 'lastTwoWay' | 'exitsOn' | 'nearUntil' | 'engagedUntil'
>;

function datesOf(facts: readonly Fact[], today: string): Dates {
  const dates = facts.map((fact) => fact.date).sort();
  const twoWay = facts
    .filter((fact) => fact.twoWay)
    .map((fact) => fact.date)
    .sort();
  const lastTouch = dates.at(-1) ?? null;
  const lastTwoWay = twoWay.at(-1) ?? null;
  const state = (day: string): { high: boolean; near: boolean } => {
    const active = dates.filter((date) => date >= plusDays(day, -WINDOW)).length;
    const idle = lastTouch === null ? Infinity : daysBetween(lastTouch, day);
    return {
      high: active >= ENOUGH && idle <= RECENT,
      near: (active === ENOUGH - 1 && idle <= RECENT) || (active >= ENOUGH && idle > RECENT && idle <= RECENT + 7),
    };
  };
  // Told by walking the calendar rather than by a formula, so that a wrong formula is found out.
  const firstDay = (still: (day: string) => boolean): string | null => {
    if (!still(today)) return null;
    let day = today;
    while (still(day)) day = plusDays(day, 1);
    return day;
  };
  return {
    activeTouchpoints: facts.length,
    twoWayTouchpoints: twoWay.length,
    lastTouch,
    lastTwoWay,
    exitsOn: firstDay((day) => state(day).high),
    nearUntil: firstDay((day) => state(day).high || state(day).near),
    engagedUntil: lastTwoWay === null ? null : plusDays(lastTwoWay, WINDOW + 1),
  };
}

/** Account → sequence → the distinct people of the account contacted by it in the window. */
function contactedBySeries(
  folder: string,
  zone: string,
  today: string,
  directory: Directory,
): Map<string, Map<number, Set<string>>> {
  const found = new Map<string, Map<number, Set<string>>>();
  const contacted = (prospectId: number | null, sequence: number | null, at: number | null): void => {
    if (at === null || sequence === null) return;
    const date = dateIn(zone, at);
    if (date > today || date < plusDays(today, -WINDOW)) return;
    const prospect = directory.prospects.get(prospectId ?? 0);
    if (prospect === undefined || prospect.account === null) return;
    const ofAccount = found.get(prospect.account) ?? new Map<number, Set<string>>();
    found.set(prospect.account, ofAccount);
    ofAccount.set(sequence, (ofAccount.get(sequence) ?? new Set<string>()).add(prospect.person));
  };
  for (const mailing of readLines(folder, 'outreach/mailing')) {
    const attributes = mailing.inside('attributes');
    if (attributes.has('bouncedAt')) continue;
    contacted(related(mailing, 'prospect'), related(mailing, 'sequence'), instantOf(attributes.text('deliveredAt')));
  }
  for (const call of readLines(folder, 'outreach/call')) {
    const attributes = call.inside('attributes');
    if (attributes.text('state') !== 'completed' && !attributes.has('completedAt')) continue;
    const at = attributes.text('dialedAt') ?? attributes.text('answeredAt') ?? attributes.text('completedAt');
    contacted(related(call, 'prospect'), related(call, 'sequence'), instantOf(at));
  }
  return found;
}
