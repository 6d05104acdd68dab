// One record or engagement for each kind of touchpoint, made so that the shipped rules see that kind in it.
import type { Day } from '../../src/scoring/calendar.ts';
import {
  attendee,
  contactId,
  engagementOf,
  event,
  eventId,
  mailing,
  noon,
  task,
  taskId,
  type EvidenceParts,
} from '../builders.ts';

export type Kind =
  | 'email_automated'
  | 'email_manual'
  | 'email_opened'
  | 'call_attempt'
  | 'call_connected'
  | 'voicemail'
  | 'reply'
  | 'reply_positive'
  | 'reply_negative'
  | 'meeting_held'
  | 'meeting_unverified'
  | 'social'
  | 'task_other';

/** `n` makes Ids and subjects; each touch of a test has its own. */
export interface Touch {
  readonly kind: Kind;
  readonly n: number;
  readonly day: Day;
  readonly people?: readonly string[];
}

/** The evidence of these touches. */
export function evidenceOf(touches: readonly Touch[]): Required<Pick<EvidenceParts, 'activities' | 'engagements'>> {
  return {
    activities: touches.flatMap((touch) => activityOf(touch) ?? []),
    engagements: touches.flatMap((touch) => replyOf(touch) ?? []),
  };
}

function activityOf({ kind, n, day, people = [contactId(1)] }: Touch) {
  const logged = { id: taskId(n), activityDate: day, people };
  switch (kind) {
    case 'email_automated':
      return task({ ...logged, subject: `[Outreach] [Email] [Out] Idea ${n}` });
    case 'email_opened':
      return task({ ...logged, subject: `[Outreach] [Email] [Opened] Idea ${n}` });
    case 'email_manual':
      return task({ ...logged, subject: `Note ${n}`, fields: { TaskSubtype: 'Email' } });
    case 'call_attempt':
      return task({ ...logged, subject: '[Outreach] [Call] [Outbound] Ada', disposition: 'No Answer' });
    case 'voicemail':
      return task({ ...logged, subject: '[Outreach] [Call] [Outbound] Ada', disposition: 'Left Voicemail' });
    case 'call_connected':
      return task({ ...logged, subject: '[Outreach] [Call] [Outbound] Ada', disposition: 'Connected' });
    case 'social':
      return task({ ...logged, subject: `Connect ${n}`, fields: { TaskSubtype: 'LinkedIn' } });
    case 'task_other':
      return task({ ...logged, subject: `Research ${n}` });
    case 'meeting_held':
    case 'meeting_unverified': {
      const status = kind === 'meeting_held' ? 'Accepted' : 'New';
      return event({ id: eventId(n), day, attendees: people.map((person) => attendee({ id: person, status })) });
    }
    case 'reply':
    case 'reply_positive':
    case 'reply_negative':
      return null;
  }
}

/** Answers to mailings sent long before the look-back; only Outreach has them. */
function replyOf({ kind, n, day, people = [contactId(1)] }: Touch) {
  if (kind !== 'reply' && kind !== 'reply_positive' && kind !== 'reply_negative') return null;
  const sentiment = kind === 'reply' ? 'neutral' : kind === 'reply_positive' ? 'positive' : 'negative';
  return engagementOf(mailing({ id: n, repliedAt: noon(day), sentiment }), people[0] ?? null);
}
