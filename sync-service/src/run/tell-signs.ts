// Tells people of problems once, and once more when they are over. What a channel is, adapters know.
import type { Instant } from '../scoring/calendar.ts';
import type { Alert, AlertMemory, Sign } from './alert.ts';
import type { Log } from './log.ts';
import type { AlertPort } from './ports.ts';

export interface Telling {
  readonly memory: AlertMemory;
  /** Everybody hears everything; none is told twice because another could not be reached. */
  readonly channels: readonly AlertPort[];
  readonly log: Log;
  /** Aborts when one telling has taken too long. */
  readonly deadline: () => AbortSignal;
}

/** The run that showed what is told. */
export type SeenIn = Pick<Alert, 'runId' | 'runRecordId'>;
export const NO_RUN: SeenIn = { runId: null, runRecordId: null };

/** Remembers what the signs say, and tells each channel what it does not know yet, of earlier looks too. */
export async function tellSigns(telling: Telling, signs: readonly Sign[], run: SeenIn, at: Instant): Promise<void> {
  await remember(telling.memory, signs, run, at);
  await tellAll(telling);
}

async function remember(memory: AlertMemory, signs: readonly Sign[], run: SeenIn, at: Instant): Promise<void> {
  const known = new Map((await memory.list()).map((alert) => [alert.key, alert]));
  for (const sign of signs) {
    const before = known.get(sign.key);
    const next = afterSign(before, sign, run, at);
    if (next !== null) await memory.save(next);
  }
  // What a look at a whole subject says nothing of is gone: a source that no rule names any more.
  const looked = new Set(signs.map(({ runbook }) => runbook));
  const said = new Set(signs.map(({ key }) => key));
  for (const alert of known.values())
    if (looked.has(alert.runbook) && !said.has(alert.key))
      await memory.save({ ...alert, ...run, state: 'cleared', detail: 'There is nothing of the kind any more.' });
}

/** Null: nothing changes. */
function afterSign(before: Alert | undefined, sign: Sign, run: SeenIn, at: Instant): Alert | null {
  if (sign.state === 'unknown') return null;
  if (sign.state === 'well')
    return before === undefined ? null : { ...before, ...run, state: 'cleared', detail: sign.detail, actions: [] };
  return { ...sign, ...run, since: before?.state === 'firing' ? before.since : at };
}

async function tellAll(telling: Telling): Promise<void> {
  const { memory, channels } = telling;
  for (const alert of await memory.list()) {
    await Promise.all(channels.map((channel) => tell(telling, channel, alert)));
    if (alert.state === 'cleared' && (await memory.knownTo(alert.key)).length === 0) await memory.forget(alert.key);
  }
}

/** Notes first and tells then, so that of two processes one tells; a kill in between costs the telling, not a repetition. */
async function tell({ memory, log, deadline }: Telling, channel: AlertPort, alert: Alert): Promise<void> {
  const { key, state } = alert;
  const [note, takeBack] =
    state === 'firing' ? (['noteKnown', 'noteUnknown'] as const) : (['noteUnknown', 'noteKnown'] as const);
  if (!(await memory[note](key, channel.name))) return;
  try {
    await channel.tell(alert, deadline());
    log.info('alert.told', { alert: key, state, channel: channel.name });
  } catch (error) {
    await memory[takeBack](key, channel.name);
    const message = error instanceof Error ? error.message : String(error);
    log.warn('alert.untold', { alert: key, state, channel: channel.name, message });
  }
}
