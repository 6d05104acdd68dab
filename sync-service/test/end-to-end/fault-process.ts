// One `touchpoint run` as a process of its own that meets a fault of stand-ins of its own.
import { expect } from 'vitest';
import { CASES, type FaultCase } from './fault-cases.ts';
import { type Finished, startStandIns, touchpoint } from './processes.ts';

const WORLD = 'accounts=60,seed=11,today=2026-03-02';
const STAND_INS = ['--bulk-page-size', '150', '--mint-seconds', '0'];
const LIMIT_SECONDS = 120;
const EXIT = { ok: 0, configuration: 2, failed: 3, degraded: 4 } as const;

/** A known fault by its name. */
export const named = (part: string): FaultCase => {
  const found = CASES.find(({ name }) => name === part);
  if (!found) throw new Error(`There is no fault "${part}".`);
  return found;
};

/** It ends in time and as it should, with what to do and without a stack. */
export async function endsWell(
  { server, fault, ends }: FaultCase,
  environment: Record<string, string>,
  mode: readonly string[] = ['--inline'],
): Promise<Finished> {
  const standIns = await startStandIns(WORLD, STAND_INS);
  await standIns.control(server, 'POST', 'faults', fault);
  const arguments_ = ['run', ...mode, '--json', '--as-of', '2026-03-02'];
  const finished = await touchpoint(arguments_, { ...standIns.environment, ...environment });
  await standIns.control(server, 'DELETE', 'faults');
  expect(finished.seconds, finished.stderr).toBeLessThan(LIMIT_SECONDS);
  expect(
    ends.map((end) => EXIT[end]),
    finished.stderr,
  ).toContain(finished.code);
  if (finished.code !== EXIT.ok) expect(finished.stderr).toMatch(/What to do/);
  expect(finished.stderr).not.toMatch(/\bat .*\.ts:\d+/);
  return finished;
}
