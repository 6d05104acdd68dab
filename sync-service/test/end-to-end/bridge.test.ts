// `touchpoint bridge` as a process: the figures that were promised, a task that somebody deletes, and when it ends with 4.
import { expect, it } from 'vitest';
import { readerOf } from './org-reader.ts';
import { lastLine, startStandIns, touchpoint } from './processes.ts';

interface Bridged {
  accounts: {
    accountId: string;
    report: number;
    steps: { reason: string; count: number; records: string[] }[];
    activeTouchpoints: number;
    residual: number;
    deleted: string[];
    field: { activeTouchpoints: number | null };
  }[];
}

it('reconciles every account, shows a deleted task and nothing else, and ends with 4 when an account cannot be bridged', async () => {
  const standIns = await startStandIns('accounts=80,seed=17,today=2026-03-02');
  const run = await touchpoint(['run', '--inline', '--json'], standIns.environment);
  expect(lastLine<{ run: { verdict: string } }>(run).run.verdict).toBe('ok');

  const before = await touchpoint(['bridge', '--json'], standIns.environment);
  expect(before.code).toBe(0);
  const { accounts } = lastLine<Bridged>(before);
  const reader = await readerOf(standIns.environment);
  const held = await reader.query('SELECT Id, Active_Touchpoints__c FROM Account ORDER BY Id');
  expect(accounts.map((it) => [it.accountId, it.activeTouchpoints])).toEqual(
    held.map((row) => [row['Id'], row['Active_Touchpoints__c']]),
  );
  for (const { report, steps, activeTouchpoints, residual } of accounts) {
    expect(report + steps.reduce((sum, { count }) => sum + count, 0)).toBe(activeTouchpoints);
    for (const { count, records } of steps) expect(records).toHaveLength(Math.abs(count));
    expect(residual).toBe(0);
  }
  const runs = await reader.query('SELECT Bridge_Residual__c FROM Touchpoint_Run__c');
  expect(runs.map((row) => row['Bridge_Residual__c'])).toEqual([0]);

  const [open] = accounts.filter(({ steps }) => steps.some(({ reason }) => reason === 'open'));
  const victim = open?.steps.find(({ reason }) => reason === 'open')?.records[0] ?? '';
  await standIns.control('salesforce', 'POST', 'rows', { object: 'Task', rows: [{ Id: victim, IsDeleted: true }] });
  const after = lastLine<Bridged>(await touchpoint(['bridge', open?.accountId ?? '', '--json'], standIns.environment));
  expect(after.accounts).toEqual([
    {
      ...open,
      report: (open?.report ?? 0) - 1,
      steps: open?.steps.flatMap((step) => {
        if (step.reason !== 'open') return [step];
        return step.count === -1 ? [] : [{ ...step, count: step.count + 1, records: step.records.slice(1) }];
      }),
      deleted: [...(open?.deleted ?? []), victim].sort(),
    },
  ]);

  const odd = { Id: '00T000000000009AAA', AccountId: open?.accountId, ActivityDate: '2026-02-20', CreatedDate: 'soon' };
  await standIns.control('salesforce', 'POST', 'rows', { object: 'Task', rows: [odd] });
  const stuck = await touchpoint(['bridge'], standIns.environment);
  expect(stuck.code).toBe(4);
  expect(stuck.stdout).toContain(`${open?.accountId ?? ''} was not bridged: ${odd.Id}`);
  expect(stuck.stdout).toContain('What to do');
});
