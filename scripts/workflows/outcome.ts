// What GitHub is told of a run: an annotation, a summary in figures, and whether the job fails. Names of accounts are not in
// it: logs and summaries are read by everybody who may read the repository.

export interface Outcome {
  /** Of the step: a degraded run wrote what it could and is told by a warning; it does not fail the job. */
  readonly exitCode: number;
  /** One line for the log, which GitHub shows on top of the job. */
  readonly annotation: string;
  /** Markdown. */
  readonly summary: string;
}

const DEGRADED = 4;
const INTERNAL = 'The log of the step says more.';

/**
 * @param result the object of `run --json`, or null when it printed none
 * @param code the exit code of `touchpoint run`
 */
export function outcomeOf(result: unknown, code: number): Outcome {
  const run = memberOf(result, 'run');
  if (run === null) return failure(memberOf(result, 'error'), code);
  const figure = (name: string): string => textOf(run, name) ?? '–';
  const pool = memberOf(result, 'pool');
  const accounts = Array.isArray(pool) ? pool.length : '–';
  const rows = [
    ['Verdict', figure('verdict')],
    ['High-signal accounts', String(accounts)],
    ...['accounts', 'evaluated', 'changed', 'failed'].map((name) => [name, figure(name)]),
    ['As of', figure('asOf')],
  ];
  const summary = [
    `### Run ${figure('id')}: ${figure('verdict')}`,
    '',
    '| | |',
    '|---|---:|',
    ...rows.map(([name = '', value = '']) => `| ${name} | ${value} |`),
    '',
  ].join('\n');
  const told = `${accounts} high-signal accounts; ${figure('changed')} of ${figure('accounts')} changed, ${figure('failed')} failed.`;
  if (code === 0) return { exitCode: 0, annotation: annotation('notice', 'The run is ok', told), summary };
  if (code === DEGRADED)
    return {
      exitCode: 0,
      annotation: annotation('warning', 'The run is degraded', `${told} ${INTERNAL}`),
      summary,
    };
  return { exitCode: code, annotation: annotation('error', 'The run failed', `${told} ${INTERNAL}`), summary };
}

/** @param error of the object that a --json command prints when it fails; null when it printed none */
function failure(error: unknown, code: number): Outcome {
  const message = textOf(error, 'message') ?? `touchpoint run ended with ${code} and said nothing.`;
  const actions = memberOf(error, 'actions');
  const lines = [message, ...(Array.isArray(actions) ? actions.map((action) => `What to do: ${String(action)}`) : [])];
  return {
    exitCode: code === 0 ? 1 : code,
    annotation: annotation('error', `The run did not take place (${textOf(error, 'code') ?? code})`, lines.join('\n')),
    // An indented block: nothing in it is markup.
    summary: [
      '### The run did not take place',
      '',
      ...lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`),
      '',
    ].join('\n'),
  };
}

/** A command of GitHub's runner; what is told cannot become a second one. */
function annotation(level: 'notice' | 'warning' | 'error', title: string, message: string): string {
  const told = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${level} title=${told(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${told(message)}`;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) return null;
  return (value as Readonly<Record<string, unknown>>)[name] ?? null;
}

/** Null for what is neither text nor number. */
function textOf(value: unknown, name: string): string | null {
  const member = memberOf(value, name);
  return typeof member === 'string' || typeof member === 'number' ? String(member) : null;
}
