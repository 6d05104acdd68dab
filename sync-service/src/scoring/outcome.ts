// How calls, e-mails and meetings get their type from what happened. Pure tables and their order.
import type { Attendee, Call, EventActivity, Mailing } from './evidence.ts';
import { leadingTags, saysAny, withoutTags } from './words.ts';

const NOT_REACHED = [
  'not answered',
  'unanswered',
  'no answer',
  'gatekeeper',
  'dial tree',
  'busy',
  'failed',
  'cancelled',
  'canceled',
  'wrong number',
  'bad number',
  'wrong contact',
  'disconnected',
];
const REACHED = ['answered', 'connected', 'conversation', 'meeting set'];
/** What Outreach itself says of a call that was answered: the documented word and the one seen in live records. */
const ANSWERED_OUTCOMES = new Set(['answered', 'completed']);

/** Type of a call: voicemail, then every way of not reaching anybody, then connected; else an attempt. */
export function callType(task: { subject: string; disposition: string } | null, call: Call | null): string {
  const tags = task ? leadingTags(task.subject) : [];
  const said = [task?.disposition ?? '', call?.disposition ?? '', call?.outcome ?? '', ...tags];
  // Orum writes the disposition into the subject itself: "[Orum] Call - left voicemail".
  if (task && tags[0] === 'orum') said.push(withoutTags(task.subject));
  const says = (phrases: readonly string[]): boolean => said.some((text) => saysAny(text, phrases));
  if (says(['voicemail', 'voice mail'])) return 'voicemail';
  if (says(NOT_REACHED)) return 'call_attempt';
  if (call && ANSWERED_OUTCOMES.has(call.outcome.trim().toLowerCase())) return 'call_connected';
  return says(REACHED) ? 'call_connected' : 'call_attempt';
}

/** Type of a mail that came in: by sentiment when it answers a mailing of ours. */
export function replyType(mailing: Mailing | null): string {
  if (!mailing) return 'inbound_email';
  if (mailing.sentiment === 'positive') return 'reply_positive';
  return mailing.sentiment === 'negative' ? 'reply_negative' : 'reply';
}

/** Type of a mail that we sent; one that is not matched to a mailing counts as automated. */
export function sentEmailType(mailing: Mailing | null): string {
  return mailing?.manual === true ? 'email_manual' : 'email_automated';
}

/** Contacts (003) and Leads (00Q) are the other side; everybody else an event names is one of us or a room. */
export function isExternal(id: string): boolean {
  return id.startsWith('003') || id.startsWith('00Q');
}

/** Type of a past meeting, or why it is none. */
export function meetingType(event: EventActivity): 'meeting_held' | 'meeting_unverified' | 'internal' | 'declined' {
  const external = event.attendees.filter((attendee) => isExternal(attendee.id));
  if (external.length === 0) return 'internal';
  if (saysAny(event.outcome, ['held']) && !saysAny(event.outcome, ['not held'])) return 'meeting_held';
  const invited = external.filter((attendee) => attendee.isInvitee);
  if (invited.some((attendee) => answered(attendee, 'accepted'))) return 'meeting_held';
  if (invited.length > 0 && invited.every((attendee) => answered(attendee, 'declined'))) return 'declined';
  return 'meeting_unverified';
}

function answered(attendee: Attendee, answer: string): boolean {
  return attendee.status.trim().toLowerCase() === answer;
}
