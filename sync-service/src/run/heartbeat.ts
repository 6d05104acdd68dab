// The check from outside: whether the org saw a good run lately. It needs no ledger and no running service; what it told
// already it reads in the message of the run record, where people see it as well.
import type { Instant } from '../scoring/calendar.ts';
import type { Alert } from './alert.ts';
import { signOfSilence } from './alert-signs.ts';
import { Failure } from './failures.ts';
import type { Log } from './log.ts';
import type { AlertPort } from './ports.ts';

/** A full run that ended ok or degraded, as its record in the org says. */
export interface GoodRun {
  readonly recordId: string;
  readonly runId: string;
  readonly finishedAt: Instant;
  /** '' when there is none. */
  readonly message: string;
}

/** The records of runs in the org. */
export interface RunRecords {
  /** The newest first. */
  findGoodRuns(limit: number): Promise<readonly GoodRun[]>;
  saveMessage(recordId: string, message: string): Promise<void>;
}

export interface HeartbeatDependencies {
  readonly records: RunRecords;
  readonly channels: readonly AlertPort[];
  readonly log: Log;
  /** The org's clock, once it was asked for something. */
  readonly now: () => Instant;
  readonly staleAfterMs: number;
  readonly deadline: () => AbortSignal;
}

export interface Heartbeat {
  readonly fresh: boolean;
  /** Null: the org knows of no good run. */
  readonly last: GoodRun | null;
  /** Since the last good run; null without one. */
  readonly ageMs: number | null;
  /** Names of the channels that were told just now. */
  readonly told: readonly string[];
}

/** Runs looked at for a silence that was told and is over. */
const LOOKED_BACK = 5;
const FROM_OUTSIDE = 'Seen by the check from outside.';
// Lines of the message of a run record.
const TOLD = 'The outside check told people that no good run followed this one';
const OVER = 'The outside check told people that there are good runs again';

/** Tells of silence once, and once more when it is over. Before the first good run it tells nobody: there is nowhere to note it. */
export async function heartbeat(dependencies: HeartbeatDependencies): Promise<Heartbeat> {
  const { records, staleAfterMs } = dependencies;
  const runs = await records.findGoodRuns(LOOKED_BACK);
  const now = dependencies.now();
  const [last] = runs;
  if (last === undefined) return { fresh: false, last: null, ageMs: null, told: [] };
  const ageMs = Math.max(0, now - last.finishedAt);
  const sign = signOfSilence(last.finishedAt, { watchingSince: now, now, staleAfterMs });
  const about = { key: 'silence', runbook: 'silence', runId: last.runId, runRecordId: last.recordId } as const;
  const at = new Date(now).toISOString();
  if (sign.state === 'firing') {
    if (last.message.includes(TOLD)) return { fresh: false, last, ageMs, told: [] };
    const detail = `${sign.detail} ${FROM_OUTSIDE}`;
    const told = await tell(dependencies, { ...sign, ...about, detail, since: now });
    if (told.length > 0) await note(records, last, `${TOLD}: ${at}.`);
    return { fresh: false, last, ageMs, told };
  }
  const silent = runs.filter(({ message }) => message.includes(TOLD) && !message.includes(OVER));
  const [ended] = silent;
  if (ended === undefined) return { fresh: true, last, ageMs, told: [] };
  const detail = `Run ${last.runId} is good again. ${FROM_OUTSIDE}`;
  const text = { title: 'No good run for a while', detail, actions: [] };
  const told = await tell(dependencies, { ...about, ...text, state: 'cleared', since: ended.finishedAt });
  if (told.length > 0) for (const run of silent) await note(records, run, `${OVER}: ${at}.`);
  return { fresh: true, last, ageMs, told };
}

async function tell({ channels, log, deadline }: HeartbeatDependencies, alert: Alert): Promise<readonly string[]> {
  const told: string[] = [];
  for (const channel of channels)
    try {
      await channel.tell(alert, deadline());
      told.push(channel.name);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.warn('alert.untold', { alert: alert.key, state: alert.state, channel: channel.name, message: error.message });
    }
  return told;
}

function note(records: RunRecords, { recordId, message }: GoodRun, line: string): Promise<void> {
  return records.saveMessage(recordId, message === '' ? line : `${message}\n${line}`);
}
