// Whether the data of a run looks as usual: numbers against the weeks before, the pool against the run before, coverage
// against its bound. Pure. It tells people to look and never changes a verdict.
import { isoFromDay } from '../scoring/calendar.ts';
import type { Day } from '../scoring/calendar.ts';
import type { Runbook, Sign } from './alert.ts';
import { addDays, allTouchpoints, type ByDay, type Drift } from './drift.ts';
import type { AlertBounds } from './ports.ts';

const WEEK = 7;
/** The same weekday of the four weeks before, counted from D−1. */
const SAME_WEEKDAYS = [7, 14, 21, 28];
/** Fewer on a day than this say nothing: half of them may be missing by chance. */
const LEAST_A_DAY = 20;
/** A day is low with half of what is usual, and high with three times as much: a campaign may well double a day. */
const [HALF, TRIPLE] = [2, 3];
/**
 * How many standard deviations a count must lie off: counts of independent events scatter by their square root (Poisson),
 * shares by that of p·(1−p)/n (two-proportion z-test). Beyond 4 chance alone gets once in some 16,000 looks, so that
 * looking at a dozen numbers every day cries wolf about once in four years.
 */
const DEVIATIONS = 4;
/** Touchpoints that each side of a comparison of shares needs. */
const LEAST_OF_A_SHARE = 100;
/** Shares that differ by less are no news, however sure it is that they differ. */
const LEAST_POINTS = 0.05;
const LEAST_RATIO = 1.5;
/** A pool that grew or shrank by fewer accounts is small, not odd. */
const LEAST_ACCOUNTS = 5;

/** What the counts of five weeks say. @param today D, by which the days are counted */
export function signsOfDrift(drift: Drift, today: Day): readonly Sign[] {
  const all = allTouchpoints(drift);
  return [
    ...signsOfVolume(drift, today),
    signOfShare('two-way-share', 'Share of two-way touchpoints', drift.twoWay, all, 'both'),
    signOfShare('unmapped-types', 'Share of tasks that no rule knows', drift.unmapped, all, 'up'),
    signOfShare('duplicates', 'Share of records seen twice', drift.doubles, addDays(all, drift.doubles), 'both'),
  ];
}

/** One sign a source, and one for all together: on a public holiday they are low together, and one message is enough. */
function signsOfVolume({ touchpoints }: Drift, today: Day): readonly Sign[] {
  const yesterday = isoFromDay(today - 1);
  const looks = Object.entries(touchpoints)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, days]) => ({ source, ...lookAtDay(days) }));
  const judged = looks.filter(({ is }) => is !== 'unknown' && is !== 'gone');
  const allLow = judged.length > 1 && judged.every(({ is }) => is === 'low');
  const say = ({ source, count, usual }: (typeof looks)[number]): string =>
    `${source}: ${count}, usually ${usual.join(', ')}`;
  const together: Sign = allLow
    ? {
        ...{ key: 'volume', runbook: 'volume', state: 'firing', title: 'Hardly any activity yesterday' },
        detail: `${yesterday} against the same weekday of the four weeks before: ${judged.map(say).join('; ')}. A public holiday looks like this.`,
        actions: ['Was it no holiday, look whether Outreach and Orum still log to Salesforce.'],
      }
    : judged.length > 1
      ? { key: 'volume', runbook: 'volume', state: 'well', detail: `Activity on ${yesterday} was as usual.` }
      : { key: 'volume', runbook: 'volume', state: 'unknown' };
  return [
    together,
    ...looks.map((look): Sign => {
      const about = { key: `volume:${look.source}`, runbook: 'volume' as const };
      if (look.is === 'unknown' || allLow) return { ...about, state: 'unknown' };
      if (look.is === 'gone') return { ...about, state: 'well', detail: `None was logged in five weeks.` };
      const detail = `${yesterday} against the same weekday of the four weeks before: ${say(look)}.`;
      if (look.is === 'usual') return { ...about, state: 'well', detail };
      return {
        ...{ ...about, state: 'firing', detail },
        title: `${look.source}: ${look.is === 'low' ? 'far fewer' : 'far more'} than usual`,
        actions: [
          look.is === 'low'
            ? `Look whether ${look.source} still reaches Salesforce: the sync of the tool, its user, its token.`
            : 'Look whether records came twice, or were imported: "touchpoint audit" names what is logged twice.',
        ],
      };
    }),
  ];
}

interface DayLook {
  /** `gone`: none in five weeks. `unknown`: too few to tell. */
  readonly is: 'low' | 'high' | 'usual' | 'gone' | 'unknown';
  readonly count: number;
  /** Of the same weekday, the latest week first. */
  readonly usual: readonly number[];
}

/** D−1 against the same weekdays before: beyond all four of them, by half, and by more than chance. */
function lookAtDay(days: ByDay): DayLook {
  const count = days[0] ?? 0;
  const usual = SAME_WEEKDAYS.map((at) => days[at] ?? 0);
  const said = { count, usual };
  if (days.every((each) => each === 0)) return { is: 'gone', ...said };
  const middle = median(usual);
  if (middle < LEAST_A_DAY)
    return { is: count > TRIPLE * LEAST_A_DAY && isHigh(count, usual) ? 'high' : 'unknown', ...said };
  const isLow =
    count < Math.min(...usual) && count * HALF <= middle && middle - count >= DEVIATIONS * Math.sqrt(middle);
  return { is: isLow ? 'low' : isHigh(count, usual) ? 'high' : 'usual', ...said };
}

/** A source that is new has no usual day, and is no surprise. */
function isHigh(count: number, usual: readonly number[]): boolean {
  const middle = median(usual);
  return (
    middle > 0 &&
    count > Math.max(...usual) &&
    count >= middle * TRIPLE &&
    count - middle >= DEVIATIONS * Math.sqrt(middle)
  );
}

function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

/** The last seven days against the four weeks before. */
function signOfShare(runbook: Runbook, name: string, part: ByDay, whole: ByDay, way: 'up' | 'both'): Sign {
  const about = { key: runbook, runbook };
  const now = { part: sum(part.slice(0, WEEK)), whole: sum(whole.slice(0, WEEK)) };
  const before = { part: sum(part.slice(WEEK)), whole: sum(whole.slice(WEEK)) };
  if (now.whole < LEAST_OF_A_SHARE || before.whole < LEAST_OF_A_SHARE) return { ...about, state: 'unknown' };
  const [share, usual] = [now.part / now.whole, before.part / before.whole];
  const detail = `${name}: ${percent(share)} of ${now.whole} in the last seven days, ${percent(usual)} of ${before.whole} in the four weeks before.`;
  const pooled = (now.part + before.part) / (now.whole + before.whole);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / now.whole + 1 / before.whole));
  const isOff =
    Math.abs(share - usual) >= LEAST_POINTS &&
    Math.max(share, usual) >= LEAST_RATIO * Math.min(share, usual) &&
    Math.abs(share - usual) >= DEVIATIONS * deviation;
  if (!isOff || (way === 'up' && share < usual)) return { ...about, state: 'well', detail };
  return {
    ...{ ...about, state: 'firing', detail, title: `${name} ${share > usual ? 'rose' : 'fell'}` },
    actions: ['Run "touchpoint audit": it names what is unmapped, logged twice, or not in Salesforce.'],
  };
}

/** What a run is compared with. */
export interface RunBefore {
  readonly id: string;
  readonly pool: number;
  readonly policyFingerprint: string;
}

/** The pool against that of the run before, unless the policy changed in between. */
export function signOfPool(
  pool: number,
  policyFingerprint: string,
  before: RunBefore | null,
  { poolChangePercent }: AlertBounds,
): Sign {
  const about = { key: 'pool-size', runbook: 'pool-size' as const };
  if (before === null) return { ...about, state: 'unknown' };
  const detail = `${pool} accounts are high-signal; after run ${before.id} there were ${before.pool}.`;
  if (before.policyFingerprint !== policyFingerprint)
    return { ...about, state: 'well', detail: `${detail} The policy changed in between.` };
  const change = Math.abs(pool - before.pool);
  if (change < LEAST_ACCOUNTS || change * 100 <= before.pool * poolChangePercent)
    return { ...about, state: 'well', detail };
  const grew = pool > before.pool;
  return {
    ...{ ...about, state: 'firing', title: `The pool ${grew ? 'grew' : 'shrank'} by more than ${poolChangePercent} %` },
    detail: `${detail} The policy is the same.`,
    actions: [
      'Look at a few that came or went with "touchpoint explain ACCOUNT_ID"; "touchpoint audit" shows what is missing.',
    ],
  };
}

export function signOfCoverage(coveragePercent: number | null, { coverageBelowPercent }: AlertBounds): Sign {
  const about = { key: 'coverage', runbook: 'coverage' as const };
  if (coveragePercent === null) return { ...about, state: 'unknown' };
  const detail = `${coveragePercent} % of what Outreach did in the window is found in Salesforce; the bound is ${coverageBelowPercent} %.`;
  if (coveragePercent >= coverageBelowPercent) return { ...about, state: 'well', detail };
  return {
    ...{ ...about, state: 'firing', detail, title: `Coverage is below ${coverageBelowPercent} %` },
    actions: [
      'Run "touchpoint audit": it shows since when, of which users, and what to correct in the sync of Outreach.',
    ],
  };
}

function sum(counts: ByDay): number {
  return counts.reduce((total, count) => total + count, 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
