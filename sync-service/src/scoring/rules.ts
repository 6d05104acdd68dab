// Mapping rules: which of an admin's rules an activity falls under. Knows operators, not types or outcomes.
import type { Condition, MappingRule } from './policy.ts';
import { leadingTags, wordsOf } from './words.ts';

/** Looks up a field of one activity by its API name or `$` name; blank and unknown are ''. */
export type FieldLookup = (field: string) => string;

/** The rules of a policy, ready to be asked once per activity. */
export interface RuleSet {
  /** The first rule for the object whose conditions all hold; null when none does. */
  ruleFor(object: MappingRule['object'], lookup: FieldLookup): MappingRule | null;
}

/** Prepares the rules; `$IntegrationUser` in a condition's value stands for `integrationUserId`. */
export function compileRules(rules: readonly MappingRule[], integrationUserId: string): RuleSet {
  const compiled = [...rules]
    .sort((a, b) => a.order - b.order)
    .map((rule) => ({ rule, tests: rule.conditions.map((condition) => compile(condition, integrationUserId)) }));
  return {
    ruleFor(object, lookup) {
      for (const { rule, tests } of compiled)
        if (rule.object === object && tests.every((test) => test(lookup))) return rule;
      return null;
    },
  };
}

function compile(condition: Condition, integrationUserId: string): (lookup: FieldLookup) => boolean {
  const values = condition.value
    .split(';')
    .map((value) => value.trim().replace('$IntegrationUser', integrationUserId).toLowerCase())
    .filter((value) => value !== '');
  const { field } = condition;
  const any = (holds: (text: string, value: string) => boolean) => (lookup: FieldLookup) => {
    const text = lookup(field).trim().toLowerCase();
    return text !== '' && values.some((value) => holds(text, value));
  };
  switch (condition.operator) {
    case 'equals':
      return any((text, value) => text === value);
    case 'not equals': {
      const equals = any((text, value) => text === value);
      return (lookup) => !equals(lookup);
    }
    case 'starts with':
      return any((text, value) => text.startsWith(value));
    case 'contains':
      return any((text, value) => text.includes(value));
    case 'contains word':
      return any((text, value) => wordsOf(text).includes(wordsOf(value)));
    case 'matches tags':
      return any((text, value) => containsInOrder(leadingTags(text), leadingTags(value)));
    case 'is true':
      return (lookup) => lookup(field) === 'true';
    case 'is false':
      return (lookup) => lookup(field) !== 'true';
    case 'is blank':
      return (lookup) => lookup(field).trim() === '';
    case 'is not blank':
      return (lookup) => lookup(field).trim() !== '';
  }
}

function containsInOrder(tags: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const tag of tags) if (tag === wanted[at]) at += 1;
  return wanted.length > 0 && at === wanted.length;
}
