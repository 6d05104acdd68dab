import { describe, expect, it } from 'vitest';
import { attendee, call, contactId, event, leadId, mailing, userId } from '../../test/builders.ts';
import { callType, meetingType, replyType, sentEmailType } from './outcome.ts';

const byDisposition = (disposition: string): string => callType({ subject: 'Call', disposition }, null);
const bySubject = (subject: string): string => callType({ subject, disposition: '' }, null);

describe('the outcome rule for calls', () => {
  it.each([
    ['Left Voicemail', 'voicemail'],
    ['voice mail', 'voicemail'],
    ['Connected - went to voicemail', 'voicemail'],
    ['Not Answered', 'call_attempt'],
    ['Unanswered', 'call_attempt'],
    ['No Answer', 'call_attempt'],
    ['no_answer', 'call_attempt'],
    ['Gatekeeper', 'call_attempt'],
    ['Connected to Gatekeeper', 'call_attempt'],
    ['Dial Tree', 'call_attempt'],
    ['Busy', 'call_attempt'],
    ['Failed', 'call_attempt'],
    ['Cancelled', 'call_attempt'],
    ['Canceled', 'call_attempt'],
    ['Wrong Number', 'call_attempt'],
    ['Bad Number', 'call_attempt'],
    ['Answered - Wrong Contact', 'call_attempt'],
    ['Disconnected', 'call_attempt'],
    ['Answered', 'call_connected'],
    ['Answered - Not Interested', 'call_connected'],
    ['Connected', 'call_connected'],
    ['Conversation', 'call_connected'],
    ['Meeting Set', 'call_connected'],
    ['Busyness survey', 'call_attempt'],
    ['Interested', 'call_attempt'],
    ['', 'call_attempt'],
  ])('takes a disposition of "%s" for %s', (disposition, type) => {
    expect(byDisposition(disposition)).toBe(type);
  });

  it.each([
    ['[Call] [Outbound] [Answered] Ada', 'call_connected'],
    ['[Call] [Outbound] [Not Answered] Ada', 'call_attempt'],
    ['[Outreach] [Call] [Outbound] Ada', 'call_attempt'],
    ['Connected with Ada', 'call_attempt'],
    ['[Orum] Call - left voicemail - name match', 'voicemail'],
    ['[Orum] Call - dial tree', 'call_attempt'],
    ['[Orum] Call - Connected', 'call_connected'],
  ])('reads the subject "%s" as %s: tags only, and what Orum writes behind its own', (subject, type) => {
    expect(bySubject(subject)).toBe(type);
  });

  it.each([
    ['Answered', 'call_connected'],
    ['completed', 'call_connected'],
    ['Not Answered', 'call_attempt'],
    ['no_answer', 'call_attempt'],
    ['', 'call_attempt'],
  ])('takes an Outreach outcome of "%s" for %s', (outcome, type) => {
    expect(callType(null, call({ outcome }))).toBe(type);
  });

  it('believes what was noted before what the line reported', () => {
    expect(callType(null, call({ outcome: 'completed', disposition: 'Left Voicemail' }))).toBe('voicemail');
    expect(callType(null, call({ outcome: 'completed', disposition: 'Wrong Contact' }))).toBe('call_attempt');
    expect(callType({ subject: '', disposition: 'Gatekeeper' }, call({ outcome: 'Answered' }))).toBe('call_attempt');
    expect(callType(null, call({ outcome: '', disposition: 'Answered - Meeting Set' }))).toBe('call_connected');
  });
});

describe('e-mail', () => {
  it('that came in is typed by the sentiment of the mailing it answers', () => {
    expect(replyType(mailing({ sentiment: 'positive' }))).toBe('reply_positive');
    expect(replyType(mailing({ sentiment: 'negative' }))).toBe('reply_negative');
    expect(replyType(mailing({ sentiment: 'neutral' }))).toBe('reply');
    expect(replyType(mailing())).toBe('reply');
    expect(replyType(null)).toBe('inbound_email');
  });

  it('that we sent is automated unless its mailing is known to be manual', () => {
    expect(sentEmailType(mailing({ manual: true }))).toBe('email_manual');
    expect(sentEmailType(mailing())).toBe('email_automated');
    expect(sentEmailType(null)).toBe('email_automated');
  });
});

describe('a past meeting', () => {
  const withAnswers = (...answers: string[]) =>
    meetingType(event({ attendees: answers.map((status, n) => attendee({ id: contactId(n + 1), status })) }));

  it('was held when somebody external accepted', () => {
    expect(withAnswers('Declined', 'accepted')).toBe('meeting_held');
  });

  it('is unverified when nobody said anything for sure', () => {
    expect(withAnswers('New')).toBe('meeting_unverified');
    expect(withAnswers('Maybe', 'Declined')).toBe('meeting_unverified');
    expect(meetingType(event({ attendees: [attendee({ isInvitee: false, status: '' })] }))).toBe('meeting_unverified');
  });

  it('is none when every external invitee declined', () => {
    expect(withAnswers('Declined', 'declined')).toBe('declined');
  });

  it('believes an outcome that says held before the answers', () => {
    const declined = [attendee({ status: 'Declined' })];
    expect(meetingType(event({ attendees: declined, outcome: 'Held' }))).toBe('meeting_held');
    expect(meetingType(event({ attendees: [attendee({ status: '' })], outcome: 'Not Held' }))).toBe(
      'meeting_unverified',
    );
    expect(meetingType(event({ attendees: [attendee({ status: '' })], outcome: 'Withheld' }))).toBe(
      'meeting_unverified',
    );
  });

  it('is internal without a contact or lead, whoever of us accepted', () => {
    expect(meetingType(event({ attendees: [attendee({ id: userId(1) })] }))).toBe('internal');
    expect(meetingType(event({ attendees: [] }))).toBe('internal');
    expect(meetingType(event({ attendees: [attendee({ id: leadId(1), status: 'New' })] }))).toBe('meeting_unverified');
  });

  it('is not held because one of us accepted', () => {
    const attendees = [attendee({ id: userId(1) }), attendee({ status: 'New' })];
    expect(meetingType(event({ attendees }))).toBe('meeting_unverified');
  });
});
