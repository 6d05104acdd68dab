// An Outreach tenant of a given number of representatives, by volume alone: what a day of theirs leaves behind, and what the
// next day changes. For counting requests; nobody in it has a Salesforce account, and nothing in it is chance.
import type { OutreachResource } from './world.ts';

export interface TenantSize {
  readonly reps: number;
  /** Days of engagements before today, weekends among them. */
  readonly days: number;
  /** YYYY-MM-DD: the last day that has engagements is the one before. */
  readonly today: string;
}

/**
 * What one representative leaves behind on a day. From public figures of tenants of about 100 people: 5,000 to 10,000 mails a
 * day and twice as many changed ones, 4,000 to 10,000 calls, 5,000 to 15,000 changed states, 1,000 to 10,000 changed prospects.
 */
const A_DAY = { mailing: 75, call: 70, sequenceState: 40 } as const;
const CHANGED_A_DAY = { mailing: 75, sequenceState: 60, prospect: 50, account: 10, sequence: 10 } as const;
const A_REP = { prospect: 3000, account: 350, sequence: 10 } as const;
const STEPS_A_SEQUENCE = 6;
const DISPOSITIONS = 12;
const DAY_MS = 86_400_000;
const WORKING_MS = 9 * 3_600_000;

type Counted = keyof typeof A_DAY;
type Changed = keyof typeof CHANGED_A_DAY;

export const TENANT_TYPES = [
  ...['account', 'prospect', 'sequence', 'sequenceStep', 'callDisposition', 'sequenceState', 'mailing', 'call'],
];

/** All resources of a type as they are when today begins. */
export function* tenantResources(size: TenantSize, type: string): Generator<OutreachResource> {
  const { reps, days } = size;
  const old = Date.parse(size.today) - 400 * DAY_MS;
  if (type === 'account' || type === 'prospect' || type === 'sequence')
    for (let id = 1; id <= A_REP[type] * reps; id += 1) yield resource(size, type, id, old + id * 1000);
  if (type === 'sequenceStep')
    for (let id = 1; id <= A_REP.sequence * STEPS_A_SEQUENCE * reps; id += 1) yield resource(size, type, id, old);
  if (type === 'callDisposition') for (let id = 1; id <= DISPOSITIONS; id += 1) yield resource(size, type, id, old);
  if (type in A_DAY) for (let day = 0; day < days; day += 1) yield* ofDay(size, type as Counted, day);
}

/** What a later day leaves behind and changes; `days` is today, whose noon is when the clock starts. */
export function* tenantDay(size: TenantSize, day: number): Generator<OutreachResource> {
  for (const type of Object.keys(A_DAY) as Counted[]) yield* ofDay(size, type, day);
  for (const type of Object.keys(CHANGED_A_DAY) as Changed[]) {
    const many = CHANGED_A_DAY[type] * size.reps;
    const newest = type in A_DAY ? A_DAY[type as Counted] * size.reps * day : A_REP[type as 'account'] * size.reps;
    for (let place = 0; place < Math.min(many, newest); place += 1)
      yield resource(size, type, newest - place, instantOf(size, day, place, many));
  }
}

function* ofDay(size: TenantSize, type: Counted, day: number): Generator<OutreachResource> {
  const many = A_DAY[type] * size.reps;
  for (let place = 0; place < many; place += 1)
    yield resource(size, type, 1 + day * many + place, instantOf(size, day, place, many));
}

/** Spread over the working hours of the day. */
const instantOf = ({ today, days }: TenantSize, day: number, place: number, many: number): number =>
  Date.parse(today) + (day - days) * DAY_MS + 14 * 3_600_000 + Math.floor((place / many) * WORKING_MS);

function resource({ reps }: TenantSize, type: string, id: number, at: number): OutreachResource {
  const instant = new Date(at).toISOString();
  const sequence = 1 + (id % (A_REP.sequence * reps));
  const step = (sequence - 1) * STEPS_A_SEQUENCE + 1 + (id % STEPS_A_SEQUENCE);
  const to = (related: string, target: number) => ({ data: { type: related, id: target } });
  const engaged = {
    prospect: to('prospect', 1 + (id % (A_REP.prospect * reps))),
    user: to('user', 1 + (id % reps)),
    sequence: to('sequence', sequence),
  };
  const parts: Record<string, { attributes: Record<string, unknown>; relationships?: Record<string, unknown> }> = {
    account: { attributes: { name: `Company ${id}` } },
    prospect: {
      attributes: { emails: [`person.${id}@company.example`], title: 'Director' },
      relationships: { account: to('account', 1 + (id % (A_REP.account * reps))) },
    },
    sequence: { attributes: { name: `Series ${id}`, numContactedProspects: 40 } },
    sequenceStep: { attributes: { stepType: id % 3 === 0 ? 'manual_email' : 'auto_email' } },
    callDisposition: { attributes: { name: `Disposition ${id}` } },
    sequenceState: { attributes: { state: 'active' }, relationships: engaged },
    mailing: {
      attributes: { subject: `A word on ${id}`, mailingType: 'sequence', state: 'delivered', deliveredAt: instant },
      relationships: { ...engaged, sequenceStep: to('sequenceStep', step) },
    },
    call: {
      attributes: { direction: 'outbound', state: 'completed', dialedAt: instant, completedAt: instant },
      relationships: { ...engaged, callDisposition: to('callDisposition', 1 + (id % DISPOSITIONS)) },
    },
  };
  const { attributes, relationships = {} } = parts[type] ?? { attributes: {} };
  return { type, id, attributes: { ...attributes, createdAt: instant, updatedAt: instant }, relationships };
}
