// The parts of the audit by themselves: whose sync seems broken, who knows a call of Orum, what is logged twice, what no
// rule knows, which field holds ids of Outreach.
import { describe, expect, test } from 'vitest';
import type { EvidenceParts } from '../../test/builders.ts';
import { TODAY, call, engagementOf, evidence, mailing, noon, task, taskId, yardstick } from '../../test/builders.ts';
import { accountReading, mailingRow, mirrorOf } from '../../test/readings.ts';
import { coverageCount, FactTally } from './audit-facts.ts';
import { judgeFields } from './audit-fields.ts';
import { TaskTally } from './audit-tasks.ts';
import { decide } from './decide.ts';
import type { TaskFieldSample } from './ports.ts';

const WINDOW_FROM = TODAY - 90;
const decided = (parts: EvidenceParts) => decide(accountReading(1), evidence(parts), yardstick());

function factsOf(parts: EvidenceParts): FactTally {
  const tally = new FactTally(TODAY - 180, WINDOW_FROM, TODAY);
  tally.add(decided(parts));
  return tally;
}

function tasksOf(parts: EvidenceParts, isHome = true): TaskTally {
  const tally = new TaskTally(yardstick(), WINDOW_FROM);
  tally.add(decided(parts), () => isHome);
  return tally;
}

/** Mails of one user, one a day and the latest today, of which those are in Salesforce that `isSynced` says. */
function mailsOf(userId: number, count: number, isSynced: (daysAgo: number) => boolean) {
  return Array.from({ length: count }, (_, ago) => {
    const n = userId * 100 + ago;
    const synced = isSynced(ago);
    const engagement = mailing({ id: n, userId, deliveredAt: noon(TODAY - ago), taskIds: synced ? [taskId(n)] : [] });
    const sent = task({ id: taskId(n), subject: `[Outreach] [Email] [Out] Plan ${n}`, activityDate: TODAY - ago });
    return { engagement: engagementOf(engagement), tasks: synced ? [sent] : [] };
  });
}
const asParts = (mails: ReturnType<typeof mailsOf>): EvidenceParts => ({
  engagements: mails.map(({ engagement }) => engagement),
  activities: mails.flatMap(({ tasks }) => tasks),
});

describe('the sync of a user', () => {
  const broken = (tally: FactTally) => tally.users.filter(({ seemsBroken }) => seemsBroken).map(({ userId }) => userId);

  test('seems broken when far less is found than of the others', () => {
    const mails = [...mailsOf(1, 40, () => true), ...mailsOf(2, 30, (ago) => ago % 3 > 0)];
    const tally = factsOf(asParts(mails));
    expect(broken(tally)).toEqual([2]);
    expect(tally.users[0]).toMatchObject({ userId: 2, total: 30, found: 20, shareOfOthers: 1 });
  });

  test('seems broken when nothing has been found for a while, whatever was found before', () => {
    const mails = [...mailsOf(1, 80, () => true), ...mailsOf(2, 80, (ago) => ago >= 20)];
    const tally = factsOf(asParts(mails));
    expect(broken(tally)).toEqual([2]);
    expect(tally.users[0]).toMatchObject({ missingSince: 20, lastFound: TODAY - 20 });
  });

  test('is not judged by a handful of mails', () => {
    expect(broken(factsOf(asParts([...mailsOf(1, 40, () => true), ...mailsOf(2, 19, () => false)])))).toEqual([]);
  });

  test('is not blamed where nothing of anybody is found', () => {
    expect(broken(factsOf(asParts([...mailsOf(1, 40, () => false), ...mailsOf(2, 30, () => false)])))).toEqual([]);
  });
});

test('months reach back as far as scores do, the other figures as far as the window', () => {
  const old = engagementOf(mailing({ id: 1, deliveredAt: noon(TODAY - 91), repliedAt: noon(TODAY) }));
  const tally = factsOf({ engagements: [old, engagementOf(call({ id: 2, dialedAt: null }))] });
  expect(
    tally.months.map(({ month, counts }) => [month, counts.sent['never synced'], counts.reply['never synced']]),
  ).toEqual([
    ['2025-12', 1, 0],
    ['2026-03', 0, 1],
  ]);
  expect(coverageCount(tally.window)).toEqual({ found: 0, deleted: 0, lost: 0, 'never synced': 0 });
  expect(tally.undatedCalls).toBe(1);
});

describe('a call of Orum', () => {
  const orum = { vendor: 'Orum', userId: 1 } as const;
  const outreachTask = task({ id: taskId(1), subject: '[Outreach] [Call] [Outbound] Ring' });
  const orumTask = task({ id: taskId(2), subject: '[Orum] Call - no answer' });
  const orumCalls = (parts: EvidenceParts) => tasksOf(parts).orum;

  test('is counted by who knows it: both, Outreach alone, Salesforce alone', () => {
    const known = engagementOf(call({ ...orum, taskIds: [taskId(1)] }));
    const none = { both: 0, twice: 0, outreachOnly: 0, salesforceOnly: 0 };
    expect(orumCalls({ engagements: [known], activities: [outreachTask] })).toEqual({ ...none, both: 1 });
    expect(orumCalls({ engagements: [engagementOf(call(orum))] })).toEqual({ ...none, outreachOnly: 1 });
    expect(orumCalls({ activities: [orumTask] })).toEqual({ ...none, salesforceOnly: 1 });
  });

  test('that Orum and Outreach both log is one call, and a double of their two rules', () => {
    const engagement = engagementOf(call({ ...orum, taskIds: [taskId(1), taskId(2)] }));
    const tally = tasksOf({ engagements: [engagement], activities: [outreachTask, orumTask] });
    expect(tally.orum).toMatchObject({ both: 0, twice: 1, salesforceOnly: 0 });
    expect(tally.doubles).toEqual([
      { rules: ['Orum_Subject', 'Outreach_Call_Out'], count: 1, examples: [[taskId(1), taskId(2)]] },
    ]);
  });
});

describe('a Task that only the last rule took', () => {
  const odd = task({ subject: '[Gong] [Call] Intro', fields: { Type: 'Other', TaskSubtype: 'Task' } });

  test('is counted by tag, type and subtype', () => {
    const another = { ...odd, id: taskId(2), createdAt: odd.createdAt - 86_400_000 };
    const known = task({ id: taskId(3), fields: { TaskSubtype: 'Call' } });
    expect(tasksOf({ activities: [odd, another, known] }).unmapped).toEqual([
      { tags: '[gong] [call]', type: 'Other', subtype: 'Task', count: 2, examples: [odd.id, taskId(2)] },
    ]);
  });

  test('is left to its own account, and left alone while it is open', () => {
    expect(tasksOf({ activities: [odd] }, false).unmapped).toEqual([]);
    expect(tasksOf({ activities: [{ ...odd, isClosed: false, status: 'Not Started' }] }).unmapped).toEqual([]);
  });
});

describe('a field of Task', () => {
  /** Task n names mailing n, if the mirror holds it, in `Ref__c`; and 3, 4 or 5 in `Count__c`. */
  const sample = (count: number): TaskFieldSample => ({
    fields: ['Ref__c', 'Count__c', 'Empty__c'].map((name) => ({ name, type: 'string' })),
    tasks: Array.from({ length: count }, (_, n) => ({
      id: taskId(n),
      ids: new Map([
        ['Ref__c', n],
        ['Count__c', 3 + (n % 3)],
      ]),
    })),
  });
  const mirror = (connections: (id: number) => number = (id) => id) => ({
    ...mirrorOf({ mailings: [10, 11, 12].map((id) => mailingRow(id, { taskIds: [taskId(connections(id))] })) }),
    missing: (kind: string, ids: readonly number[]) => Promise.resolve(kind === 'mailing' ? [] : ids),
  });
  const holding = async (of: TaskFieldSample, connections?: (id: number) => number) =>
    (await judgeFields(mirror(connections), of)).filter((it) => it.holdsOutreachIds).map(({ name }) => name);

  test('holds ids of Outreach when its values are known there, differ, and agree with data connections', async () => {
    expect(await holding(sample(20))).toEqual(['Ref__c']);
    expect(await judgeFields(mirror(), sample(20))).toMatchObject([
      { name: 'Ref__c', filled: 20, known: 20, connected: 3, agreeing: 3 },
      { name: 'Count__c', filled: 20 },
    ]);
  });

  test('holds none when data connections say otherwise, or when too few values are there', async () => {
    expect(await holding(sample(20), (id) => id + 1)).toEqual([]);
    expect(await holding(sample(9))).toEqual([]);
  });
});
