// What the service tells while it works: one past-tense event per fact. JSON lines for machines, short plain lines for
// a person at a terminal. What happened is decided elsewhere; metrics and alerts are not here.
import { pino } from 'pino';
import { hide } from '../run/hide.ts';
import type { Facts, Log } from '../run/log.ts';

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** True: for a person at a terminal. */
  readonly plain: boolean;
  /** Takes one line without its end. */
  readonly write: (line: string) => void;
  /** Texts that must never appear, whatever they are part of. */
  readonly secrets: readonly string[];
}

export function createLog(options: LogOptions): Log {
  const { secrets } = options;
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => options.write(options.plain ? plainLine(line) : line.trimEnd()) },
  );
  return {
    info: (event, facts) => logger.info(withoutSecrets(facts, secrets), event),
    warn: (event, facts) => logger.warn(withoutSecrets(facts, secrets), event),
    error: (event, facts) => logger.error(withoutSecrets(facts, secrets), event),
  };
}

/** The facts with every secret replaced. */
function withoutSecrets(facts: Facts, secrets: readonly string[]): Facts {
  const hidden = (value: Facts[string]): Facts[string] => {
    if (typeof value === 'string') return hide(value, secrets);
    return typeof value === 'object' && value !== null ? value.map((item) => hide(item, secrets)) : value;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, hidden(value)]));
}

/** `17:00:01 run.opened  id=… accounts=2000`; a level is shown when it is not the ordinary one. */
function plainLine(json: string): string {
  const { time, level, event, ...facts } = JSON.parse(json) as Record<string, unknown>;
  const shown = Object.entries(facts).map(([name, value]) => `${name}=${plainValue(value)}`);
  const mark = level === 'info' ? '' : `${String(level).toUpperCase()} `;
  return `${String(time).slice(11, 19)} ${mark}${[String(event), ...shown].join('  ')}`;
}

function plainValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(text) ? JSON.stringify(text) : text;
}
