// E-mails that came back: which of those that were sent never arrived, by their mailing or by a bounce logged as a Task.
import type { AccountEngagement, TaskActivity } from './evidence.ts';
import type { Interaction } from './interaction.ts';
import { byId } from './interaction.ts';
import type { AsOf } from './interpret.ts';
import { bounced, factId, taskDay } from './interpret.ts';
import type { Match } from './matching.ts';
import type { Policy } from './policy.ts';
import { bareSubject } from './words.ts';

/**
 * Sent e-mails that came back, by Id, each with the record that says so: their mailing, a bounce Task that is joined to
 * it, or one that names the same person and subject, which takes back the latest mail before it.
 */
export function retractBounced(
  interactions: readonly Interaction[],
  bounces: readonly TaskActivity[],
  engagements: readonly AccountEngagement[],
  byTask: ReadonlyMap<string, Match>,
  policy: Policy,
  asOf: AsOf,
): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { engagement } of engagements)
    if (engagement.kind === 'mailing' && bounced(engagement, asOf))
      known.set(factId(engagement, 'sent'), `mailing:${engagement.id}`);
  const loose: TaskActivity[] = [];
  // In one order, because two bounces may compete for one mail; and none before its date has come.
  for (const task of [...bounces].sort(byId)) {
    if (taskDay(task, asOf.zone) > asOf.day) continue;
    const joined = byTask.get(task.id)?.of.engagement;
    if (joined?.kind === 'mailing') known.set(factId(joined, 'sent'), task.id);
    else loose.push(task);
  }
  const retracted = new Map<string, string>();
  for (const { id, engagementFact } of interactions) {
    const because = engagementFact === null ? undefined : known.get(engagementFact);
    if (because !== undefined) retracted.set(id, because);
  }
  const taken = new Set<string>();
  const sentTo = loose.length === 0 ? new Map<string, Interaction[]>() : byPersonAndSubject(interactions, policy);
  for (const task of loose) {
    const day = taskDay(task, asOf.zone);
    const subject = bareSubject(task.subject);
    const sent = task.people
      .flatMap((person) => sentTo.get(placeOf(person, subject)) ?? [])
      .filter((it) => it.day <= day && !taken.has(it.id))
      // Of one day's mails the one that is known to have come back already: the Task tells the same again.
      .sort((a, b) => b.day - a.day || Number(retracted.has(b.id)) - Number(retracted.has(a.id)) || byId(a, b))[0];
    if (!sent) continue;
    taken.add(sent.id);
    retracted.set(sent.id, task.id);
  }
  return retracted;
}

/** E-mails of ours by whom they went to and what they are about: an account may have thousands, and as many bounces. */
function byPersonAndSubject(
  interactions: readonly Interaction[],
  policy: Policy,
): ReadonlyMap<string, readonly Interaction[]> {
  const found = new Map<string, Interaction[]>();
  for (const it of interactions) {
    if (it.direction === 'in' || policy.types[it.type]?.channel !== 'email') continue;
    for (const person of it.people) {
      const place = placeOf(person, it.subject);
      const list = found.get(place);
      if (list) list.push(it);
      else found.set(place, [it]);
    }
  }
  return found;
}

function placeOf(person: string, subject: string): string {
  return `${person} ${subject}`;
}
