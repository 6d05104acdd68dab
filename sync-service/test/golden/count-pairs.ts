// Which Task belongs to which mailing or call, for the independent count: by connection, else by the nearest that is
// alike. Written from the rules alone, the long way round: every Task of a person is held against every fact of theirs.
import { bareSubject, isDone, isInbound, ruleOf, whenOf, type Engagement } from './count-tasks.ts';
import { dateIn, daysBetween, instantOf } from './count-dates.ts';
import { connectedIds, related, sameId, type Directory } from './count-people.ts';
import type { Line } from './world-files.ts';

const MINUTE = 60_000;

interface Told {
  readonly engagement: Engagement;
  readonly fact: 'sent' | 'reply' | 'call';
  readonly at: number;
}

/** Short Task Id → its engagement. */
export function pairTasks(
  tasks: readonly Line[],
  engagements: readonly Engagement[],
  directory: Directory,
  zone: string,
  peopleOf: (task: Line) => ReadonlySet<string>,
): Map<string, Engagement> {
  const pairs = new Map<string, Engagement>();
  for (const engagement of engagements)
    for (const id of connectedIds(engagement.row, '00T')) pairs.set(sameId(id), engagement);
  const facts = factsOfPeople(engagements, directory);
  const taken = new Set<string>();
  for (const task of tasks) {
    const engagement = pairs.get(sameId(task.text('Id') ?? ''));
    if (engagement !== undefined) taken.add(slot(engagement, factOf(task, engagement), task));
  }
  const found: { task: Line; told: Told; gap: number }[] = [];
  for (const task of tasks) {
    if (pairs.has(sameId(task.text('Id') ?? '')) || !isDone(task) || task.flag('IsRecurrence')) continue;
    for (const person of peopleOf(task))
      for (const told of facts.get(person) ?? []) {
        const gap = gapOf(task, told, zone);
        if (gap !== null) found.push({ task, told, gap });
      }
  }
  found.sort(
    (a, b) =>
      a.gap - b.gap ||
      a.told.engagement.kind.localeCompare(b.told.engagement.kind) ||
      a.told.engagement.id - b.told.engagement.id ||
      (a.task.text('Id') ?? '').localeCompare(b.task.text('Id') ?? ''),
  );
  for (const { task, told } of found) {
    const id = sameId(task.text('Id') ?? '');
    const key = slot(told.engagement, told.fact, task);
    if (pairs.has(id) || taken.has(key)) continue;
    taken.add(key);
    pairs.set(id, told.engagement);
  }
  return pairs;
}

/** One Task of each tool for a fact: the rule and the first tag tell tools apart. */
function slot(engagement: Engagement, fact: Told['fact'] | null, task: Line): string {
  const tag = /^\s*\[[^\]]*\]/.exec(task.text('Subject') ?? '')?.[0].toLowerCase() ?? '';
  return `${engagement.kind} ${engagement.id} ${fact ?? ''} ${ruleOf(task, null)} ${tag}`;
}

function factOf(task: Line, engagement: Engagement | null): Told['fact'] | null {
  const rule = ruleOf(task, engagement);
  if (rule === 3 || rule === 4 || rule === 8) return 'call';
  if (rule === 5) return 'reply';
  return rule === 6 || rule === 7 ? 'sent' : null;
}

function factsOfPeople(engagements: readonly Engagement[], directory: Directory): Map<string, Told[]> {
  const facts = new Map<string, Told[]>();
  for (const engagement of engagements) {
    const person = directory.prospects.get(related(engagement.row, 'prospect') ?? 0)?.person;
    if (person === undefined) continue;
    const say = (fact: Told['fact'], at: number | null): void => {
      if (at !== null) facts.set(person, [...(facts.get(person) ?? []), { engagement, fact, at }]);
    };
    const attributes = engagement.row.inside('attributes');
    if (engagement.kind === 'call')
      say('call', instantOf(attributes.text('dialedAt') ?? attributes.text('answeredAt')));
    else {
      say('sent', instantOf(attributes.text('deliveredAt')));
      say('reply', instantOf(attributes.text('repliedAt')));
    }
  }
  return facts;
}

/** How far apart, dates always farther than minutes; null when they are not alike. */
function gapOf(task: Line, { engagement, fact, at }: Told, zone: string): number | null {
  if (factOf(task, null) !== fact) return null;
  const attributes = engagement.row.inside('attributes');
  const { date, time } = whenOf(task, zone);
  if (fact === 'call') {
    const inbound = attributes.text('direction') === 'inbound';
    const gap = time === null ? Infinity : Math.abs(time - at);
    return gap <= 5 * MINUTE && isInbound(task, ruleOf(task, null)) === inbound ? gap : null;
  }
  const subject = bareSubject(task.text('Subject'));
  if (subject === '' || subject !== bareSubject(attributes.text('subject'))) return null;
  if (time !== null) return Math.abs(time - at) <= 15 * MINUTE ? Math.abs(time - at) : null;
  const days = Math.abs(daysBetween(date, dateIn(zone, at)));
  return days <= 1 ? (1 + days) * 24 * 60 * MINUTE : null;
}
