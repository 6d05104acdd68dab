// From everything known about an account to its touchpoints: interpret each record, put Outreach and Salesforce
// together, take doubles out. The result says of every record that was left out why.
import { retractBounced } from './bounces.ts';
import { placeFacts, type PlacedFact } from './coverage.ts';
import type { AccountEngagement, AccountEvidence, Fact, TaskActivity } from './evidence.ts';
import { deduplicate, recordOf } from './deduplicate.ts';
import type { Interaction, LeftOut } from './interaction.ts';
import { byId } from './interaction.ts';
import type { AsOf, Interpretation } from './interpret.ts';
import { factId, interpretActivity, outreachOnly } from './interpret.ts';
import { byEngagement, type Reading } from './likeness.ts';
import { match, type Match, type Matching } from './matching.ts';
import type { Policy } from './policy.ts';
import type { RuleSet } from './rules.ts';

export interface Touchpoints {
  /** Interactions that count, dated D or before, within the look-back; sorted by Id. */
  readonly touchpoints: readonly Interaction[];
  readonly leftOut: readonly LeftOut[];
  /** What the account's people did in Outreach, and where Salesforce stands with it; of any date up to D. */
  readonly facts: readonly PlacedFact[];
  readonly matching: Matching;
}

/** Which interactions of an account count, as of an instant. Input order does not matter. */
export function findTouchpoints(evidence: AccountEvidence, policy: Policy, rules: RuleSet, asOf: AsOf): Touchpoints {
  // A record read twice is one record, here and not only among interactions: what is left out counts as well.
  const activities = once(evidence.activities, (activity) => activity.id);
  const engagements = [...once(evidence.engagements, ({ engagement }) => `${engagement.kind}:${engagement.id}`)].sort(
    byEngagement,
  );
  const tasks = activities.filter((activity) => activity.kind === 'task');
  const read = readingBy(rules, asOf);
  const matching = match(tasks, engagements, { read, policy, rules, asOf });
  const leftOut: LeftOut[] = [];
  const interactions: Interaction[] = [];
  const bounces: TaskActivity[] = [];

  for (const activity of activities) {
    const joined = matching.byTask.get(activity.id) ?? null;
    const found =
      activity.kind === 'task' ? read(activity, joined?.of ?? null) : interpretActivity(activity, null, rules, asOf);
    // A private event is never cited, not even to say that it was left out.
    if (found.reason && found.reason !== 'private') leftOut.push({ record: activity.id, reason: found.reason });
    if (found.reason === 'bounce' && activity.kind === 'task') bounces.push(activity);
    if (found.interaction) interactions.push(joined ? withEngagement(found.interaction, joined) : found.interaction);
  }
  for (const of of engagements) addOutreachOnly(of, matching, read, asOf, interactions, leftOut);

  const retracted = retractBounced(interactions, bounces, engagements, matching.byTask, policy, asOf);
  const arrived = interactions.filter((interaction) => !retracted.has(interaction.id));
  for (const [id, because] of retracted) leftOut.push({ record: recordOf(id), reason: 'bounced', because });

  const counting = arrived.filter((interaction) => counts(interaction, policy, leftOut));
  const recent = counting.filter(
    (interaction) => interaction.day <= asOf.day && interaction.day >= asOf.day - policy.lookBackDays,
  );
  const deduplicated = deduplicate(recent, policy);
  const facts = placeFacts(
    engagements,
    (of) => matching.tasksOf.get(of) ?? [],
    (task) => matching.byTask.get(task.id)?.fact ?? null,
    asOf,
  );
  return {
    facts,
    matching,
    touchpoints: [...deduplicated.kept].sort(byId),
    leftOut: [...leftOut, ...deduplicated.leftOut].sort((a, b) =>
      a.record < b.record ? -1 : a.record > b.record ? 1 : 0,
    ),
  };
}

function once<T>(list: readonly T[], idOf: (item: T) => string): readonly T[] {
  return [...new Map(list.map((item) => [idOf(item), item])).values()];
}

/** Reads each Task at most twice: by itself and, when it is joined to an engagement, as the record of that. */
function readingBy(rules: RuleSet, asOf: AsOf): Reading {
  const alone = new Map<string, Interpretation>();
  const joined = new Map<string, Interpretation>();
  return (task, of) => {
    const known = of === null ? alone : joined;
    const found = known.get(task.id) ?? interpretActivity(task, of?.engagement ?? null, rules, asOf);
    known.set(task.id, found);
    return found;
  };
}

function withEngagement(interaction: Interaction, { of, rule, fact }: Match): Interaction {
  const { engagement, personId } = of;
  const records = [...interaction.records, `${engagement.kind}:${engagement.id}`];
  return {
    ...interaction,
    engagementFact: fact === null ? null : factId(engagement, fact),
    people: interaction.people.length > 0 || personId === null ? interaction.people : [personId],
    records,
    evidence: [{ rule, records }],
  };
}

function addOutreachOnly(
  of: AccountEngagement,
  { byTask, tasksOf }: Matching,
  read: Reading,
  asOf: AsOf,
  interactions: Interaction[],
  leftOut: LeftOut[],
): void {
  if (!of.ofAccount) return;
  const { engagement } = of;
  const told = (tasksOf.get(of) ?? []).flatMap((task) => {
    const { fact = null, rule } = byTask.get(task.id) ?? {};
    return fact === null ? [] : [{ fact, connected: rule === 'data connection', ...read(task, of) }];
  });
  const roles = new Set<Fact>(told.filter((it) => it.connected).map((it) => it.fact));
  // A Task that exists but is not among this account's: it stands for the first fact that has none of its own.
  for (const state of of.connectedTasks.values()) {
    if (state === 'unknown') continue;
    if (engagement.kind === 'call') roles.add('call');
    else roles.add(roles.has('sent') ? 'reply' : 'sent');
  }
  for (const { fact } of told) roles.add(fact);
  const counted = told.some((it) => it.interaction !== null);
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

function counts(interaction: Interaction, policy: Policy, leftOut: LeftOut[]): boolean {
  const type = policy.types[interaction.type];
  if (type?.active === true && type.counts) return true;
  const reason = type?.active === true ? 'not counted type' : 'type switched off';
  leftOut.push({ record: recordOf(interaction.id), reason });
  return false;
}
