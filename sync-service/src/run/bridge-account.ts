// The bridge of one account: from what a Salesforce report counts to its Active TPs, each difference with its reason and
// its records. Pure; what the report counts comes from a query of its own, so that a record nobody can explain shows.
import type { Yardstick } from '../scoring/assess.ts';
import type { Day } from '../scoring/calendar.ts';
import type { Activity, CaseOrNote } from '../scoring/evidence.ts';
import { eventDay, taskDay } from '../scoring/interpret.ts';
import { recordOf } from '../scoring/deduplicate.ts';
import { BRIDGE_REASONS, type BridgeReason, STEP_OF_LEFT_OUT } from './bridge-step.ts';
import type { Decided } from './decide.ts';
import type { ReportedActivity } from './ports.ts';

export interface BridgeStep {
  readonly reason: BridgeReason;
  /** Negative: the report counts these records and Active TPs does not. Positive: the other way round. */
  readonly count: number;
  /** Salesforce Ids, or facts of Outreach such as `mailing:12:sent`; sorted. Empty for private events, which are never cited. */
  readonly records: readonly string[];
}

export interface AccountBridge {
  readonly accountId: string;
  readonly name: string;
  /** Tasks and Events that a report shows for this account in the window. */
  readonly report: number;
  readonly steps: readonly BridgeStep[];
  /** As counted from the records read together with the report, which may be news to the account's field. */
  readonly activeTouchpoints: number;
  /** activeTouchpoints − (report + all steps). */
  readonly residual: number;
  /** Records on one side only, for no reason. Not empty: something is wrong, even where the residual is 0 by chance. */
  readonly unexplained: readonly string[];
  /** What the account's own field holds, and since when; null: it was never scored. */
  readonly field: { readonly activeTouchpoints: number | null; readonly scoredOn: Day | null };
  /** Deleted activities that a report would have counted; now neither side does. */
  readonly deleted: readonly string[];
}

/** What a bridge is made of, besides the account itself. */
export interface BridgeGround {
  /** What a report counts, by account. */
  readonly reported: ReadonlyMap<string, readonly ReportedActivity[]>;
  /** The account that Salesforce derives for each activity read. */
  readonly accountOf: ReadonlyMap<string, string | null>;
  readonly window: Window;
  readonly yardstick: Yardstick;
}

/** Both ends included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

/** The window of Active TPs: D−W … D. */
export function windowOf({ policy, asOf }: Yardstick): Window {
  return { from: asOf.day - policy.windowDays, to: asOf.day };
}

export function bridgeAccount(decided: Decided, ground: BridgeGround): AccountBridge {
  const { facts, held } = decided.reading;
  const { from, to } = ground.window;
  const known = new Map((ground.reported.get(facts.id) ?? []).map((it) => [it.id, it]));
  const shown = new Set([...known.values()].filter((it) => it.missing === null).map(({ id }) => id));
  const counted = new Set(
    decided.assessment.touchpoints.filter(({ day }) => day >= from && day <= to).map(({ id }) => id),
  );
  const account: AccountView = {
    decided,
    ground,
    known,
    activities: new Map(decided.evidence.activities.map((activity) => [activity.id, activity])),
  };
  const steps = new Steps();
  if (counted.size > 0 || shown.size > 0) {
    const takenOff = takingOff(account);
    for (const id of shown) if (!counted.has(id)) steps.add(-1, takenOff(id), id);
    for (const id of counted) if (!shown.has(id)) steps.add(1, whyAdded(id, account), id);
  }
  const list = steps.inOrder();
  return {
    accountId: facts.id,
    name: facts.name,
    report: shown.size,
    steps: list,
    activeTouchpoints: counted.size,
    residual: counted.size - shown.size - list.reduce((sum, step) => sum + step.count, 0),
    unexplained: steps.unexplained.sort(),
    field: { activeTouchpoints: held.activeTouchpoints, scoredOn: held.scoredOn },
    deleted: decided.evidence.activities
      .filter((it) => isReported(it) && it.isDeleted && isWithin(it.activityDate, from, to))
      .filter((it) => ground.accountOf.get(it.id) === facts.id)
      .map(({ id }) => id)
      .sort(),
  };
}

interface AccountView {
  readonly decided: Decided;
  readonly ground: BridgeGround;
  readonly known: ReadonlyMap<string, ReportedActivity>;
  readonly activities: ReadonlyMap<string, Activity>;
}

/** Why Active TPs leaves out what a report counts; null when nobody knows. */
function takingOff({ decided, ground, activities }: AccountView): (id: string) => BridgeReason | null {
  const { leftOut, touchpoints } = decided.assessment;
  const reasons = new Map(leftOut.map(({ record, reason }) => [record, reason]));
  const days = new Map(touchpoints.map(({ id, day }) => [id, day]));
  return (id) => {
    const reason = reasons.get(id);
    if (reason !== undefined) return STEP_OF_LEFT_OUT[reason];
    const activity = activities.get(id);
    if (!activity || !isReported(activity)) return null;
    if (activity.kind === 'event' && activity.isPrivate) return 'private';
    const day = days.get(id) ?? ownDay(activity, ground);
    return day !== null && day < ground.window.from ? datedBy(activity) : null;
  };
}

/** Why Active TPs counts what a report leaves out; null when nobody knows. */
function whyAdded(id: string, { decided, ground, known, activities }: AccountView): BridgeReason | null {
  const activity = activities.get(id);
  if (!activity) return whyOutreachOnly(id, decided);
  if (!isReported(activity)) return 'case or note';
  if (ground.accountOf.get(id) !== decided.reading.facts.id) return 'shared activity';
  const missing = known.get(id)?.missing ?? null;
  if (missing !== null) return missing;
  return isWithin(activity.activityDate, ground.window.from, ground.window.to) ? null : datedBy(activity);
}

function whyOutreachOnly(id: string, { evidence }: Decided): BridgeReason | null {
  const record = recordOf(id);
  const of = evidence.engagements.find(({ engagement }) => `${engagement.kind}:${engagement.id}` === record);
  if (!of) return null;
  // It was synced to a Task that the integration user cannot find: hidden from it, or gone for good.
  return [...of.connectedTasks.values()].includes('unknown') ? 'task not visible' : 'outreach only';
}

/** What the report is about: it shows no cases and no notes. */
type Reported = Exclude<Activity, CaseOrNote>;

function isReported(activity: Activity): activity is Reported {
  return activity.kind === 'task' || activity.kind === 'event';
}

function ownDay(activity: Reported, { yardstick }: BridgeGround): Day | null {
  const { zone } = yardstick.asOf;
  return activity.kind === 'task' ? taskDay(activity, zone) : eventDay(activity, zone);
}

function datedBy(activity: Reported): BridgeReason {
  if (activity.kind === 'event') return 'dated by event end';
  return activity.completedAt === null ? 'dated by creation' : 'dated by completion';
}

function isWithin(day: Day | null, from: Day, to: Day): boolean {
  return day !== null && day >= from && day <= to;
}

/** Gathers records by reason and sign. */
class Steps {
  readonly unexplained: string[] = [];
  readonly #records = new Map<BridgeReason, { readonly off: string[]; readonly added: string[] }>();

  add(sign: 1 | -1, reason: BridgeReason | null, id: string): void {
    if (reason === null) {
      this.unexplained.push(id);
      return;
    }
    const known = this.#records.get(reason) ?? { off: [], added: [] };
    this.#records.set(reason, known);
    (sign < 0 ? known.off : known.added).push(id);
  }

  inOrder(): BridgeStep[] {
    return BRIDGE_REASONS.flatMap((reason) => {
      const { off, added } = this.#records.get(reason) ?? { off: [], added: [] };
      const records = (ids: string[]): string[] => (reason === 'private' ? [] : ids.sort());
      return [
        { reason, count: -off.length, records: records(off) },
        { reason, count: added.length, records: records(added) },
      ].filter(({ count }) => count !== 0);
    });
  }
}
