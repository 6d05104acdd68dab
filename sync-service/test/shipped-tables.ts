// The handbook's tables of the shipped rules and types, made from the records themselves. Run by hand it writes them;
// touchpoint-rules.test.ts compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Condition, MappingRule, Policy } from '../src/scoring/policy.ts';
import { shippedPolicy } from './shipped-policy.ts';

export const HANDBOOK = new URL('../README.md', import.meta.url);

/** The handbook with both tables as the policy has them. Throws when a place for one is missing. */
export function withTables(handbook: string, policy: Policy): string {
  return put(put(handbook, 'mapping rules', rulesTable(policy)), 'types', typesTable(policy));
}

function put(handbook: string, name: string, table: string): string {
  const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!place.test(handbook)) throw new Error(`README.md has no place for the table "${name}": <!-- ${name} -->`);
  return handbook.replace(place, (_all, before: string, after: string) => `${before}\n${table}\n${after}`);
}

function rulesTable({ rules }: Policy): string {
  return table(
    ['Order', 'Record', 'Raw record', 'Type', 'Source label'],
    rules.map((rule) => [
      String(rule.order),
      rule.name,
      [rule.object, ...rule.conditions.map(inWords)].join(rule.conditions.length > 0 ? ' · ' : ''),
      typeOf(rule),
      rule.interaction ? rule.source : '–',
    ]),
  );
}

const inWords = ({ field, operator, value }: Condition): string =>
  `${field} ${operator}${operator.startsWith('is ') ? '' : ` \`${value}\``}`;

function typeOf({ interaction, outcome, type }: MappingRule): string {
  if (!interaction) return outcome === 'bounce' ? 'bounce' : 'no interaction';
  return outcome === null ? `\`${type ?? ''}\`` : `by outcome: ${outcome}`;
}

function typesTable({ types }: Policy): string {
  const sorted = Object.values(types).sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  return table(
    ['Type', 'Counts in Active TPs', 'Two-way', 'Weight', 'Channel'],
    sorted.map((type) => [
      `\`${type.key}\``,
      type.counts ? (type.active ? 'yes' : 'switched off') : 'never',
      type.twoWay ? 'yes' : 'no',
      String(type.weight),
      type.channel,
    ]),
  );
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

if (import.meta.main) writeFileSync(HANDBOOK, withTables(readFileSync(HANDBOOK, 'utf8'), shippedPolicy()));
