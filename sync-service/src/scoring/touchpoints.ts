// From everything known about an account to its touchpoints: interpret each record, put Outreach and Salesforce
// together, take doubles out. The result says of every record that was left out why.
import { placeFacts, type PlacedFact } from './coverage.ts';
import type { AccountEngagement, AccountEvidence, TaskActivity } from './evidence.ts';
import { deduplicate, recordOf } from './deduplicate.ts';
import type { Interaction, LeftOut } from './interaction.ts';
import { byId } from './interaction.ts';
import type { AsOf, Interpretation } from './interpret.ts';
import { bounced, factId, interpretActivity, outreachOnly } from './interpret.ts';
import { match } from './matching.ts';
import type { Policy } from './policy.ts';
import type { RuleSet } from './rules.ts';
import { bareSubject } from './words.ts';

export interface Touchpoints {
  /** Interactions that count, dated D or before, within the look-back; sorted by Id. */
  readonly touchpoints: readonly Interaction[];
  readonly leftOut: readonly LeftOut[];
  /** What the account's people did in Outreach, and where Salesforce stands with it; of any date up to D. */
  readonly facts: readonly PlacedFact[];
}

/** Which interactions of an account count, as of an instant. Input order does not matter. */
export function findTouchpoints(evidence: AccountEvidence, policy: Policy, rules: RuleSet, asOf: AsOf): Touchpoints {
  // A record read twice is one record, here and not only among interactions: what is left out counts as well.
  const activities = once(evidence.activities, (activity) => activity.id);
  const engagements = once(evidence.engagements, ({ engagement }) => `${engagement.kind}:${engagement.id}`);
  const tasks = activities.filter((activity) => activity.kind === 'task');
  const matching = match(tasks, engagements);
  const leftOut: LeftOut[] = [];
  const interactions: Interaction[] = [];
  const interpretations = new Map<string, Interpretation>();
  const bounces: TaskActivity[] = [];

  for (const activity of activities) {
    const matched = activity.kind === 'task' ? (matching.byTask.get(activity.id) ?? null) : null;
    const found = interpretActivity(activity, matched?.engagement ?? null, rules, asOf);
    interpretations.set(activity.id, found);
    // A private event is never cited, not even to say that it was left out.
    if (found.reason && found.reason !== 'private') leftOut.push({ record: activity.id, reason: found.reason });
    if (found.reason === 'bounce' && activity.kind === 'task') bounces.push(activity);
    if (found.interaction) interactions.push(withEngagement(found.interaction, found, matched));
  }
  for (const of of engagements)
    addOutreachOnly(of, matching.tasksOf.get(of) ?? [], interpretations, policy, asOf, interactions, leftOut);

  const retracted = retractBounced(interactions, bounces, engagements, matching.byTask, policy, asOf);
  const arrived = interactions.filter((interaction) => !retracted.has(interaction.id));
  for (const id of retracted) leftOut.push({ record: recordOf(id), reason: 'bounced' });

  const counting = arrived.filter((interaction) => counts(interaction, policy, leftOut));
  const recent = counting.filter(
    (interaction) => interaction.day <= asOf.day && interaction.day >= asOf.day - policy.lookBackDays,
  );
  const deduplicated = deduplicate(recent, policy);
  const facts = placeFacts(
    engagements,
    (of) => matching.tasksOf.get(of) ?? [],
    (task, { kind }) => {
      const found = interpretations.get(task.id);
      return found && isFact(found, policy) ? roleOf(kind, found) : null;
    },
    asOf,
  );
  return {
    facts,
    touchpoints: [...deduplicated.kept].sort(byId),
    leftOut: [...leftOut, ...deduplicated.leftOut].sort((a, b) =>
      a.record < b.record ? -1 : a.record > b.record ? 1 : 0,
    ),
  };
}

function once<T>(list: readonly T[], idOf: (item: T) => string): readonly T[] {
  return [...new Map(list.map((item) => [idOf(item), item])).values()];
}

function withEngagement(
  interaction: Interaction,
  found: Interpretation,
  matched: AccountEngagement | null,
): Interaction {
  if (!matched) return interaction;
  const { engagement, personId } = matched;
  return {
    ...interaction,
    engagementFact: factId(engagement, roleOf(engagement.kind, found)),
    people: interaction.people.length > 0 || personId === null ? interaction.people : [personId],
    records: [...interaction.records, `${engagement.kind}:${engagement.id}`],
  };
}

function roleOf(kind: 'mailing' | 'call', found: Interpretation): 'sent' | 'reply' | 'call' {
  if (kind === 'call') return 'call';
  return found.rule?.outcome === 'reply' ? 'reply' : 'sent';
}

/** A Task that only says a mail was opened, clicked or returned stands for no fact of the mailing. */
function isFact(found: Interpretation, policy: Policy): boolean {
  if (found.rule?.outcome === 'bounce') return false;
  const type = found.rule?.type ?? null;
  return type === null || policy.types[type]?.counts !== false;
}

function addOutreachOnly(
  of: AccountEngagement,
  tasks: readonly TaskActivity[],
  interpretations: ReadonlyMap<string, Interpretation>,
  policy: Policy,
  asOf: AsOf,
  interactions: Interaction[],
  leftOut: LeftOut[],
): void {
  if (!of.ofAccount) return;
  const { engagement } = of;
  const roles = new Set<string>();
  let counted = false;
  for (const task of tasks) {
    const found = interpretations.get(task.id);
    if (!found || !isFact(found, policy)) continue;
    roles.add(roleOf(engagement.kind, found));
    counted ||= found.interaction !== null;
  }
  // A Task that exists but is not among this account's: it stands for the first fact that has none of its own.
  for (const state of of.connectedTasks.values()) {
    if (state === 'unknown') continue;
    if (engagement.kind === 'call') roles.add('call');
    else roles.add(roles.has('sent') ? 'reply' : 'sent');
  }
  const facts = engagement.kind === 'call' ? (['call'] as const) : (['sent', 'reply'] as const);
  const open = engagement.kind === 'call' && !engagement.completed;
  const own = facts
    .filter((fact) => !roles.has(fact) && !open)
    .map((fact) => outreachOnly(engagement, fact, of.personId, asOf))
    .filter((interaction) => interaction !== null);
  interactions.push(...own);
  // A record is left out only when nothing of it stands anywhere.
  if (counted || own.length > 0) return;
  const record = `${engagement.kind}:${engagement.id}`;
  if (roles.size > 0) leftOut.push({ record, reason: 'task not counted' });
  else if (open) leftOut.push({ record, reason: 'open' });
  // A mailing without a date was never sent: there is nothing to leave out.
  else if (engagement.kind === 'call') leftOut.push({ record, reason: 'undated' });
}

/** Ids of sent e-mails that came back: by their mailing, or by a bounce Task with the same person and subject. */
function retractBounced(
  interactions: readonly Interaction[],
  bounces: readonly TaskActivity[],
  engagements: readonly AccountEngagement[],
  byTask: ReadonlyMap<string, AccountEngagement>,
  policy: Policy,
  asOf: AsOf,
): Set<string> {
  const facts = new Set<string>();
  for (const { engagement } of engagements)
    if (engagement.kind === 'mailing' && bounced(engagement, asOf)) facts.add(factId(engagement, 'sent'));
  const loose: TaskActivity[] = [];
  // In one order, because two bounces may compete for one mail; and none before its date has come.
  for (const task of [...bounces].sort(byId)) {
    if (bounceDay(task, asOf) > asOf.day) continue;
    const matched = byTask.get(task.id)?.engagement;
    if (matched?.kind === 'mailing') facts.add(factId(matched, 'sent'));
    else loose.push(task);
  }
  const retracted = new Set<string>();
  for (const interaction of interactions)
    if (interaction.engagementFact !== null && facts.has(interaction.engagementFact)) retracted.add(interaction.id);
  for (const task of loose) {
    const day = bounceDay(task, asOf);
    const sent = interactions
      .filter((it) => it.direction !== 'in' && policy.types[it.type]?.channel === 'email' && !retracted.has(it.id))
      .filter((it) => it.day <= day && it.subject === bareSubject(task.subject))
      .filter((it) => it.people.some((person) => task.people.includes(person)))
      .sort((a, b) => b.day - a.day || byId(a, b))[0];
    if (sent) retracted.add(sent.id);
  }
  return retracted;
}

function bounceDay(task: TaskActivity, asOf: AsOf): number {
  return task.activityDate ?? asOf.zone.dayOf(task.completedAt ?? task.createdAt);
}

function counts(interaction: Interaction, policy: Policy, leftOut: LeftOut[]): boolean {
  const type = policy.types[interaction.type];
  if (type?.active === true && type.counts) return true;
  const reason = type?.active === true ? 'not counted type' : 'type switched off';
  leftOut.push({ record: recordOf(interaction.id), reason });
  return false;
}
