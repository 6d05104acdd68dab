// What a Task says, literally by the tables of the scoring rules: what kind it is, whether it counts, and on which date.
import { dateIn, instantOf } from './count-dates.ts';
import type { Line } from './world-files.ts';

/** The number of the mapping rule that a Task falls under; 2 never counts. */
export type Rule = 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** The Outreach record that a Task was synced from. */
export interface Engagement {
  readonly kind: 'mailing' | 'call';
  readonly id: number;
  readonly row: Line;
  /** The name of a call's disposition. */
  readonly disposition: string | null;
}

export function ruleOf(task: Line, engagement: Engagement | null): Rule {
  const subject = task.text('Subject') ?? '';
  const subtype = task.text('TaskSubtype') ?? '';
  const type = task.text('Type') ?? '';
  if (/^\s*(\[outreach\]\s*)?\[email\]\s*\[(opened|clicked|bounced)\]/i.test(subject)) return 2;
  if (isOrum(task, engagement)) return 3;
  if (/^\s*\[outreach\]\s*\[call\]/i.test(subject)) return 4;
  if (/^\s*\[call\]\s*\[(outbound|inbound)\]/i.test(subject)) return 4;
  if (engagement?.kind === 'call') return 4;
  if (/^\s*(\[outreach\]\s*)?\[email\]\s*\[in\]/i.test(subject)) return 5;
  if (/^\s*(\[outreach\]\s*)?\[email\]\s*\[out\]/i.test(subject)) return 6;
  if (engagement?.kind === 'mailing') return 6;
  if (subtype === 'Email' || subtype === 'List Email' || type === 'Email') return 7;
  if (subtype === 'Call' || type === 'Call') return 8;
  if (subtype === 'LinkedIn' || /^\s*\[outreach\]\s*\[other\]\s*linkedin/i.test(subject)) return 9;
  return 10;
}

function isOrum(task: Line, engagement: Engagement | null): boolean {
  if (/^\s*\[orum\]/i.test(task.text('Subject') ?? '')) return true;
  if (/^\s*\[orum\]/i.test(task.text('CallDisposition') ?? '')) return true;
  const isCall = task.text('TaskSubtype') === 'Call' || task.text('Type') === 'Call';
  if (isCall && /https?:\/\/([\w-]+\.)*(orum|orumhq)\.com\//i.test(task.text('Description') ?? '')) return true;
  if (engagement?.kind !== 'call') return false;
  return /^orum$/i.test(engagement.row.inside('attributes').text('externalVendor') ?? '');
}

/** Closed, and not by being given up. */
export function isDone(task: Line): boolean {
  const status = task.text('Status') ?? '';
  const closed = task.has('IsClosed') ? task.flag('IsClosed') : status === 'Completed';
  return closed && !['Deferred', 'Cancelled', 'Canceled', 'Skipped'].includes(status);
}

/** The subject without tags in brackets and without Re: and Fwd:. */
export function bareSubject(subject: string | null): string {
  let rest = (subject ?? '').trim();
  for (;;) {
    const shorter = rest.replace(/^(\[[^\]]*\]|re:|fwd?:)\s*/i, '');
    if (shorter === rest) return rest.toLowerCase();
    rest = shorter;
  }
}

export function isAutoReply(task: Line): boolean {
  return /^(automatic reply|auto:|out of office|undeliverable|delivery status|mail delivery failed)/.test(
    bareSubject(task.text('Subject')),
  );
}

/** The date of a Task and, when one is known for that date, its time. */
export function whenOf(task: Line, zone: string): { date: string; time: number | null } {
  const due = task.text('ActivityDate');
  const completed = instantOf(task.text('CompletedDateTime'));
  if (due === null && completed === null) {
    const created = instantOf(task.text('CreatedDate'));
    if (created === null) throw new Error(`Task ${task.text('Id') ?? ''} has no date at all; give it a CreatedDate.`);
    return { date: dateIn(zone, created), time: created };
  }
  if (completed === null) return { date: due ?? '', time: null };
  const completedOn = dateIn(zone, completed);
  if (due === null || due > completedOn) return { date: completedOn, time: completed };
  // Typed in on a later day: only the date of the touch is known.
  return { date: due, time: due === completedOn ? completed : null };
}

export function isInbound(task: Line, rule: Rule): boolean {
  if (rule === 5) return true;
  return task.text('CallType') === 'Inbound' || /\[inbound\]/i.test(task.text('Subject') ?? '');
}

/** The outcome rule: did somebody talk to us? */
export function isConnected(task: Line | null, engagement: Engagement | null): boolean {
  const call = engagement?.row.inside('attributes');
  const tags = (task?.text('Subject') ?? '').match(/\[[^\]]*\]/g) ?? [];
  const said = [task?.text('CallDisposition'), engagement?.disposition, ...tags]
    .filter((words) => words !== null && words !== undefined)
    .join(' · ')
    .toLowerCase();
  if (/\bvoice ?mail\b/.test(said)) return false;
  const failed =
    /\b(not answered|unanswered|no answer|gatekeeper|dial tree|busy|failed|cancell?ed|(wrong|bad) number|wrong contact|disconnected)\b/;
  if (failed.test(said)) return false;
  if (['answered', 'completed'].includes((call?.text('outcome') ?? '').toLowerCase())) return true;
  return /\b(answered|connected|conversation|meeting set)\b/.test(said);
}
