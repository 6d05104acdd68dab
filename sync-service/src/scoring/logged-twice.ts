// One mail or one call that two tools logged as two records: pairs of the same person and direction, near in time, by
// different mapping rules, the nearest first. Records that Outreach joins are one already when they come here.
import type { Interaction } from './interaction.ts';
import { byId } from './interaction.ts';
import type { Policy, TouchpointType } from './policy.ts';

/** Id of a double → Id of the interaction that stands for it. */
export type Doubles = ReadonlyMap<string, string>;

/** Two e-mail Tasks with one bare subject; where only dates are known, of the same date. */
export function sameEmail(list: readonly Interaction[], policy: Policy): Doubles {
  const emails = list.filter((it) => it.copyKey && typeOf(policy, it)?.channel === 'email');
  return loggedTwice(
    groups(emails, (it) => JSON.stringify([it.subject, it.direction])),
    (a, b) => {
      if (a.at === null || b.at === null) return a.day === b.day ? 0 : null;
      return apart(a, b, policy.emailMatchMinutes);
    },
    // Rules that share the tens are alternatives of one rule.
    ({ ruleOrder }) => Math.floor(ruleOrder / 10),
  );
}

const ORUM = 'Orum Call';

/** A call that Orum logged and another record tells too. The dialler's own rules are told apart: each is a tool. */
export function sameCall(list: readonly Interaction[], policy: Policy): Doubles {
  const calls = list.filter((it) => typeOf(policy, it)?.channel === 'phone');
  if (!calls.some((it) => it.source === ORUM)) return new Map();
  return loggedTwice(
    [calls],
    (a, b) => {
      const agree = a.direction === b.direction || a.direction === 'either' || b.direction === 'either';
      return agree && (a.source === ORUM || b.source === ORUM) ? apart(a, b, policy.callMatchMinutes) : null;
    },
    ({ ruleOrder }) => ruleOrder,
  );
}

/**
 * @param distance of two of a group that share a person; null when they are not the same thing
 * @param toolOf two things of one tool are two; of several tools the smallest number stands for the others
 */
function loggedTwice(
  grouped: readonly (readonly Interaction[])[],
  distance: (a: Interaction, b: Interaction) => number | null,
  toolOf: (interaction: Interaction) => number,
): Doubles {
  const doubles = new Map<string, string>();
  for (const group of grouped) {
    const near = byPersonAndDay(group);
    for (const tool of [...new Set(group.map(toolOf))].sort((a, b) => a - b)) {
      const pairs = group
        .filter((double) => toolOf(double) === tool)
        .flatMap((double) => [...near(double)].map((stands) => ({ stands, double, apart: distance(stands, double) })))
        .filter(({ stands, apart }) => toolOf(stands) < tool && !doubles.has(stands.id) && apart !== null)
        // Two that Outreach tells apart are two.
        .filter(({ stands, double }) => stands.engagementFact === null || double.engagementFact === null)
        .sort(
          (a, b) =>
            (a.apart ?? 0) - (b.apart ?? 0) || byRuleAndId(a.stands, b.stands) || byRuleAndId(a.double, b.double),
        );
      const taken = new Set<string>();
      for (const { stands, double } of pairs) {
        if (doubles.has(double.id) || taken.has(stands.id)) continue;
        doubles.set(double.id, stands.id);
        taken.add(stands.id);
      }
    }
  }
  return doubles;
}

/** Who of the list shares a person with the one asked for and lies at most a day away: what was logged twice does. */
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

/** Milliseconds between two moments; null when one is not known or they are too far apart. */
function apart(a: Interaction, b: Interaction, withinMinutes: number): number | null {
  if (a.at === null || b.at === null) return null;
  const distance = Math.abs(a.at - b.at);
  return distance <= withinMinutes * 60_000 ? distance : null;
}

/** The more telling rule first: a call logged by Outreach and by Orum is an Orum call. */
export function byRuleAndId(a: Interaction, b: Interaction): number {
  return a.ruleOrder - b.ruleOrder || byId(a, b);
}

export function typeOf(policy: Policy, interaction: Interaction): TouchpointType | undefined {
  return policy.types[interaction.type];
}

/** Those with the same key, where there are two or more of them; null is the key of none. */
export function groups(
  list: readonly Interaction[],
  keyOf: (interaction: Interaction) => string | null,
): Interaction[][] {
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
