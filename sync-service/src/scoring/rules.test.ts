import { describe, expect, it } from 'vitest';
import { shippedPolicy } from '../../test/shipped-policy.ts';
import type { Condition, MappingRule } from './policy.ts';
import { compileRules, covers } from './rules.ts';

const SHIPPED = shippedPolicy();
const compiled = (rules: readonly MappingRule[], user = '') => compileRules({ ...SHIPPED, rules }, user);

const rule = (name: string, order: number, conditions: readonly Condition[], object: MappingRule['object'] = 'Task') =>
  ({
    name,
    order,
    object,
    conditions,
    interaction: true,
    source: 'Task',
    direction: 'either',
    type: 'task_other',
    outcome: null,
  }) satisfies MappingRule;

const holds = (operator: Condition['operator'], value: string, text: string): boolean =>
  compiled([rule('one', 1, [{ field: 'F', operator, value }])], '005X').ruleFor('Task', () => text) !== null;

describe('a condition', () => {
  it.each([
    ['equals', 'Call', 'call', true],
    ['equals', 'Call;Meeting', ' MEETING ', true],
    ['equals', 'Call', 'Caller', false],
    ['equals', '', '', false],
    ['not equals', 'Call', 'Email', true],
    ['not equals', 'Call', '', true],
    ['not equals', 'Call;Email', 'email', false],
    ['starts with', '[Orum]', '[ORUM] Call', true],
    ['starts with', '[Orum]', 'Re: [Orum] Call', false],
    ['contains', 'orum', 'The forum', true],
    ['contains word', 'orum', 'The forum', false],
    ['contains word', 'orum', 'By Orum, today', true],
    ['contains word', 'no answer;busy', 'line BUSY', true],
    ['matches tags', '[Email] [Out]', '[Outreach] [Email] [Out] Plan', true],
    ['matches tags', '[Email] [Out]', '[email][OUT] Plan', true],
    ['matches tags', '[Email] [Out]', '[Out] [Email] Plan', false],
    ['matches tags', '[Email] [Out]', 'Plan [Email] [Out]', false],
    ['matches tags', 'Email', '[Email] Plan', false],
    ['is true', '', 'true', true],
    ['is true', '', '', false],
    ['is false', '', '', true],
    ['is blank', '', ' ', true],
    ['is not blank', '', 'x', true],
  ] as const)('%s "%s" of "%s": %s', (operator, value, text, expected) => {
    expect(holds(operator, value, text)).toBe(expected);
  });

  it('may name the integration user', () => {
    const rules = compiled(
      [rule('own', 1, [{ field: 'OwnerId', operator: 'equals', value: '$IntegrationUser' }])],
      '005X',
    );
    expect(rules.ruleFor('Task', () => '005X')?.name).toBe('own');
    expect(rules.ruleFor('Task', () => '005Y')).toBeNull();
  });
});

describe('rules', () => {
  const is = (field: string, value: string): Condition => ({ field, operator: 'equals', value });

  it('are tried by order, and all conditions of one must hold', () => {
    const rules = compiled([
      rule('last', 30, []),
      rule('both', 10, [is('A', '1'), is('B', '2')]),
      rule('one', 20, [is('A', '1')]),
    ]);
    const ask = (fields: Record<string, string>) => rules.ruleFor('Task', (field) => fields[field] ?? '')?.name;
    expect(ask({ A: '1', B: '2' })).toBe('both');
    expect(ask({ A: '1' })).toBe('one');
    expect(ask({ B: '2' })).toBe('last');
  });

  it('are for one object', () => {
    expect(compiled([rule('event', 1, [], 'Event')]).ruleFor('Task', () => '')).toBeNull();
  });
});

describe('the shipped patterns', () => {
  const patterns = compiled([]);

  it.each([
    ['Automatic reply: Your plan', true],
    ['[Outreach] [Email] [In] Re: Automatic Reply: Your plan', true],
    ['Auto: away', true],
    ['Out of Office until Monday', true],
    ['Undeliverable: Your plan', true],
    ['Delivery Status Notification (Failure)', true],
    ['Mail delivery failed: returning message', true],
    ['Automatic invoices', false],
    ['Automobile parts', false],
    ['My out of office plan', false],
  ])('"%s" is an auto-reply: %s', (subject, expected) => {
    expect(patterns.isAutoReply(subject)).toBe(expected);
  });

  it.each([
    ['Canceled: Demo', true],
    ['cancelled: demo', true],
    ['Meeting Canceled - Demo', true],
    ['Demo (not canceled: see below)', false],
    ['Cancelled orders review', false],
  ])('"%s" is a cancelled meeting: %s', (subject, expected) => {
    expect(patterns.isCancelledMeeting(subject)).toBe(expected);
  });

  it.each([
    ['Deferred', true],
    [' canceled ', true],
    ['Completed', false],
    ['Not deferred', false],
  ])('the status "%s" is not done: %s', (status, expected) => {
    expect(patterns.isNotDone(status)).toBe(expected);
  });
});

describe('a rule leaves a later one nothing', () => {
  const one = (operator: Condition['operator'], value: string, field = 'F'): MappingRule =>
    rule('one', 1, [{ field, operator, value }]);

  it.each([
    ['equals', 'A;B', 'equals', 'b', true],
    ['equals', 'A', 'equals', 'A;C', false],
    ['starts with', 'Call', 'equals', 'Call back', true],
    ['starts with', 'Call', 'starts with', 'Call b', true],
    ['starts with', 'Call b', 'starts with', 'Call', false],
    ['contains', 'all', 'starts with', 'Call', true],
    ['contains word', 'call', 'starts with', 'Call', false],
    ['contains word', 'call', 'contains word', 'first call', true],
    ['matches tags', '[Email]', 'matches tags', '[Email] [In]', true],
    ['matches tags', '[Email] [In]', 'matches tags', '[Email]', false],
    ['is not blank', '', 'equals', 'A', true],
    ['is false', '', 'is blank', '', true],
    ['not equals', 'A', 'equals', 'B', true],
    ['not equals', 'A', 'equals', 'A', false],
    ['not equals', 'A', 'not equals', 'A;B', true],
  ] as const)('%s "%s" before %s "%s": %s', (wide, value, narrow, other, expected) => {
    expect(covers(one(wide, value), one(narrow, other))).toBe(expected);
  });

  it('when each of its conditions holds, on the same object and field', () => {
    const both = rule('both', 2, [...one('equals', 'A').conditions, ...one('equals', 'B', 'G').conditions]);
    expect(covers(one('equals', 'A'), both)).toBe(true);
    expect(covers(both, one('equals', 'A'))).toBe(false);
    expect(covers(one('equals', 'A', 'G'), one('equals', 'A'))).toBe(false);
    expect(covers(rule('all', 1, [], 'Event'), both)).toBe(false);
    expect(covers(rule('all', 1, []), both)).toBe(true);
  });
});
