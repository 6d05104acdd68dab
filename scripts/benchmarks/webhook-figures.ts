// What the benchmark of webhooks finds, as JSON and as a table for people. No measuring here.

/** Milliseconds from the moment a webhook was sent. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly slowest: number;
  /** Webhooks whose effect was not seen within the wait after the last one. */
  readonly missing: number;
}

/** The names are a contract (`--json`). */
export interface WebhookFigures {
  readonly sent: number;
  readonly perSecond: number;
  /** Until the service had answered. */
  readonly answered: Latency;
  /** Until the reply was in the mirror that `explain` reads. */
  readonly mirror: Latency;
  /** Until the flipped verdict was saved on the account, by the org's own stamp. */
  readonly account: Latency;
}

const PROMISED_P95_MS = 3000;

/** `null` is one that was never seen. */
export function latencyOf(times: readonly (number | null)[]): Latency {
  const seen = times.filter((time) => time !== null).sort((a, b) => a - b);
  const at = (share: number): number => Math.round(seen[Math.max(0, Math.ceil(share * seen.length) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95), slowest: at(1), missing: times.length - seen.length };
}

export function webhookTable(figures: WebhookFigures): string {
  const head = ['webhook …', 'p50 ms', 'p95 ms', 'slowest', 'missing'];
  const rows = (['answered', 'mirror', 'account'] as const).map((name) => {
    const { p50, p95, slowest, missing } = figures[name];
    return [name, ...[p50, p95, slowest, missing].map(String)];
  });
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}

/** One sentence: whether the service kept what is promised of it. */
export function webhookPromise({ sent, perSecond, mirror, account }: WebhookFigures): string {
  const held = [mirror, account].every(({ p95, missing }) => p95 < PROMISED_P95_MS && missing === 0);
  const promised = `in explain and on the account within ${PROMISED_P95_MS} ms at the 95th percentile`;
  return `${sent} webhooks, ${perSecond} a second: the promise (${promised}) ${held ? 'held' : 'did NOT hold'}.`;
}
