// Interactions that are one and the same seen several times: copies of a group task, one mail logged by two tools, one
// engagement with several Tasks, power-dial bursts. Each step is order-free: it sorts before it decides.
import type { Interaction, LeftOut, LeftOutReason } from './interaction.ts';
import { byId } from './interaction.ts';
import type { Policy, TouchpointType } from './policy.ts';

export interface Deduplicated {
  readonly kept: readonly Interaction[];
  readonly leftOut: readonly LeftOut[];
}

/** Leaves one interaction of each set of doubles; the others are left out with the one that stands for them. */
export function deduplicate(interactions: readonly Interaction[], policy: Policy): Deduplicated {
  const leftOut: LeftOut[] = [];
  let kept: readonly Interaction[] = onlyOnce(interactions);
  const steps: readonly (readonly [LeftOutReason, (list: readonly Interaction[]) => Doubles])[] = [
    ['same engagement', (list) => sameEngagement(list)],
    ['group copy', (list) => groupCopies(list, policy.groupTaskSeconds * 1000)],
    ['same e-mail', (list) => sameEmail(list, policy)],
    ['burst', (list) => bursts(list, policy)],
  ];
  for (const [reason, find] of steps) {
    const doubles = find(kept);
    kept = kept.filter((interaction) => !doubles.has(interaction.id));
    for (const [record, insteadOf] of doubles) leftOut.push({ record: recordOf(record), reason, insteadOf });
  }
  return { kept, leftOut };
}

/** Id of a double → Id of the interaction that stands for it. */
type Doubles = ReadonlyMap<string, string>;

function onlyOnce(interactions: readonly Interaction[]): Interaction[] {
  return [...new Map(interactions.map((interaction) => [interaction.id, interaction])).values()].sort(byId);
}

function sameEngagement(list: readonly Interaction[]): Doubles {
  const doubles = new Map<string, string>();
  const first = new Map<string, Interaction>();
  // The more telling rule first: a call logged by Outreach and by Orum is an Orum call.
  for (const interaction of [...list].sort((a, b) => a.ruleOrder - b.ruleOrder || byId(a, b))) {
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

function sameEmail(list: readonly Interaction[], policy: Policy): Doubles {
  const doubles = new Map<string, string>();
  const emails = list.filter((it) => it.copyKey && it.people.length > 0 && typeOf(policy, it)?.channel === 'email');
  for (const same of groups(emails, (it) => JSON.stringify([it.subject, it.direction]))) {
    if (new Set(same.map(rule)).size === 1) continue;
    same.sort((a, b) => a.ruleOrder - b.ruleOrder || byId(a, b));
    const near = byPersonAndDay(same);
    const seenByRule = new Map<string, Set<number>>();
    for (const later of same) {
      const twin = [...near(later)]
        .filter((it) => it !== later && !doubles.has(it.id) && rule(it) < rule(later))
        .filter((it) => !seenByRule.get(it.id)?.has(rule(later)))
        .map((it) => ({ it, apart: apart(it, later, policy.emailMatchMinutes * 60_000) }))
        .filter((pair) => pair.apart !== null)
        .sort((a, b) => (a.apart ?? 0) - (b.apart ?? 0) || byId(a.it, b.it))[0]?.it;
      if (!twin) continue;
      doubles.set(later.id, twin.id);
      seenByRule.set(twin.id, (seenByRule.get(twin.id) ?? new Set()).add(rule(later)));
    }
  }
  return doubles;
}

/** Who of the list shares a person with the one asked for and lies at most a day away: a mail logged twice does. */
function byPersonAndDay(list: readonly Interaction[]): (asked: Interaction) => ReadonlySet<Interaction> {
  const index = new Map<string, Interaction[]>();
  for (const it of list)
    for (const person of it.people) {
      const key = `${person} ${it.day}`;
      const found = index.get(key);
      if (found) found.push(it);
      else index.set(key, [it]);
    }
  return (asked) => {
    const days = [asked.day - 1, asked.day, asked.day + 1];
    return new Set(asked.people.flatMap((person) => days.flatMap((day) => index.get(`${person} ${day}`) ?? [])));
  };
}

/** Rules that share the tens are alternatives of one rule. */
function rule(interaction: Interaction): number {
  return Math.floor(interaction.ruleOrder / 10);
}

/** Milliseconds between two mails; 0 when only dates are known and they are the same; null when too far apart. */
function apart(a: Interaction, b: Interaction, withinMs: number): number | null {
  if (a.at === null || b.at === null) return a.day === b.day ? 0 : null;
  const distance = Math.abs(a.at - b.at);
  return distance <= withinMs ? distance : null;
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

function typeOf(policy: Policy, interaction: Interaction): TouchpointType | undefined {
  return policy.types[interaction.type];
}

function standIn(members: readonly Interaction[], doubles: Map<string, string>): void {
  const [first, ...others] = members;
  if (first) for (const other of others) doubles.set(other.id, first.id);
}

function groups(list: readonly Interaction[], keyOf: (interaction: Interaction) => string | null): Interaction[][] {
  const found = new Map<string, Interaction[]>();
  for (const interaction of list) {
    const key = keyOf(interaction);
    if (key === null) continue;
    const group = found.get(key);
    if (group) group.push(interaction);
    else found.set(key, [interaction]);
  }
  return [...found.values()].filter((group) => group.length > 1);
}

/** `mailing:12:sent` is a fact of the record `mailing:12`; Salesforce Ids stand for themselves. */
export function recordOf(id: string): string {
  return id.replace(/^(mailing:\d+):.*$/, '$1');
}
