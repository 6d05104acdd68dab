// Mapping rules: which of an admin's rules an activity falls under, and the patterns that say it was never done. Knows
// operators, not types or outcomes.
import type { Condition, MappedObject, MappingRule, Operator, Policy } from './policy.ts';
import { bareSubject, leadingTags, startsWithAny, wordsOf } from './words.ts';

/** Looks up a field of one activity by its API name or `$` name; blank and unknown are ''. */
export type FieldLookup = (field: string) => string;

/** The rules of a policy, ready to be asked once per activity. */
export interface RuleSet {
  /** The first rule for the object whose conditions all hold; null when none does. */
  ruleFor(object: MappedObject, lookup: FieldLookup): MappingRule | null;
  /** An answer that no person wrote, by the subject of its Task. */
  isAutoReply(subject: string): boolean;
  /** A meeting that was called off, by its subject. */
  isCancelledMeeting(subject: string): boolean;
  /** A Task that was not done, by its status. */
  isNotDone(status: string): boolean;
}

type Compiled = Pick<Policy, 'rules' | 'autoReplyStarts' | 'cancelledMeetingStarts' | 'notDoneStatuses'>;

/** Prepares the rules; `$IntegrationUser` in a condition's value stands for `integrationUserId`. */
export function compileRules(policy: Compiled, integrationUserId: string): RuleSet {
  const notDone = new Set(policy.notDoneStatuses.map((status) => status.trim().toLowerCase()));
  const compiled = [...policy.rules]
    .sort((a, b) => a.order - b.order)
    .map((rule) => ({ rule, tests: rule.conditions.map((condition) => compile(condition, integrationUserId)) }));
  return {
    ruleFor(object, lookup) {
      for (const { rule, tests } of compiled)
        if (rule.object === object && tests.every((test) => test(lookup))) return rule;
      return null;
    },
    isAutoReply: (subject) => startsWithAny(bareSubject(subject), policy.autoReplyStarts),
    isCancelledMeeting: (subject) => startsWithAny(subject, policy.cancelledMeetingStarts),
    isNotDone: (status) => notDone.has(status.trim().toLowerCase()),
  };
}

/** The parts of a text between its semicolons, outer blanks and empty ones aside. */
export function valuesOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function compile(condition: Condition, integrationUserId: string): (lookup: FieldLookup) => boolean {
  const values = valuesOf(condition.value).map((value) =>
    value.replace('$IntegrationUser', integrationUserId).toLowerCase(),
  );
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

/**
 * True when every record that `later` could match is one that `earlier` takes, so that `later` is never asked. False
 * also where that cannot be told from the conditions one by one.
 */
export function covers(earlier: MappingRule, later: MappingRule): boolean {
  return (
    earlier.object === later.object &&
    earlier.conditions.every((wide) => later.conditions.some((narrow) => implies(narrow, wide)))
  );
}

/** For each operator those that also hold of a text when they hold of the value itself. */
const SAFE: Readonly<Partial<Record<Operator, readonly Operator[]>>> = {
  equals: ['equals', 'starts with', 'contains', 'contains word', 'matches tags'],
  'starts with': ['starts with', 'contains', 'matches tags'],
  contains: ['contains'],
  'contains word': ['contains word'],
  'matches tags': ['matches tags'],
};

function implies(narrow: Condition, wide: Condition): boolean {
  if (narrow.field !== wide.field) return false;
  const lower = ({ value }: Condition) => valuesOf(value).map((each) => each.toLowerCase());
  switch (wide.operator) {
    case 'is not blank':
      return SAFE[narrow.operator] !== undefined || ['is true', 'is not blank'].includes(narrow.operator);
    case 'is true':
    case 'is blank':
      return narrow.operator === wide.operator;
    case 'is false':
      return narrow.operator === 'is false' || narrow.operator === 'is blank';
    case 'not equals':
      if (narrow.operator === 'equals') return lower(narrow).every((value) => !lower(wide).includes(value));
      if (narrow.operator === 'not equals') return lower(wide).every((value) => lower(narrow).includes(value));
      return narrow.operator === 'is blank';
    case 'equals':
    case 'starts with':
    case 'contains':
    case 'contains word':
    case 'matches tags': {
      const test = compile(wide, '$IntegrationUser');
      return SAFE[narrow.operator]?.includes(wide.operator) === true && lower(narrow).every((it) => test(() => it));
    }
  }
}
