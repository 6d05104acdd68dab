// The write plan of one account: what differs, and whether that is worth a write. Who writes it is elsewhere.
import { type AccountFields, differingFields, isMaterial } from '../scoring/account-fields.ts';
import type { Decided } from './decide.ts';
import type { AccountChange, AccountReading } from './ports.ts';

/** Null unless something material changed; then every field that differs. */
export function changeOf({ reading, fields }: Decided): AccountChange | null {
  if (!isMaterial(reading.held, fields)) return null;
  const differing = differingFields(reading.held, fields).map((field) => [field, fields[field]]);
  return { accountId: reading.facts.id, fields: Object.fromEntries(differing) as Partial<AccountFields> };
}

/** An account whose evidence could not be read whole keeps its last good values and says that they are. Null: it says so already. */
export function sayPartial({ facts, held }: AccountReading): AccountChange | null {
  return held.evidence === 'Partial' ? null : { accountId: facts.id, fields: { evidence: 'Partial' } };
}
