import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentOfDemo } from './environment.ts';

const EXAMPLE = join(import.meta.dirname, '../../sync-service/.env.example');

/** By the names that the stand-ins print. */
const STAND_INS = Object.fromEntries(
  ['SF_USERNAME', 'SF_CONSUMER_KEY', 'SF_PRIVATE_KEY_FILE', 'SF_DOMAIN', 'LEDGER_URL']
    .concat(['OUTREACH_URL', 'OUTREACH_CLIENT_ID', 'OUTREACH_CLIENT_SECRET', 'OUTREACH_REFRESH_TOKEN'])
    .map((name) => [name, 'of the stand-ins']),
);

/** How a run goes about its work, on this machine: a developer may choose it in the demo too. */
const OWN_CHOICE = ['RUN_CRON', 'RUN_TIME_ZONE', 'HTTP_HOST', 'HTTP_PORT', 'LOG_LEVEL'].concat([
  ...['PARTITION_ACCOUNTS', 'WORKER_CONCURRENCY', 'PATIENCE_SECONDS'],
]);

describe('the environment of the demo', () => {
  it('leads no setting of a real deployment to the service, whichever the service knows', () => {
    const names = [...readFileSync(EXAMPLE, 'utf8').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(20);
    const real = Object.fromEntries(names.map((name) => [name, 'of a real deployment']));
    const told = environmentOfDemo(real, STAND_INS);
    const stillReal = names.filter((name) => told[name] === 'of a real deployment');
    expect(stillReal.sort()).toEqual(OWN_CHOICE.sort());
  });

  it('says blank rather than nothing, because a .env file fills in what is absent', () => {
    expect(environmentOfDemo({}, STAND_INS)).toMatchObject({
      REDIS_URL: '',
      SLACK_WEBHOOK_URL: '',
      SF_PRIVATE_KEY: '',
    });
  });

  it('hands on what is no setting of the service', () => {
    expect(environmentOfDemo({ PATH: '/bin' }, STAND_INS)['PATH']).toBe('/bin');
  });
});
