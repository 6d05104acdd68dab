// What a person sees of a fault, with real processes: exit code, words and no stack, in time. How a run meets each of the
// known faults is in run-faults.test.ts.
import { describe, expect, it } from 'vitest';
import { endsWell, named } from './fault-process.ts';

/** A fault ends within twice the patience. */
const SHORT = { PATIENCE_SECONDS: '5' };

describe('a run that meets a fault', () => {
  // One for each way of ending; both sides are among them.
  it.each([
    named('a token that expires in the middle'),
    named('a page that is always truncated'),
    named('rows locked for ever'),
  ])('$server: $name', async (fault) => {
    await endsWell(fault, SHORT);
  });

  const BULK_GONE = named('bulk results that are gone once the run has opened');
  const ALL_GONE = named('an org that is gone once the run has opened');

  it.each([
    { how: 'in one process', fault: BULK_GONE, mode: ['--inline'], most: '2' },
    { how: 'in one process, one partition at a time', fault: ALL_GONE, mode: ['--inline'], most: '1' },
    { how: 'through the queue', fault: ALL_GONE, mode: [], most: '2' },
  ])('spends one patience, not one for each partition, when the org goes away: $how', async ({ fault, mode, most }) => {
    const environment = { PATIENCE_SECONDS: '8', PARTITION_ACCOUNTS: '5', WORKER_CONCURRENCY: most };
    const finished = await endsWell(fault, environment, mode);
    // Twelve partitions: a patience for each, even two at a time, would be 48 seconds at least.
    expect(finished.seconds, finished.stderr).toBeLessThan(36);
  });
});
