import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standInsOnly } from './stand-ins-only.ts';

const EXAMPLE = join(import.meta.dirname, '../sync-service/.env.example');

/** By the names that the stand-ins print. */
const STAND_INS = Object.fromEntries(
  ['SF_USERNAME', 'SF_CONSUMER_KEY', 'SF_PRIVATE_KEY_FILE', 'SF_DOMAIN', 'LEDGER_URL']
    .concat(['OUTREACH_URL', 'OUTREACH_CLIENT_ID', 'OUTREACH_CLIENT_SECRET', 'OUTREACH_REFRESH_TOKEN'])
    .map((name) => [name, 'of the stand-ins']),
);

/** How a run goes about its work, on this machine: a developer may choose it with the stand-ins too. */
const OWN_CHOICE = ['RUN_CRON', 'RUN_TIME_ZONE', 'HTTP_HOST', 'HTTP_PORT', 'LOG_LEVEL'].concat([
  ...[
    'PARTITION_ACCOUNTS',
    'WORKER_CONCURRENCY',
    'PATIENCE_SECONDS',
    'POLL_SECONDS',
    'TRAIL_DAYS',
    'STALE_AFTER_HOURS',
  ],
]);

describe('a service that sees the stand-ins only', () => {
  it('is told no setting of a real deployment, whichever the service knows', () => {
    const names = [...readFileSync(EXAMPLE, 'utf8').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(20);
    const real = Object.fromEntries(names.map((name) => [name, 'of a real deployment']));
    const told: Record<string, string> = { ...real, ...standInsOnly(STAND_INS) };
    const stillReal = names.filter((name) => told[name] === 'of a real deployment');
    expect(stillReal.sort()).toEqual(OWN_CHOICE.sort());
  });

  it('is told blank rather than nothing, because a .env file fills in what is absent', () => {
    expect(standInsOnly(STAND_INS)).toMatchObject({
      REDIS_URL: '',
      SLACK_WEBHOOK_URL: '',
      SF_PRIVATE_KEY: '',
    });
  });
});
