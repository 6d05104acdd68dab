// From the mirror's records to engagements as scoring knows them: which vendor, which sentiment, which kind of mail.
import type { Call, Mailing, Sentiment } from '../scoring/evidence.ts';
import type { MirrorReading } from './mirror.ts';

type MirroredMailing = MirrorReading['mailings'][number];
type MirroredCall = MirrorReading['calls'][number];

/** A mailing with its sentiment and whether a person wrote it. */
export function toMailing(row: MirroredMailing): Mailing {
  return {
    kind: 'mailing',
    id: row.id,
    prospectId: row.prospectId,
    userId: row.userId,
    sequenceId: row.sequenceId,
    subject: row.subject,
    deliveredAt: row.deliveredAt,
    repliedAt: row.repliedAt,
    bouncedAt: row.bouncedAt,
    manual: row.mailingType.toLowerCase() === 'single' || row.stepType.toLowerCase() === 'manual_email',
    sentiment: sentimentOf(row),
    taskIds: row.taskIds,
  };
}

const SENTIMENTS: readonly Sentiment[] = ['positive', 'negative', 'neutral'];

/** The reply's own sentiment when there is one; else that of its sequence state, when only one kind was counted. */
function sentimentOf(row: MirroredMailing): Sentiment | null {
  const own = row.replySentiment?.trim().toLowerCase() ?? '';
  if (own !== '') return SENTIMENTS.find((sentiment) => sentiment === own) ?? null;
  const { replies } = row;
  if (!replies) return null;
  const counted = SENTIMENTS.filter((sentiment) => replies[sentiment] > 0);
  return counted.length === 1 ? (counted[0] ?? null) : null;
}

// A call that is over: what the API documents as outcome and what live records carry as state.
const OVER = new Set(['completed', 'complete', 'no_answer', 'not answered', 'answered', 'busy', 'failed', 'voicemail']);

/** A call with its vendor; a disposition that starts `[Orum]` tells as much as the vendor field. */
export function toCall(row: MirroredCall): Call {
  const byDisposition = row.dispositionName.trim().toLowerCase().startsWith('[orum]');
  return {
    kind: 'call',
    id: row.id,
    prospectId: row.prospectId,
    userId: row.userId,
    sequenceId: row.sequenceId,
    answeredAt: row.answeredAt,
    dialedAt: row.dialedAt,
    completedAt: row.completedAt,
    completed: row.completedAt !== null || row.outcome.trim() !== '' || OVER.has(row.state.trim().toLowerCase()),
    direction: row.direction.trim().toLowerCase() === 'inbound' ? 'in' : 'out',
    outcome: row.outcome,
    disposition: row.dispositionName,
    vendor: row.vendor ?? (byDisposition ? 'Orum' : null),
    number: row.number,
    taskIds: row.taskIds,
  };
}
