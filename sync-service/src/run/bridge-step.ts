// The vocabulary of the bridge: why a report's count and Active TPs differ. Every reason for which the core leaves a
// record out has its step here; a new one does not compile until it has.
import type { LeftOutReason } from '../scoring/interaction.ts';

/** In the order in which a bridge tells its steps: what is taken off, what moves by its date, what is added. */
export const BRIDGE_REASONS = [
  'duplicate',
  'burst',
  'open',
  'cancelled',
  'future',
  'opened or clicked',
  'bounce',
  'auto-reply',
  'internal',
  'declined',
  'invitee copy',
  'series master',
  'private',
  'own',
  'type switched off',
  'undated',
  'dated by completion',
  'dated by creation',
  'dated by event end',
  'shared activity',
  'case or note',
  'archived',
  'outreach only',
  'task not visible',
] as const;
export type BridgeReason = (typeof BRIDGE_REASONS)[number];

/**
 * The step of a record that a report counts and the core leaves out. Null: no reason for one that a report counts; such a
 * record is a contradiction and stays unexplained.
 */
export const STEP_OF_LEFT_OUT: Readonly<Record<LeftOutReason, BridgeReason | null>> = {
  'group copy': 'duplicate',
  'same engagement': 'duplicate',
  'same e-mail': 'duplicate',
  'same call': 'duplicate',
  burst: 'burst',
  open: 'open',
  cancelled: 'cancelled',
  future: 'future',
  'not counted type': 'opened or clicked',
  bounce: 'bounce',
  bounced: 'bounce',
  'auto-reply': 'auto-reply',
  internal: 'internal',
  declined: 'declined',
  'invitee copy': 'invitee copy',
  'series master': 'series master',
  private: 'private',
  own: 'own',
  'type switched off': 'type switched off',
  undated: 'undated',
  // A report shows no deleted record, and no engagement of Outreach.
  deleted: null,
  'task not counted': null,
};
