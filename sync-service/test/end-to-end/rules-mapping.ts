// Cases of the mapping rules: one Task each, its type and its source label, or that it is no touchpoint.
import type { HandMadeWorld, Row } from './hand-made-world.ts';
import type { Cases, Rule } from './rules-case.ts';

const TWO_WAY = new Set(['call_connected', 'inbound_email']);

const call = (disposition: string | null): Row => ({ TaskSubtype: 'Call', CallDisposition: disposition });
const recording = (host: string): Row => ({ TaskSubtype: 'Call', Description: `(power) https://${host}/recording/x` });

/** Subject, other fields, type (null: no touchpoint), source label. */
const TABLE: readonly (readonly [string | null, Row, string | null, string?])[] = [
  ['[Outreach] [Email] [Opened] Hi', { TaskSubtype: 'Email' }, null],
  ['[Email] [Clicked] Hi', {}, null],
  ['[outreach] [email] [bounced] Hi', {}, null],
  ['[Orum] Call - no answer', {}, 'call_attempt', 'Orum Call'],
  ['[Orum] Call - left voicemail', {}, 'voicemail', 'Orum Call'],
  ['[orum] Meeting Set', {}, 'call_connected', 'Orum Call'],
  ['Dial', recording('orum.com'), 'call_attempt', 'Orum Call'],
  ['Dial', recording('app.orumhq.com'), 'call_attempt', 'Orum Call'],
  ['Dial', recording('forum.com'), 'call_attempt', 'Task'],
  ['Dial', recording('orum.com.evil.example'), 'call_attempt', 'Task'],
  ['Dial', call('[Orum] Call - dial tree'), 'call_attempt', 'Orum Call'],
  ['Call forum people', call(null), 'call_attempt', 'Task'],
  ['Forum post', {}, 'task_other', 'Task'],
  ['[Outreach] [Call] [outbound] Ann', {}, 'call_attempt', 'Outreach Call'],
  ['[Outreach] [Call] Ann', { CallDisposition: 'Answered - Meeting Set' }, 'call_connected', 'Outreach Call'],
  ['[Call] [Outbound] [Answered] Ann', {}, 'call_connected', 'Outreach Call'],
  ['[Call] [Outbound] [Not Answered] Ann', {}, 'call_attempt', 'Outreach Call'],
  ['[Call] [Inbound] Ann', { CallDisposition: 'No Answer' }, 'call_attempt', 'Outreach Call'],
  ['[Outreach] [Email] [In] Re: Hi', {}, 'inbound_email', 'Outreach Email'],
  ['[Email] [In] Hi', { Type: 'Email' }, 'inbound_email', 'Outreach Email'],
  ['[Outreach] [Email] [Out] Hi', {}, 'email_automated', 'Outreach Email'],
  ['[Email] [Out] Hi', { TaskSubtype: 'Email' }, 'email_automated', 'Outreach Email'],
  ['Hi', { TaskSubtype: 'Email' }, 'email_manual', 'Task'],
  ['Hi', { Type: 'email' }, 'email_manual', 'Task'],
  ['Hi', { TaskSubtype: 'ListEmail', Type: 'Email' }, 'email_automated', 'Task'],
  ['Call', { Type: 'Call', CallDisposition: 'gatekeeper' }, 'call_attempt', 'Task'],
  ['Call', { Type: 'Call', CallDisposition: 'Conversation' }, 'call_connected', 'Task'],
  ['Call', call('Unanswered'), 'call_attempt', 'Task'],
  ['Call', call('Connected - wrong number'), 'call_attempt', 'Task'],
  ['Call', call('Answered voicemail'), 'voicemail', 'Task'],
  ['Message', { TaskSubtype: 'LinkedIn' }, 'social', 'Task'],
  ['[Outreach] [Other] LinkedIn: View a Profile', {}, 'social', 'Task'],
  ['[Outreach] [Other] Gift', {}, 'task_other', 'Task'],
  [null, {}, 'task_other', 'Task'],
  ['', {}, 'task_other', 'Task'],
  ['x'.repeat(255), {}, 'task_other', 'Task'],
  ['  "quote", comma\nnew line 😀 ; \r\n tail  ', {}, 'task_other', 'Task'],
  ['Automatic reply: Hi', {}, null],
  ['[Outreach] [Email] [In] Out of Office: Hi', {}, null],
  ['RE: Undeliverable: Hi', {}, null],
  ['[Email] [In] Mail Delivery Failed: Hi', {}, null],
  ['Automation plan', {}, 'task_other', 'Task'],
];

export function mappingCases(world: HandMadeWorld, cases: Cases): void {
  for (const [subject, row, type, sources] of TABLE) {
    cases.rule = ruleOf(subject ?? '', row);
    cases.add(`Task ${JSON.stringify({ Subject: subject, ...row })}`, (_, who) => {
      world.task(1, { WhoId: who, Subject: subject, ...row });
      if (type === null || sources === undefined) return { active: 0 };
      return { active: 1, types: type, sources, twoWay: TWO_WAY.has(type) ? 1 : 0 };
    });
  }
}

/** The rule that a line of the table is a fixture of; the others are of the mapping rules alone. */
function ruleOf(subject: string, row: Row): Rule | null {
  if (/\[(opened|clicked|bounced)\]/i.test(subject)) return 'Opens, clicks, bounces logged as Tasks';
  if (/automatic reply|out of office|undeliverable|delivery failed/i.test(subject)) return 'Auto-replies';
  return /orum/i.test(JSON.stringify([subject, row]))
    ? 'Orum call seen as Outreach call, as an Orum Task, or both'
    : null;
}
