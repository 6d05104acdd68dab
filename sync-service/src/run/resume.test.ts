// One asking opens one run, whatever the queue forgets or delivers twice.
import { expect, it } from 'vitest';
import type { Acts } from './acts.ts';
import { openOrResume, type Opening } from './resume.ts';
import type { RunPlan, RunRequest, RunStore } from './run-store.ts';

const REQUEST: RunRequest = { mode: 'full', dryRun: false, asOf: null };

/** A ledger with one run, opened for the asking `first` and closed since. */
function surroundings() {
  const closed = {
    id: 'r1',
    request: { ...REQUEST, askId: 'first' },
    openedAt: 0,
    ranges: [1, 2],
  } as unknown as RunPlan;
  const store: Pick<RunStore, 'findAsked' | 'findUnfinished' | 'countResults'> = {
    findAsked: (askId) => Promise.resolve(askId === closed.request.askId ? closed : null),
    findUnfinished: () => Promise.resolve(null),
    countResults: () => Promise.resolve(2),
  };
  const acts: Pick<Acts, 'open'> = { open: (request) => Promise.resolve({ ...closed, id: 'r2', request }) };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const opening: Opening = { acts: acts as Acts, store: store as RunStore, orgNow: () => Promise.resolve(1), log };
  return (request: RunRequest) => openOrResume(opening, request, new AbortController().signal);
}

it('goes back to the run that this asking opened, although it is closed', async () => {
  const open = surroundings();
  expect((await open({ ...REQUEST, askId: 'first' })).plan.id).toBe('r1');
});

it('opens a new run when the same is asked for again', async () => {
  const open = surroundings();
  expect((await open({ ...REQUEST, askId: 'second' })).plan.id).toBe('r2');
  expect((await open(REQUEST)).plan.id).toBe('r2');
});
