// The kinds of touchpoints a story names, in words and with an icon. A kind this version does not know reads as its key.
import CALL_ATTEMPT from '@salesforce/label/c.Touchpoint_Card_Type_call_attempt';
import CALL_CONNECTED from '@salesforce/label/c.Touchpoint_Card_Type_call_connected';
import CASE from '@salesforce/label/c.Touchpoint_Card_Type_case';
import EMAIL_AUTOMATED from '@salesforce/label/c.Touchpoint_Card_Type_email_automated';
import EMAIL_MANUAL from '@salesforce/label/c.Touchpoint_Card_Type_email_manual';
import INBOUND_EMAIL from '@salesforce/label/c.Touchpoint_Card_Type_inbound_email';
import MEETING_HELD from '@salesforce/label/c.Touchpoint_Card_Type_meeting_held';
import MEETING_UNVERIFIED from '@salesforce/label/c.Touchpoint_Card_Type_meeting_unverified';
import NOTE from '@salesforce/label/c.Touchpoint_Card_Type_note';
import REPLY from '@salesforce/label/c.Touchpoint_Card_Type_reply';
import REPLY_NEGATIVE from '@salesforce/label/c.Touchpoint_Card_Type_reply_negative';
import REPLY_POSITIVE from '@salesforce/label/c.Touchpoint_Card_Type_reply_positive';
import SOCIAL from '@salesforce/label/c.Touchpoint_Card_Type_social';
import TASK_OTHER from '@salesforce/label/c.Touchpoint_Card_Type_task_other';
import VOICEMAIL from '@salesforce/label/c.Touchpoint_Card_Type_voicemail';

interface Look {
  readonly words: string;
  readonly icon: string;
}

const LOOKS: Readonly<Record<string, Look>> = {
  meeting_held: { words: MEETING_HELD, icon: 'utility:event' },
  meeting_unverified: { words: MEETING_UNVERIFIED, icon: 'utility:event' },
  reply_positive: { words: REPLY_POSITIVE, icon: 'utility:reply' },
  reply: { words: REPLY, icon: 'utility:reply' },
  reply_negative: { words: REPLY_NEGATIVE, icon: 'utility:reply' },
  inbound_email: { words: INBOUND_EMAIL, icon: 'utility:email' },
  call_connected: { words: CALL_CONNECTED, icon: 'utility:call' },
  call_attempt: { words: CALL_ATTEMPT, icon: 'utility:outbound_call' },
  voicemail: { words: VOICEMAIL, icon: 'utility:voicemail_drop' },
  email_manual: { words: EMAIL_MANUAL, icon: 'utility:email' },
  email_automated: { words: EMAIL_AUTOMATED, icon: 'utility:email' },
  social: { words: SOCIAL, icon: 'utility:socialshare' },
  task_other: { words: TASK_OTHER, icon: 'utility:task' },
  case: { words: CASE, icon: 'utility:case' },
  note: { words: NOTE, icon: 'utility:note' },
};

export function typeLook(type: string): Look {
  return LOOKS[type] ?? { words: type.replaceAll('_', ' '), icon: 'utility:record' };
}
