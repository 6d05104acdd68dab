// What several tools logged of one mail or call, and what a touchpoint says of how it was put together.
import { describe, expect, it } from 'vitest';
import {
  POLICY,
  TODAY,
  call,
  contactId,
  engagementOf,
  mailing,
  noon,
  task,
  taskId,
  userId,
} from '../../test/builders.ts';
import { find } from '../../test/found.ts';
import { touchpoint } from '../../test/touchpoints.ts';
import { sameEmail } from './logged-twice.ts';

const MINUTE = 60_000;
const EMAIL_OUT = '[Outreach] [Email] [Out] Plan';
const DIAL = '[Outreach] [Call] [Outbound] Ada';

describe('A mail that three tools logged', () => {
  const copyKey = { creator: userId(1), owner: userId(1), createdAt: 0, subject: '' };
  const logged = (n: number, ruleOrder: number, minutes: number) =>
    touchpoint(n, { ruleOrder, copyKey, subject: 'plan', at: noon(TODAY) + minutes * MINUTE });

  it('is one, also when the two later ones are nearer to each other', () => {
    const found = sameEmail([logged(3, 83, 10), logged(1, 60, 0), logged(2, 72, 9)], POLICY);
    expect([...found].sort()).toEqual([
      [taskId(2), taskId(1)],
      [taskId(3), taskId(1)],
    ]);
  });

  it('is not stretched from one to the next beyond the limit', () => {
    const found = sameEmail([logged(1, 60, 0), logged(2, 72, 10), logged(3, 83, 20)], POLICY);
    expect([...found]).toEqual([[taskId(2), taskId(1)]]);
  });
});

describe('Orum call whose Tasks nothing connects', () => {
  const dialled = noon(TODAY);
  const outreachTask = task({ id: taskId(1), subject: DIAL });
  const orumTask = (minutes: number, given = {}) =>
    task({ id: taskId(2), subject: '[Orum] Call - Connected', completedAt: dialled + minutes * MINUTE, ...given });
  const answered = call({ outcome: 'Answered' });

  it.each([
    ['the Outreach Task', [taskId(1)]],
    ['the Orum Task', [taskId(2)]],
    ['neither Task', []],
  ])('is one Orum Call when Outreach names %s', (_name, taskIds) => {
    const found = find({
      activities: [outreachTask, orumTask(5)],
      engagements: [engagementOf({ ...answered, taskIds })],
    });
    expect(found.touchpoints).toMatchObject([{ id: taskId(2), source: 'Orum Call', type: 'call_connected' }]);
    expect(found.leftOut).toEqual({ [taskId(1)]: 'same engagement' });
  });

  it('is one Orum Call when Outreach does not tell of the call', () => {
    const found = find({ activities: [outreachTask, orumTask(-5)] });
    expect(found.touchpoints).toMatchObject([
      { id: taskId(2), evidence: [{ rule: 'same call', records: [taskId(2), taskId(1)] }] },
    ]);
    expect(found.all).toEqual([{ record: taskId(1), reason: 'same call', insteadOf: taskId(2) }]);
  });

  it.each([
    ['six minutes later', orumTask(6)],
    ['with a colleague', orumTask(1, { people: [contactId(2)] })],
    ['that came in', orumTask(1, { callType: 'Inbound' })],
    [
      'that is not Orum’s but a forum’s',
      orumTask(1, { subject: '[Forum] Connected', fields: { TaskSubtype: 'Call' } }),
    ],
    ['of which only the date is known', orumTask(1, { completedAt: null })],
  ])('does not swallow a call %s', (_name, other) => {
    const connected = { ...outreachTask, callType: 'Outbound', disposition: 'Connected' };
    expect(find({ activities: [connected, other] }).ids).toEqual([taskId(1), taskId(2)]);
  });

  it('leaves two calls that Outreach tells apart two', () => {
    const engagements = [
      engagementOf({ ...answered, id: 1, taskIds: [taskId(1)] }),
      engagementOf({ ...answered, id: 2, vendor: 'Orum', dialedAt: dialled + 2 * MINUTE, taskIds: [taskId(2)] }),
    ];
    expect(find({ activities: [outreachTask, orumTask(2)], engagements }).ids).toEqual([taskId(1), taskId(2)]);
  });
});

describe('The evidence of a touchpoint', () => {
  const sent = mailing({ id: 12, subject: 'plan', deliveredAt: noon(TODAY), taskIds: [taskId(1)] });
  const addIn = task({ id: taskId(2), subject: 'Plan', fields: { TaskSubtype: 'Email' } });

  it('names the rule and the records, those it stands for included', () => {
    const { touchpoints } = find({
      activities: [task({ id: taskId(1), subject: EMAIL_OUT }), addIn],
      engagements: [engagementOf(sent)],
    });
    expect(touchpoints.map((it) => it.evidence)).toEqual([
      [
        { rule: 'data connection', records: [taskId(1), 'mailing:12'] },
        { rule: 'same e-mail', records: [taskId(2), 'mailing:12'] },
        { rule: 'same engagement', records: [taskId(1), taskId(2)] },
      ],
    ]);
  });

  it('is empty for a record that stands alone', () => {
    expect(find({ activities: [addIn] }).touchpoints.map((it) => it.evidence)).toEqual([[]]);
    expect(find({ engagements: [engagementOf(call())] }).touchpoints.map((it) => it.evidence)).toEqual([[]]);
  });

  it('gathers what several steps joined', () => {
    const copies = [1, 2].map((n) => task({ id: taskId(n), subject: EMAIL_OUT, ownerId: userId(n) }));
    const logged = task({ id: taskId(3), subject: 'Plan', fields: { TaskSubtype: 'Email' } });
    const [one] = find({ activities: [...copies, logged] }).touchpoints;
    expect(one?.evidence).toEqual([
      { rule: 'group copy', records: [taskId(1), taskId(2)] },
      { rule: 'same e-mail', records: [taskId(1), taskId(3)] },
    ]);
  });
});
