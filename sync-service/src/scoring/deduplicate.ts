// Interactions that are one and the same seen several times: copies of a group task, one mail logged by two tools, one
// engagement with several Tasks, one call logged by the dialler and by another tool, power-dial bursts. Each step is
// order-free: it sorts before it decides.
import type { Interaction, Joining, LeftOut } from './interaction.ts';
import { byId } from './interaction.ts';
import { byRuleAndId, groups, sameCall, sameEmail, typeOf, type Doubles } from './logged-twice.ts';
import type { Policy } from './policy.ts';

export interface Deduplicated {
  readonly kept: readonly Interaction[];
  readonly leftOut: readonly LeftOut[];
}

/** Leaves one interaction of each set of doubles; the others are left out with the one that stands for them. */
export function deduplicate(interactions: readonly Interaction[], policy: Policy): Deduplicated {
  const leftOut: LeftOut[] = [];
  let kept: readonly Interaction[] = onlyOnce(interactions);
  const steps: readonly (readonly [Step, (list: readonly Interaction[]) => Doubles])[] = [
    ['same engagement', (list) => sameEngagement(list)],
    ['group copy', (list) => groupCopies(list, policy.groupTaskSeconds * 1000)],
    ['same e-mail', (list) => sameEmail(list, policy)],
    ['same call', (list) => sameCall(list, policy)],
    ['burst', (list) => bursts(list, policy)],
  ];
  for (const [reason, find] of steps) {
    const doubles = find(kept);
    for (const [record, insteadOf] of doubles) leftOut.push({ record: recordOf(record), reason, insteadOf });
    kept = withoutDoubles(kept, doubles, reason);
  }
  return { kept, leftOut };
}

type Step = Exclude<Joining['rule'], 'data connection' | 'Outreach Id field'>;

/** Those that stand take over the evidence of the doubles they stand for. */
function withoutDoubles(list: readonly Interaction[], doubles: Doubles, rule: Step): readonly Interaction[] {
  if (doubles.size === 0) return list;
  const doublesOf = new Map<string, Interaction[]>();
  for (const interaction of list) {
    const standing = doubles.get(interaction.id);
    if (standing !== undefined) doublesOf.set(standing, [...(doublesOf.get(standing) ?? []), interaction]);
  }
  return list
    .filter(({ id }) => !doubles.has(id))
    .map((standing) => {
      const own = doublesOf.get(standing.id)?.sort(byId);
      if (!own) return standing;
      const records = [standing, ...own].map(({ id }) => recordOf(id));
      return { ...standing, evidence: [...[standing, ...own].flatMap((it) => it.evidence), { rule, records }] };
    });
}

function onlyOnce(interactions: readonly Interaction[]): Interaction[] {
  return [...new Map(interactions.map((interaction) => [interaction.id, interaction])).values()].sort(byId);
}

function sameEngagement(list: readonly Interaction[]): Doubles {
  const doubles = new Map<string, string>();
  const first = new Map<string, Interaction>();
  // The more telling rule first: a call logged by Outreach and by Orum is an Orum call.
  for (const interaction of [...list].sort(byRuleAndId)) {
    if (interaction.engagementFact === null) continue;
    const standing = first.get(interaction.engagementFact);
    if (standing) doubles.set(interaction.id, standing.id);
    else first.set(interaction.engagementFact, interaction);
  }
  return doubles;
}

function groupCopies(list: readonly Interaction[], withinMs: number): Doubles {
  const doubles = new Map<string, string>();
  for (const same of groups(list, (interaction) =>
    interaction.copyKey && interaction.copyKey.subject !== ''
      ? JSON.stringify([interaction.copyKey.subject, interaction.copyKey.creator, [...interaction.people].sort()])
      : null,
  )) {
    const copies: { from: number; owners: Set<string>; members: Interaction[] }[] = [];
    const created = (interaction: Interaction): number => interaction.copyKey?.createdAt ?? 0;
    for (const interaction of same.sort((a, b) => created(a) - created(b) || byId(a, b))) {
      const owner = interaction.copyKey?.owner ?? '';
      const group = copies.find((it) => created(interaction) - it.from <= withinMs && !it.owners.has(owner));
      if (group) {
        group.owners.add(owner);
        group.members.push(interaction);
      } else copies.push({ from: created(interaction), owners: new Set([owner]), members: [interaction] });
    }
    for (const { members } of copies) standIn(members.sort(byId), doubles);
  }
  return doubles;
}

function bursts(list: readonly Interaction[], policy: Policy): Doubles {
  const doubles = new Map<string, string>();
  const dials = list.filter((it) => {
    const type = typeOf(policy, it);
    return type?.channel === 'phone' && !type.twoWay && it.at !== null && it.direction !== 'in';
  });
  for (const same of groups(dials, (it) => it.number ?? [...it.people].sort()[0] ?? null)) {
    const at = (interaction: Interaction): number => interaction.at ?? 0;
    same.sort((a, b) => at(a) - at(b) || byId(a, b));
    let first: Interaction | null = null;
    for (const dial of same) {
      if (first && at(dial) - at(first) <= policy.burstMinutes * 60_000) doubles.set(dial.id, first.id);
      else first = dial;
    }
  }
  return doubles;
}

function standIn(members: readonly Interaction[], doubles: Map<string, string>): void {
  const [first, ...others] = members;
  if (first) for (const other of others) doubles.set(other.id, first.id);
}

/** `mailing:12:sent` is a fact of the record `mailing:12`; Salesforce Ids stand for themselves. */
export function recordOf(id: string): string {
  return id.replace(/^(mailing:\d+):.*$/, '$1');
}
