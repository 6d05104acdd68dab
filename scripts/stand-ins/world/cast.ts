// What a whole org has once: its reps, and Outreach's users, sequences, steps, dispositions and purposes. Who leads the reps
// is in leaders.ts. No accounts here.
import { leadersOf, type Leaders } from './leaders.ts';
import { orgCalendar, type OrgCalendar } from './org-calendar.ts';
import { random } from './random.ts';
import { recordId } from './record-id.ts';
import type { WorldSize } from './size.ts';
import { FIRST_NAMES, LAST_NAMES } from './vocabulary.ts';
import type { OutreachResource, Row } from './world.ts';

export interface Rep {
  readonly userId: string;
  readonly outreachId: number;
  readonly name: string;
  readonly email: string;
}

export interface Step {
  readonly id: number;
  readonly kind: 'auto_email' | 'manual_email' | 'call';
}

export interface Sequence {
  readonly id: number;
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Cast {
  readonly calendar: OrgCalendar;
  readonly seed: number;
  readonly reps: readonly Rep[];
  readonly leaders: Leaders;
  /** The last one is never used by anybody. */
  readonly sequences: readonly Sequence[];
}

export const ORG_ID = '00D5g0000012345EAA';

/** What a call came to. The name is what reps pick; `outcome` in the two spellings that occur: documented and live. */
export const DISPOSITIONS = [
  { id: 1, name: 'Answered - Meeting Set', documented: 'Answered', live: 'completed' },
  { id: 2, name: 'Answered - Conversation', documented: 'Answered', live: 'completed' },
  { id: 3, name: 'No Answer', documented: 'Not Answered', live: 'no_answer' },
  { id: 4, name: 'Left Voicemail', documented: 'Not Answered', live: 'no_answer' },
  { id: 5, name: 'Gatekeeper', documented: 'Answered', live: 'completed' },
  { id: 6, name: 'Wrong Number', documented: 'Answered', live: 'completed' },
  { id: 7, name: '[Orum] Call - no answer', documented: 'Not Answered', live: 'no_answer' },
  { id: 8, name: '[Orum] Call - left voicemail', documented: 'Not Answered', live: 'no_answer' },
  { id: 9, name: '[Orum] Call - busy', documented: 'Not Answered', live: 'no_answer' },
  { id: 10, name: 'Connected - Not Interested', documented: 'Answered', live: 'completed' },
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
export type DispositionName = Disposition['name'];

const STEP_KINDS = ['auto_email', 'call', 'manual_email', 'auto_email', 'call'] as const;
const NAMES = [
  'Bioprocess VP',
  'Plant managers',
  'New in role',
  'Event follow-up',
  'Win-back',
  'Procurement',
  'Lab automation',
];
const BEGAN = '2024-05-01T00:00:00.000Z';

export function castOf(size: WorldSize): Cast {
  const chance = random(size.seed, 'cast');
  const reps = Array.from({ length: size.reps }, (_, index): Rep => {
    const name = `${chance.pick(FIRST_NAMES)} ${chance.pick(LAST_NAMES)}`;
    const email = `${name.toLowerCase().replace(' ', '.')}${index + 1}@seller.example`;
    return { userId: recordId('User', 1000 + index), outreachId: index + 1, name, email };
  });
  const count = Math.max(12, Math.ceil(size.accounts / 400)) + 1;
  const sequences = Array.from({ length: count }, (_, index): Sequence => {
    const id = 300 + index;
    const steps = STEP_KINDS.map((kind, order): Step => ({ id: id * 10 + order, kind }));
    return { id, name: `${NAMES[index % NAMES.length] ?? ''} ${Math.floor(index / NAMES.length) + 1}`, steps };
  });
  const calendar = orgCalendar(size.today, size.timeZone);
  return { calendar, seed: size.seed, reps, leaders: leadersOf(size), sequences };
}

/** Reps first: who comes first owns what names no owner. */
export function* userRows({ reps, leaders, calendar }: Cast): Generator<Row> {
  const row = ({ userId, name, email }: Omit<Rep, 'outreachId'>): Row => {
    const [first = '', last = ''] = name.split(' ');
    return {
      Id: userId,
      FirstName: first,
      LastName: last,
      Name: name,
      Email: email,
      Username: email,
      IsActive: true,
      UserType: 'Standard',
      TimeZoneSidKey: calendar.timeZone,
      CreatedDate: BEGAN,
    };
  };
  for (const [index, rep] of reps.entries()) yield { ...row(rep), ManagerId: leaders.managerOf(index).userId };
  for (const manager of leaders.managers) yield { ...row(manager), Title: 'Sales Manager' };
  yield { ...row(leaders.admin), Title: 'Revenue Operations' };
}

/** The org-wide resources: user, sequence, sequenceStep, callDisposition, callPurpose. */
export function* castResources(cast: Cast): Generator<OutreachResource> {
  const updatedAt = cast.calendar.at(1, 600);
  for (const rep of cast.reps) {
    const [firstName = '', lastName = ''] = rep.name.split(' ');
    const attributes = {
      name: rep.name,
      firstName,
      lastName,
      email: rep.email,
      locked: false,
      title: 'SDR',
      createdAt: BEGAN,
      updatedAt,
    };
    yield { type: 'user', id: rep.outreachId, attributes, meta: { dataConnections: [connection('User', rep.userId)] } };
  }
  for (const sequence of cast.sequences) yield* sequenceResources(cast, sequence, updatedAt);
  for (const { id, name, live } of DISPOSITIONS)
    yield {
      type: 'callDisposition',
      id,
      attributes: { name, outcome: live, order: id, createdAt: BEGAN, updatedAt: BEGAN },
    };
  for (const [index, name] of ['Initial Contact', 'Follow Up', 'Qualification'].entries())
    yield {
      type: 'callPurpose',
      id: index + 1,
      attributes: { name, order: index + 1, createdAt: BEGAN, updatedAt: BEGAN },
    };
}

function* sequenceResources(cast: Cast, sequence: Sequence, updatedAt: string): Generator<OutreachResource> {
  const { id, name, steps } = sequence;
  const unused = sequence === cast.sequences.at(-1);
  const owner = { data: { type: 'user', id: 1 } };
  const sequenceData = { data: { type: 'sequence', id } };
  yield {
    type: 'sequence',
    id,
    attributes: {
      name,
      enabled: !unused,
      enabledAt: unused ? null : BEGAN,
      shareType: 'shared',
      sequenceType: 'interval',
      sequenceStepCount: steps.length,
      lastUsedAt: unused ? null : updatedAt,
      createdAt: BEGAN,
      updatedAt: unused ? BEGAN : updatedAt,
    },
    relationships: { owner, creator: owner, updater: owner },
  };
  for (const [index, step] of steps.entries())
    yield {
      type: 'sequenceStep',
      id: step.id,
      attributes: {
        stepType: step.kind,
        order: index + 1,
        displayName: `Step #${index + 1}`,
        interval: index * 4320,
        createdAt: BEGAN,
        updatedAt: BEGAN,
      },
      relationships: { sequence: sequenceData, creator: owner, updater: owner },
    };
}

/** One entry of `meta.dataConnections`: the Salesforce record an Outreach record was synced with. */
export function connection(type: string, id: string): { connection: string; type: string; id: string; url: string } {
  return { connection: 'Salesforce', type, id, url: `https://org.my.salesforce.example/${id}` };
}
