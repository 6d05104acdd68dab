// A world generated from its size alone, streamed account by account: nothing is kept, whatever its size.
import { playAccount } from './account-life.ts';
import type { Emit } from './account-sheet.ts';
import { castOf, castResources, ORG_ID, userRows, type Cast } from './cast.ts';
import { assignmentRows } from './leaders.ts';
import type { WorldSize } from './size.ts';
import type { OutreachResource, Placed, Row, World } from './world.ts';

export const OBJECTS = [
  'Account',
  'Contact',
  'Event',
  'EventRelation',
  'Lead',
  'Opportunity',
  'PermissionSetAssignment',
  'Signal_Feedback__c',
  'Task',
  'TaskRelation',
  'User',
];
export const RESOURCE_TYPES = [
  'account',
  'call',
  'callDisposition',
  'callPurpose',
  'mailing',
  'prospect',
  'recipient',
  'sequence',
  'sequenceState',
  'sequenceStep',
  'user',
];

/** Kinds that no account has a part in. */
const ORG_WIDE = new Set([
  'salesforce/User',
  'salesforce/PermissionSetAssignment',
  ...['user', 'sequence', 'sequenceStep', 'callDisposition', 'callPurpose'].map((type) => `outreach/${type}`),
]);

/** Plays one account after the other and yields its number after each; `wanted` as for playAccount. */
export type Play = (cast: Cast, emit: Emit, wanted: ReadonlySet<string> | null) => Iterable<number>;

/** Same size, same bytes: nothing but the size decides what is generated. */
export function generateWorld(size: WorldSize): World & { everything(): Iterable<Placed> } {
  return playedWorld(size, function* (cast, emit, wanted) {
    for (let number = 0; number < size.accounts; number += 1) {
      playAccount(cast, number, size.activities, emit, wanted);
      yield number;
    }
  });
}

/** A world whose accounts come from `play`; each stream plays anew, so that no rows have to be kept. */
export function playedWorld(size: WorldSize, play: Play): World & { everything(): Iterable<Placed> } {
  const cast = castOf(size);
  function* placed(wanted: ReadonlySet<string> | null): Generator<Placed> {
    const wants = (kind: string): boolean => wanted === null || wanted.has(kind);
    if (wants('salesforce/User')) for (const row of userRows(cast)) yield { kind: 'salesforce/User', row };
    const assignments = 'salesforce/PermissionSetAssignment';
    if (wants(assignments)) for (const row of assignmentRows(cast.reps, cast.leaders)) yield { kind: assignments, row };
    for (const row of castResources(cast))
      if (wants(`outreach/${row.type}`)) yield { kind: `outreach/${row.type}`, row };
    if (wanted !== null && [...wanted].every((kind) => ORG_WIDE.has(kind))) return;
    let rows: Placed[] = [];
    const emit: Emit = (kind, make) => {
      if (wants(kind)) rows.push({ kind, row: make() });
    };
    const accounts = play(cast, emit, wanted)[Symbol.iterator]();
    while (accounts.next().done !== true) {
      yield* rows;
      rows = [];
    }
  }
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is asynchronous for worlds read from files
  async function* only(kind: string): AsyncGenerator<Row | OutreachResource> {
    for (const { row } of placed(new Set([kind]))) yield row;
  }
  return {
    org: { id: ORG_ID, timeZone: size.timeZone, today: size.today },
    objects: () => Promise.resolve([...OBJECTS]),
    rows: (name) => only(`salesforce/${name}`) as AsyncIterable<Row>,
    resourceTypes: () => Promise.resolve([...RESOURCE_TYPES]),
    resources: (type) => only(`outreach/${type}`) as AsyncIterable<OutreachResource>,
    everything: () => placed(null),
  };
}
