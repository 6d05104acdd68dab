// Who stands above the reps of an org, an administrator beside them, and which permission set each of these people has.
// They own no accounts and are in no other tool.
import { random } from './random.ts';
import { recordId } from './record-id.ts';
import type { WorldSize } from './size.ts';
import { FIRST_NAMES, LAST_NAMES } from './vocabulary.ts';
import type { Row } from './world.ts';

interface Leader {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

export interface Leaders {
  /** At least one. */
  readonly managers: readonly Leader[];
  readonly admin: Leader;
  managerOf(repIndex: number): Leader;
}

const REPS_A_MANAGER = 7;
const FIRST_MANAGER = 900;
const ADMIN = 890;

/** Drawn apart from the reps, so that those stay who they are whatever is added here. */
export function leadersOf(size: WorldSize): Leaders {
  const chance = random(size.seed, 'leaders');
  const leader = (number: number): Leader => {
    const name = `${chance.pick(FIRST_NAMES)} ${chance.pick(LAST_NAMES)}`;
    return {
      userId: recordId('User', number),
      name,
      email: `${name.toLowerCase().replace(' ', '.')}.${number}@seller.example`,
    };
  };
  const count = Math.max(1, Math.ceil(size.reps / REPS_A_MANAGER));
  const managers = Array.from({ length: count }, (_, index) => leader(FIRST_MANAGER + index));
  const admin = leader(ADMIN);
  return { managers, admin, managerOf: (repIndex) => managers[repIndex % count] ?? admin };
}

/** A permission set is named, not given by its Id: those belong to the org. */
export function* assignmentRows(reps: readonly { readonly userId: string }[], leaders: Leaders): Generator<Row> {
  let number = 0;
  const row = (userId: string, set: string): Row => ({
    Id: recordId('PermissionSetAssignment', ++number),
    AssigneeId: userId,
    'PermissionSet.Name': set,
  });
  for (const { userId } of reps) yield row(userId, 'Touchpoint_Rep');
  for (const { userId } of leaders.managers) yield row(userId, 'Touchpoint_Manager');
  yield row(leaders.admin.userId, 'Touchpoint_Admin');
}
