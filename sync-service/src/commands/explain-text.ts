// An explanation as a person reads it in a terminal, and as the JSON of `explain --json`.
import { isoFromDay } from '../scoring/calendar.ts';
import type { Day } from '../scoring/calendar.ts';
import type { Change } from '../scoring/changes.ts';
import { withIsoDates } from '../scoring/changes.ts';
import type { LeftOutReason } from '../scoring/interaction.ts';
import { roundTo } from '../scoring/account-fields.ts';
import type { ExplainedTouchpoint, Explanation } from '../run/explain.ts';

/** The object of `explain --json`; dates are ISO, contributions are rounded to 6 decimals. */
export function explanationAsJson(explanation: Explanation): Record<string, unknown> {
  const { fields } = explanation;
  return {
    accountId: explanation.accountId,
    tier: explanation.tier,
    score: explanation.score,
    activeTouchpoints: fields.activeTouchpoints,
    lastTouch: iso(fields.lastTouch),
    exitsOn: iso(fields.exitsOn),
    touchpoints: explanation.touchpoints.map((it) => ({
      date: isoFromDay(it.date),
      type: it.type,
      source: it.source,
      people: it.people,
      records: it.records,
      evidence: it.evidence,
      counted: it.counted,
      contribution: roundTo(it.contribution, 6),
    })),
    leftOut: explanation.leftOut,
    changes: explanation.changes.map((change) => ({ ...withIsoDates(change), text: changeInWords(change) })),
  };
}

const TYPE_IN_WORDS: Readonly<Record<string, string>> = {
  meeting_held: 'meeting held',
  meeting_unverified: 'meeting, attendance unknown',
  reply_positive: 'positive reply',
  reply: 'reply',
  reply_negative: 'negative reply',
  inbound_email: 'e-mail from them',
  call_connected: 'connected call',
  call_attempt: 'call, not reached',
  voicemail: 'voicemail',
  email_manual: 'e-mail by hand',
  email_automated: 'automated e-mail',
  social: 'social',
  task_other: 'other task',
  case: 'case',
  note: 'note',
};

const REASON_IN_WORDS: Readonly<Record<LeftOutReason, string>> = {
  deleted: 'deleted in Salesforce',
  open: 'not completed',
  cancelled: 'cancelled, deferred or skipped',
  future: 'dated in the future',
  'series master': 'the pattern of a recurring series, not an occurrence',
  'invitee copy': "an invitee's copy of a meeting",
  private: 'private event',
  internal: 'internal meeting, nobody external in it',
  declined: 'declined by every external invitee',
  own: 'not an interaction by the rules',
  'auto-reply': 'automatic reply',
  'not counted type': 'opened or clicked, which never counts',
  'type switched off': 'a type that is switched off',
  bounce: 'says that an e-mail came back',
  bounced: 'the e-mail came back',
  'group copy': 'the same group task',
  'same engagement': 'the same e-mail or call',
  'same e-mail': 'the same e-mail, logged by another tool',
  'same call': 'the same call, logged by another tool',
  burst: 'dialled again within half an hour',
  'task not counted': 'its Salesforce task does not count or is deleted',
  undated: 'has no date',
};

/** What would change the verdict, as one sentence. */
export function changeInWords(change: Change): string {
  switch (change.what) {
    case 'excluded':
      return `It is out of scope (${change.because}); an admin decides this in the policy.`;
    case 'snoozed':
      return `It is snoozed through ${isoFromDay(change.until)}.`;
    case 'open opportunity':
      return `It has ${several(change.count, 'open opportunity', 'open opportunities')}; it can be high-signal only without one.`;
    case 'exits':
      return change.because === 'last touch'
        ? `Without a new touchpoint it stops being high-signal on ${isoFromDay(change.on)}, because the last touch is then too long ago.`
        : `Without a new touchpoint it stops being high-signal on ${isoFromDay(change.on)}, because too few touchpoints are then in the window.`;
    case 'touchpoints needed':
      return `${several(change.count, 'new touchpoint', 'new touchpoints')} today would be enough.`;
    case 'near until':
      return `Without a new touchpoint it stops being near on ${isoFromDay(change.on)}.`;
    case 'response needed':
      return 'A reply, a connected call or a meeting held would make it High-Engaged.';
    case 'engaged until':
      return `Without a new answer from them it is High-Effort from ${isoFromDay(change.on)}.`;
  }
}

/** Plain text for a terminal; lines are not wrapped. */
export function explanationAsText(explanation: Explanation): string {
  const { fields, name, accountId, today } = explanation;
  const counted = explanation.touchpoints.filter((it) => it.counted);
  const older = explanation.touchpoints.filter((it) => !it.counted);
  const lines = [
    `${name} (${accountId})`,
    '',
    `  ${explanation.tier}${explanation.high ? ': high-signal' : ''}, score ${explanation.score.toFixed(1)} of 100, as of ${isoFromDay(today)}`,
    '',
    ...ruleInWords(explanation).map(([holds, text]) => `  ${holds ? 'yes' : 'no '}  ${text}`),
    '',
    `  Active TPs             ${fields.activeTouchpoints ?? 0} (${fields.twoWayTouchpoints ?? 0} two-way)`,
    `  Last Touch             ${lastTouchInWords(fields.lastTouch, today)}`,
    `  Acct Age               ${several(explanation.accountAgeDays, 'day', 'days')}`,
    `  Avg Recips Per Series  ${fields.avgRecipientsPerSeries?.toFixed(1) ?? 'no series reached this account in the window'}`,
    ...(fields.exitsOn === null ? [] : [`  High by counts until   ${isoFromDay(fields.exitsOn)} (exclusive)`]),
    '',
    counted.length === 0 ? 'No touchpoint in the window.' : 'Touchpoints in the window, newest first:',
    ...counted.map((it) => touchpointLine(it, explanation.names)),
    ...(older.length === 0 ? [] : ['', 'Older ones, which still add to the score:']),
    ...older.map((it) => touchpointLine(it, explanation.names)),
    ...(explanation.leftOut.length === 0 ? [] : ['', 'Not counted:']),
    ...explanation.leftOut.map(
      ({ record, reason, insteadOf, because }) =>
        `  ${record.padEnd(20)} ${REASON_IN_WORDS[reason]}${insteadOf === undefined ? '' : ` (counted as ${insteadOf})`}${because === undefined ? '' : ` (says ${because})`}`,
    ),
    '',
    'What would change this:',
    ...explanation.changes.map((change) => `  - ${changeInWords(change)}`),
  ];
  if (explanation.outreachReadAt !== null)
    lines.push(
      '',
      `Outreach as read on ${new Date(explanation.outreachReadAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    );
  return lines.join('\n');
}

/** The clauses of the rule, each with whether it holds today. */
function ruleInWords({ fields, today, rule, openOpportunities, changes }: Explanation): [boolean, string][] {
  const active = fields.activeTouchpoints ?? 0;
  const ago = fields.lastTouch === null ? null : today - fields.lastTouch;
  const suppressed = changes.find((change) => change.what === 'excluded' || change.what === 'snoozed');
  return [
    [
      active >= rule.minTouchpoints,
      `${several(active, 'touchpoint', 'touchpoints')} in the last ${rule.windowDays} days; ${rule.minTouchpoints} are needed`,
    ],
    [
      ago !== null && ago <= rule.lastTouchMaxDays,
      `last touch ${ago === null ? 'is not in the window' : `${several(ago, 'day', 'days')} ago`}; at most ${rule.lastTouchMaxDays} are allowed`,
    ],
    [
      openOpportunities === 0,
      openOpportunities === 0
        ? 'no open opportunity'
        : several(openOpportunities, 'open opportunity', 'open opportunities'),
    ],
    [suppressed === undefined, suppressed === undefined ? 'in scope and not snoozed' : changeInWords(suppressed)],
  ];
}

function touchpointLine(it: ExplainedTouchpoint, names: ReadonlyMap<string, string>): string {
  const type = (TYPE_IN_WORDS[it.type] ?? it.type).padEnd(28);
  const people = it.people.map((id) => names.get(id) ?? id).join(', ');
  const points = it.contribution >= 0.005 ? `+${it.contribution.toFixed(2)}` : '·';
  return `  ${isoFromDay(it.date)}  ${it.twoWay ? '<->' : ' ->'}  ${type} ${it.source.padEnd(14)} ${points.padStart(6)}  ${people || 'nobody named'}  [${it.records.join(', ')}]${joinedInWords(it)}`;
}

/** What made the records one; of those it stands for, the others are named. */
function joinedInWords({ records, evidence }: ExplainedTouchpoint): string {
  return evidence
    .map(({ rule, records: joined }) => {
      const others = joined.filter((record) => !records.includes(record));
      return others.length === 0 ? ` by ${rule}` : `, ${rule} ${others.join(', ')}`;
    })
    .join('');
}

function lastTouchInWords(day: Day | null, today: Day): string {
  if (day === null) return 'none in the window';
  const ago = today - day;
  return `${isoFromDay(day)} (${ago === 0 ? 'today' : ago === 1 ? 'yesterday' : `${ago} days ago`})`;
}

function several(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function iso(day: Day | null): string | null {
  return day === null ? null : isoFromDay(day);
}
