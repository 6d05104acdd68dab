// Two readings of a range beside each other, made by hand: what happens when people go on working meanwhile.
import { describe, expect, it } from 'vitest';
import { accountId, contactId, task, taskId, yardstick } from '../../test/builders.ts';
import { mirrorOf, orgOf, rangeReading } from '../../test/readings.ts';
import { bridgeRange } from './bridge-range.ts';
import { RetriableFailure } from './failures.ts';
import type { AccountRange, OrgPort, RangeReading, ReportedActivity } from './ports.ts';

const EVERYTHING = { from: null, to: null };
const seen = (n: number): ReportedActivity => ({ id: taskId(n), accountId: accountId(2), missing: null });
const readingOf = (...numbers: number[]): RangeReading =>
  rangeReading({
    activities: numbers.map((n) => ({
      activity: task({ id: taskId(n), subject: `Errand ${n}`, people: [contactId(2)] }),
      accountId: accountId(2),
    })),
  });

/** Bridges with what is read the first time, the second time …; the last one stays. */
async function bridge(...rounds: readonly { reading: RangeReading; reported: readonly ReportedActivity[] }[]) {
  const asked: AccountRange[] = [];
  const round = () => rounds[Math.min(asked.length, rounds.length) - 1];
  const org = {
    ...orgOf(),
    readRange: (range: AccountRange) => {
      asked.push(range);
      return Promise.resolve(round()?.reading);
    },
    readReported: () => Promise.resolve(round()?.reported),
  } as unknown as OrgPort;
  const signal = new AbortController().signal;
  return { asked, ...(await bridgeRange({ org, mirror: mirrorOf({}) }, EVERYTHING, yardstick(), signal)) };
}

describe('the bridge of a range', () => {
  it('has one bridge for each decided account, in their order', async () => {
    const { bridges, decided, asked } = await bridge({ reading: readingOf(1), reported: [seen(1)] });
    expect(bridges.map((it) => it.accountId)).toEqual(decided.map(({ reading }) => reading.facts.id));
    expect(bridges.map((it) => it.report)).toEqual([0, 1]);
    expect(asked).toHaveLength(1);
  });

  it('looks once more at an account that changed between its two readings, and at no other', async () => {
    const { bridges, asked } = await bridge(
      { reading: readingOf(1), reported: [seen(1), seen(2)] },
      { reading: readingOf(1, 2), reported: [seen(1), seen(2)] },
    );
    expect(asked).toEqual([EVERYTHING, { ids: [accountId(2)] }]);
    expect(bridges[1]).toMatchObject({ report: 2, activeTouchpoints: 2, unexplained: [] });
  });

  it('names what is still unexplained then', async () => {
    const { bridges } = await bridge({ reading: readingOf(1), reported: [seen(1), seen(2)] });
    expect(bridges[1]).toMatchObject({ residual: -1, unexplained: [taskId(2)] });
  });

  it('gives nothing when one of the two readings fails, and stops the other', async () => {
    let stopped = false;
    const org = {
      ...orgOf(),
      readRange: (...[, , , signal]: Parameters<OrgPort['readRange']>) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stopped = true;
            reject(new Error('stopped'));
          });
        }),
      readReported: () => Promise.reject(new RetriableFailure('busy', { code: 'BUSY' })),
    } as unknown as OrgPort;
    const bridging = bridgeRange({ org, mirror: mirrorOf({}) }, EVERYTHING, yardstick(), new AbortController().signal);
    await expect(bridging).rejects.toThrow('busy');
    expect(stopped).toBe(true);
  });
});
